"""What became of each file of a pack, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ctai_docs.machine.findings import Finding, Rule, Severity


class Fate(StrEnum):
    """What became of a file.

    Examples:
        >>> ctai_docs.Fate.UNCHANGED.value
        'inchangé'
    """

    WRITTEN = "écrit"
    UNCHANGED = "inchangé"
    BESIDE = "écrit à côté"
    REMOVED = "supprimé"
    KEPT = "conservé"


class Reason(StrEnum):
    """Why. `{beside}` is the other file, where there is one."""

    NEW = "nouveau document"
    MISSING = "il avait disparu du dossier"
    CHANGED = "son contenu a changé"
    FORCED = "le fichier modifié à la main est gardé sous « {beside} »"
    SAME = "même contenu"
    EDITED = "le fichier a été modifié à la main ; la nouvelle version est « {beside} »"
    FOREIGN = "un fichier qui n’est pas de nous porte ce nom ; le document est « {beside} »"
    ONLY_EDITED = "modifié à la main, et notre version n’a pas changé"
    DROPPED = "n’est plus dans le contrat"
    DROPPED_EDITED = "n’est plus dans le contrat, mais a été modifié à la main"
    OUTDATED = "fait d’une version précédente du document Word : demandez-le à nouveau"
    OUTDATED_EDITED = "modifié à la main, et ne correspond plus au document Word"
    SUPERSEDED = "cette version à côté ne sert plus"
    SUPERSEDED_EDITED = "cette version à côté ne sert plus, mais a été modifiée à la main"


EDITED_SINCE = {
    Reason.DROPPED: Reason.DROPPED_EDITED,
    Reason.OUTDATED: Reason.OUTDATED_EDITED,
    Reason.SUPERSEDED: Reason.SUPERSEDED_EDITED,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `beside` names the other file, where there is one.

    Examples:
        >>> report = ctai_docs.save_pack("examples/rouen_2021", "out/outcome")
        >>> print(report.outcomes[0].nom, report.outcomes[0].fate, sep=" : ")
        annexe-budgetaire.docx : écrit
    """

    nom: str
    fate: Fate
    why: Reason
    beside: str = ""
    motif: str = ""
    """What changed in it, where that is known: « fiche 8 : budget prévisionnel »."""

    @property
    def reason(self) -> str:
        """The reason, in French."""
        if self.why is Reason.CHANGED and self.motif:
            return self.motif
        said = self.why.format(beside=self.beside)
        return f"{said} ; {self.motif}" if self.why is Reason.EDITED and self.motif else said

    def __str__(self) -> str:
        return f"{self.nom} : {self.fate} ({self.reason})"


@dataclass(frozen=True, slots=True)
class PackReport:
    """What became of each file, sorted by name, and what is worth knowing besides.

    Examples:
        >>> report = ctai_docs.save_pack("examples/rouen_2021", "out/report")
        >>> "contrat.docx" in report.named(ctai_docs.Fate.WRITTEN)
        True
    """

    folder: Path
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...] = ()

    def named(self, fate: Fate) -> tuple[str, ...]:
        """Return the names of the files that had this fate."""
        return tuple(outcome.nom for outcome in self.outcomes if outcome.fate is fate)

    def lines(self, *, brief: bool = False) -> list[str]:
        """Return the report as lines for people: what changed, what is worth knowing, a summary.

        `brief` leaves out what is as one expects: documents that were written.
        """
        quiet = {Fate.UNCHANGED, Fate.WRITTEN} if brief else {Fate.UNCHANGED}
        told = [str(o) for o in self.outcomes if o.fate not in quiet or o.why is Reason.FORCED]
        return [*told, *map(str, self.findings), self.summary]

    @property
    def summary(self) -> str:
        """The counts in one line: `out : 2 écrits, 13 inchangés`."""
        counts = Counter(outcome.fate for outcome in self.outcomes)
        parts = [f"{counts[fate]} {_plural(fate, counts[fate])}" for fate in Fate if counts[fate]]
        return f"{self.folder} : {', '.join(parts) or 'rien à écrire'}"


def _plural(fate: Fate, count: int) -> str:
    if count < 2:
        return str(fate)
    first, *rest = fate.split(" ")
    return " ".join([f"{first}s", *rest])


MANIFEST_IGNORED = Rule(
    "SOR-011",
    Severity.INFORMATION,
    "Manifeste illisible",
    found="Ce manifeste est abîmé, ou n’est pas de nous.",
    rule="Sans lui, les fichiers présents sont tenus pour les vôtres : aucun n’est remplacé.",
    remedy="Il est gardé sous « {kept} » ; supprimez-le s’il ne vous sert pas.",
    source="Usage du projet",
)
FINISHED = Rule(
    "SOR-012",
    Severity.INFORMATION,
    "Rendu interrompu",
    found="Un rendu précédent avait été interrompu.",
    rule="Ce qu’il avait laissé a été rangé.",
    remedy="Vous n’avez rien à faire.",
    source="Usage du projet",
)
SAVED = Rule(
    "SOR-013",
    Severity.AVERTISSEMENT,
    "Fichier enregistré pendant le rendu",
    found="Ce fichier a été enregistré par quelqu’un pendant qu’un rendu s’écrivait.",
    rule="Rien de ce qui est fait à la main n’est perdu.",
    remedy="Comparez-le au document produit, puis gardez l’un des deux.",
    source="Usage du projet",
)
NOT_AS_EDITED = Rule(
    "SOR-014",
    Severity.AVERTISSEMENT,
    "PDF sans les retouches",
    found="Ce PDF ne montre pas ce qui a été modifié à la main dans « {edited} ».",
    rule="Il est fait du document produit.",
    remedy="Portez la modification dans le dossier, ou exportez ce PDF depuis Word.",
    source="Usage du projet",
)
