"""`modify`: one value of a contract becomes another, as an avenant would change it."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from ctai_docs.contract.avenants.applying import apply
from ctai_docs.contract.avenants.messages import EMPTY, NOTHING, UNCHANGED
from ctai_docs.contract.facts.articles import usual_articles
from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.avenant import Avenant, Modifier, plain
from ctai_docs.contract.model.walk import Value, lookup
from ctai_docs.machine.findings import CtaiError, Finding
from ctai_docs.machine.yaml.explain import explain

_REMEDIES = {
    EMPTY.code: "Donnez-lui une valeur.",
    NOTHING.code: "Donnez d’un seul tenant la valeur de ce groupe.",
}
"""What to do in Python, where the remedy of an avenant speaks of its file."""


def modify(contrat: Contrat, chemin: str, valeur: object) -> Contrat:
    """Return a contract with one value changed; the one given stays as it is.

    `chemin` is written as in an avenant: fields and keys, joined by dots. `valeur` is typed as in
    YAML (`"12 000 €"`, in euros) or is a value of the model; None leaves nothing. It is read and
    checked as a dossier is, where pydantic's `model_copy(update=…)` would take it as it comes.
    Raise `CtaiError` on an unknown path, with the nearest name, and on a value that does not fit.

    Examples:
        >>> contrat = ctai_docs.load("examples/metz_2026").contrat
        >>> chemin = "fiches.un-toit.budget.subvention_p104"
        >>> modified = ctai_docs.modify(contrat, chemin, "12 000 €")
        >>> [f.budget.subvention_p104 for f in modified.fiches if f.cle == "un-toit"]
        [Decimal('12000.00')]
    """
    try:
        wanted = Modifier.model_validate({"modifier": chemin, "apres": valeur})
    except ValidationError as error:
        data = {"modifier": chemin, "apres": valeur}
        raise CtaiError(explain(error, Modifier, data)) from None
    change = Modifier(modifier=chemin, avant=plain(_present(contrat, wanted)), apres=valeur)
    try:
        return apply(contrat, Avenant(numero=1, changements=(change,)))
    except CtaiError as error:
        if {finding.code for finding in error.findings} == {UNCHANGED.code}:
            return contrat
        raise CtaiError(_told(finding, change) for finding in error.findings) from None


def _present(contrat: Contrat, change: Modifier) -> Value:
    """Return the present value at the place of a change, standard clauses included."""
    clause = change.etapes[0] == "articles" and len(change.etapes) > 1
    if clause and contrat.articles is None:
        contrat = contrat.model_copy(update={"articles": usual_articles()})
    return lookup(contrat, change.etapes)


def _told(finding: Finding, change: Modifier) -> Finding:
    """Return the finding of an avenant, about the contract alone."""
    remedy = _REMEDIES.get(finding.code, finding.remedy)
    return replace(finding, path=change.etapes, where=None, remedy=remedy)
