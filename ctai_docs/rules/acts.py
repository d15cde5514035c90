"""The deliberations: quorum, arithmetic of the vote, who signs, and what they cite (ACT-0xx).

Sources are those of communes; the other bodies follow the same rules (CGCT L3121-14, L4132-13,
L5211-1), and so does a CCAS (CASF R123-17 to R123-19).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctai_docs.contract.model import Contrat, Deliberation, Organe, TypePartie
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import read_amount, slug, write_amount
from ctai_docs.rules.texts.known import Known
from ctai_docs.rules.walk import texts

Acts = Iterator[tuple[Path, Deliberation]]


PARTIE = Rule(
    "ACT-001", Severity.ERREUR, "Délibération d’aucune partie locale",
    "« {partie} » n’est pas une partie locale du contrat.",
    "Une délibération est celle d’une partie locale ; l’État n’en prend pas.",
    "Écrivez la clé de la partie qui délibère.",
    "CGCT L2121-29", "deliberations[1].partie: etat",
)  # fmt: skip
TWICE = Rule(
    "ACT-002", Severity.ERREUR, "Deux délibérations de même numéro",
    "Deux délibérations portent le numéro {numero}.",
    "Un numéro désigne un acte, et son dossier de documents : 25/17 et 25-17 n’en font qu’un.",
    "Corrigez l’un des deux.",
    "Usage",
    "deliberations[2].numero: 2025-11-24-07\nparties[3].habilitation.numero: 2025-11-24-07",
)  # fmt: skip
QUORUM = Rule(
    "ACT-003", Severity.ERREUR, "Quorum non atteint",
    "{presents} membres présents sur {exercice} en exercice.",
    "Le quorum est la majorité des membres en exercice, présents ; les pouvoirs n’y comptent pas.",
    "Vérifiez les nombres, ou convoquez à nouveau.",
    "CGCT L2121-17", "deliberations[1].presence.presents: 10",
)  # fmt: skip
MEMBERS = Rule(
    "ACT-004", Severity.ERREUR, "Présents et absents ne font pas l’effectif",
    "Présents, excusés et absents font {somme}, et {exercice} membres sont en exercice.",
    "Chaque membre en exercice est présent, excusé ou absent.",
    "Corrigez les nombres.",
    "CGCT L2121-17", "deliberations[1].presence.absents: 5",
)  # fmt: skip
POWERS = Rule(
    "ACT-005", Severity.ERREUR, "Plus de pouvoirs que d’absents",
    "{pouvoirs} pouvoirs pour {absents} membres absents ou excusés.",
    "Un pouvoir est donné par un membre empêché, et un présent n’en porte qu’un seul.",
    "Corrigez les nombres.",
    "CGCT L2121-20", "deliberations[1].presence.pouvoirs: 9",
)  # fmt: skip
VOTES = Rule(
    "ACT-006", Severity.ERREUR, "Le compte des voix n’est pas juste",
    "{voix} voix et abstentions, pour {votants} présents et pouvoirs.",
    "Pour, contre, abstentions et non-participants font ensemble les présents et les pouvoirs.",
    "Corrigez le vote ou la présence.",
    "CGCT L2121-20", "deliberations[1].vote: {pour: 20}",
)  # fmt: skip
UNANIMOUS = Rule(
    "ACT-007", Severity.ERREUR, "Unanimité contredite",
    "Le vote est dit unanime, et {contre} voix sont contre.",
    "Une décision unanime n’a aucune voix contre.",
    "Corrigez l’un ou l’autre.",
    "CGCT L2121-20", "deliberations[1].vote: {unanimite: oui, contre: 2}",
)  # fmt: skip
REJECTED = Rule(
    "ACT-008", Severity.ERREUR, "Adoptée sans majorité",
    "{pour} voix pour, {contre} contre, et la délibération est dite adoptée.",
    "Elle l’est à la majorité absolue des suffrages exprimés ; à égalité, la voix du président "
    "l’emporte.",
    "Corrigez le vote ou le statut.",
    "CGCT L2121-20", "deliberations[1].vote: {pour: 5, contre: 21}",
)  # fmt: skip
NAMES = Rule(
    "ACT-009", Severity.ERREUR, "Noms et voix ne s’accordent pas",
    "{noms} noms pour {voix} {sens}.",
    "Quand des noms sont donnés, il y en a autant que de voix.",
    "Complétez la liste, ou corrigez le nombre.",
    "CGCT L2121-21", "deliberations[1].vote: {pour: 25, contre: 1, noms_contre: [A. Un, B. Deux]}",
)  # fmt: skip
SECRETARY = Rule(
    "ACT-010", Severity.ERREUR, "Secrétaire qui n’est pas membre",
    "Le secrétaire de séance n’est pas membre de l’assemblée.",
    "Seul le droit local d’Alsace-Moselle permet de désigner un agent.",
    "Désignez un membre, ou écrivez « droit_local: oui ».",
    "CGCT L2121-15 et L2541-6", "deliberations[1].secretaire.membre: non",
)  # fmt: skip
CLERK = Rule(
    "ACT-017", Severity.INFORMATION, "Secrétaire du conseil d’administration non membre",
    "Le secrétaire de séance n’est pas membre du conseil d’administration.",
    "Le directeur d’un CCAS peut en assurer le secrétariat ; un autre agent, non.",
    "Vérifiez sa fonction.",
    "CASF, art. R123-23 (non vérifié sur le texte)", "deliberations[2].secretaire.membre: non",
)  # fmt: skip
SIGNERS = Rule(
    "ACT-011", Severity.AVERTISSEMENT, "Délibération adoptée sans ses signataires",
    "Il manque {manque}.",
    "Depuis le 1er juillet 2022, le président et le secrétaire de séance signent.",
    "Nommez-les sous « president » et « secretaire ».",
    "Ordonnance n° 2021-1310 du 7 octobre 2021", "deliberations[1].secretaire:",
)  # fmt: skip
NO_VOTE = Rule(
    "ACT-012", Severity.AVERTISSEMENT, "Délibération adoptée sans vote",
    "La délibération est dite adoptée, et son vote n’est pas donné.",
    "L’acte mentionne le résultat du vote.",
    "Remplissez la clé « vote ».",
    "CGCT L2121-21 et L2121-23", "deliberations[1].vote:",
)  # fmt: skip
LATE = Rule(
    "ACT-013", Severity.ERREUR, "Délibération après la signature",
    "La séance est après la signature du contrat.",
    "L’assemblée délibère avant que le contrat ne soit signé.",
    "Corrigez l’une des deux dates.",
    "CGCT L2122-21", "date_signature: 1er septembre 2025",
)  # fmt: skip
BODY = Rule(
    "ACT-014", Severity.ERREUR, "Organe d’une autre collectivité",
    "L’organe « {organe} » n’est pas celui d’une partie de ce type.",
    "Chaque collectivité délibère par son assemblée.",
    "Corrigez l’organe, ou la partie.",
    "CGCT L2121-29, L3211-1, L4221-1, L5211-1 ; CASF L123-6",
    "deliberations[1].organe: conseil_regional",
)  # fmt: skip
AMOUNT = Rule(
    "ACT-015", Severity.AVERTISSEMENT, "Montant qui n’est pas du contrat",
    "Le texte cite {montant}, qui n’est aucun montant du contrat.",
    "Les montants d’une délibération sont ceux du contrat qu’elle adopte.",
    "Citez le fait (<valeur:etat.2026>, <valeur:etat.total>), ou vérifiez le montant.",
    "CGCT L2121-12", "deliberations[1].expose: L'État apporte 41 000 €.",
)  # fmt: skip

OTHER = Rule(
    "ACT-016",
    Severity.ERREUR,
    "Habilitation et délibération différentes",
    "L’habilitation de « {partie} » n’a pas {champ} de sa délibération.",
    "Un fait qui se dit deux fois se contredit un jour.",
    "Supprimez « habilitation » : la délibération la donne.",
    "Usage du projet",
    "parties[2].habilitation.date: 23 novembre 2025",
)

_LOCAL = {
    TypePartie.COMMUNE: {Organe.CONSEIL_MUNICIPAL},
    TypePartie.CCAS: {Organe.CONSEIL_ADMINISTRATION},
    TypePartie.CIAS: {Organe.CONSEIL_ADMINISTRATION},
    TypePartie.COMMUNAUTE_COMMUNES: {Organe.CONSEIL_COMMUNAUTAIRE},
    TypePartie.COMMUNAUTE_AGGLOMERATION: {Organe.CONSEIL_COMMUNAUTAIRE},
    TypePartie.COMMUNAUTE_URBAINE: {Organe.CONSEIL_COMMUNAUTAIRE},
    TypePartie.METROPOLE: {Organe.CONSEIL_METROPOLITAIN},
    TypePartie.DEPARTEMENT: {Organe.CONSEIL_DEPARTEMENTAL, Organe.COMMISSION_PERMANENTE},
    TypePartie.REGION: {Organe.CONSEIL_REGIONAL, Organe.COMMISSION_PERMANENTE},
}
"""Which bodies deliberate for each kind of party; the others are not bounded."""

_EUROS = re.compile(r"(?<![\w,.])(\d[\d \u00a0\u202f]*(?:,\d{1,2})?)[ \u00a0\u202f]?(?:€|euros?\b)")


def check_parties(contrat: Contrat) -> Iterator[Finding]:
    """A deliberation is a local party's, by its own body, under a number of its own."""
    seen: set[str] = set()
    for path, act in _acts(contrat):
        party = contrat.partie(act.partie)
        if party and party.est_etat:
            yield PARTIE.at((*path, "partie"), partie=act.partie)
        elif party and party.type in _LOCAL and act.organe not in _LOCAL[party.type]:
            yield BODY.at((*path, "organe"), organe=act.organe.value)
        name = slug(act.numero)  # of the folder of its documents
        if name in seen:
            yield TWICE.at((*path, "numero"), numero=act.numero)
        seen.add(name)


def check_habilitations(contrat: Contrat) -> Iterator[Finding]:
    """The act by which a party may sign is its deliberation, where the dossier holds it."""
    for n, party in enumerate(contrat.parties):
        own = [act for act in contrat.deliberations if act.partie == party.cle]
        said = party.habilitation
        if said is None or len(own) != 1:
            continue
        same = {"numero": own[0].numero, "date": own[0].seance}
        for field, wording in (("numero", "le numéro"), ("date", "la date")):
            if getattr(said, field) not in (None, same[field]):
                path = ("parties", n, "habilitation", field)
                yield OTHER.at(path, partie=party.cle, champ=wording)


def check_presence(contrat: Contrat) -> Iterator[Finding]:
    """The members add up, and enough of them sit."""
    for path, act in _acts(contrat):
        sat, place = act.presence, (*path, "presence")
        if sat is None:
            continue
        total = sat.presents + sat.excuses + sat.absents
        if total != sat.en_exercice:
            yield MEMBERS.at(place, somme=total, exercice=sat.en_exercice)
        if act.est_adoptee and 2 * sat.presents <= sat.en_exercice:
            values = {"presents": sat.presents, "exercice": sat.en_exercice}
            yield QUORUM.at((*place, "presents"), **values)
        away = sat.excuses + sat.absents
        if sat.pouvoirs > min(away, sat.presents):
            yield POWERS.at((*place, "pouvoirs"), pouvoirs=sat.pouvoirs, absents=away)


def check_votes(contrat: Contrat) -> Iterator[Finding]:
    """The votes add up, carry the decision, and agree with the names."""
    for path, act in _acts(contrat):
        vote, place = act.vote, (*path, "vote")
        if vote is None:
            if act.est_adoptee:
                yield NO_VOTE.at(path)
            continue
        if vote.unanimite and vote.contre:
            yield UNANIMOUS.at(place, contre=vote.contre)
        named = ("contre", vote.contre, vote.noms_contre)
        for sense, count, who in (named, ("abstentions", vote.abstentions, vote.noms_abstentions)):
            if who and len(who) != count:
                yield NAMES.at(place, noms=len(who), voix=count, sens=sense)
        yield from _counted(place, act)


def _counted(place: Path, act: Deliberation) -> Iterator[Finding]:
    """Yield what is wrong with votes that were counted."""
    vote, sat = act.vote, act.presence
    assert vote is not None
    if vote.pour is None:
        return
    if act.est_adoptee and vote.pour < vote.contre:
        yield REJECTED.at(place, pour=vote.pour, contre=vote.contre)
    voices = vote.pour + vote.contre + vote.abstentions + vote.sans_vote
    if sat and voices != sat.presents + sat.pouvoirs:
        yield VOTES.at(place, voix=voices, votants=sat.presents + sat.pouvoirs)


def check_signatures(contrat: Contrat) -> Iterator[Finding]:
    """A voted act is signed by its president and its secretary, and comes before the contract."""
    for path, act in _acts(contrat):
        if act.secretaire and not act.secretaire.membre and not act.droit_local:
            rule = CLERK if act.organe is Organe.CONSEIL_ADMINISTRATION else SECRETARY
            yield rule.at((*path, "secretaire"))
        missing = [
            wording
            for person, wording in (
                (act.president, "le président de séance"),
                (act.secretaire, "le secrétaire de séance"),
            )
            if person is None
        ]
        if act.est_adoptee and missing:
            yield SIGNERS.at(path, manque=" et ".join(missing))
        if contrat.date_signature and act.seance > contrat.date_signature:
            yield LATE.at((*path, "seance"))


def check_amounts(contrat: Contrat) -> Iterator[Finding]:
    """The amounts that a deliberation cites are the contract's."""
    if not contrat.deliberations:
        return
    known = Known(contrat).cited_by_acts
    for path, text in texts(contrat):
        if path[0] != "deliberations":
            continue
        for number, line in enumerate(text.split("\n")):
            for found in _EUROS.finditer(line):
                try:
                    amount = read_amount(found[1].strip())
                except ValueError:
                    continue  # a slip in typing: another check reports it
                if amount not in known:
                    yield AMOUNT.at(path, line_in_text=number, montant=write_amount(amount))


def _acts(contrat: Contrat) -> Acts:
    return ((("deliberations", n), act) for n, act in enumerate(contrat.deliberations))


CHECKS = (
    check_parties,
    check_habilitations,
    check_presence,
    check_votes,
    check_signatures,
    check_amounts,
)
