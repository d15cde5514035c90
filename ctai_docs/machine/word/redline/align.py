"""Pairs the items of two sequences: the most alike, in order, without crossing."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from ctai_docs.machine.word.redline.reading import BodyItem

Pair = tuple[int | None, int | None]
"""The ranks of an old and a new item; None on one side for what was added or dropped."""

LEAST = 0.4
"""The least likeness of a pair: below, one item is dropped and the other added."""
MOST_CELLS = 250_000
"""The largest table of likenesses (500 blocks by 500): a larger one is split at equal items."""


def align(old: Sequence[BodyItem], new: Sequence[BodyItem]) -> list[Pair]:
    """Return the pairs in order; between two of them, what was dropped, then what was added."""
    first = _common(old, new)
    last = _common(old[first:][::-1], new[first:][::-1])
    middle = _middle(old[first : len(old) - last], new[first : len(new) - last])
    ends = zip(range(len(old) - last, len(old)), range(len(new) - last, len(new)), strict=True)
    return [*((i, i) for i in range(first)), *_shifted(middle, first, first), *ends]


def _common(old: Sequence[BodyItem], new: Sequence[BodyItem]) -> int:
    """Return how many items both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    least = min(len(old), len(new))
    return next((rank for rank, (a, b) in pairs if a.key != b.key), least)


def _shifted(pairs: Sequence[Pair], i0: int, j0: int) -> list[Pair]:
    return [(None if i is None else i + i0, None if j is None else j + j0) for i, j in pairs]


def _middle(old: Sequence[BodyItem], new: Sequence[BodyItem]) -> list[Pair]:
    if len(old) * len(new) <= MOST_CELLS:
        return _likest(old, new)
    matcher = SequenceMatcher(None, [a.key for a in old], [b.key for b in new], autojunk=False)
    found: list[Pair] = []
    for tag, i, i2, j, j2 in matcher.get_opcodes():
        part: list[Pair] = [(k, k) for k in range(i2 - i)]
        if tag != "equal":
            small = (i2 - i) * (j2 - j) <= MOST_CELLS
            part = _likest(old[i:i2], new[j:j2]) if small else _apart(i2 - i, j2 - j)
        found += _shifted(part, i, j)
    return found


def _apart(dropped: int, added: int) -> list[Pair]:
    return [*((i, None) for i in range(dropped)), *((None, j) for j in range(added))]


def _likest(old: Sequence[BodyItem], new: Sequence[BodyItem]) -> list[Pair]:
    """Return the pairs whose likenesses, above the least, have the greatest sum."""
    gains = [[_gain(a, b) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            apart = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(apart, best[i + 1][j + 1] + gains[i][j])
    return _walk(gains, best)


def _walk(gains: Sequence[Sequence[float]], best: Sequence[Sequence[float]]) -> list[Pair]:
    found: list[Pair] = []
    i = j = i0 = j0 = 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        if gains[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + gains[i][j]:
            found += [*_shifted(_apart(i - i0, j - j0), i0, j0), (i, j)]
            i, j = i0, j0 = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    rest = _apart(len(best) - 1 - i0, len(best[0]) - 1 - j0)
    return found + _shifted(rest, i0, j0)


def _gain(a: BodyItem, b: BodyItem) -> float:
    """Return the score of a pair: 0 below the least likeness."""
    if a.key == b.key:
        return 1.0
    return max(0.0, min(a.likeness(b), 0.99) - LEAST)
