"""`modifications`: which avenant added or changed each article and each fiche, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ctai_docs.contract.avenants import Devenir, Historique
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.documents.views.modifications import Modifications
from ctai_docs.machine.french import enumerate_fr, write_date

_Told = dict[str, list[tuple[Devenir, str]]]


def modifications(historique: Historique) -> Modifications:
    """Return what the documents of the contract in force say of its avenants."""
    articles: _Told = {}
    fiches: _Told = {}
    for passage in historique.passages:
        avenant, found = passage.avenant, passage.impact
        changed = (f for f in found.fiches if not f.renumerotee)
        _tell(fiches, ((f.cle, f.devenir) for f in changed), avenant)
        _tell(articles, ((a.cle, a.devenir) for a in found.articles if a.redige), avenant)
    return Modifications(
        contrat=_consolidated(historique.avenants),
        articles={key: _sentence("Article ", told, "") for key, told in articles.items()},
        fiches={key: _sentence("", told, "e") for key, told in fiches.items()},
    )


def cite(avenant: Avenant) -> str:
    """Return « l'avenant n° 1 du 15 décembre 2026 », without a date before it is signed."""
    signed = f" du {write_date(avenant.date_signature)}" if avenant.date_signature else ""
    return f"l'avenant n° {avenant.numero}{signed}"


def _tell(told: _Told, touched: Iterable[tuple[str, Devenir]], avenant: Avenant) -> None:
    for key, state in touched:
        if state is Devenir.SUPPRIMEE:
            told.pop(key, None)
        else:
            told.setdefault(key, []).append((state, cite(avenant)))


def _sentence(start: str, told: list[tuple[Devenir, str]], ending: str) -> str:
    """Return « Ajoutée par l'avenant n° 1, modifiée par l'avenant n° 2 »."""
    said = f"{start}{', '.join(_parts(told, ending))}"
    return said[:1].upper() + said[1:]


def _parts(told: list[tuple[Devenir, str]], ending: str) -> Iterator[str]:
    for state, word in ((Devenir.AJOUTEE, "ajouté"), (Devenir.MODIFIEE, "modifié")):
        if by := [avenant for found, avenant in told if found is state]:
            yield f"{word}{ending} par {enumerate_fr(by)}"


def _consolidated(avenants: tuple[Avenant, ...]) -> str:
    if not avenants:
        return ""
    noun = "avenant" if len(avenants) == 1 else "avenants"
    return f"Version consolidée, {noun} n° {enumerate_fr([str(a.numero) for a in avenants])}"
