"""The budget of a fiche: parts, sums and ratios that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from ctai_docs.contract.model import AutresFinanceurs, Budget, Contrat, FicheAction
from ctai_docs.contract.model.budget import ZERO
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import unaccented, write_amount, write_number
from ctai_docs.rules.walk import fiches

SOURCE = "Formulaire national « fiche-action », partie 2"

PARTS_EN_TROP = Rule(
    code="MON-001",
    severity=Severity.ERREUR,
    title="Parts « dont » supérieures à la contribution",
    found="La collectivité apporte {whole}, mais {parts}.",
    rule="Une ligne « dont » est comprise dans la ligne qui la précède.",
    remedy="Corrigez la contribution, ou ses parts.",
    source=SOURCE,
    example="fiches[1].budget.contribution_collectivite.financements_directs: 9 000",
)
PARTS_MANQUANTES = Rule(
    code="MON-002",
    severity=Severity.ERREUR,
    title="Parts « dont » qui ne font pas la contribution",
    found="La collectivité apporte {whole}, mais ses deux parts font {parts}.",
    rule="Financements directs et contributions en nature font ensemble la contribution.",
    remedy="Corrigez la contribution, ou ses parts.",
    source=SOURCE,
    example="fiches[1].budget.contribution_collectivite.financements_directs: 4 000",
)
FINANCEURS = Rule(
    code="MON-003",
    severity=Severity.ERREUR,
    title="Total des autres financeurs faux",
    found="Le total déclaré des autres financeurs est de {declared}, leurs lignes font {sum}.",
    rule="Le total des autres financeurs est la somme de leurs lignes.",
    remedy="Corrigez le total ou une ligne, ou retirez le total : il sera calculé.",
    source=SOURCE,
    example="fiches[1].budget.autres_financeurs.montant: 8 100",
)
COUT_TOTAL = Rule(
    code="MON-004",
    severity=Severity.ERREUR,
    title="Financements différents du coût total",
    found="Le coût total déclaré est de {declared}, les financements font {sum}.",
    rule="Un plan de financement est équilibré.",
    remedy="Corrigez le coût ou un financement ; l’écart est de {gap}.",
    source=SOURCE,
    example="fiches[2].budget.cout_total: 34 000",
)
DEPENSES = Rule(
    code="MON-005",
    severity=Severity.ERREUR,
    title="Dépenses différentes des financements",
    found="Les dépenses font {spent}, {funds}.",
    rule="Un budget prévisionnel est équilibré en dépenses et en recettes.",
    remedy="Corrigez une dépense ou un financement ; l’écart est de {gap}.",
    source=SOURCE,
    example="fiches[1].budget.depenses[1].montant: 37 000",
)
COUT_UNITAIRE = Rule(
    code="MON-006",
    severity=Severity.AVERTISSEMENT,
    title="Coût unitaire qui ne suit pas du coût total",
    found="Le coût unitaire déclaré est de {declared} ; "
    "{cost} pour {people} bénéficiaires font {unit}.",
    rule="Le coût unitaire est le coût total divisé par le nombre de bénéficiaires, "
    "tronqué ou arrondi.",
    remedy="Corrigez-le, ou dites dans les commentaires comment il est calculé.",
    source=f"{SOURCE} ; arrêté du 22 mars 1972 pour les centimes",
    example="fiches[1].budget.cout_unitaire: 1 250",
)
PART_ETAT = Rule(
    code="MON-007",
    severity=Severity.AVERTISSEMENT,
    title="Part de l’État au-dessus du seuil du dossier",
    found="L’État apporte {state} sur {whole}, soit {share}.",
    rule="Le dossier demande d’être averti au-dessus de {limit} ; aucun texte ne fixe de plafond "
    "pour un contrat d’accueil et d’intégration.",
    remedy="Vérifiez le plan de financement, ou changez « seuil_part_etat ».",
    source="Usage du projet : seuil fixé par le dossier",
    example="controles.seuil_part_etat: 70",
)
SANS_FINANCEMENT = Rule(
    code="MON-008",
    severity=Severity.AVERTISSEMENT,
    title="Aucun financement",
    found="La fiche n’a aucun financement.",
    rule="Une action du contrat dit qui la paie.",
    remedy="Remplissez son plan de financement.",
    source=SOURCE,
    example="fiches[3].budget.subvention_p104:\nfiches[3].budget.contribution_collectivite:",
)
EN_NATURE = Rule(
    code="MON-009",
    severity=Severity.AVERTISSEMENT,
    title="Contribution en nature comptée deux fois",
    found="La contribution en nature de la collectivité ({amount}) semble reprise dans "
    "« {line} » ({again}).",
    rule="Un apport ne compte qu’une fois dans le plan de financement.",
    remedy="Retirez l’une des lignes, ou nommez dans le libellé celui qui apporte la seconde.",
    source=SOURCE,
    example="fiches[2].budget.autres_financeurs.propres[1].libelle: Apports en nature",
)
RELIQUATS = Rule(
    code="MON-010",
    severity=Severity.AVERTISSEMENT,
    title="Reliquats sans exécution précédente",
    found="La fiche compte {amount} de reliquats, et rien ne précède ce contrat.",
    rule="Les reliquats viennent de l’année précédente, quand le contrat est renouvelé.",
    remedy="Retirez-les, ou renseignez « precedent ».",
    source=f"{SOURCE}, ligne des reliquats",
    example="precedent:",
)

MANY = 10**9
"""More people than any action has: a number typed for something else."""

_NATURE = re.compile(r"\bnature\b|\bbenevol|\bmises? a disposition\b")
_NAMELESS = re.compile(
    r"(?:(?:apports?|contributions?|valorisations?) )?(?:estimee?s? )?(?:en )?nature"
)


def check_parts(contrat: Contrat) -> Iterator[Finding]:
    """Yield the « dont » lines that exceed the contribution, or do not make it up."""
    for path, _, budget in _budgets(contrat):
        given = budget.contribution_collectivite
        if given.montant is None:
            continue
        where, whole = (*path, "contribution_collectivite"), write_amount(given.montant)
        direct, in_kind = given.financements_directs, given.contributions_nature
        for name, part in (("financements_directs", direct), ("contributions_nature", in_kind)):
            if part is not None and part > given.montant:
                wording = f"l’une de ses parts est de {write_amount(part)}"
                yield PARTS_EN_TROP.at((*where, name), whole=whole, parts=wording)
                break
        else:
            parts = write_amount(given.parts)
            if given.parts > given.montant:
                wording = f"ses parts font {parts}"
                yield PARTS_EN_TROP.at((*where, "montant"), whole=whole, parts=wording)
            elif None not in (direct, in_kind) and given.parts < given.montant:
                yield PARTS_MANQUANTES.at((*where, "montant"), whole=whole, parts=parts)


def check_financeurs(contrat: Contrat) -> Iterator[Finding]:
    """Yield the declared totals of other funders that are not their sum."""
    for path, _, budget in _budgets(contrat):
        others = budget.autres_financeurs
        if others.montant is not None and others.montant != others.total:
            yield FINANCEURS.at(
                (*path, "autres_financeurs", "montant"),
                declared=write_amount(others.montant),
                sum=write_amount(others.total),
            )


def check_cout_total(contrat: Contrat) -> Iterator[Finding]:
    """Yield the declared costs that the financing does not equal."""
    for path, _, budget in _budgets(contrat):
        cost, funds = budget.cout_total, budget.financements
        if cost is not None and funds and cost != funds:
            yield COUT_TOTAL.at(
                (*path, "cout_total"),
                declared=write_amount(cost),
                sum=write_amount(funds),
                gap=write_amount(abs(cost - funds)),
            )


def check_depenses(contrat: Contrat) -> Iterator[Finding]:
    """Yield the total spending that differs from the financing, else from the declared cost."""
    for path, _, budget in _budgets(contrat):
        spent, funds = budget.total_depenses, budget.financements or budget.cout_total
        complete = all(line.montant is not None for line in budget.depenses)
        if budget.depenses and funds and (spent > funds or (complete and spent != funds)):
            what = "les financements" if budget.financements else "le coût total déclaré,"
            yield DEPENSES.at(
                (*path, "depenses"),
                spent=write_amount(spent),
                funds=f"{what} {write_amount(funds)}",
                gap=write_amount(abs(spent - funds)),
            )


def check_cout_unitaire(contrat: Contrat) -> Iterator[Finding]:
    """Yield the declared unit costs that are not the cost divided by the beneficiaries."""
    for path, fiche, budget in _budgets(contrat):
        declared, people = budget.cout_unitaire, _people(fiche)
        costs = budget.couts
        if not isinstance(declared, Decimal) or not people or not costs:
            continue
        if not any(_follows(declared, cost / people) for cost in costs):
            yield COUT_UNITAIRE.at(
                (*path, "cout_unitaire"),
                declared=write_amount(declared),
                cost=write_amount(costs[0]),
                people=write_number(people),
                unit=write_amount(costs[0] / people),
            )


def _people(fiche: FicheAction) -> Decimal | None:
    """Return the number of beneficiaries, None where there is no number to divide by."""
    total = fiche.indicateurs.beneficiaires["total"]
    if total is None or total.nombre is None or total.est_pourcentage:
        return None
    return total.nombre if 1 <= total.nombre < MANY else None


def _follows(declared: Decimal, exact: Decimal) -> bool:
    """Tell whether an amount is the exact one to the cent, or to the euro when it has no cents."""
    units = [Decimal("0.01")] + [Decimal(1)] * (declared == declared.to_integral_value())
    return any(
        declared == exact.quantize(unit, rounding)
        for unit in units
        for rounding in (ROUND_DOWN, ROUND_HALF_UP)
    )


def check_part_etat(contrat: Contrat) -> Iterator[Finding]:
    """Yield the fiches that the State finances above the threshold of the dossier."""
    limit = contrat.controles.seuil_part_etat
    if limit is None:
        return
    for path, _, budget in _budgets(contrat):
        state, whole = contrat.apport_etat(budget), budget.cout
        if whole > 0 and state * 100 > whole * limit:
            yield PART_ETAT.at(
                (*path, "subvention_p104"),
                state=write_amount(state),
                whole=write_amount(whole),
                share=f"{write_number(state * 100 / whole)} %",
                limit=f"{limit} %",
            )


def check_financements(contrat: Contrat) -> Iterator[Finding]:
    """Yield the fiches that nobody pays for."""
    for path, _, budget in _budgets(contrat):
        if not budget.financements:
            yield SANS_FINANCEMENT.at(path)


def check_nature(contrat: Contrat) -> Iterator[Finding]:
    """Yield the own lines that seem to repeat the collectivité's contribution in kind."""
    for path, _, budget in _budgets(contrat):
        amount = budget.contribution_collectivite.contributions_nature
        for index, label, again in _in_kind_lines(budget.autres_financeurs) if amount else ():
            if again == amount or _NAMELESS.fullmatch(label):
                line = budget.autres_financeurs.propres[index]
                yield EN_NATURE.at(
                    (*path, "autres_financeurs", "propres", index),
                    amount=write_amount(amount or ZERO),
                    line=line.libelle,
                    again=write_amount(again),
                )


def _in_kind_lines(others: AutresFinanceurs) -> Iterator[tuple[int, str, Decimal]]:
    """Yield the own lines in kind that have an amount: index, bare label, amount."""
    for index, line in enumerate(others.propres):
        label = unaccented(line.libelle).lower().strip()
        if line.montant and _NATURE.search(label):
            yield index, label, line.montant


def check_reliquats(contrat: Contrat) -> Iterator[Finding]:
    """Yield the leftovers in the first year of a contract that follows no other."""
    first = contrat.exercices[0]
    for path, fiche, budget in _budgets(contrat):
        if budget.reliquats and not contrat.precedent and contrat.exercice(fiche) is first:
            yield RELIQUATS.at((*path, "reliquats"), amount=write_amount(budget.reliquats))


def _budgets(contrat: Contrat) -> Iterator[tuple[Path, FicheAction, Budget]]:
    for path, fiche in fiches(contrat):
        yield (*path, "budget"), fiche, fiche.budget


CHECKS = (
    check_parts,
    check_financeurs,
    check_cout_total,
    check_depenses,
    check_cout_unitaire,
    check_part_etat,
    check_financements,
    check_nature,
    check_reliquats,
)
