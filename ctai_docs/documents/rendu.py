"""`Rendu`: a contract rendered, document by document.

Every document goes the same way: a context (`views`), a template (`Templates`), an assembly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

from ctai_docs.contract.facts import Citations
from ctai_docs.contract.form import load_edition
from ctai_docs.contract.model import Contrat, FicheAction
from ctai_docs.documents.messages import NO_FICHE, unknown
from ctai_docs.documents.templates import BUDGET, CONTRAT, Templates
from ctai_docs.documents.views.budget import ContexteBudget, budget_context
from ctai_docs.documents.views.contrat import ContexteContrat, contract_context
from ctai_docs.documents.views.deliberation import ContexteDeliberation
from ctai_docs.documents.views.document import Document, Mentions
from ctai_docs.documents.views.fiche import ContexteFiche, blank_context, fiche_context
from ctai_docs.documents.views.formulaire import A_COMPLETER
from ctai_docs.documents.views.images import Logo
from ctai_docs.documents.views.matieres import COUVERTURE, annex_entries, own_entries
from ctai_docs.documents.views.modifications import AUCUNE, Modifications
from ctai_docs.documents.views.ready import WRITER, text_writer
from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.charts import ChartParts
from ctai_docs.machine.engine.properties import Properties
from ctai_docs.machine.engine.template import Rendered
from ctai_docs.machine.french import slug
from ctai_docs.machine.nearest import nearest
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.word.charts import Chart
from ctai_docs.machine.word.pictures import Picture
from ctai_docs.machine.word.placeholders import as_placeholders

if TYPE_CHECKING:
    from ctai_docs.documents.views.avenant import ContexteAvenant

Contexte: TypeAlias = (
    "ContexteContrat | ContexteFiche | ContexteBudget | ContexteDeliberation | ContexteAvenant"
)
CONTRAT_NAME, BUDGET_NAME = "contrat.docx", "annexe-budgetaire.docx"
CLASSEUR_NAME = "annexe-budgetaire.xlsx"
SANS_ANNEXES_NAME, VIERGE_NAME = "contrat-sans-annexes.docx", "fiche-action-vierge.docx"
CLASSEUR = "workbook"
"""Takes the place of a template for the workbook, which has none."""
MATIERES = "matieres"
"""The name under which a context holds its table of contents."""
Anchors = Callable[[str], bool]


class Rendu:
    """The documents of a contract. Rendering is pure: same contract, same bytes.

    `logos` holds the pictures of the parties, by their keys.

    `ctai_docs.rendu` makes one, once the contract is checked.

    Examples:
        >>> documents = ctai_docs.rendu("examples/metz_2026")
        >>> documents.vierge().nom, len([*documents.fiches()])
        ('fiche-action-vierge.docx', 12)
    """

    def __init__(
        self,
        contrat: Contrat,
        gabarits: Templates | None = None,
        mentions: Mentions | None = None,
        logos: Mapping[str, Picture] | None = None,
        modifications: Modifications = AUCUNE,
    ) -> None:
        self.contrat = contrat
        self._templates = gabarits or Templates()
        self.mentions = mentions or Mentions()
        self._logos = dict(logos or {})
        self._modifications = modifications
        self._citations = Citations(contrat)
        self._charts: dict[str, Chart] = {}

    # ------------------------------------------------------------------ documents
    def fiche(self, cle: str) -> Fichier:
        """Return the fiche-action of this key or number. Raise `CtaiError` where there is none."""
        fiche = self.fiche_nommee(cle)
        context = self.fiche_context(fiche)
        body = self.body(self.fiche_template, context, lambda anchor: anchor == context.ancre)
        name = self.fiche_name(fiche)
        return self.file(name, self.fiche_template, [body], context.document)

    def fiche_nommee(self, nom: str) -> FicheAction:
        """Return the fiche that a key or a number names. Raise `CtaiError` where there is none."""
        keys = {number: key for key, number in self.contrat.numeros.items()}
        cle = keys.get(nom.lstrip("0"), nom)
        fiche = next((f for f in self.contrat.fiches if f.cle == cle), None)
        if fiche is None:
            close = nearest(nom, keys.values())
            listed = [f"{number} ({key})" for number, key in keys.items()]
            raise unknown(NO_FICHE, nom, [close] if close else listed)
        return fiche

    def fiches(self) -> Iterator[Fichier]:
        """Yield every fiche-action, in the order of the contract."""
        return (self.fiche(fiche.cle) for fiche in self.contrat.fiches_ordonnees)

    def annexe_budgetaire(self) -> Fichier:
        """Return the summary budget annex as a Word file."""
        context = self.budget()
        body = self.body(BUDGET, context, lambda anchor: anchor == context.ancre)
        return self.file(BUDGET_NAME, BUDGET, [body], context.document)

    def classeur(self) -> Fichier:
        """Return the summary budget annex as an Excel workbook, its totals live formulas."""
        from ctai_docs.documents.workbook import budget_workbook  # late: openpyxl costs 200 ms

        data = budget_workbook(self.budget())
        return Fichier(CLASSEUR_NAME, data, self.source(CLASSEUR))

    def contrat_complet(self, *, annexes: bool = True) -> Fichier:
        """Return the contract, with its fiches and budget annex in the same file, or without."""
        annexes = annexes and bool(self.contrat.fiches)
        context = self.contract_context()
        in_file = self.anchors(annexes=annexes)
        bodies = [self.body(CONTRAT, context, in_file)]
        if annexes:
            bodies += [
                self.body(self.fiche_template, self.fiche_context(f), in_file)
                for f in self.contrat.fiches_ordonnees
            ]
            bodies.append(self.body(BUDGET, self.budget(), in_file))
        name = CONTRAT_NAME if annexes or not self.contrat.fiches else SANS_ANNEXES_NAME
        return self.file(name, CONTRAT, bodies, context.document)

    def vierge(self) -> Fichier:
        """Return the empty form with all its blocks, for an operator to fill."""
        context = blank_context(self.contrat, self.mentions)
        body = self.body(self.fiche_template, context, lambda _: False)
        parts = {
            part: as_placeholders(xml.decode(), A_COMPLETER).encode()
            for part, xml in body.parts.items()
        }
        body = replace(body, parts=parts)
        return self.file(VIERGE_NAME, self.fiche_template, [body], context.document)

    def pack(self) -> Iterator[tuple[str, Callable[[], Fichier]]]:
        """Yield each document of the pack as its name and the call that makes it."""
        yield CONTRAT_NAME, self.contrat_complet
        for fiche in self.contrat.fiches_ordonnees:
            yield self.fiche_name(fiche), lambda cle=fiche.cle: self.fiche(cle)  # type: ignore[misc]
        if self.contrat.fiches:
            yield BUDGET_NAME, self.annexe_budgetaire
            yield CLASSEUR_NAME, self.classeur

    def on_demand(self) -> Iterator[tuple[str, Callable[[], Fichier]]]:
        """Yield in the same way each document that stands in no pack unless it is asked for."""
        if self.contrat.fiches:
            yield SANS_ANNEXES_NAME, lambda: self.contrat_complet(annexes=False)
        yield VIERGE_NAME, self.vierge

    # ------------------------------------------------------------------ how
    @property
    def fiche_template(self) -> str:
        """The name of the template of the contract's edition of the form."""
        return load_edition(self.contrat.edition).gabarit

    def contract_context(self, mentions: Mentions | None = None) -> ContexteContrat:
        """Return the context of the contract."""
        shown = mentions or self.mentions
        context = contract_context(self.contrat, shown, self.logos, self._modifications)
        if page := context.coup_d_oeil:
            self._remember(page.calendrier, page.publics)
        return context

    def fiche_context(self, fiche: FicheAction, mentions: Mentions | None = None) -> ContexteFiche:
        """Return the context of a fiche of the contract."""
        return fiche_context(self.contrat, fiche, mentions or self.mentions, self._modifications)

    def budget(self, mentions: Mentions | None = None) -> ContexteBudget:
        """Return the context of the budget annex."""
        context = budget_context(self.contrat, mentions or self.mentions, self._budget_anchor)
        self._remember(context.graphique_sources, context.graphique_exercices)
        return context

    def _remember(self, *charts: Chart | None) -> None:
        """Keep the charts of a context until the file that shows them asks for their parts."""
        self._charts |= {chart.name: chart for chart in charts if chart}

    @property
    def _budget_anchor(self) -> str:
        found = self._citations.find("annexe", "budget")
        return found.ancre if found else "annexe_budget"

    def anchors(self, *, annexes: bool) -> Anchors:
        """Return the function that tells whether the contract, annexes or not, has a bookmark."""
        held = {COUVERTURE, *(entry.ancre for entry in own_entries(self.contrat))}
        if annexes:
            held |= {entry.ancre for entry in annex_entries(self.contrat)}
        return held.__contains__

    @cached_property
    def logos(self) -> dict[str, Logo]:
        """The logos with their alternative texts, by party."""
        parties = {p.cle: p for p in self.contrat.parties}
        return {k: Logo(v, f"Logo : {parties[k].appellation}") for k, v in self._logos.items()}

    def body(self, template: str, context: Contexte, anchors: Anchors) -> Rendered:
        """Return a template filled; `anchors` tells which bookmarks the output file holds."""
        values: dict[str, Any] = {f.name: getattr(context, f.name) for f in fields(context)}
        if MATIERES in values:
            values[MATIERES] = [entry for entry in values[MATIERES] if anchors(entry.ancre)]
        values[WRITER] = text_writer(self._citations, anchors)
        couleur = self.contrat.presentation.couleur or ""
        return self._templates.de_couleur(template, couleur).render(values)

    def file(self, name: str, template: str, bodies: list[Rendered], shown: Document) -> Fichier:
        """Return the document that these bodies make, its first one giving the styles."""
        images = {picture.name: picture.data for picture in self._logos.values()}
        data = assemble(
            bodies[0],
            bodies[1:],
            images=images,
            charts=self._chart,
            properties=self._properties(shown),
        )
        return Fichier(name, data, self.source(template))

    def _chart(self, name: str) -> ChartParts:
        """Return a chart of a document of the contract, by its name."""
        from ctai_docs.machine.word.charts_book import chart_parts  # late: most documents show none

        return chart_parts(self._charts[name], self.contrat.presentation.couleur or "")

    def _properties(self, shown: Document) -> Properties:
        return Properties(
            title=shown.titre,
            author=self.contrat.designation,
            subject="Contrat territorial d'accueil et d'intégration",
            created=shown.date,
            status=shown.statut,
        )

    def fiche_name(self, fiche: FicheAction) -> str:
        """Return the name of the file of a fiche."""
        number = self.contrat.numeros.get(fiche.cle, "0")
        padded = "-".join(part.zfill(2) for part in number.split("."))
        return f"fiches/fiche-{padded}-{slug(fiche.intitule)}.docx"

    def source(self, template: str) -> str:
        """Return the digest of what the documents of a template are made from."""
        parts = [self._contract_digest, repr(self.mentions), repr(self._modifications)]
        parts.append(template if template == CLASSEUR else self._templates.sha256(template))
        return sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def _contract_digest(self) -> str:
        return sha256(self.contrat.model_dump_json().encode()).hexdigest()
