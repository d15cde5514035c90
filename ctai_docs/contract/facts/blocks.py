"""The computed blocks of the clauses: `<bloc:axes>`, `<bloc:contributions>`… as Markdown.

Each is a function of the contract, named as in the texts. An empty block prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ctai_docs.contract.facts.articles import annexes_numerotees
from ctai_docs.contract.facts.computing import in_figures_and_words
from ctai_docs.contract.form import load_clauses
from ctai_docs.contract.model import (
    Axe,
    Beneficiaire,
    Compte,
    Contrat,
    Contribution,
    Exercice,
    FicheAction,
    Precedent,
    StatutMontant,
)
from ctai_docs.machine.french import au, du, enumerate_fr, write_amount, write_date, write_period
from ctai_docs.machine.markdown import escape

_STATUS = {
    StatutMontant.FERME: "un montant de",
    StatutMontant.MAXIMAL: "un montant maximal de",
    StatutMontant.PREVISIONNEL: "un montant prévisionnel de",
    StatutMontant.PREVISIONNEL_MAXIMAL: "un montant prévisionnel maximal de",
    StatutMontant.NON_CHIFFRE: "un montant de",
}


def axes(contrat: Contrat) -> str:
    """The axes, their amounts and fiches; without fiches, how actions will join the contract."""
    parts = [_axis(contrat, axe) for axe in contrat.axes]
    if not contrat.fiches:
        parts.append(
            "Les actions sont arrêtées chaque année par les parties et jointes au contrat par "
            "avenant, chacune décrite par une fiche-action."
        )
    return _paragraphs(parts)


def _axis(contrat: Contrat, axe: Axe) -> str:
    fiches = contrat.fiches_de(axe)
    title = f"# Axe {contrat.numero_axe(axe)} : {escape(axe.intitule)}"
    if not fiches:
        return _paragraphs([title, axe.avant_propos or ""])
    amount = f"Pour un montant global de **{write_amount(contrat.montant_axe(axe))}** :"
    return _paragraphs([title, axe.avant_propos or "", amount, _list(map(_fiche, fiches))])


def _fiche(fiche: FicheAction) -> str:
    return f"<fiche:{fiche.cle}> : {escape(fiche.intitule)} – {escape(fiche.porteur)}"


def financements(contrat: Contrat) -> str:
    """The sources that the amount of an axis adds up, where there are fiches."""
    return load_clauses().blocs["financements"] if contrat.fiches else ""


def repartition(contrat: Contrat) -> str:
    """Which annex shares out the State's money, where there are fiches."""
    return load_clauses().blocs["repartition"] if contrat.fiches else ""


def contributions(contrat: Contrat) -> str:
    """What the State pays each budget year, in figures and words, then what the others pay."""
    state = contrat.etat
    if state is None:
        return ""
    lines = [f"{_of_year(e)} : {_amount(contrat.contribution_etat(e))}" for e in contrat.exercices]
    total = ""
    if len(lines) > 1 and contrat.contributions_chiffrees:
        total = f"Le total s'élève à {in_figures_and_words(contrat.total_etat)}."
    return _paragraphs([_list(lines), total, *_other_payers(contrat)])


def _other_payers(contrat: Contrat) -> Iterable[str]:
    for party in contrat.parties_locales:
        paid = [(e, e.contribution(party.cle)) for e in contrat.exercices]
        lines = [f"{_of_year(e)} : {_amount(c)}" for e, c in paid if c]
        if lines:
            yield f"La contribution {escape(du(party.appellation))} est la suivante :"
            yield _list(lines)


def _amount(contribution: Contribution | None) -> str:
    if contribution is None or contribution.montant is None:
        return "un montant fixé par avenant"
    return f"{_STATUS[contribution.statut]} {in_figures_and_words(contribution.montant)}"


def _of_year(exercice: Exercice) -> str:
    if exercice.est_civil:
        return f"pour l'année {exercice.cle}"
    return f"pour l'exercice {exercice.cle} ({write_period(exercice.debut, exercice.fin)})"


def comptes(contrat: Contrat) -> str:
    """To whom the contribution is paid, in which shares, and on which accounts."""
    return _paragraphs(_payment(contrat, b) for b in contrat.versement.beneficiaires)


def _payment(contrat: Contrat, payee: Beneficiaire) -> str:
    name = contrat.nom_beneficiaire(payee)
    if payee.montant is None:
        sentence = f"La contribution est versée {escape(au(name))}"
    else:
        amount = in_figures_and_words(payee.montant)
        sentence = f"Une part de {amount} est versée {escape(au(name))}"
    if payee.compte is None:
        return sentence + ", selon les procédures comptables en vigueur."
    return _paragraphs([sentence + ", au compte suivant :", _list(_account(payee.compte))])


def _account(compte: Compte) -> Iterable[str]:
    yield f"titulaire : {escape(compte.titulaire)}"
    yield f"IBAN : {escape(compte.iban)}"
    if compte.bic:
        yield f"BIC : {escape(compte.bic)}"


def imputation(contrat: Contrat) -> str:
    """The budget line of the State, who orders the payment, and who pays."""
    line, payment = contrat.versement.imputation, contrat.versement
    parts = [f"programme {line.programme}"]
    parts += [f"action {line.action}"] if line.action else []
    parts += [f"sous-action {line.sous_action}"] if line.sous_action else []
    parts += [f"code d'activité {line.activite}"] if line.activite else []
    sentences = [f"La dépense de l'État est imputée sur son budget : {escape(', '.join(parts))}."]
    if payment.ordonnateur:
        sentences.append(f"L'ordonnateur de la dépense est {escape(payment.ordonnateur)}.")
    if payment.comptable:
        sentences.append(f"Le comptable assignataire est {escape(payment.comptable)}.")
    return " ".join(sentences)


def renouvellement(contrat: Contrat) -> str:
    """From when the contract holds, which one it follows, and whether it may be renewed."""
    sentences = []
    if contrat.date_effet and contrat.date_effet != contrat.debut:
        sentences.append(f"Il prend effet le {write_date(contrat.date_effet)}.")
    if contrat.precedent:
        sentences.append(_followed(contrat.precedent))
    if contrat.renouvelable:
        sentences.append("Il peut être renouvelé par accord exprès des parties.")
    return " ".join(filter(None, sentences))


def _followed(before: Precedent) -> str:
    """Return « Il fait suite au contrat 2022-2025, signé en décembre 2022. »."""
    known = f" {escape(before.periode)}" if before.periode else ""
    if before.signature:
        known += f"{',' if known else ''} signé en {escape(before.signature)}"
    return f"Il fait suite au contrat{known}." if known else ""


def public(contrat: Contrat) -> str:
    """The people whom the contract is for: the dossier's text, else the standard one."""
    return contrat.public or load_clauses().blocs["public"]


def pilote(contrat: Contrat) -> str:
    """Who coordinates the contract."""
    pilot = contrat.partie(contrat.pilote)
    return (
        f"La coordination du contrat est confiée {escape(au(pilot.appellation))}." if pilot else ""
    )


def communes_associees(contrat: Contrat) -> str:
    """The member communes that are associated without signing."""
    if not contrat.communes_associees:
        return ""
    names = enumerate_fr([escape(name) for name in contrat.communes_associees])
    return f"Sont associées à la mise en œuvre du contrat, sans en être signataires : {names}."


def annexes(contrat: Contrat) -> str:
    """The list of annexes, with their numbers; without fiches, those that will join."""
    listed = [f"<annexe:{a.cle}> : {escape(a.intitule)}" for a in annexes_numerotees(contrat)]
    return _list(listed if contrat.fiches else [*listed, "les fiches-actions jointes par avenant"])


BLOCKS: dict[str, Callable[[Contrat], str]] = {
    block.__name__: block
    for block in (
        annexes,
        axes,
        communes_associees,
        comptes,
        contributions,
        financements,
        imputation,
        pilote,
        public,
        renouvellement,
        repartition,
    )
}


def _list(items: Iterable[str]) -> str:
    """Return a French list: « ; » after each item, a full stop after the last."""
    lines = [f"- {item}" for item in items]
    return " ;\n".join(lines) + "." if lines else ""


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
