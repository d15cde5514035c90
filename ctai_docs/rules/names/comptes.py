"""Bank accounts, SIRET numbers and payees."""

from __future__ import annotations

from collections.abc import Iterator

from ctai_docs.contract.model import Compte, Contrat
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote

IBAN = Rule(
    code="NOM-014",
    severity=Severity.ERREUR,
    title="IBAN faux",
    found="L’IBAN {valeur} est faux.",
    rule="Sa longueur ou sa clé de contrôle n’est pas celle d’un compte.",
    remedy="Recopiez-le du relevé d’identité bancaire.",
    source="ISO 13616 (clé modulo 97)",
    example="versement.beneficiaires[1].compte.iban: FR14 2004 1010 0505 0001 3M02 607",
)
BIC = Rule(
    code="NOM-015",
    severity=Severity.ERREUR,
    title="BIC faux",
    found="Le BIC {valeur} est faux.",
    rule="Un BIC a 8 ou 11 caractères : banque, pays, lieu, et parfois agence.",
    remedy="Recopiez-le du relevé d’identité bancaire.",
    source="ISO 9362",
    example="versement.beneficiaires[1].compte.bic: PSSTFRPPPA",
)
PAYS = Rule(
    code="NOM-016",
    severity=Severity.AVERTISSEMENT,
    title="BIC et IBAN de deux pays",
    found="L’IBAN est du pays {iban}, et le BIC, du pays {bic}.",
    rule="La banque et le compte sont d’ordinaire du même pays.",
    remedy="Vérifiez l’un et l’autre sur le relevé d’identité bancaire.",
    source="ISO 13616 et ISO 9362",
    example="versement.beneficiaires[1].compte.bic: DEUTDEFFXXX",
)
SIRET = Rule(
    code="NOM-017",
    severity=Severity.ERREUR,
    title="SIRET faux",
    found="Le SIRET {valeur} est faux.",
    rule="Un SIRET a 14 chiffres, dont une clé de contrôle.",
    remedy="Recopiez-le de l’avis de situation de l’INSEE.",
    source="INSEE (clé de Luhn, exception de La Poste)",
    example="parties[2].siret: 219 904 638 00019",
)
MEME_SIRET = Rule(
    code="NOM-018",
    severity=Severity.AVERTISSEMENT,
    title="Même SIRET pour deux parties",
    found="Le SIRET {valeur} est aussi celui d’une autre partie, {partie}.",
    rule="Un SIRET désigne un seul établissement.",
    remedy="Corrigez l’un des deux.",
    source="INSEE",
    example="parties[3].siret: 219 904 638 00018",
)
SANS_NOM = Rule(
    code="NOM-019",
    severity=Severity.ERREUR,
    title="Bénéficiaire du versement sans nom",
    found="Ce bénéficiaire n’a ni partie ni nom.",
    rule="Le contrat dit à qui la contribution est versée.",
    remedy="Ajoutez partie, la clé d’une partie du contrat, ou nom.",
    source="Usage du projet",
    example="versement.beneficiaires[2].nom:",
)
DEUX_NOMS = Rule(
    code="NOM-020",
    severity=Severity.ERREUR,
    title="Bénéficiaire du versement désigné deux fois",
    found="Ce bénéficiaire a une partie et un nom, {nom}.",
    rule="Le nom est pour qui n’est pas partie au contrat : il ne s’imprimerait pas.",
    remedy="Supprimez l’une des deux clés.",
    source="Usage du projet",
    example="versement.beneficiaires[2].partie: ccas",
)

FRANCE = {"FR", "BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"}
"""Countries of BIC that go with a French IBAN, overseas included. Source: ISO 13616, entry FR."""


def check_comptes(contrat: Contrat) -> Iterator[Finding]:
    """The bank accounts are well written."""
    for n, payee in enumerate(contrat.versement.beneficiaires):
        if payee.compte:
            path: Path = ("versement", "beneficiaires", n, "compte")
            yield from _account(path, payee.compte)


def _account(path: Path, account: Compte) -> Iterator[Finding]:
    from stdnum import bic, iban

    right = iban.is_valid(account.iban)
    if not right:
        yield IBAN.at((*path, "iban"), valeur=quote(account.iban))
    if account.bic is None:
        return
    if not bic.is_valid(account.bic):
        yield BIC.at((*path, "bic"), valeur=quote(account.bic))
    elif right:
        countries = iban.compact(account.iban)[:2], bic.compact(account.bic)[4:6]
        if len({"FR" if country in FRANCE else country for country in countries}) > 1:
            yield PAYS.at((*path, "bic"), iban=countries[0], bic=countries[1])


def check_sirets(contrat: Contrat) -> Iterator[Finding]:
    """The SIRET numbers are well written, and each of one party."""
    from stdnum.fr import siret

    seen: dict[str, str] = {}
    for n, partie in enumerate(contrat.parties):
        if partie.siret is None:
            continue
        path, typed = ("parties", n, "siret"), quote(partie.siret)
        number = siret.compact(partie.siret)
        if not siret.is_valid(partie.siret):
            yield SIRET.at(path, valeur=typed)
        elif number in seen:
            yield MEME_SIRET.at(path, valeur=typed, partie=seen[number])
        seen.setdefault(number, partie.appellation)


def check_beneficiaires(contrat: Contrat) -> Iterator[Finding]:
    """A payee is a party, or has a name of its own."""
    for n, payee in enumerate(contrat.versement.beneficiaires):
        path: Path = ("versement", "beneficiaires", n)
        if payee.partie is None and payee.nom is None:
            yield SANS_NOM.at(path)
        if payee.partie is not None and payee.nom is not None:
            yield DEUX_NOMS.at((*path, "nom"), nom=quote(payee.nom))


CHECKS = (check_comptes, check_sirets, check_beneficiaires)
