"""The dates of the acts: deliberations, signature, effect; and dates that no contract can have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import write_date
from ctai_docs.rules.walk import leaves

HABILITATION_TARDIVE = Rule(
    code="TPS-010",
    severity=Severity.ERREUR,
    title="Habilitation après la signature",
    found="L’habilitation est du {habilitation}, et le contrat est signé le {signature}.",
    rule="L’organe délibérant autorise la signature avant qu’elle ait lieu.",
    remedy="Corrigez l’une des deux dates.",
    source="CGCT, art. L. 2121-29 et L. 2122-21, pour une commune",
    example="parties[2].habilitation.date: 20 décembre 2025",
)
SIGNATURE_TARDIVE = Rule(
    code="TPS-011",
    severity=Severity.AVERTISSEMENT,
    title="Signature après la date d’effet",
    found="Le contrat est signé le {signature}, et prend effet le {effet}.",
    rule="Un contrat prend d’ordinaire effet à sa signature, ou après.",
    remedy="Vérifiez ces deux dates.",
    source="Usage du projet",
    example="date_signature: 15 janvier 2026",
)
EFFET_PRECOCE = Rule(
    code="TPS-012",
    severity=Severity.AVERTISSEMENT,
    title="Effet avant l’habilitation",
    found="L’habilitation est du {habilitation}, et le contrat prend effet le {effet}.",
    rule="Un contrat ne prend pas effet avant d’être autorisé.",
    remedy="Vérifiez ces deux dates.",
    source="Usage du projet",
    example="date_effet: 1er décembre 2025\ndate_signature:",
)
APRES_LA_FIN = Rule(
    code="TPS-013",
    severity=Severity.ERREUR,
    title="Acte daté d’après la fin du contrat",
    found="Cette date, le {date}, est après la fin du contrat, le {fin}.",
    rule="Un contrat est autorisé, signé et mis en œuvre avant de finir.",
    remedy="Corrigez l’une des deux dates.",
    source="Usage du projet",
    example="date_effet: 1er janvier 2028",
)
AVANT_2018 = Rule(
    code="TPS-014",
    severity=Severity.AVERTISSEMENT,
    title="Date antérieure aux premiers contrats",
    found="Cette date, le {date}, est antérieure à {annee}.",
    rule="Les premiers contrats territoriaux d’accueil et d’intégration datent de 2019.",
    remedy="Vérifiez l’année.",
    source="Usage du projet",
    example="parties[2].habilitation.date: 24 novembre 2015",
)
TROP_LONG = Rule(
    code="TPS-015",
    severity=Severity.AVERTISSEMENT,
    title="Contrat de plus de dix ans",
    found="Le contrat va jusqu’au {fin}, plus de {ans} ans après son début, le {debut}.",
    rule="Un tel contrat dure d’un à trois ans, avenants à part.",
    remedy="Vérifiez l’année.",
    source="Usage du projet",
    example="fin: 31 décembre 2037\nexercices[2].fin: 31 décembre 2037",
)

FIRST_YEAR = 2018
MOST_YEARS = 10


def check_habilitations(contrat: Contrat) -> Iterator[Finding]:
    """Parties are authorised before they sign, and before the contract takes effect."""
    signed, effect = contrat.date_signature, contrat.date_effet
    for path, day in _habilitations(contrat):
        written = write_date(day)
        if signed and day > signed:
            yield HABILITATION_TARDIVE.at(path, habilitation=written, signature=write_date(signed))
        if effect and day > effect:
            yield EFFET_PRECOCE.at(path, habilitation=written, effet=write_date(effect))


def check_signature(contrat: Contrat) -> Iterator[Finding]:
    """A contract is signed before it takes effect."""
    signed, effect = contrat.date_signature, contrat.date_effet
    if signed and effect and signed > effect:
        yield SIGNATURE_TARDIVE.at(
            ("date_signature",), signature=write_date(signed), effet=write_date(effect)
        )


def check_apres_la_fin(contrat: Contrat) -> Iterator[Finding]:
    """Nothing is authorised, signed or put into effect after the end of the contract."""
    acts: list[tuple[Path, date | None]] = [
        (("date_signature",), contrat.date_signature),
        (("date_effet",), contrat.date_effet),
        *_habilitations(contrat),
    ]
    for path, day in acts:
        if day and contrat.debut <= contrat.fin < day:
            yield APRES_LA_FIN.at(path, date=write_date(day), fin=write_date(contrat.fin))


def check_annees(contrat: Contrat) -> Iterator[Finding]:
    """No date is older than such contracts, and none of them lasts for more than ten years."""
    for path, value in leaves(contrat):
        if isinstance(value, date) and value.year < FIRST_YEAR:
            yield AVANT_2018.at(_typed(contrat, path), date=write_date(value), annee=FIRST_YEAR)
    if contrat.fin.year - contrat.debut.year > MOST_YEARS:
        yield TROP_LONG.at(
            ("fin",),
            fin=write_date(contrat.fin),
            debut=write_date(contrat.debut),
            ans=MOST_YEARS,
        )


CHECKS = (check_habilitations, check_signature, check_apres_la_fin, check_annees)


def _habilitations(contrat: Contrat) -> Iterator[tuple[Path, date]]:
    """Yield the date by which each local party may sign: that of its act, or its deliberation."""
    sittings = {d.partie: n for n, d in reversed(list(enumerate(contrat.deliberations)))}
    for n, partie in enumerate(contrat.parties):
        if partie.habilitation and partie.habilitation.date:
            yield ("parties", n, "habilitation", "date"), partie.habilitation.date
        elif not partie.habilitation and partie.cle in sittings:
            sitting = sittings[partie.cle]
            yield ("deliberations", sitting, "seance"), contrat.deliberations[sitting].seance


def _typed(contrat: Contrat, path: Path) -> Path:
    """Return the path of a date, or of its budget year where that is typed `cle: 2017` alone."""
    if path[0] == "exercices" and isinstance(n := path[1], int):
        return path[:2] if contrat.exercices[n].est_civil else path
    return path
