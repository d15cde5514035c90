"""`Said`: the texts and lines of a dossier, ready for the readers.

References, whose keys are not words, and marks of emphasis are replaced by spaces, so that an
offset is the same in the text as typed and in its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ctai_docs.contract.model import Contrat, FicheAction, Texte
from ctai_docs.contract.model.walk import PlacedLeaf
from ctai_docs.machine.findings import Path
from ctai_docs.rules.walk import leaves

NO_WORDS = {
    *("cle", "axe", "exercice", "type", "statut", "payeur", "partie", "pilote", "edition"),
    *("numero", "siret", "iban", "bic", "code_actes", "fichier", "logo", "activite", "organe"),
    *("programme", "action", "sous_action", "nature_actes", "couleur", "code", "chemin", "motif"),
    *("numerotation", "thematiques", "nature"),
}
"""Fields of one line that hold a key, a choice or an identifier."""

_REFERENCE = re.compile(r"<\w+:[^<>\s]{1,60}>|\]\((?!https?:|mailto:)\w+:[^)\s]{0,60}\)|[*]")
_SENTENCE = re.compile(r"[.!?](?=\s+[A-ZÀÂÉÈÊÎÔ«\d]|\s*$)|[;\n]|\s–\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """A text or a line: where it stands, as typed, and its words alone."""

    path: Path
    text: str
    words: str
    lower: str
    """The text in lower case, in which readers look for their words first."""
    is_text: bool
    fiche: FicheAction | None = None

    def line(self, at: int) -> int | None:
        """Return the line of a place in a text, None in a field of one line."""
        return self.text.count("\n", 0, at) if self.is_text else None

    @property
    def is_of_contract(self) -> bool:
        """Whether it speaks of the whole contract: no fiche, no name."""
        return self.fiche is None and self.path[0] != "controles"

    def holds(self, *hints: str) -> bool:
        """Tell whether the words hold one of these, in lower case."""
        return holds(self.lower, hints)

    def sentence(self, at: int) -> tuple[int, int]:
        """Return where the sentence of a place starts and ends; an item of a list is one."""
        start, end = 0, len(self.words)
        for stop in _SENTENCE.finditer(self.words):
            if stop.end() <= at:
                start = stop.end()
            else:
                end = stop.start()
                break
        return start, end


def holds(text: str, hints: Iterable[str]) -> bool:
    """Tell whether a text holds one of these."""
    for hint in hints:  # noqa: SIM110 - asked of each text by a dozen readers: twice as fast so
        if hint in text:
            return True
    return False


def prose(contrat: Contrat) -> tuple[Said, ...]:
    """Return all that a contract says in words; that of the last contract is kept."""
    global _last
    last, found = _last
    if last is not contrat:
        found = tuple(said(leaves(contrat), contrat.fiches))
        _last = (contrat, found)
    return found


_last: tuple[Contrat | None, tuple[Said, ...]] = (None, ())


def said(places: Iterable[PlacedLeaf], fiches: tuple[FicheAction, ...] = ()) -> Iterator[Said]:
    """Yield the texts and the lines of words among these places."""
    for path, value in places:
        is_text = type(value) is Texte
        if not is_text and (type(value) is not str or _is_key(path)):
            continue
        typed = str(value)
        fiche = fiches[rank] if path[0] == "fiches" and isinstance(rank := path[1], int) else None
        words = blanked(typed)
        yield Said(path, typed, words, typed.lower(), is_text, fiche)


def blanked(text: str) -> str:
    """Return the text with spaces in place of references and emphasis."""
    if "<" not in text and "*" not in text and "](" not in text:
        return text
    return _REFERENCE.sub(lambda found: " " * len(found[0]), text)


def _is_key(path: Path) -> bool:
    """Tell whether a line holds a key: by the field, or by the list that it stands in."""
    name = path[-1] if isinstance(path[-1], str) else path[-2]
    return name in NO_WORDS or path[0] == "controles"
