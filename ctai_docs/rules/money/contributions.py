"""What the contract pays: by budget year, by axis, in words, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.contract.model import Contrat, Contribution, Exercice, FicheAction, StatutMontant
from ctai_docs.contract.model.budget import total_apport
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import amount_in_words, quote, same_in_words, write_amount

SOURCE = "Contrat, article « Montant de la contribution financière de l'État »"

AXE = Rule(
    code="MON-020",
    severity=Severity.ERREUR,
    title="Montant d’un axe faux",
    found="Le montant déclaré de l’axe est de {declared}, ses fiches font {sum}.",
    rule="Le montant d’un axe additionne les crédits P104 et la contribution de la collectivité.",
    remedy="Corrigez-le ou corrigez une fiche, ou retirez-le : il sera calculé.",
    source="Contrat, article « Objet »",
    example="axes[1].montant: 39 000",
)
DEPASSEE = Rule(
    code="MON-021",
    severity=Severity.ERREUR,
    title="Fiches au-dessus de la contribution de l’État",
    found="Les fiches de l’exercice {year} demandent {subventions} sur le programme 104 ; "
    "l’État contribue pour {given}.",
    rule="Les fiches d’un exercice ne demandent pas plus que la contribution de l’État.",
    remedy="Réduisez une demande de {gap}, ou relevez la contribution.",
    source=SOURCE,
    example="exercices[1].contributions[1].montant: 53 000",
)
RESTE = Rule(
    code="MON-022",
    severity=Severity.INFORMATION,
    title="Reste à programmer",
    found="Les fiches de l’exercice {year} demandent {subventions} sur le programme 104 ; "
    "l’État contribue pour {given}.",
    rule="La différence peut être programmée plus tard.",
    remedy="Il reste {gap} à répartir.",
    source=SOURCE,
    example="fiches[3].budget.subvention_p104: 17 000",
)
LETTRES = Rule(
    code="MON-023",
    severity=Severity.ERREUR,
    title="Montant en lettres différent des chiffres",
    found="Le montant est de {figures} en chiffres, et de {words} en lettres.",
    rule="Un acte dit le même montant en chiffres et en lettres.",
    remedy="Corrigez l’un ou l’autre ; {figures} s’écrit « {right} ».",
    source=SOURCE,
    example="exercices[1].contributions[1].en_lettres: cinquante-cinq mille euros",
)
LETTRES_SEULES = Rule(
    code="MON-024",
    severity=Severity.ERREUR,
    title="Montant en lettres sans chiffres",
    found="Le montant est écrit en lettres ({words}) et non en chiffres.",
    rule="Le montant en lettres répète le montant en chiffres.",
    remedy="Écrivez le montant en chiffres.",
    source=SOURCE,
    example="exercices[1].contributions[2].statut: non_chiffre\n"
    "exercices[1].contributions[2].montant:",
)
TOTAL = Rule(
    code="MON-025",
    severity=Severity.ERREUR,
    title="Total des contributions faux",
    found="Le total déclaré est de {declared}, les contributions de l’État font {sum}.",
    rule="Le total est la somme des contributions de l’État sur tous les exercices.",
    remedy="Corrigez le total ou une année, ou retirez le total : il sera calculé.",
    source=SOURCE,
    example="total_contributions: 73 000",
)
SANS_MONTANT = Rule(
    code="MON-026",
    severity=Severity.ERREUR,
    title="Montant manquant",
    found="La contribution est dite « {statut} », et n’a pas de montant.",
    rule="Seule une contribution non chiffrée se passe de montant : "
    "le contrat dirait qu’il est fixé par avenant.",
    remedy="Écrivez le montant, ou donnez-lui le statut « non_chiffre ».",
    source=SOURCE,
    example="exercices[2].contributions[2].montant:",
)
MONTANT_NON_CHIFFRE = Rule(
    code="MON-027",
    severity=Severity.AVERTISSEMENT,
    title="Montant d’une contribution non chiffrée",
    found="La contribution est dite non chiffrée, et son montant est de {amount}.",
    rule="Une contribution non chiffrée n’a pas de montant.",
    remedy="Retirez le montant, ou changez le statut.",
    source=SOURCE,
    example="exercices[2].contributions[2].statut: non_chiffre",
)
MEME_PAYEUR = Rule(
    code="MON-028",
    severity=Severity.ERREUR,
    title="Payeur donné deux fois",
    found="« {cle} » paie deux fois dans l’exercice {year}.",
    rule="Chaque partie a une contribution par exercice ; la seconde ne s’imprimerait pas.",
    remedy="Réunissez les deux, ou corrigez la clé du payeur.",
    source="Usage du projet",
    example="exercices[1].contributions[3].payeur: ville",
)


def check_axes(contrat: Contrat) -> Iterator[Finding]:
    """Yield the declared amounts of axes that their fiches do not make up."""
    for index, axe in enumerate(contrat.axes):
        total = contrat.montant_axe(axe)
        if axe.montant is not None and contrat.fiches_de(axe) and axe.montant != total:
            yield AXE.at(
                ("axes", index, "montant"),
                declared=write_amount(axe.montant),
                sum=write_amount(total),
            )


def check_exercices(contrat: Contrat) -> Iterator[Finding]:
    """Yield the years whose fiches ask for more, or less, than the State contributes."""
    for path, exercice, contribution in _contributions(contrat):
        given = contribution.montant
        asking = [f for f in contrat.fiches if _is_of(contrat, f, exercice)]
        if given is None or contribution is not contrat.contribution_etat(exercice) or not asking:
            continue
        subventions = total_apport("subvention_p104", (fiche.budget for fiche in asking))
        if subventions != given:
            rule = DEPASSEE if subventions > given else RESTE
            yield rule.at(
                (*path, "montant"),
                year=exercice.cle,
                subventions=write_amount(subventions),
                given=write_amount(given),
                gap=write_amount(abs(subventions - given)),
            )


def _is_of(contrat: Contrat, fiche: FicheAction, exercice: Exercice) -> bool:
    """Tell whether a fiche is of this year; one that names an unknown year is of none."""
    if fiche.exercice is None:
        return exercice is contrat.exercices[0]
    return fiche.exercice == exercice.cle


def check_lettres(contrat: Contrat) -> Iterator[Finding]:
    """Yield the amounts in words that are not the amount in figures."""
    for path, _, contribution in _contributions(contrat):
        amount, words = contribution.montant, contribution.en_lettres
        if words is None:
            continue
        if amount is None:
            yield LETTRES_SEULES.at((*path, "en_lettres"), words=quote(words))
        elif not same_in_words(amount, words):
            yield LETTRES.at(
                (*path, "en_lettres"),
                figures=write_amount(amount),
                words=quote(words),
                right=amount_in_words(amount),
            )


def check_total(contrat: Contrat) -> Iterator[Finding]:
    """Yield a declared total unlike the sum of the years, or below it if some have no amount."""
    declared, total = contrat.total_contributions, contrat.total_etat
    if declared is None or contrat.etat is None:
        return
    if total > declared or (contrat.contributions_chiffrees and total != declared):
        yield TOTAL.at(
            ("total_contributions",), declared=write_amount(declared), sum=write_amount(total)
        )


def check_statuts(contrat: Contrat) -> Iterator[Finding]:
    """Yield the amounts that contradict how firm they are said to be."""
    for path, _, contribution in _contributions(contrat):
        unsaid = contribution.statut is StatutMontant.NON_CHIFFRE
        if unsaid and contribution.montant is not None:
            amount = write_amount(contribution.montant)
            yield MONTANT_NON_CHIFFRE.at((*path, "statut"), amount=amount)
        elif not unsaid and contribution.montant is None and _is_typed(contribution):
            yield SANS_MONTANT.at((*path, "statut"), statut=contribution.statut.value)


def _is_typed(contribution: Contribution) -> bool:
    """Tell whether the status was typed: a default status contradicts nothing."""
    return "statut" in contribution.model_fields_set


def check_payeurs(contrat: Contrat) -> Iterator[Finding]:
    """Yield the second contribution of a payer within a year."""
    for n, exercice in enumerate(contrat.exercices):
        seen: set[str] = set()
        for m, contribution in enumerate(exercice.contributions):
            if contribution.payeur in seen:
                path = ("exercices", n, "contributions", m, "payeur")
                yield MEME_PAYEUR.at(path, cle=contribution.payeur, year=exercice.cle)
            seen.add(contribution.payeur)


def _contributions(contrat: Contrat) -> Iterator[tuple[Path, Exercice, Contribution]]:
    for n, exercice in enumerate(contrat.exercices):
        for m, contribution in enumerate(exercice.contributions):
            yield ("exercices", n, "contributions", m), exercice, contribution


def state_amounts(contrat: Contrat) -> list[Decimal]:
    """Return what the State pays each year, in euros, for the years that have a figure."""
    found = (contrat.contribution_etat(exercice) for exercice in contrat.exercices)
    return [c.montant for c in found if c is not None and c.montant is not None]


CHECKS = (
    check_axes,
    check_exercices,
    check_lettres,
    check_total,
    check_statuts,
    check_payeurs,
)
