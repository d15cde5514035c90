"""What every .docx of ours obeys, and neither LibreOffice nor Microsoft's validator tells.

`check_invariants` is for tests and debugging: messages in English; a check yields `Broken`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from ctai_docs.machine.engine.archive import zip_order
from ctai_docs.machine.engine.charts import chart_faults
from ctai_docs.machine.engine.definitions import W, inherited, styles_by_id, value
from ctai_docs.machine.engine.inspection import dangling
from ctai_docs.machine.engine.package import CONTENT_TYPES, WORD_TYPES, Package, R
from ctai_docs.machine.engine.safe import LATE

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
DC = "{http://purl.org/dc/elements/1.1/}"
_SHOWN = {W + tag for tag in ("drawing", "pict", "object", "sym", "fldChar", "fldSimple")}
LAYOUT_TABLE = "MiseEnPage"
"""The style of tables that hold no data."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Broken:
    """One invariant that a file breaks: in which part, and a bit of text to find the place."""

    part: str
    message: str
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.part}: {self.message}" + (f" « {self.excerpt} »" if self.excerpt else "")


def check_invariants(docx: bytes, *, advice: bool = False) -> list[str]:
    """Return what is wrong with the file; with `advice`, also what only looks wrong."""
    try:
        file = _File(docx)
        unreadable = list(map(str, _unreadable(file)))
    except (zipfile.BadZipFile, KeyError) as error:
        return [str(Broken("archive", f"not a package: {error!r}"))]
    checks = CHECKS + (ADVICE if advice else ())
    return unreadable or [str(broken) for check in checks for broken in check(file)]


class _File:
    """A .docx opened without any protection, and the trees of its Word parts."""

    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            self.entries = archive.infolist()
            self.package = Package({e.filename: archive.read(e) for e in self.entries})
        self.parts = self.package.parts

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        """Return the trees of the parts in WordprocessingML."""
        types = self.package.types
        return {
            name: etree.fromstring(data)
            for name, data in self.parts.items()
            if types.of(name).startswith(WORD_TYPES)
        }

    @property
    def stories(self) -> dict[str, etree._Element]:
        """Return the trees that hold running text."""
        roots = {W + tag for tag in ("document", "hdr", "ftr", "footnotes", "endnotes")}
        return {name: tree for name, tree in self.trees.items() if tree.tag in roots}

    def tree_of(self, kind: str) -> etree._Element | None:
        """Return the tree that the main part relates to as `kind`."""
        rels = self.package.rels_of(self.package.main)
        return next((self.trees.get(rel.target) for rel in rels if rel.kind == kind), None)

    def ids(self, kind: str, tag: str, attribute: str) -> set[str]:
        """Return the ids that the elements `tag` of the part `kind` define."""
        tree = self.tree_of(kind)
        found = () if tree is None else tree.iterfind(W + tag)
        return {str(element.get(W + attribute)) for element in found}

    def each(self, *tags: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield each element with one of the tags, with the name of its part."""
        for name, tree in self.trees.items():
            yield from ((name, element) for element in tree.iter(*tags))


def _text(element: etree._Element | None) -> str:
    """Return the beginning of the text in an element."""
    words = "" if element is None else " ".join("".join(map(str, element.itertext())).split())
    return words if len(words) <= 50 else words[:49] + "…"


def _near(element: etree._Element) -> str:
    """Return the text of the element, or of the closest ancestor that has some."""
    line = (element, *element.iterancestors())
    return next(filter(None, map(_text, line)), "")


# The package


def _unreadable(file: _File) -> Iterator[Broken]:
    """Yield what keeps all other checks from running."""
    if CONTENT_TYPES not in file.parts or file.package.main not in file.parts:
        yield Broken("archive", "no content types or no main part")
    for name, data in file.parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                yield Broken(name, f"not well-formed: {error.msg}")


def _archive(file: _File) -> Iterator[Broken]:
    names = [entry.filename for entry in file.entries]
    if names != sorted(names, key=zip_order):
        yield Broken("archive", "entries are not in order")
    yield from (Broken(n, "entry twice") for n, times in Counter(names).items() if times > 1)
    for entry in file.entries:
        if entry.date_time != _EPOCH or entry.extra:
            yield Broken(entry.filename, "entry has a date or extra fields")
    if file.package.types.of(file.package.main) != WORD_TYPES + "document.main+xml":
        yield Broken(file.package.main, "main part has no main content type")


def _relations(file: _File) -> Iterator[Broken]:
    reached, waiting = {CONTENT_TYPES}, [""]
    while waiting:
        part = waiting.pop()
        for rel in file.package.rels_of(part):
            if not rel.external and rel.target not in file.parts:
                yield Broken(
                    part or "package", f"relationship {rel.id} leads to no part", rel.target
                )
            elif not rel.external and rel.target not in reached:
                reached.add(rel.target)
                waiting.append(rel.target)
    for name in file.parts:
        if name not in reached and not name.endswith(".rels"):
            yield Broken(name, "no relationship leads to this part")
        if not file.package.types.of(name) and name != CONTENT_TYPES:
            yield Broken(name, "part has no content type")


# Tables and content


def _tables(file: _File) -> Iterator[Broken]:
    for part, cell in file.each(W + "tc"):
        blocks = [e for e in cell if e.tag in (W + "p", W + "tbl", W + "sdt")]
        if not blocks:
            yield Broken(part, "cell without a paragraph", _near(cell))
        elif blocks[-1].tag == W + "tbl":
            yield Broken(part, "a table is last in its cell", _text(cell))
        elif _is_blank(cell):
            yield Broken(part, "blank cell", _near(cell))
    for part, row in file.each(W + "tr"):
        if next(row.iter(W + "tc"), None) is None:
            yield Broken(part, "row without cells", _near(row))
    for part, table in file.each(W + "tbl"):
        if next(table.iter(W + "tr"), None) is None:
            yield Broken(part, "table without rows", _near(table))


def _is_blank(cell: etree._Element) -> bool:
    """Tell whether a cell shows nothing, and is not the continuation of a merged one."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(W + "val") != "restart":
        return False
    shows = (e for e in cell.iter() if e.tag in _SHOWN or (e.tag == W + "t" and _text(e)))
    return next(shows, None) is None


def _controls(file: _File) -> Iterator[Broken]:
    for part, content in file.each(W + "sdtContent"):
        if not len(content):
            yield Broken(part, "content control without content", _near(content))
    for part, name in file.each(W + "tag", W + "alias"):
        text = name.get(W + "val", "")
        if len(text) > 64:
            yield Broken(part, f"{etree.QName(name).localname} longer than 64", text)


def _fields(file: _File) -> Iterator[Broken]:
    for part, tree in file.stories.items():
        depth = 0
        for mark in tree.iter(W + "fldChar"):
            kind = mark.get(W + "fldCharType")
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            if depth < 0 or (depth == 0 and kind == "separate"):
                yield Broken(part, "field ends before it begins", _near(mark))
                break
        if depth > 0:
            yield Broken(part, "field without end")


# Identifiers


def _unique(found: Iterable[tuple[str, str]], what: str) -> Iterator[Broken]:
    first: dict[str, str] = {}
    for part, name in found:
        if name in first:
            yield Broken(part, f"{what} {name!r} is already in {first[name]}")
        first[name] = part


def _ids(file: _File) -> Iterator[Broken]:
    controls = ((p, value(e, "id")) for p, e in file.each(W + "sdtPr"))
    yield from _unique(((p, v) for p, v in controls if v), "control id")
    drawings = ((p, e.get("id", "")) for p, e in file.each(WP + "docPr"))
    yield from _unique(drawings, "drawing id")
    shapes = ((p, e.get("id", "")) for p, e in file.each(VML + "*") if e.tag != VML + "shapetype")
    yield from _unique(((p, v) for p, v in shapes if v), "shape id")
    starts = list(file.each(W + "bookmarkStart"))
    yield from _unique(((p, e.get(W + "id", "")) for p, e in starts), "bookmark id")
    yield from _unique(((p, e.get(W + "name", "").lower()) for p, e in starts), "bookmark")


def _bookmark_ends(file: _File) -> Iterator[Broken]:
    for part, tree in file.stories.items():
        starts, ends = (
            Counter(e.get(W + "id") for e in tree.iter(f"{W}bookmark{side}"))
            for side in ("Start", "End")
        )
        for number in starts - ends:
            yield Broken(part, f"bookmark {number} does not end")
        for number in ends - starts:
            yield Broken(part, f"bookmark {number} ends without a start")


def _references(file: _File) -> Iterator[Broken]:
    for part, tree in file.trees.items():
        for element, target in dangling(file.package, part, tree):
            yield Broken(part, f"relationship {target} does not exist", _near(element))


def _charts(file: _File) -> Iterator[Broken]:
    for part, tree in file.stories.items():
        yield from (Broken(part, fault) for fault in chart_faults(file.package, part, tree))


def _headers(file: _File) -> Iterator[Broken]:
    main = file.package.main
    tags = (W + "headerReference", W + "footerReference")
    shown = {e.get(R + "id") for e in file.trees[main].iter(*tags)}
    for rel in file.package.rels_of(main):
        if rel.kind in ("header", "footer") and rel.id not in shown:
            yield Broken(rel.target, "no section shows it")


def _styles(file: _File) -> Iterator[Broken]:
    known = file.ids("styles", "style", "styleId")
    tags = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
    for part, element in file.each(*(W + tag for tag in tags)):
        name = element.get(W + "val", "")
        if name not in known:
            yield Broken(part, f"style {str(name)!r} does not exist", _near(element))


def _numbers(file: _File) -> Iterator[Broken]:
    lists = file.ids("numbering", "num", "numId") | {"0"}
    for part, element in file.each(W + "numId"):
        if element.get(W + "val") not in lists:
            yield Broken(part, f"list {element.get(W + 'val')} does not exist", _near(element))
    abstracts = file.ids("numbering", "abstractNum", "abstractNumId")
    for part, num in file.each(W + "num"):
        if value(num, "abstractNumId") not in abstracts:
            yield Broken(part, f"list {num.get(W + 'numId')} has no abstract list")


# What a reader meets


def _leftovers(file: _File) -> Iterator[Broken]:
    for name, data in file.parts.items():
        if name.endswith((".xml", ".rels")):
            for found in re.finditer(rf"(\{{\{{|\{{%|\{{#|{LATE}).{{,40}}", data.decode()):
                yield Broken(name, f"leftover {found[1].replace(LATE, 'late id')}", found[0])


def _language(file: _File) -> Iterator[Broken]:
    styles = file.tree_of("styles")
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    language = None if styles is None else styles.find(path)
    if language is None or language.get(W + "val") != "fr-FR":
        yield Broken("styles", "the default language is not fr-FR")


def _pages(file: _File) -> Iterator[Broken]:
    for part, section in file.each(W + "sectPr"):
        size = section.find(W + "pgSz")
        found = [] if size is None else [int(size.get(W + side, 0)) for side in "wh"]
        near = len(found) == 2 and abs(min(found) - 11906) < 9 and abs(max(found) - 16838) < 9
        if not near:
            yield Broken(part, f"page is not A4: {found}")


def _title(file: _File) -> Iterator[Broken]:
    core = file.parts.get("docProps/core.xml")
    if core is None or not (etree.fromstring(core).findtext(f"{DC}title") or "").strip():
        yield Broken("docProps/core.xml", "no title")


def _headings(file: _File) -> Iterator[Broken]:
    styles = file.tree_of("styles")
    by_id = {} if styles is None else styles_by_id(styles)
    levels = {name: inherited(name, by_id, f"pPr/{W}outlineLvl") for name in by_id}
    main, before = file.package.main, 0
    for paragraph in file.trees[main].iter(W + "p"):
        own = value(paragraph, f"pPr/{W}outlineLvl")
        level = int(own or levels.get(value(paragraph, f"pPr/{W}pStyle")) or 9)
        if level < 9:
            if level + 1 > before + 1:
                yield Broken(main, f"heading {level + 1} after {before}", _text(paragraph))
            before = level + 1


def _table_headers(file: _File) -> Iterator[Broken]:
    """Yield tables that look like data, two rows or more on one grid, and mark no header row.

    A table in the style of layouts sets things side by side: signatures, boxes, logos.
    """
    for part, table in file.each(W + "tbl"):
        if value(table, f"tblPr/{W}tblStyle") == LAYOUT_TABLE:
            continue
        rows = table.findall(W + "tr")
        widths = {len(row.findall(W + "tc")) for row in rows}
        nested = next(table.iterdescendants(W + "tbl"), None) is not None
        looks_like_data = len(rows) > 1 and len(widths) == 1 and max(widths) > 1 and not nested
        if looks_like_data and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield Broken(part, "table without a header row", _text(rows[0]))


Check = Callable[[_File], Iterator[Broken]]
CHECKS: tuple[Check, ...] = (
    *(
        _archive,
        _relations,
        _tables,
        _controls,
        _fields,
        _ids,
        _bookmark_ends,
        _references,
        _charts,
        _headers,
        _styles,
        _numbers,
    ),
    *(_leftovers, _language, _pages, _title, _headings),
)
ADVICE: tuple[Check, ...] = (_table_headers,)
