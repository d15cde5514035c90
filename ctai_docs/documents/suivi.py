"""The redlines of an avenant: what it changed in each document, as tracked changes in a Word file.

The old version is of the contract just before the avenant, the new one of the contract just after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from ctai_docs.contract.avenants import Devenir, Passage
from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.avenant import Avenant, RemplacerFiche
from ctai_docs.documents.rendu import BUDGET_NAME, CONTRAT_NAME, Rendu
from ctai_docs.documents.views.chiffres import summary
from ctai_docs.documents.views.document import reference_date
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.word.redline import redline

_ELSEWHERE = {"fiches", "deliberations"}
"""The fields of which the body of the contract prints only names and sums."""

Made = Callable[[Rendu], Fichier]
"""Makes a document from one state of the contract."""


@dataclass(frozen=True, slots=True)
class Suivi:
    """An avenant, with the rendering of the contract before and after."""

    passage: Passage
    avant: Rendu
    apres: Rendu

    @property
    def avenant(self) -> Avenant:
        """The avenant that made the changes."""
        return self.passage.avenant

    def pack(self) -> Iterator[tuple[str, Callable[[], Fichier]]]:
        """Yield the redline of each document that changed, as its name and the call that makes it.

        A document that the avenant adds or drops has none, nor a fiche that only changed number.
        """
        before, after = self.avant.contrat, self.apres.contrat
        if _clauses_differ(self.passage) or _body_differs(self.avant, self.apres):
            body = partial(Rendu.contrat_complet, annexes=False)
            yield self._job(CONTRAT_NAME, body, body)
        for old, new in _fiches(self.passage):
            name = next(self.apres.fiche_name(f) for f in after.fiches if f.cle == new)
            yield self._job(name, *(partial(Rendu.fiche, cle=cle) for cle in (old, new)))
        if before.fiches and after.fiches and summary(before) != summary(after):
            yield self._job(BUDGET_NAME, Rendu.annexe_budgetaire, Rendu.annexe_budgetaire)

    def _job(self, name: str, old: Made, new: Made) -> tuple[str, Callable[[], Fichier]]:
        nom = f"{avenant_stem(self.avenant)}-suivi/{PurePosixPath(name).name}"
        return nom, lambda: self._redline(nom, old(self.avant), new(self.apres))

    def _redline(self, nom: str, old: Fichier, new: Fichier) -> Fichier:
        author = self.avenant.auteur or f"Avenant n° {self.avenant.numero}"
        signed = self.avenant.date_signature or self.avenant.date_effet
        day = signed or reference_date(self.apres.contrat)
        data = redline(old.contenu, new.contenu, author=author, date=day)
        source = "\n".join((old.source, new.source, author, day.isoformat()))
        return Fichier(nom, data, sha256(source.encode()).hexdigest())


def avenant_stem(avenant: Avenant) -> str:
    """Return what the names of the files of an avenant begin with: `avenants/avenant-01`."""
    return f"avenants/avenant-{avenant.numero:02}"


def _clauses_differ(passage: Passage) -> bool:
    """Tell whether the printed articles differ, or the parts printed around them."""
    names = Contrat.model_fields.keys() - _ELSEWHERE
    return bool(passage.impact.articles) or any(
        getattr(passage.avant, name) != getattr(passage.apres, name) for name in names
    )


def _body_differs(before: Rendu, after: Rendu) -> bool:
    """Tell whether the body prints other sums: amounts by axis, the page at a glance."""
    old, new = before.contract_context(), after.contract_context()
    return (old.synthese, old.coup_d_oeil) != (new.synthese, new.coup_d_oeil)


def _fiches(passage: Passage) -> Iterator[tuple[str, str]]:
    """Yield the old and the new key of each changed fiche: one that replaces may rename."""
    olds = {
        change.fiche.cle: change.remplacer_fiche
        for change in passage.avenant.changements
        if isinstance(change, RemplacerFiche)
    }
    for fiche in passage.impact.fiches:
        old = olds.get(fiche.cle, fiche.cle)
        known = old in passage.avant.numeros
        if fiche.devenir is not Devenir.SUPPRIMEE and not fiche.renumerotee and known:
            yield old, fiche.cle
