"""A deliberation with its annexes: each its own file, marked on every page, and all in one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ctai_docs.contract.model import Deliberation
from ctai_docs.documents.rendu import Contexte, Rendu
from ctai_docs.documents.templates import BUDGET, CONTRAT, DELIBERATION
from ctai_docs.documents.views.deliberation import AnnexeActe, annex_mention, deliberation_context
from ctai_docs.documents.views.document import Mentions
from ctai_docs.documents.views.matieres import COUVERTURE
from ctai_docs.machine.engine.template import Rendered
from ctai_docs.machine.french import slug
from ctai_docs.machine.output.fichier import Fichier


@dataclass(frozen=True)
class Piece:
    """A part of the act: its template, its context, its bookmark, the name of its file."""

    nom: str
    template: str
    contexte: Contexte
    ancre: str = ""


class Acte:
    """The documents of one deliberation. Annexes: the contract, each fiche, the budget annex."""

    def __init__(self, rendu: Rendu, deliberation: Deliberation) -> None:
        self._rendu = rendu
        self.deliberation = deliberation

    @property
    def dossier(self) -> str:
        """The folder of its documents, with the slash: `deliberation-25-09-25-17/`."""
        return f"deliberation-{slug(self.deliberation.numero)}/"

    def pack(self) -> Iterator[tuple[str, Callable[[], Fichier]]]:
        """Yield each document as its name and the call that makes it."""
        for piece in self._pieces:
            yield piece.nom, lambda piece=piece: self._alone(piece)  # type: ignore[misc]
        yield self._name("deliberation-et-annexes"), self.complet

    def complet(self) -> Fichier:
        """Return the deliberation and all its annexes as one Word file."""
        in_file = self._rendu.anchors(annexes=bool(self._rendu.contrat.fiches))
        bodies = [self._body(piece, in_file) for piece in self._pieces]
        act = self._pieces[0]
        name = self._name("deliberation-et-annexes")
        return self._rendu.file(name, act.template, bodies, act.contexte.document)

    def _alone(self, piece: Piece) -> Fichier:
        contract = self._rendu.anchors(annexes=False) if piece.template == CONTRAT else None
        body = self._body(piece, contract or (lambda anchor: anchor == piece.ancre))
        return self._rendu.file(piece.nom, piece.template, [body], piece.contexte.document)

    def _body(self, piece: Piece, anchors: Callable[[str], bool]) -> Rendered:
        return self._rendu.body(piece.template, piece.contexte, anchors)

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        """The act, then its annexes in the order of their numbers."""
        contrat, mentions = self._rendu.contrat, self._rendu.mentions
        annexes = tuple(self._annexes())
        listed = [
            AnnexeActe(n, piece.contexte.document.titre, piece.ancre)
            for n, piece in enumerate(annexes, 1)
        ]
        own = replace(mentions, projet=mentions.projet or not self.deliberation.est_adoptee)
        act = deliberation_context(contrat, self.deliberation, listed, own)
        return (Piece(self._name("deliberation"), DELIBERATION, act), *annexes)

    def _annexes(self) -> Iterator[Piece]:
        contrat = self._rendu.contrat
        contract = self._rendu.contract_context(self._mentions(1))
        yield Piece(self._name("annexe-01-contrat"), CONTRAT, contract, COUVERTURE)
        number = 1
        for number, fiche in enumerate(contrat.fiches_ordonnees, 2):
            context = self._rendu.fiche_context(fiche, self._mentions(number))
            title = slug(f"fiche {contrat.numeros[fiche.cle]} {fiche.intitule}", 50)
            yield Piece(
                self._name(f"annexe-{number:02}-{title}"),
                self._rendu.fiche_template,
                context,
                context.ancre,
            )
        if contrat.fiches:
            budget = self._rendu.budget(self._mentions(number + 1))
            name = self._name(f"annexe-{number + 1:02}-annexe-budgetaire")
            yield Piece(name, BUDGET, budget, budget.ancre)

    def _mentions(self, number: int) -> Mentions:
        return replace(self._rendu.mentions, annexe=annex_mention(self.deliberation, number))

    def _name(self, document: str) -> str:
        return f"{self.dossier}{document}.docx"
