"""The context of the fiche template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ctai_docs.contract.facts.citations import fiche_anchor
from ctai_docs.contract.form import Edition, load_edition
from ctai_docs.contract.model import Axe, Contrat, Exercice, FicheAction, Texte
from ctai_docs.documents.views.document import Document, Mentions, contract_title, reference_date
from ctai_docs.documents.views.formulaire import A_COMPLETER, SANS_OBJET, Formulaire
from ctai_docs.documents.views.modifications import AUCUNE, Modifications
from ctai_docs.documents.views.remplir import fill
from ctai_docs.machine.french import write_date, write_period
from ctai_docs.machine.markdown import Paragraph, Text, parse

BLANK_TITLE = "Fiche-action à compléter"
FEW = 60
"""The longest text that stands beside its title."""


@dataclass(frozen=True, slots=True)
class ContexteFiche:
    """What `fiche_action.docx` can print."""

    document: Document
    contrat: Contrat
    fiche: FicheAction
    numero: str
    ancre: str
    surtitre: str
    axe_numero: str
    axe_intitule: str
    modification: str
    exercice: Exercice
    periode: str
    vierge: bool
    vide: str
    porteur: str
    territoire: str
    rubriques: Mapping[str, str]
    consignes: Mapping[str, str]
    formulaire: Formulaire


def fiche_context(
    contrat: Contrat,
    fiche: FicheAction,
    mentions: Mentions,
    modifications: Modifications = AUCUNE,
) -> ContexteFiche:
    """Return the context of a fiche of the contract."""
    axe = contrat.axe_de(fiche)
    number = contrat.numeros.get(fiche.cle, "")
    context = _context(contrat, fiche, number, axe, mentions, blank=False)
    return replace(context, modification=modifications.fiche(fiche.cle))


def blank_context(contrat: Contrat, mentions: Mentions) -> ContexteFiche:
    """Return the context of the empty form, for an operator to fill."""
    fiche = FicheAction(cle="vierge", intitule=A_COMPLETER, axe="vierge")
    return _context(contrat, fiche, "…", None, mentions, blank=True)


def _context(
    contrat: Contrat,
    fiche: FicheAction,
    number: str,
    axe: Axe | None,
    mentions: Mentions,
    *,
    blank: bool,
) -> ContexteFiche:
    edition: Edition = load_edition(contrat.edition)
    exercice = contrat.exercice(fiche)
    name = edition.nom_de_fiche(number)
    short = BLANK_TITLE if blank else f"{name} – {fiche.porteur}"
    title = BLANK_TITLE if blank else f"{name} : {fiche.intitule} – {fiche.porteur}"
    return ContexteFiche(
        document=Document(title, short, reference_date(contrat), mentions),
        contrat=contrat,
        fiche=fiche,
        numero=number.zfill(2) if number.isdigit() else number,
        ancre=fiche_anchor(number),
        surtitre=f"{exercice.cle} : {contract_title(contrat)}",
        axe_numero=str(contrat.numero_axe(axe)) if axe else "…",
        axe_intitule=axe.intitule if axe else A_COMPLETER,
        modification="",
        exercice=exercice,
        periode=_period(fiche),
        vierge=blank,
        vide=A_COMPLETER if blank else SANS_OBJET,
        porteur=A_COMPLETER if blank else fiche.porteur,
        territoire="" if mentions.consignes else _few_words(fiche.territoire),
        rubriques=edition.rubriques,
        consignes=_shown(edition.consignes, shown=mentions.consignes or blank),
        formulaire=fill(edition, fiche, blank=blank),
    )


def _period(fiche: FicheAction) -> str:
    """Return « du 5 janvier au 9 novembre 2026 », as far as the dates are known."""
    if fiche.debut and fiche.fin:
        return write_period(fiche.debut, fiche.fin)
    if fiche.debut:
        return f"à partir du {write_date(fiche.debut)}"
    return f"jusqu'au {write_date(fiche.fin)}" if fiche.fin else ""


def _few_words(text: Texte | None) -> str:
    """Return a text that is a few plain words, to stand beside its title, else nothing."""
    match parse(text or "").blocks:
        case (Paragraph((Text(words, False, False),)),) if len(words) <= FEW:
            return str(words)
    return ""


def _shown(instructions: Mapping[str, str], *, shown: bool) -> Mapping[str, str]:
    """Return the instructions, or empty ones: a template prints those that hold something."""
    return instructions if shown else dict.fromkeys(instructions, "")
