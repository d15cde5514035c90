"""What becomes of each block, once old and new blocks are paired.

Two rules of Word come before likeness. Tables that touch become one table: a dropped table before
an added one is paired with it. The paragraph mark that ends a cell can be neither added nor
dropped: the marks move up by one, as when a paragraph is typed there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ctai_docs.machine.word.redline.align import Pair
from ctai_docs.machine.word.redline.names import TBL, Kind, P
from ctai_docs.machine.word.redline.reading import BodyItem


@dataclass(frozen=True, slots=True)
class Step:
    """A pair of blocks, with the fate of the mark that ends its paragraph.

    `mark` is the tracked change of this mark, None where the mark is kept. `like` is another pair,
    whose mark moved up: this step keeps its own mark, with the paragraph properties of that pair.
    """

    pair: Pair
    mark: Kind | None = None
    like: tuple[int, int] | None = None


def plan(old: Sequence[BodyItem], new: Sequence[BodyItem], pairs: Sequence[Pair]) -> list[Step]:
    """Return what to do with each pair, in order."""
    pairs = _tables_joined(old, new, pairs)
    if not _ends_with_text(old) or not _ends_with_text(new):
        return list(map(Step, pairs))
    end = max((n for n, pair in enumerate(pairs, 1) if None not in pair), default=0)
    rest = pairs[end:]
    both = {i is None for i, _ in rest} == {True, False}
    if not rest or both:
        return list(map(Step, pairs[:end] + _last_joined(rest)))
    return _moved_up(old, new, pairs, end)


def _ends_with_text(items: Sequence[BodyItem]) -> bool:
    return bool(items) and items[-1].element.tag == P


def _tables_joined(
    old: Sequence[BodyItem], new: Sequence[BodyItem], pairs: Sequence[Pair]
) -> list[Pair]:
    """Return the pairs, with a dropped table and an added one paired where they would touch."""
    found: list[Pair] = []
    for i, j in pairs:
        before = found[-1] if found else (None, None)
        if (
            (i is None and j is not None and new[j].element.tag == TBL)
            and (before[1] is None and before[0] is not None)
            and old[before[0]].element.tag == TBL
        ):
            found[-1] = before[0], j
        else:
            found.append((i, j))
    return found


def _last_joined(rest: Sequence[Pair]) -> list[Pair]:
    """Return the last pairs, with the last dropped and the last added paragraph paired."""
    if not rest:
        return []
    dropped = [pair for pair in rest if pair[1] is None]
    added = [pair for pair in rest if pair[0] is None]
    return [*dropped[:-1], *added[:-1], (dropped[-1][0], added[-1][1])]


def _moved_up(
    old: Sequence[BodyItem], new: Sequence[BodyItem], pairs: Sequence[Pair], end: int
) -> list[Step]:
    """Return the steps where paragraphs were only dropped, or only added, at the end."""
    steps = list(map(Step, pairs))
    i, j = pairs[end - 1] if end else (None, None)
    if i is None or j is None or old[i].element.tag != P:
        return steps
    kind: Kind = "ins" if pairs[end][0] is None else "del"
    items = [old[a] for a, _ in pairs[end:] if a is not None]
    items += [new[b] for _, b in pairs[end:] if b is not None]
    if any(item.element.tag != P for item in items):
        return _last_crossed(steps, (i, j), end)
    steps[end - 1] = Step((i, j), mark=kind)
    steps[-1] = Step(pairs[-1], like=(i, j))
    return steps


def _last_crossed(steps: Sequence[Step], kept: tuple[int, int], end: int) -> list[Step]:
    """Return the steps with the last paragraph in the pair of the one kept, far above it."""
    i, j = steps[-1].pair
    first: Pair = (None, kept[1]) if i is None else (kept[0], None)
    last: Pair = (kept[0], j) if i is None else (i, kept[1])
    return [*steps[: end - 1], Step(first), *steps[end:-1], Step(last)]
