"""Two versions of a paragraph merged into one, marked word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from ctai_docs.machine.word.redline.names import (
    NEUTRAL,
    RUN,
    SPACE,
    TEXT,
    WRAPPERS,
    Element,
    Kind,
    W,
    make,
)
from ctai_docs.machine.word.redline.reading import WordReader, is_blank_run, tokens

LEAST_KEPT = 0.25
"""The least share of words in common: below, all are dropped and all added."""


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest unit kept, dropped or added: a word, another child of a run, a field, a link.

    A link is compared by its name, then its content is merged in turn.
    """

    key: str
    elements: tuple[Element, ...]
    piece: str | Element | None = None
    dress: str = ""

    @property
    def is_box(self) -> bool:
        """Tell whether the atom has content to be merged."""
        return self.elements[0].tag in WRAPPERS

    @property
    def is_neutral(self) -> bool:
        """Tell whether the atom is a bookmark or the like, which is never marked."""
        return not self.key

    @property
    def is_sign(self) -> bool:
        """Tell whether the atom is a space or a sign, not worth keeping between two changes."""
        return isinstance(self.piece, str) and not any(c.isalnum() for c in self.piece)


AtomStep = tuple[Kind | None, Atom, Atom | None]
"""The fate of an atom, the atom, and the old one it is paired with."""


def atoms(elements: Iterable[Element], reader: WordReader) -> Iterator[Atom]:
    """Yield what a paragraph or link holds."""
    field: list[Element] = []
    depth = 0
    for element in elements:
        marks = [e.get(W + "fldCharType") for e in element.iter(W + "fldChar")]
        depth += marks.count("begin") - marks.count("end")
        if field or marks or depth:
            field.append(element)
            if depth <= 0:
                yield Atom("field" + "".join(map(reader.key, field)), tuple(field))
                field = []
        elif element.tag in NEUTRAL:
            yield Atom("", (element,))
        elif element.tag == RUN:
            yield from _run_atoms(element, reader)
        elif element.tag != W + "pPr" and isinstance(element.tag, str):
            yield Atom(_name(element, reader), (element,))
    if field:
        yield Atom("field" + "".join(map(reader.key, field)), tuple(field))


def _run_atoms(run: Element, reader: WordReader) -> Iterator[Atom]:
    if is_blank_run(run):
        return
    properties = run.find(W + "rPr")
    dress = "" if properties is None else reader.key(properties)
    for child in run:
        if child.tag == TEXT:
            for token in tokens(child.text or ""):
                yield Atom(f"{dress}|{token}", (run,), token, dress)
        elif child.tag != W + "rPr":
            yield Atom(f"{dress}|{reader.key(child)}", (run,), child, dress)


def _name(element: Element, reader: WordReader) -> str:
    """Return the name by which an element among runs is compared: for a link, its target."""
    if element.tag in WRAPPERS:
        bare = make("none")
        bare.attrib.update(element.attrib)
        return f"{element.tag}{reader.key(bare)}"
    return reader.key(element)


# Which atoms are kept


def steps(old: Sequence[Atom], new: Sequence[Atom]) -> Iterator[AtomStep]:
    """Yield what becomes of each atom: kept, dropped or added."""
    for kept, i, i2, j, j2 in _stretches(old, new):
        if kept:
            yield from ((None, b, a) for a, b in zip(old[i:i2], new[j:j2], strict=True))
        else:
            yield from (("del", a, None) for a in old[i:i2])
            yield from (("ins", b, None) for b in new[j:j2])


Stretch = tuple[bool, int, int, int, int]


def _stretches(old: Sequence[Atom], new: Sequence[Atom]) -> list[Stretch]:
    matcher = SequenceMatcher(None, [a.key for a in old], [b.key for b in new], autojunk=False)
    found = [(tag == "equal", i, i2, j, j2) for tag, i, i2, j, j2 in matcher.get_opcodes()]
    words = [a for kept, i, i2, _, _ in found if kept for a in old[i:i2] if not a.is_sign]
    most = max(len([a for a in side if not a.is_sign]) for side in (old, new))
    if len(words) < most * LEAST_KEPT and not any(atom.is_box for atom in words):
        return [(False, 0, len(old), 0, len(new))]
    return _smoothed(
        [
            (kept and not (0 < n < len(found) - 1 and _only_signs(old[i:i2])), i, i2, j, j2)
            for n, (kept, i, i2, j, j2) in enumerate(found)
        ]
    )


def _only_signs(kept: Sequence[Atom]) -> bool:
    return len(kept) < 4 and all(atom.is_sign for atom in kept)


def _smoothed(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches, with neighbouring changes joined."""
    found: list[Stretch] = []
    for kept, group in groupby(stretches, lambda stretch: stretch[0]):
        parts = list(group)
        found.append((kept, parts[0][1], parts[-1][2], parts[0][3], parts[-1][4]))
    return found


# Atoms become runs again


def runs(group: Sequence[Atom]) -> list[Element]:
    """Return the runs of these atoms, words with the same properties in one text."""
    found: list[Element] = []
    for atom, before in zip(group, (None, *group), strict=False):
        if atom.piece is None:
            found += map(deepcopy, atom.elements)
            continue
        if before is None or before.piece is None or before.dress != atom.dress:
            found.append(_bare(atom.elements[0]))
        _put(found[-1], atom.piece)
    return found


def _bare(run: Element) -> Element:
    """Return a run with the properties of another, and nothing in it."""
    bare = make("r")
    dress = run.find(W + "rPr")
    if dress is not None:
        bare.append(deepcopy(dress))
    return bare


def _put(run: Element, piece: str | Element) -> None:
    last = run[-1] if len(run) else None
    if not isinstance(piece, str):
        run.append(deepcopy(piece))
    elif last is not None and last.tag == TEXT:
        last.text = (last.text or "") + piece
    else:
        text = make("t")
        text.set(SPACE, "preserve")
        text.text = piece
        run.append(text)
