"""Who contracts, who signs, who watches: each there, authorised, and once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctai_docs.contract.model import Contrat, Personne
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote, unaccented

SANS_ETAT = Rule(
    code="NOM-001",
    severity=Severity.ERREUR,
    title="État absent des parties",
    found="Aucune partie n’est l’État.",
    rule="Un contrat territorial d’accueil et d’intégration lie l’État et des collectivités.",
    remedy="Ajoutez une partie de type « etat ».",
    source="Usage des seize territoires étudiés",
    example="parties[1].type: autre\nparties[1].habilitation: {date: 24 novembre 2025}",
)
SANS_COLLECTIVITE = Rule(
    code="NOM-002",
    severity=Severity.ERREUR,
    title="Aucune partie locale",
    found="Toutes les parties sont l’État.",
    rule="Un contrat territorial d’accueil et d’intégration lie l’État et des collectivités.",
    remedy="Ajoutez la collectivité parmi les parties, ou corrigez leur type.",
    source="Usage des seize territoires étudiés",
    example="parties[2].type: etat\nparties[2].habilitation:\nparties[3].type: etat\n"
    "parties[3].habilitation:\nparties[4].type: etat\nparties[4].habilitation:\n"
    "pilote:\nfiches[3].portage: [collectivite]",
)
SANS_HABILITATION = Rule(
    code="NOM-003",
    severity=Severity.AVERTISSEMENT,
    title="Partie locale sans habilitation",
    found="Rien n’habilite {partie} à signer.",
    rule="Une collectivité signe en vertu d’une délibération ou d’une délégation.",
    remedy="Ajoutez la clé habilitation.",
    source="CGCT, art. L. 2121-29 et L. 2122-21, pour une commune",
    example="date_signature:\nparties[2].habilitation:\ndeliberations:",
)
SIGNE_SANS_HABILITATION = Rule(
    code="NOM-004",
    severity=Severity.ERREUR,
    title="Contrat signé par une partie sans habilitation",
    found="Rien n’habilite {partie} à signer, et le contrat a une date de signature.",
    rule="Une collectivité signe en vertu d’une délibération ou d’une délégation.",
    remedy="Ajoutez la clé habilitation, ou supprimez la date de signature.",
    source="CGCT, art. L. 2121-29 et L. 2122-21, pour une commune",
    example="parties[2].habilitation:\ndeliberations:",
)
HABILITATION_INCOMPLETE = Rule(
    code="NOM-005",
    severity=Severity.AVERTISSEMENT,
    title="Habilitation incomplète à la signature",
    found="L’acte qui habilite {partie} {lacune}, et le contrat a une date de signature.",
    rule="Un contrat est signé en vertu d’un acte adopté, qui a une date.",
    remedy="Complétez l’acte, ou supprimez la date de signature.",
    source="Usage du projet",
    example="parties[2].habilitation.date:",
)
ETAT_DELIBERANT = Rule(
    code="NOM-006",
    severity=Severity.AVERTISSEMENT,
    title="Délibération de l’État",
    found="L’État est habilité par une délibération.",
    rule="L’État ne délibère pas : son représentant signe sans habilitation, ou par délégation.",
    remedy="Supprimez l’habilitation, ou donnez-lui sa nature.",
    source="Usage du projet",
    example="parties[1].habilitation: {date: 24 novembre 2025}",
)
SANS_REPRESENTANT = Rule(
    code="NOM-007",
    severity=Severity.AVERTISSEMENT,
    title="Partie sans représentant",
    found="Personne ne représente {partie}.",
    rule="Chaque partie signe par un représentant.",
    remedy="Nommez-le sous « representants ».",
    source="Usage du projet",
    example="date_signature:\nparties[2].representants:",
)
SIGNE_SANS_REPRESENTANT = Rule(
    code="NOM-008",
    severity=Severity.ERREUR,
    title="Contrat signé sans représentant d’une partie",
    found="Personne ne représente {partie}, et le contrat a une date de signature.",
    rule="Chaque partie signe par un représentant.",
    remedy="Nommez-le sous « representants », ou supprimez la date de signature.",
    source="Usage du projet",
    example="parties[2].representants:",
)
DEUX_PARTIES = Rule(
    code="NOM-009",
    severity=Severity.INFORMATION,
    title="Même représentant pour deux parties",
    found="{nom} représente aussi {partie}.",
    rule="Une même personne peut présider deux organismes ; elle signe alors deux fois.",
    remedy="Vérifiez que c’est voulu.",
    source="Usage du projet",
    example="parties[3].representants[1].nom: Karim LEROUX",
)
DEUX_FOIS = Rule(
    code="NOM-010",
    severity=Severity.AVERTISSEMENT,
    title="Représentant nommé deux fois",
    found="{nom} représente deux fois {partie}.",
    rule="Une personne signe une fois pour une partie.",
    remedy="Supprimez l’une des deux mentions, ou corrigez le nom.",
    source="Usage du projet",
    example="parties[2].representants[2]: {nom: LEROUX Karim, fonction: Maire}",
)
TEMOIN_SIGNATAIRE = Rule(
    code="NOM-011",
    severity=Severity.AVERTISSEMENT,
    title="Témoin qui signe aussi",
    found="{nom} est témoin, et représente {partie}.",
    rule="On signe en présence d’une autre personne.",
    remedy="Retirez ce nom des témoins, ou des représentants.",
    source="Usage du projet",
    example="temoins[1].nom: Karim LEROUX",
)
PILOTE_ETAT = Rule(
    code="NOM-012",
    severity=Severity.INFORMATION,
    title="Contrat piloté par l’État",
    found="Le pilote du contrat est l’État.",
    rule="La coordination revient d’ordinaire à la collectivité, qui emploie le coordinateur.",
    remedy="Vérifiez la clé pilote.",
    source="Formulaire national, bloc « Ingénierie »",
    example="pilote: etat",
)
SANS_LIEU = Rule(
    code="NOM-013",
    severity=Severity.AVERTISSEMENT,
    title="Signature sans lieu",
    found="Le contrat a une date de signature, et pas de lieu.",
    rule="Un acte dit où et quand il est signé.",
    remedy="Ajoutez la clé lieu_signature.",
    source="Usage du projet",
    example="lieu_signature:",
)

AUTRE_FONCTION = Rule(
    code="NOM-028",
    severity=Severity.AVERTISSEMENT,
    title="Signataire d’une autre partie",
    found="{fonction} ne représente pas d’ordinaire {partie}.",
    rule="Le préfet signe pour l’État, un élu pour sa collectivité.",
    remedy="Corrigez la fonction, ou déplacez ce signataire sous sa partie.",
    source="Constitution, art. 72 ; CGCT, art. L. 2122-21, pour une commune",
    example="parties[2].representants[1].fonction: Préfet du Val-d'Orne",
)

OF_STATE = re.compile(r"(sous-)?prefet|secretaire generale? de la prefecture")
OF_OTHERS = re.compile(
    r"maire\b|adjointe?\b|(vice-)?president|conseillere? (municip|commun|dep|reg)"
)
"""How the functions of those who sign for the State, and for others, begin."""


def check_parties(contrat: Contrat) -> Iterator[Finding]:
    """A contract binds the State and someone else."""
    if contrat.etat is None:
        yield SANS_ETAT.at(("parties",))
    if not contrat.parties_locales:
        yield SANS_COLLECTIVITE.at(("parties",))


def check_habilitations(contrat: Contrat) -> Iterator[Finding]:
    """A local party has the authority to sign; the State does not deliberate."""
    signed = contrat.date_signature is not None
    for n, partie in enumerate(contrat.parties):
        path, act = ("parties", n), contrat.habilitation(partie)
        if partie.est_etat:
            if act and "liberation" in unaccented(act.nature).lower():
                yield ETAT_DELIBERANT.at((*path, "habilitation"))
        elif act is None:
            rule = SIGNE_SANS_HABILITATION if signed else SANS_HABILITATION
            yield rule.at(path, partie=partie.appellation)
        elif signed and partie.habilitation and act.date is None:
            yield HABILITATION_INCOMPLETE.at(
                (*path, "habilitation"), partie=partie.appellation, lacune="n’a pas de date"
            )


def check_deliberations(contrat: Contrat) -> Iterator[Finding]:
    """A contract is signed once the deliberation that lets a party sign is voted."""
    voted = {act.partie for act in contrat.deliberations if act.est_adoptee}
    for n, act in enumerate(contrat.deliberations if contrat.date_signature else ()):
        partie = contrat.partie(act.partie)
        if partie and not partie.habilitation and partie.cle not in voted:
            field = ("statut",) if "statut" in act.model_fields_set else ()
            yield HABILITATION_INCOMPLETE.at(
                ("deliberations", n, *field),
                partie=partie.appellation,
                lacune="est encore un projet",
            )


def check_representants(contrat: Contrat) -> Iterator[Finding]:
    """Each party is represented, by people who are each named once."""
    seen: dict[str, int] = {}
    for n, partie in enumerate(contrat.parties):
        if not partie.representants:
            signed = contrat.date_signature is not None
            rule = SIGNE_SANS_REPRESENTANT if signed else SANS_REPRESENTANT
            yield rule.at(("parties", n), partie=partie.appellation)
        for m, person in enumerate(partie.representants):
            if not (name := _name(person)):
                continue
            path = ("parties", n, "representants", m, "nom")
            if name in seen:
                other = contrat.parties[seen[name]]
                rule = DEUX_FOIS if seen[name] == n else DEUX_PARTIES
                yield rule.at(path, nom=quote(person.nom or ""), partie=other.appellation)
            seen.setdefault(name, n)


def check_fonctions(contrat: Contrat) -> Iterator[Finding]:
    """The préfet signs for the State, and no elected person does."""
    for n, partie in enumerate(contrat.parties):
        for m, person in enumerate(partie.representants):
            strangers = OF_OTHERS if partie.est_etat else OF_STATE
            if strangers.match(unaccented(person.fonction).lower()):
                path = ("parties", n, "representants", m, "fonction")
                function = quote(person.fonction)
                yield AUTRE_FONCTION.at(path, fonction=function, partie=partie.appellation)


def check_temoins(contrat: Contrat) -> Iterator[Finding]:
    """A witness does not sign for a party."""
    signing = {_name(p): partie for partie in contrat.parties for p in partie.representants}
    for n, person in enumerate(contrat.temoins):
        if (name := _name(person)) and (partie := signing.get(name)):
            path: Path = ("temoins", n, "nom")
            yield TEMOIN_SIGNATAIRE.at(path, nom=quote(person.nom or ""), partie=partie.appellation)


def check_pilote(contrat: Contrat) -> Iterator[Finding]:
    """A local party coordinates the contract."""
    pilot = contrat.partie(contrat.pilote)
    if pilot and pilot.est_etat:
        yield PILOTE_ETAT.at(("pilote",))


def check_lieu(contrat: Contrat) -> Iterator[Finding]:
    """A contract that has a date of signature has its place."""
    if contrat.date_signature and not contrat.lieu_signature:
        yield SANS_LIEU.at(("date_signature",))


CHECKS = (
    check_parties,
    check_habilitations,
    check_deliberations,
    check_representants,
    check_fonctions,
    check_temoins,
    check_pilote,
    check_lieu,
)


def _name(person: Personne) -> str:
    """Return the words of a name in a fixed order: the surname may be first or last."""
    return " ".join(sorted(unaccented(person.nom or "").lower().replace("-", " ").split()))
