"""The context of the deliberation template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ctai_docs.contract.model import Contrat, Deliberation, Partie, Personne, Texte, Vote
from ctai_docs.documents.views.document import Document, Mentions, contract_title
from ctai_docs.documents.views.matieres import Entree
from ctai_docs.machine.french import enumerate_fr, plural, write_date


@dataclass(frozen=True, slots=True)
class AnnexeActe:
    """An annex of the deliberation: its number, its title and its bookmark."""

    numero: int
    intitule: str
    ancre: str


@dataclass(frozen=True, slots=True)
class ContexteDeliberation:
    """What `deliberation.docx` can print."""

    document: Document
    contrat: Contrat
    deliberation: Deliberation
    collectivite: str
    titre: str
    seance: str
    objet: str
    rapporteur: str
    organe: str
    commissions: str
    visas: tuple[Texte, ...]
    considerants: tuple[Texte, ...]
    decision: str
    dispositif: tuple[Texte, ...]
    presence: str
    vote: tuple[str, ...]
    president: Personne | None
    secretaire: Personne | None
    actes: str
    annexes: tuple[AnnexeActe, ...]
    matieres: tuple[Entree, ...]


def deliberation_context(
    contrat: Contrat,
    deliberation: Deliberation,
    annexes: Sequence[AnnexeActe],
    mentions: Mentions,
) -> ContexteDeliberation:
    """Return the context of a deliberation and of the list of its annexes."""
    party = contrat.partie(deliberation.partie)
    title = "Délibération" if deliberation.est_adoptee else "Projet de délibération"
    number = f"{title} n° {deliberation.numero}"
    return ContexteDeliberation(
        document=Document(number, number, deliberation.seance, mentions),
        contrat=contrat,
        deliberation=deliberation,
        collectivite=_capital(party.nom) if party else "",
        titre=number,
        seance=f"Séance du {write_date(deliberation.seance)}",
        objet=deliberation.objet or f"{contract_title(contrat)} pour la période {contrat.annees}",
        rapporteur=deliberation.rapporteur.designation if deliberation.rapporteur else "",
        organe=deliberation.organe.nom.upper(),
        commissions=_heard(deliberation.commissions),
        visas=tuple(Texte(f"**VU** {text.strip()},") for text in deliberation.visas),
        considerants=tuple(
            Texte(f"**CONSIDÉRANT** {text.strip()},") for text in deliberation.considerants
        ),
        decision="APRÈS EN AVOIR DÉLIBÉRÉ, DÉCIDE :",
        dispositif=deliberation.dispositif or tuple(_usual(contrat, party)),
        presence=_presence(deliberation),
        vote=tuple(_vote(deliberation.vote)) if deliberation.vote else (),
        president=deliberation.president,
        secretaire=deliberation.secretaire,
        actes=_actes(deliberation),
        annexes=tuple(annexes),
        matieres=tuple(Entree(1, f"Annexe n° {a.numero} : {a.intitule}", a.ancre) for a in annexes),
    )


def annex_mention(deliberation: Deliberation, number: int) -> str:
    """Return « Annexe n° 2 à la délibération n° 25-09-25-17 du 25 septembre 2025 »."""
    return f"Annexe n° {number} à la {deliberation.reference} du {write_date(deliberation.seance)}"


def _usual(contrat: Contrat, party: Partie | None) -> Iterable[Texte]:
    """Yield the usual decisions: to adopt the contract, to let it be signed."""
    title = contract_title(contrat).replace("Contrat", "contrat", 1)
    yield Texte(
        f"**D'ADOPTER** le projet de {title} pour la période {contrat.annees}, annexé à la "
        "présente délibération."
    )
    signer = party.representants[0] if party and party.representants else None
    who = signer.designation if signer else "le représentant de la collectivité"
    if signer and signer.nom:
        who += ","  # closes the function, which stands in apposition
    yield Texte(
        f"**D'AUTORISER** {who} à signer ce contrat et tout acte nécessaire à l'exécution de la "
        "présente délibération."
    )


def _heard(commissions: Sequence[str]) -> str:
    if not commissions:
        return ""
    one = len(commissions) == 1
    heard = "La commission compétente entendue" if one else "Les commissions compétentes entendues"
    return f"{heard} ({enumerate_fr(commissions)}),"


def _presence(deliberation: Deliberation) -> str:
    """Return who sat, in one sentence: members in office, present, excused, absent, powers."""
    found = deliberation.presence
    if found is None:
        return ""
    parts = [
        f"membres en exercice : {found.en_exercice}",
        f"présents : {found.presents}",
        f"excusés : {found.excuses}",
        f"absents : {found.absents}",
        f"pouvoirs : {found.pouvoirs}",
    ]
    return _capital(" ; ".join(parts)) + "."


def _vote(vote: Vote) -> Iterable[str]:
    if vote.unanimite:
        yield "Décision adoptée à l'unanimité."
        return
    counted = [plural(vote.pour or 0, "voix", "voix") + " pour"]
    counted += [
        f"{plural(vote.contre, 'voix', 'voix')} contre",
        plural(vote.abstentions, "abstention"),
    ]
    yield f"Vote : {', '.join(counted)}."
    if vote.sans_vote:
        yield f"Ne prennent pas part au vote : {vote.sans_vote}."
    if vote.noms_contre:
        yield f"Ont voté contre : {enumerate_fr(vote.noms_contre)}."
    if vote.noms_abstentions:
        yield f"Se sont abstenus : {enumerate_fr(vote.noms_abstentions)}."


def _actes(deliberation: Deliberation) -> str:
    if deliberation.code_actes is None:
        return ""
    subject = f" {deliberation.matiere_actes}" if deliberation.matiere_actes else ""
    return f"{deliberation.code_actes}{subject}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
