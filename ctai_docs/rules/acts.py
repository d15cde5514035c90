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
    code="ACT-001",
    severity=Severity.ERREUR,
    title="Délibération d’aucune partie locale",
    found="« {partie} » n’est pas une partie locale du contrat.",
    rule="Une délibération est celle d’une partie locale ; l’État n’en prend pas.",
    remedy="Écrivez la clé de la partie qui délibère.",
    source="CGCT L2121-29",
    example="deliberations[1].partie: etat",
)
MEME_NUMERO = Rule(
    code="ACT-002",
    severity=Severity.ERREUR,
    title="Deux délibérations de même numéro",
    found="Deux délibérations portent le numéro {numero}.",
    rule="Un numéro désigne un acte, et son dossier de documents : 25/17 et 25-17 n’en font qu’un.",
    remedy="Corrigez l’un des deux.",
    source="Usage",
    example="deliberations[2].numero: 2025-11-24-07\nparties[3].habilitation.numero: 2025-11-24-07",
)
QUORUM = Rule(
    code="ACT-003",
    severity=Severity.ERREUR,
    title="Quorum non atteint",
    found="{presents} membres présents sur {exercice} en exercice.",
    rule="Le quorum est la majorité des membres en exercice, présents ; les pouvoirs n’y "
    "comptent pas.",
    remedy="Vérifiez les nombres, ou convoquez à nouveau.",
    source="CGCT L2121-17",
    example="deliberations[1].presence.presents: 10",
)
EFFECTIF = Rule(
    code="ACT-004",
    severity=Severity.ERREUR,
    title="Présents et absents ne font pas l’effectif",
    found="Présents, excusés et absents font {somme}, et {exercice} membres sont en exercice.",
    rule="Chaque membre en exercice est présent, excusé ou absent.",
    remedy="Corrigez les nombres.",
    source="CGCT L2121-17",
    example="deliberations[1].presence.absents: 5",
)
POUVOIRS = Rule(
    code="ACT-005",
    severity=Severity.ERREUR,
    title="Plus de pouvoirs que d’absents",
    found="{pouvoirs} pouvoirs pour {absents} membres absents ou excusés.",
    rule="Un pouvoir est donné par un membre empêché, et un présent n’en porte qu’un seul.",
    remedy="Corrigez les nombres.",
    source="CGCT L2121-20",
    example="deliberations[1].presence.pouvoirs: 9",
)
VOIX = Rule(
    code="ACT-006",
    severity=Severity.ERREUR,
    title="Le compte des voix n’est pas juste",
    found="{voix} voix et abstentions, pour {votants} présents et pouvoirs.",
    rule="Pour, contre, abstentions et non-participants font ensemble les présents et les "
    "pouvoirs.",
    remedy="Corrigez le vote ou la présence.",
    source="CGCT L2121-20",
    example="deliberations[1].vote: {pour: 20}",
)
UNANIMITE = Rule(
    code="ACT-007",
    severity=Severity.ERREUR,
    title="Unanimité contredite",
    found="Le vote est dit unanime, et {contre} voix sont contre.",
    rule="Une décision unanime n’a aucune voix contre.",
    remedy="Corrigez l’un ou l’autre.",
    source="CGCT L2121-20",
    example="deliberations[1].vote: {unanimite: oui, contre: 2}",
)
SANS_MAJORITE = Rule(
    code="ACT-008",
    severity=Severity.ERREUR,
    title="Adoptée sans majorité",
    found="{pour} voix pour, {contre} contre, et la délibération est dite adoptée.",
    rule="Elle l’est à la majorité absolue des suffrages exprimés ; à égalité, la voix du "
    "président "
    "l’emporte.",
    remedy="Corrigez le vote ou le statut.",
    source="CGCT L2121-20",
    example="deliberations[1].vote: {pour: 5, contre: 21}",
)
NOMS = Rule(
    code="ACT-009",
    severity=Severity.ERREUR,
    title="Noms et voix ne s’accordent pas",
    found="{noms} noms pour {voix} {sens}.",
    rule="Quand des noms sont donnés, il y en a autant que de voix.",
    remedy="Complétez la liste, ou corrigez le nombre.",
    source="CGCT L2121-21",
    example="deliberations[1].vote: {pour: 25, contre: 1, noms_contre: [A. Un, B. Deux]}",
)
SECRETAIRE = Rule(
    code="ACT-010",
    severity=Severity.ERREUR,
    title="Secrétaire qui n’est pas membre",
    found="Le secrétaire de séance n’est pas membre de l’assemblée.",
    rule="Seul le droit local d’Alsace-Moselle permet de désigner un agent.",
    remedy="Désignez un membre, ou écrivez « droit_local: oui ».",
    source="CGCT L2121-15 et L2541-6",
    example="deliberations[1].secretaire.membre: non",
)
SECRETAIRE_DU_CA = Rule(
    code="ACT-017",
    severity=Severity.INFORMATION,
    title="Secrétaire du conseil d’administration non membre",
    found="Le secrétaire de séance n’est pas membre du conseil d’administration.",
    rule="Le directeur d’un CCAS peut en assurer le secrétariat ; un autre agent, non.",
    remedy="Vérifiez sa fonction.",
    source="CASF, art. R123-23 (non vérifié sur le texte)",
    example="deliberations[2].secretaire.membre: non",
)
SANS_SIGNATAIRES = Rule(
    code="ACT-011",
    severity=Severity.AVERTISSEMENT,
    title="Délibération adoptée sans ses signataires",
    found="Il manque {manque}.",
    rule="Depuis le 1er juillet 2022, le président et le secrétaire de séance signent.",
    remedy="Nommez-les sous « president » et « secretaire ».",
    source="Ordonnance n° 2021-1310 du 7 octobre 2021",
    example="deliberations[1].secretaire:",
)
SANS_VOTE = Rule(
    code="ACT-012",
    severity=Severity.AVERTISSEMENT,
    title="Délibération adoptée sans vote",
    found="La délibération est dite adoptée, et son vote n’est pas donné.",
    rule="L’acte mentionne le résultat du vote.",
    remedy="Remplissez la clé « vote ».",
    source="CGCT L2121-21 et L2121-23",
    example="deliberations[1].vote:",
)
TARDIVE = Rule(
    code="ACT-013",
    severity=Severity.ERREUR,
    title="Délibération après la signature",
    found="La séance est après la signature du contrat.",
    rule="L’assemblée délibère avant que le contrat ne soit signé.",
    remedy="Corrigez l’une des deux dates.",
    source="CGCT L2122-21",
    example="date_signature: 1er septembre 2025",
)
AUTRE_ORGANE = Rule(
    code="ACT-014",
    severity=Severity.ERREUR,
    title="Organe d’une autre collectivité",
    found="L’organe « {organe} » n’est pas celui d’une partie de ce type.",
    rule="Chaque collectivité délibère par son assemblée.",
    remedy="Corrigez l’organe, ou la partie.",
    source="CGCT L2121-29, L3211-1, L4221-1, L5211-1 ; CASF L123-6",
    example="deliberations[1].organe: conseil_regional",
)
AUTRE_MONTANT = Rule(
    code="ACT-015",
    severity=Severity.AVERTISSEMENT,
    title="Montant qui n’est pas du contrat",
    found="Le texte cite {montant}, qui n’est aucun montant du contrat.",
    rule="Les montants d’une délibération sont ceux du contrat qu’elle adopte.",
    remedy="Citez le fait (<valeur:etat.2026>, <valeur:etat.total>), ou vérifiez le montant.",
    source="CGCT L2121-12",
    example="deliberations[1].expose: L'État apporte 41 000 €.",
)

AUTRE_HABILITATION = Rule(
    code="ACT-016",
    severity=Severity.ERREUR,
    title="Habilitation et délibération différentes",
    found="L’habilitation de « {partie} » n’a pas {champ} de sa délibération.",
    rule="Un fait qui se dit deux fois se contredit un jour.",
    remedy="Supprimez « habilitation » : la délibération la donne.",
    source="Usage du projet",
    example="parties[2].habilitation.date: 23 novembre 2025",
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
            yield AUTRE_ORGANE.at((*path, "organe"), organe=act.organe.value)
        name = slug(act.numero)  # of the folder of its documents
        if name in seen:
            yield MEME_NUMERO.at((*path, "numero"), numero=act.numero)
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
                yield AUTRE_HABILITATION.at(path, partie=party.cle, champ=wording)


def check_presence(contrat: Contrat) -> Iterator[Finding]:
    """The members add up, and enough of them sit."""
    for path, act in _acts(contrat):
        sat, place = act.presence, (*path, "presence")
        if sat is None:
            continue
        total = sat.presents + sat.excuses + sat.absents
        if total != sat.en_exercice:
            yield EFFECTIF.at(place, somme=total, exercice=sat.en_exercice)
        if act.est_adoptee and 2 * sat.presents <= sat.en_exercice:
            values = {"presents": sat.presents, "exercice": sat.en_exercice}
            yield QUORUM.at((*place, "presents"), **values)
        away = sat.excuses + sat.absents
        if sat.pouvoirs > min(away, sat.presents):
            yield POUVOIRS.at((*place, "pouvoirs"), pouvoirs=sat.pouvoirs, absents=away)


def check_votes(contrat: Contrat) -> Iterator[Finding]:
    """The votes add up, carry the decision, and agree with the names."""
    for path, act in _acts(contrat):
        vote, place = act.vote, (*path, "vote")
        if vote is None:
            if act.est_adoptee:
                yield SANS_VOTE.at(path)
            continue
        if vote.unanimite and vote.contre:
            yield UNANIMITE.at(place, contre=vote.contre)
        named = ("contre", vote.contre, vote.noms_contre)
        for sense, count, who in (named, ("abstentions", vote.abstentions, vote.noms_abstentions)):
            if who and len(who) != count:
                yield NOMS.at(place, noms=len(who), voix=count, sens=sense)
        yield from _counted(place, act)


def _counted(place: Path, act: Deliberation) -> Iterator[Finding]:
    """Yield what is wrong with votes that were counted."""
    vote, sat = act.vote, act.presence
    assert vote is not None
    if vote.pour is None:
        return
    if act.est_adoptee and vote.pour < vote.contre:
        yield SANS_MAJORITE.at(place, pour=vote.pour, contre=vote.contre)
    voices = vote.pour + vote.contre + vote.abstentions + vote.sans_vote
    if sat and voices != sat.presents + sat.pouvoirs:
        yield VOIX.at(place, voix=voices, votants=sat.presents + sat.pouvoirs)


def check_signatures(contrat: Contrat) -> Iterator[Finding]:
    """A voted act is signed by its president and its secretary, and comes before the contract."""
    for path, act in _acts(contrat):
        if act.secretaire and not act.secretaire.membre and not act.droit_local:
            rule = SECRETAIRE_DU_CA if act.organe is Organe.CONSEIL_ADMINISTRATION else SECRETAIRE
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
            yield SANS_SIGNATAIRES.at(path, manque=" et ".join(missing))
        if contrat.date_signature and act.seance > contrat.date_signature:
            yield TARDIVE.at((*path, "seance"))


def check_montants(contrat: Contrat) -> Iterator[Finding]:
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
                    yield AUTRE_MONTANT.at(path, line_in_text=number, montant=write_amount(amount))


def _acts(contrat: Contrat) -> Acts:
    return ((("deliberations", n), act) for n, act in enumerate(contrat.deliberations))


CHECKS = (
    check_parties,
    check_habilitations,
    check_presence,
    check_votes,
    check_signatures,
    check_montants,
)
