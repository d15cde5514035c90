"""The context of the contract template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ctai_docs.contract.facts import AnnexeNumerotee, annexes_numerotees, articles_rediges
from ctai_docs.contract.model import Contrat, Habilitation, Partie, Personne, Texte
from ctai_docs.documents.views.chiffres import LigneFiche, fiche_line
from ctai_docs.documents.views.coup_d_oeil import CoupDOeil, glance
from ctai_docs.documents.views.document import (
    TITRE,
    Document,
    Mentions,
    TexteLie,
    contract_title,
    reference_date,
    signed_on,
)
from ctai_docs.documents.views.images import Logo
from ctai_docs.documents.views.matieres import Entree, contract_entries
from ctai_docs.documents.views.modifications import AUCUNE, Modifications
from ctai_docs.machine.french import du, enumerate_fr, write_date


@dataclass(frozen=True, slots=True)
class LigneSynthese:
    """An axis in the financial summary. Amounts in euros; see `Contrat.montant_axe`."""

    numero: int
    intitule: str
    fiches: int
    montant: Decimal


@dataclass(frozen=True, slots=True)
class Signataire:
    """A person who signs, and the party signed for."""

    partie: str
    nom: str
    fonction: str
    titres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartieVue:
    """A party: its name, and what follows it in the sentence that presents it."""

    nom: str
    qualites: str


@dataclass(frozen=True, slots=True)
class ArticleVue:
    """An article: its number, title, bookmark and text, and the avenant that changed it."""

    numero: str
    titre: str
    ancre: str
    texte: Texte
    modification: str


@dataclass(frozen=True, slots=True)
class ContexteContrat:
    """What `contract.docx` can print."""

    document: Document
    contrat: Contrat
    titre: str
    collectivite: str
    periode: str
    consolidation: str
    matieres: tuple[Entree, ...]
    logos: tuple[Logo, ...]
    parties: tuple[PartieVue, ...]
    synthese: tuple[LigneSynthese, ...]
    synthese_fiches: int
    synthese_total: Decimal
    articles: tuple[ArticleVue, ...]
    fait_a: str
    fait_le: str
    signataires: tuple[Signataire, ...]
    temoins: tuple[Signataire, ...]
    annexes: tuple[AnnexeNumerotee, ...]
    sommaire: tuple[LigneFiche, ...]
    coup_d_oeil: CoupDOeil | None


def contract_context(
    contrat: Contrat,
    mentions: Mentions,
    logos: dict[str, Logo] | None = None,
    modifications: Modifications = AUCUNE,
) -> ContexteContrat:
    """Return the context of the contract."""
    title = contract_title(contrat)
    lines = tuple(
        LigneSynthese(n, axe.intitule, len(contrat.fiches_de(axe)), contrat.montant_axe(axe))
        for n, axe in enumerate(contrat.axes, 1)
    )
    return ContexteContrat(
        document=Document(
            f"{title} {contrat.annees}", f"CTAI {contrat.annees}", reference_date(contrat), mentions
        ),
        contrat=contrat,
        titre=TITRE,
        collectivite=contrat.complement,
        periode=_period(contrat),
        consolidation=modifications.contrat,
        matieres=contract_entries(contrat),
        logos=tuple(_state_first(contrat, logos or {})),
        parties=presented(contrat),
        synthese=lines if contrat.fiches else (),
        synthese_fiches=len(contrat.fiches),
        synthese_total=sum((line.montant for line in lines), Decimal(0)),
        articles=tuple(_articles(contrat, modifications)),
        fait_a=f" à {contrat.lieu_signature}" if contrat.lieu_signature else "",
        fait_le=signed_on(contrat.date_signature),
        signataires=tuple(signatories(contrat.parties)),
        temoins=tuple(_person("", person) for person in contrat.temoins),
        annexes=annexes_numerotees(contrat),
        sommaire=tuple(fiche_line(contrat, fiche) for fiche in contrat.fiches_ordonnees),
        coup_d_oeil=glance(contrat),
    )


def _period(contrat: Contrat) -> str:
    first, last = contrat.debut.year, contrat.fin.year
    return (
        f"Au titre de l'année {first}" if first == last else f"Au titre des années {first} à {last}"
    )


def _articles(contrat: Contrat, modifications: Modifications) -> Iterable[ArticleVue]:
    articles = articles_rediges(contrat)
    for a in articles:
        text = TexteLie(a.texte) if a is articles[-1] else a.texte  # the signatures follow it
        yield ArticleVue(a.numero, a.titre, a.ancre, text, modifications.article(a.cle))


def presented(contrat: Contrat) -> tuple[PartieVue, ...]:
    """Return the parties as the head of an act presents them."""
    return tuple(PartieVue(_capital(p.nom), _present(contrat, p)) for p in contrat.parties)


def _present(contrat: Contrat, party: Partie) -> str:
    """Return « , dont le siège est…, que représente…, en vertu de… »."""
    parts = [""]
    if party.siege:
        parts.append(f"dont le siège est situé {party.siege}")
    if party.siret:
        parts.append(f"SIRET n° {party.siret}")
    if party.representants:
        parts.append(f"que représente {enumerate_fr([p.designation for p in party.representants])}")
    if authority := contrat.habilitation(party):
        parts.append(f"en vertu de la {cite_authority(authority)}")
    if party.court:
        parts.append(f"ci-après « {party.court} »")
    return ", ".join(parts)


def _state_first(contrat: Contrat, logos: dict[str, Logo]) -> Iterable[Logo]:
    """Yield the logos, the State's at the left as its graphic charter asks."""
    parties = sorted(contrat.parties, key=lambda party: not party.est_etat)
    return (logos[party.cle] for party in parties if party.cle in logos)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def cite_authority(authority: Habilitation) -> str:
    """Return « délibération n° 25-09-25-17 du conseil municipal du 25 septembre 2025 »."""
    text = authority.nature
    text += f" n° {authority.numero}" if authority.numero else ""
    text += f" {du(authority.organe)}" if authority.organe else ""
    return text + (f" du {write_date(authority.date)}" if authority.date else "")


def signatories(parties: Iterable[Partie]) -> Iterable[Signataire]:
    """Yield who signs; a party whose representative is not known yet has its place."""
    for party in parties:
        name = f"Pour {party.appellation}"
        if not party.representants:
            yield Signataire(name, "……", "", ())
        for person in party.representants:
            yield _person(name, person)


def _person(party: str, person: Personne) -> Signataire:
    name = person.nom or person.fonction
    return Signataire(party, name, person.fonction if person.nom else "", person.titres)
