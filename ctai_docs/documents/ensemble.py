"""`Ensemble`: all the documents of a contract, with its avenants where it has some."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ctai_docs.contract.model import Contrat, Deliberation
from ctai_docs.documents.acte import Acte
from ctai_docs.documents.messages import NO_ACT, NO_AVENANT, NO_CHANGE, unknown
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.templates import Templates
from ctai_docs.documents.views.document import Mentions
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.word.pictures import Picture

if TYPE_CHECKING:
    from ctai_docs.contract.avenants import Historique
    from ctai_docs.documents.avenant import Chronologie

Job = tuple[str, Callable[[], Fichier]]
"""The name of a document, and the call that makes it."""


class Ensemble:
    """All that renders a contract in force, the acts that adopted it, and its avenants.

    The modules of avenants are imported only for a contract that has some.
    """

    def __init__(
        self,
        contrat: Contrat,
        historique: Historique | None = None,
        gabarits: Templates | None = None,
        mentions: Mentions | None = None,
        logos: Mapping[str, Picture] | None = None,
    ) -> None:
        self._contrat, self._historique = contrat, historique
        self._with = (gabarits or Templates(), mentions or Mentions(), logos)

    @cached_property
    def rendu(self) -> Rendu:
        """What renders the contract in force."""
        if self.chronologie:
            return self.chronologie.rendu()
        return Rendu(self._contrat, *self._with)

    @cached_property
    def chronologie(self) -> Chronologie | None:
        """What renders the avenants; None where there is none."""
        if self._historique is None:
            return None
        from ctai_docs.documents.avenant import Chronologie

        return Chronologie(self._historique, *self._with)

    @property
    def deliberations(self) -> Mapping[str, Deliberation]:
        """The deliberations by number."""
        return {act.numero: act for act in self._contrat.deliberations}

    @property
    def avenants(self) -> tuple[int, ...]:
        """The numbers of the avenants."""
        return tuple(a.numero for a in self._historique.avenants) if self._historique else ()

    def acte(self, numero: str) -> Acte:
        """Return a deliberation with its annexes: the contract that it adopted, as it was signed.

        Raise `CtaiError` on an unknown number.
        """
        act = self.deliberations.get(numero)
        if act is None:
            raise unknown(NO_ACT, numero, self.deliberations)
        signed = self.chronologie.rendu(0) if self.chronologie else self.rendu
        return Acte(signed if act in signed.contrat.deliberations else self.rendu, act)

    def avenant(self, numero: int) -> Fichier:
        """Return an avenant with its annexes. Raise `CtaiError` on an unknown number."""
        if self.chronologie is None:
            raise unknown(NO_AVENANT, numero, (), NO_CHANGE)
        return self.chronologie.avenant(numero)

    def suivi(self, numero: int) -> Iterator[Job]:
        """Yield the redline of each document that an avenant changed.

        Raise `CtaiError` on an unknown number.
        """
        if self.chronologie is None:
            raise unknown(NO_AVENANT, numero, (), NO_CHANGE)
        return self.chronologie.suivi(numero).pack()

    def pack(self, known: Collection[str] = ()) -> Iterator[Job]:
        """Yield each document of the pack: contract in force, annexes, avenants, redlines.

        `known` names the files of a folder. A document made on demand is made anew where the folder
        holds it, so that no file there states what the contract no longer states.
        """
        yield from self.rendu.pack()
        if self.chronologie:
            yield from self.chronologie.pack()
        yield from (job for job in self.rendu.on_demand() if job[0] in known)
        for numero in self.deliberations:
            acte = self.acte(numero)
            if any(name.startswith(acte.dossier) for name in known):
                yield from acte.pack()

    def explained(self, files: Iterable[Fichier], folder: str | Path) -> Iterable[Fichier]:
        """Return the documents, each with what changed in it since the pack of this folder."""
        if self.chronologie is None:
            return files
        from ctai_docs.documents.motifs import explained

        return explained(files, folder, self.chronologie)
