"""The documents of the avenants: each with the fiches that it adds or replaces annexed to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ctai_docs.contract.avenants import Historique
from ctai_docs.contract.facts.citations import fiche_anchor
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.documents.messages import NO_AVENANT, NO_CHANGE, unknown
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.suivi import Suivi, avenant_stem
from ctai_docs.documents.templates import AVENANT, Templates
from ctai_docs.documents.views.avenant import annexed_fiches, avenant_context, avenant_mention
from ctai_docs.documents.views.consolidation import modifications
from ctai_docs.documents.views.document import Mentions
from ctai_docs.machine.engine.template import Rendered
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.word.pictures import Picture


class Chronologie:
    """A contract and its avenants: what renders each state of it, and each avenant."""

    def __init__(
        self,
        historique: Historique,
        gabarits: Templates | None = None,
        mentions: Mentions | None = None,
        logos: Mapping[str, Picture] | None = None,
    ) -> None:
        self.historique = historique
        self._templates = gabarits or Templates()
        self._mentions = mentions or Mentions()
        self._logos = dict(logos or {})
        self._rendus: dict[int, Rendu] = {}

    def rendu(self, count: int | None = None) -> Rendu:
        """Return what renders the contract in force, or as it was after its first avenants."""
        rank = len(self.historique.avenants) if count is None else count
        if rank not in self._rendus:
            past = self.historique.jusqu_a(rank)
            shown = (self._templates, self._mentions, self._logos, modifications(past))
            self._rendus[rank] = Rendu(past.en_vigueur, *shown)
        return self._rendus[rank]

    def avenant(self, numero: int) -> Fichier:
        """Return an avenant, its annexes in the same file. Raise `CtaiError` on an unknown one."""
        self._known(numero)
        past, rendu = self.historique.jusqu_a(numero), self.rendu(numero)
        avenant = past.avenants[-1]
        fiches = annexed_fiches(avenant, past.en_vigueur)
        held = {fiche_anchor(rendu.contrat.numeros[fiche.cle]) for fiche in fiches}
        context = avenant_context(past, self._mentions)
        bodies = [rendu.body(AVENANT, context, held.__contains__)]
        bodies += self._annexes(rendu, avenant, held.__contains__)
        return rendu.file(avenant_name(avenant), AVENANT, bodies, context.document)

    def suivi(self, numero: int) -> Suivi:
        """Return what makes the redlines of an avenant. Raise `CtaiError` on an unknown one."""
        self._known(numero)
        passage = self.historique.passages[numero - 1]
        return Suivi(passage, self.rendu(numero - 1), self.rendu(numero))

    def pack(self) -> Iterator[tuple[str, Callable[[], Fichier]]]:
        """Yield each avenant and its redlines, as a name and the call that makes it."""
        for avenant in self.historique.avenants:
            yield avenant_name(avenant), lambda n=avenant.numero: self.avenant(n)  # type: ignore[misc]
            yield from self.suivi(avenant.numero).pack()

    def _known(self, numero: int) -> None:
        known = range(1, len(self.historique.avenants) + 1)
        if numero not in known:
            raise unknown(NO_AVENANT, numero, known, "" if known else NO_CHANGE)

    def _annexes(
        self, rendu: Rendu, avenant: Avenant, anchors: Callable[[str], bool]
    ) -> Iterator[Rendered]:
        for number, fiche in enumerate(annexed_fiches(avenant, rendu.contrat), 1):
            mentions = replace(self._mentions, annexe=avenant_mention(avenant, number))
            context = rendu.fiche_context(fiche, mentions)
            yield rendu.body(rendu.fiche_template, context, anchors)


def avenant_name(avenant: Avenant) -> str:
    """Return the name of the file of an avenant, beside the folder of its redlines."""
    return f"{avenant_stem(avenant)}.docx"
