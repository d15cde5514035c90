"""The proof that every rendering of a part is well-formed, made once, when a template is compiled.

The walk follows the Jinja tree with a reader of XML (`markup`). A condition must leave the same
elements open whichever branch is taken, a loop those it found; a branch may close and open what is
around it, as `{% if x %} : </w:t></w:r>…<w:r><w:t>{% endif %}` does. Then all that is left to guard
is values: escaped text anywhere, whole elements (`safe.SafeXml`) in the content of an element.
`render` sees to that, value by value, and parses where one is not known to be well-formed; a part
without proof is parsed each time.

The same walk tells which containers (cells, controls, notes…) some data could leave invalid, and
whether the number of cells of a row depends on data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jinja2 import nodes

from ctai_docs.machine.engine.markup import OPEN, VALUE, LostError, Place, Reader, printed
from ctai_docs.machine.engine.printing import (
    ATTRIBUTE,
    BLOCK,
    BLOCKS,
    EMPTY_LOOP,
    IN_CELL,
    LINE,
    RUN,
    TEXT,
    is_empty_loop,
    put_site,
    told,
)
from ctai_docs.machine.engine.tables import VALID_ENDS, empty

_BLOCKS = frozenset(end[2:-1] for end in VALID_ENDS) | {"w:body"}
_VALID = {
    end[2:-1]: frozenset({s.strip("</>") for s in ends} | ({VALUE} if "</w:p>" in ends else set()))
    for end, ends in VALID_ENDS.items()
}
_RUNS = frozenset({"w:p", "w:hyperlink", "w:fldSimple", "w:r"})
"""What holds runs, or what is in one: a text is lost there."""
_SAFE = frozenset().union(*_VALID.values())
AFTER_EMPTY_LOOP = "0"
"""What precedes an end where a loop had no turn and left a container empty: the render sees it."""
_SILENT = (nodes.Assign, nodes.AssignBlock, nodes.ExprStmt, nodes.Macro)
"""What prints nothing where it stands. What a macro or a block returns is markup of no known kind,
parsed wherever it is printed."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of all renderings of a part that is proved well-formed."""

    repair_signs: tuple[str, ...]
    """The signs of containers that some data could leave invalid (`tables.may_need_repair`)."""
    conditional_repair_signs: tuple[str, ...]
    """The ends that only some renderings make invalid, and say so: by a value between blocks that
    does not end with a paragraph, by a loop without a turn."""
    changes_cells: bool
    """Whether some row, or some data, has another number of cells than the grid of the table."""


def prove(tree: nodes.Template) -> Proof | None:
    """Return what is known of all renderings of `tree`, or None; mark where its values stand."""
    walk = _Walk()
    try:
        end = walk.through(tree.body, Place())
    except (LostError, RecursionError):
        return None
    if end.stack or end.tag or not end.begun:
        return None
    ends = {name: before for name, before in walk.reader.ends.items() if name in _VALID}
    return Proof(
        tuple(
            sign for name, before in sorted(ends.items()) for sign in _repair_signs(name, before)
        ),
        tuple(
            f"</{name}>"
            for name, before in sorted(ends.items())
            if before & {VALUE, AFTER_EMPTY_LOOP}
        ),
        walk.changes_cells or not walk.reader.grids.regular,
    )


def _repair_signs(name: str, before: frozenset[str]) -> Iterator[str]:
    """Yield the signs of containers `name` that are invalid, by what may precede their ends."""
    end = f"</{name}>"
    if not before <= _VALID[name] | {AFTER_EMPTY_LOOP}:
        yield end
    if OPEN in before:
        yield empty(end)


class _Walk:
    def __init__(self) -> None:
        self.reader = Reader()
        self.changes_cells = False

    def through(self, body: Iterable[nodes.Node], place: Place) -> Place:
        """Return the place after `body`."""
        for node in body:
            place = self.step(node, place)
        return place

    def step(self, node: nodes.Node, place: Place) -> Place:
        """Return the place after one node."""
        match node:
            case nodes.Output():
                for child in node.nodes:
                    place = self.output(child, place)
                return place
            case nodes.If(body=body, elif_=others, else_=otherwise):
                branches = [body, *(other.body for other in others), otherwise]
                return _joined([self.branch(branch, place) for branch in branches])
            case nodes.For(recursive=False):
                return self.loop(node, place)
            case nodes.With(body=body) | nodes.Scope(body=body):
                return self.through(body, place)
            case _ if isinstance(node, _SILENT):
                return place
        raise LostError(type(node).__name__)

    def output(self, node: nodes.Node, place: Place) -> Place:
        """Return the place after a text of the template, or after a value."""
        if isinstance(node, nodes.TemplateData):
            return self.reader.read(place, node.data)
        site = _site(place)
        put_site(node, site)
        return printed(place, between_blocks=site in BLOCKS)

    def branch(self, body: Iterable[nodes.Node], place: Place) -> Place:
        """Return the place after what may or may not be printed."""
        outer, self.reader.rows = self.reader.rows, set()
        end = self.through(body, place)
        self.changes_cells |= any(row < len(place.stack) for row in self.reader.rows)
        self.reader.rows |= outer
        return end

    def loop(self, node: nodes.For, place: Place) -> Place:
        """Return the place after a loop, whose turns follow its start or one another."""
        start, end = place, self.branch(node.body, place)
        while (again := _joined([start, end])).before != start.before:
            start, end = again, self.branch(node.body, again)
        return _joined([end, self.branch(node.else_, self.after_empty_loop(node, place))])

    def after_empty_loop(self, node: nodes.For, place: Place) -> Place:
        """Return the place where a loop has no turn, which the render is to say if it matters."""
        if place.inside not in _VALID or place.before <= _SAFE:
            return place
        if not node.else_ or not is_empty_loop(node.else_[0]):
            node.else_.insert(0, told(EMPTY_LOOP, node.lineno))
        return replace(place, before=frozenset({AFTER_EMPTY_LOOP}))


def _site(place: Place) -> str:
    """Return what kind of place a value stands in."""
    if place.tag or not place.has("w", "r", "wp"):
        return ATTRIBUTE  # elements of ours have no place in either
    if place.inside not in _BLOCKS:
        return LINE if place.inside == "w:t" else RUN if place.inside in _RUNS else TEXT
    return IN_CELL if place.in_cell else BLOCK


def _joined(places: Sequence[Place]) -> Place:
    """Return the one place that all ways lead to."""
    first, *others = places
    if any(other != first for other in others):
        raise LostError("ways that lead to different places")
    return replace(first, before=frozenset().union(*(place.before for place in places)))
