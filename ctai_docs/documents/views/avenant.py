"""The context of the avenant template: parties as they are now, changes as the law words them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from ctai_docs.contract.avenants import (
    ArticleModifie,
    Disposition,
    Historique,
    articles_modifies,
    renumerotations,
)
from ctai_docs.contract.facts import articles_rediges
from ctai_docs.contract.model import Contrat, FicheAction, Texte
from ctai_docs.contract.model.avenant import AjouterFiche, Avenant, RemplacerFiche
from ctai_docs.documents.views.comparaison import Comparaison, comparison
from ctai_docs.documents.views.consolidation import cite
from ctai_docs.documents.views.contrat import (
    PartieVue,
    Signataire,
    cite_authority,
    presented,
    signatories,
)
from ctai_docs.documents.views.document import (
    Document,
    Mentions,
    contract_title,
    fiche_title,
    reference_date,
    signed_on,
)
from ctai_docs.machine.french import ordinal, write_date

_CLAUSE = "avenant"
"""The key of the article that lets a contract be changed."""


@dataclass(frozen=True, slots=True)
class DispositionVue:
    """A change: its sentence, the text that follows it, its own motive."""

    phrase: str
    texte: Texte | None
    motif: Texte | None


@dataclass(frozen=True, slots=True)
class ArticleAvenant:
    """An article of the avenant, about one article of the contract."""

    numero: str
    titre: str
    phrase: str
    dispositions: tuple[DispositionVue, ...]


@dataclass(frozen=True, slots=True)
class Numeros:
    """The numbers of the articles that every avenant has, or nothing for one that it lacks."""

    objet: str
    budget: str
    renumerotations: str
    autres: str
    effet: str


@dataclass(frozen=True, slots=True)
class AnnexeAvenant:
    """A fiche annexed to the avenant."""

    numero: int
    intitule: str


@dataclass(frozen=True, slots=True)
class ContexteAvenant:
    """What `avenant.docx` can print."""

    document: Document
    contrat: Contrat
    avenant: Avenant
    surtitre: str
    titre: str
    parties: tuple[PartieVue, ...]
    visas: tuple[str, ...]
    visas_propres: tuple[Texte, ...]
    numeros: Numeros
    objet: Texte
    motif: Texte | None
    articles: tuple[ArticleAvenant, ...]
    comparaison: Comparaison | None
    renumerotations: tuple[str, ...]
    effet: str
    fait_a: str
    fait_le: str
    signataires: tuple[Signataire, ...]
    annexes: tuple[AnnexeAvenant, ...]


def avenant_context(historique: Historique, mentions: Mentions) -> ContexteAvenant:
    """Return the context of the last avenant of a contract."""
    avenant = historique.avenants[-1]
    before, after = historique.etats[-2:]
    changed = articles_modifies(avenant, before, after)
    table, moved = comparison(before, after), renumerotations(before, after)
    signed = avenant.date_signature
    number = f"Avenant n° {avenant.numero}"
    title = f"{number} au {_lower(contract_title(after))}"
    numbers = _numbers(len(changed), budget=table is not None, moved=bool(moved))
    dated = signed or avenant.date_effet or reference_date(after)
    return ContexteAvenant(
        document=Document(f"{title} {after.annees}", number, dated, mentions),
        contrat=after,
        avenant=avenant,
        surtitre=f"CTAI {after.annees}",
        titre=title,
        parties=presented(after),
        visas=tuple(_visas(historique)),
        visas_propres=tuple(map(_visa, avenant.visas)),
        numeros=numbers,
        objet=avenant.objet or Texte(f"Le présent avenant modifie le contrat{_dated(before)}."),
        motif=avenant.motif,
        articles=tuple(_article(n, found) for n, found in enumerate(changed, 2)),
        comparaison=table,
        renumerotations=moved,
        effet=_effect(avenant),
        fait_a=f" à {after.lieu_signature}" if after.lieu_signature else "",
        fait_le=signed_on(signed),
        signataires=tuple(signatories(after.parties)),
        annexes=tuple(
            AnnexeAvenant(n, fiche_title(after, fiche))
            for n, fiche in enumerate(annexed_fiches(avenant, after), 1)
        ),
    )


def annexed_fiches(avenant: Avenant, apres: Contrat) -> tuple[FicheAction, ...]:
    """Return the fiches that an avenant adds, and those that replace others, in order."""
    kinds = (AjouterFiche, RemplacerFiche)
    keys = {c.fiche.cle for c in avenant.changements if isinstance(c, kinds)}
    return tuple(fiche for fiche in apres.fiches_ordonnees if fiche.cle in keys)


def avenant_mention(avenant: Avenant, number: int) -> str:
    """Return « Annexe n° 1 à l'avenant n° 1 du 15 décembre 2026 »."""
    return f"Annexe n° {number} à {cite(avenant)}"


def _article(number: int, found: ArticleModifie) -> ArticleAvenant:
    said = tuple(map(_disposition, found.dispositions))
    return ArticleAvenant(_ordinal(number), found.titre, found.phrase, said)


def _disposition(said: Disposition) -> DispositionVue:
    motive = Texte(f"*Motif :* {said.motif}") if said.motif else None
    return DispositionVue(said.phrase, said.texte, motive)


def _numbers(changed: int, *, budget: bool, moved: bool) -> Numeros:
    """Return the numbers of the articles that every avenant has; changes are numbered from 2."""
    present = {"budget": budget, "renumerotations": moved, "autres": True, "effet": True}
    named = [name for name, is_there in present.items() if is_there]
    found = {name: _ordinal(n) for n, name in enumerate(named, changed + 2)}
    return replace(Numeros(_ordinal(1), "", "", "", ""), **found)


def _ordinal(number: int) -> str:
    return ordinal(1) if number == 1 else str(number)


def _visas(historique: Historique) -> Iterator[str]:
    """Yield the visas of the avenant: contract, clause, deliberations, earlier avenants."""
    avenant, before = historique.avenants[-1], historique.etats[-2]
    if not any(visa.startswith(("Vu le contrat", "le contrat")) for visa in avenant.visas):
        title = _lower(contract_title(before))
        yield f"Vu le {title} {before.annees}{_dated(before)} ;"
    clause = next((a for a in articles_rediges(before) if a.cle == _CLAUSE), None)
    if clause:
        which = f"l'article {clause.numero} ({clause.titre})"
        yield f"Vu {which} du contrat, qui permet de le modifier par avenant ;"
    yield from (f"Vu {act} ;" for act in _acts(historique))


def _acts(historique: Historique) -> Iterable[str]:
    """Return the acts of the contract, the earlier avenants, the acts of this one, each once."""
    *earlier, avenant = historique.avenants
    signed = historique.initial
    adopted = (signed.habilitation(party) for party in signed.parties_locales)
    acts = (f"la {cite_authority(act)}" for act in adopted if act)
    before = (act for past in earlier for act in (*past.deliberations, cite(past)))
    return dict.fromkeys(chain(acts, before, avenant.deliberations))


def _visa(text: Texte) -> Texte:
    return text if text[:3].lower() == "vu " else Texte(f"Vu {text}")


def _dated(contrat: Contrat) -> str:
    signed = contrat.date_signature
    return f" signé le {write_date(signed)}" if signed else ""


def _effect(avenant: Avenant) -> str:
    if avenant.date_effet:
        return f"Le présent avenant prend effet le {write_date(avenant.date_effet)}."
    return "Le présent avenant prend effet à la date de sa signature par l'ensemble des parties."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
