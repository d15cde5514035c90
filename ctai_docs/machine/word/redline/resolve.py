"""All tracked changes of a file accepted or rejected, as Word does it."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.package import WORD_TYPES, Package, open_package
from ctai_docs.machine.word.redline.names import (
    BOOKMARKS,
    CODE,
    DELETED_CODE,
    DELETED_TEXT,
    NEUTRAL,
    TBL,
    TC,
    TEXT,
    TR,
    WRAPPERS,
    Element,
    Kind,
    P,
    W,
    parent_of,
    remove,
    unwrap,
)

STORIES = frozenset(f"{WORD_TYPES}{kind}+xml" for kind in ("document.main", "header", "footer"))
_CHANGES = tuple(W + f"{tag}PrChange" for tag in ("p", "r", "tbl", "tr", "tc", "sect"))
_SIGNS = (b"<w:ins ", b"<w:del ", b"PrChange ", b"GridChange ")


def accept_all(docx: bytes) -> bytes:
    """Return the file with all additions, without the deletions."""
    return _resolved(open_package(docx), "ins") or docx


def reject_all(docx: bytes) -> bytes:
    """Return the file as it was: without the additions, with the deletions."""
    return _resolved(open_package(docx), "del") or docx


def _resolved(package: Package, keep: Kind) -> bytes | None:
    """Return the file with only `keep`, or None where there is no change."""
    parts = dict(package.parts)
    for name in parts:
        if package.types.of(name) in STORIES and any(sign in parts[name] for sign in _SIGNS):
            root = etree.fromstring(parts[name])
            resolve(root, keep)
            parts[name] = serialised(root)
    return write_package(parts, package) if parts != package.parts else None


def serialised(root: Element) -> bytes:
    """Return the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def resolve(root: Element, keep: Kind) -> None:
    """Keep the additions (`ins`) or the deletions (`del`) of a story."""
    drop: Kind = "del" if keep == "ins" else "ins"
    steps: tuple[Callable[[], None], ...] = (
        lambda: _rows(root, keep, drop),
        lambda: _properties(root, restore=keep == "del"),
        lambda: _content(root, keep, drop),
        lambda: _paragraph_marks(root, keep, drop),
        lambda: _tidy(root),
    )
    for step in steps:
        step()


def _rows(root: Element, keep: Kind, drop: Kind) -> None:
    for mark in list(root.iterfind(f".//{W}trPr/{W}{drop}")):
        remove(parent_of(parent_of(mark)))
    for mark in list(root.iterfind(f".//{W}trPr/{W}{keep}")):
        remove(mark)
    for table in list(root.iter(TBL)):
        if next(table.iter(TR), None) is None:
            remove(table)


def _properties(root: Element, *, restore: bool) -> None:
    """Forget the old properties of paragraphs, rows, cells and tables, or restore them."""
    for change in list(root.iter(*_CHANGES)):
        current, old = parent_of(change), change[0]
        remove(change)
        if restore:
            kept = [e for e in current if e.tag in (W + "rPr", W + "sectPr")]
            current[:] = [*old, *kept]
    for change in list(root.iter(W + "tblGridChange")):
        grid, old = parent_of(change), change[0]
        remove(change)
        if restore:
            grid[:] = list(old)


def _content(root: Element, keep: Kind, drop: Kind) -> None:
    for mark in list(root.iter(W + drop)):
        if parent_of(mark).tag != W + "rPr":
            remove(mark)
    for mark in list(root.iter(W + keep)):
        if parent_of(mark).tag != W + "rPr":
            unwrap(mark)
    for text in root.iter(DELETED_TEXT, DELETED_CODE):
        text.tag = TEXT if text.tag == DELETED_TEXT else CODE
    for wrapper in list(root.iter(*WRAPPERS)):
        if not len(wrapper):
            remove(wrapper)


def _paragraph_marks(root: Element, keep: Kind, drop: Kind) -> None:
    for paragraph in list(root.iter(P)):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            continue
        for kept in mark.findall(W + keep):
            mark.remove(kept)
        dropped = mark.findall(W + drop)
        for each in dropped:
            mark.remove(each)
        _without_empty(paragraph, mark)
        if dropped:
            _join_next(paragraph)


def _without_empty(paragraph: Element, mark: Element) -> None:
    """Take away the properties of a paragraph mark that hold nothing any more."""
    dress = parent_of(mark)
    if not len(mark):
        dress.remove(mark)
    if not len(dress):
        paragraph.remove(dress)


def _join_next(paragraph: Element) -> None:
    """Move the content of a paragraph without a mark to the next one, never into a table."""
    following = paragraph.getnext()
    while following is not None and following.tag in NEUTRAL:
        following = following.getnext()
    content = [e for e in paragraph if e.tag != W + "pPr"]
    is_text = following is not None and following.tag == P
    if following is not None and is_text:
        place = 1 if following.find(W + "pPr") is not None else 0
        following[place:place] = content
    elif any(e.tag not in NEUTRAL for e in content) or _is_alone_at_end(paragraph):
        return
    remove(paragraph)


def _is_alone_at_end(paragraph: Element) -> bool:
    """Tell whether a paragraph ends a cell: its mark cannot go."""
    return paragraph.getnext() is None and parent_of(paragraph).tag == TC


def _tidy(root: Element) -> None:
    """Remove bookmarks that lost their start or their end."""
    ids = [{e.get(W + "id") for e in root.iter(tag)} for tag in BOOKMARKS]
    for mark in list(root.iter(*BOOKMARKS)):
        if mark.get(W + "id") not in ids[0] & ids[1]:
            remove(mark)
