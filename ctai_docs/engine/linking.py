"""The bodies of several documents in one: sections, namespaces, bookmarks, notes.

Text in, text out: the bodies are large and many, so they are cut and joined as text, never as
trees. Only the ends of a body, its sections and the attributes that are renamed are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
Rename = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Body:
    """The main part cut where documents are joined."""

    head: str
    """All that precedes the content, up to and with `<w:body>`."""
    content: str
    section: str
    """The final section properties."""
    tail: str

    def __str__(self) -> str:
        """Return the main part again."""
        return f"{self.head}{self.content}{self.section}{self.tail}"


def split_body(xml: str) -> Body:
    """Return the main part cut around its content and its final section."""
    opening = re.search(r"<w:body(?:\s[^>]*)?>", xml)
    end = xml.rfind("</w:body>")
    if opening is None or end < 0:
        raise AssertionError("the main part has no body")
    inner = xml[opening.end() : end].rstrip()
    start = start_of_last(inner, "w:sectPr")
    cut = len(inner) if start is None else start
    section = inner[cut:] or "<w:sectPr/>"
    return Body(xml[: opening.end()], inner[:cut].rstrip(), section, xml[end:])


def link_bodies(main: Body, annexes: Sequence[Body], blank: Rename) -> tuple[str, ...]:
    """Return the pieces of one main part of all: each annexe begins a new page, in its own section.

    `blank` gives the relationship id of an empty `header` or `footer`: a section without one
    would show that of the section before.
    """
    if not annexes:
        return (main.head, main.content, main.section, main.tail)
    pieces, head, section = [main.content], main.head, main.section
    shown = references(main.content + main.section)
    for annexe in annexes:
        own = open_section(annexe, shown, blank)
        shown |= references(own.content + own.section)
        pieces[-1] = close_section(pieces[-1], section)
        pieces.append(own.content)
        head, section = merge_roots(head, annexe.head), own.section
    return (head, *pieces, section, main.tail)


# Elements found in text


@lru_cache(maxsize=32)
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{name}(?=[\s/>])[^<>]*>|</{name}>")


def start_of_last(xml: str, name: str) -> int | None:
    """Return where the element begins that ends `xml`, or None if another thing ends it."""
    closing = f"</{name}>"
    if not xml.endswith(closing):
        start = xml.rfind(f"<{name}")
        alone = _tags(name).fullmatch(xml, start) if start >= 0 else None
        return start if alone and xml.endswith("/>") else None
    depth, end = 0, len(xml)
    while end > 0:
        start = max(xml.rfind(f"<{name}", 0, end), xml.rfind(closing, 0, end))
        tag = _tags(name).match(xml, start) if start >= 0 else None
        depth += _step(tag[0]) if tag else 0
        if tag and depth == 0:
            return start
        end = start
    raise AssertionError(f"unbalanced {name}")


def end_of(xml: str, name: str, start: int) -> int:
    """Return where the element ends that begins at `start`."""
    depth = 0
    for tag in _tags(name).finditer(xml, start):
        depth += _step(tag[0])
        if depth == 0:
            return tag.end()
    raise AssertionError(f"unbalanced {name}")


def _step(tag: str) -> int:
    """Return by how much a tag deepens its element: an opening one by 1, an empty one by 0."""
    return -1 if tag.startswith("</") else 0 if tag.endswith("/>") else 1


# Sections

_REFERENCE = re.compile(r"<w:(header|footer)Reference\b([^>]*)/>")
_LAST_BREAK = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
)


def references(xml: str) -> set[tuple[str, str]]:
    """Return the headers and footers that sections show: `("header", "first")`…"""
    return {
        (found[1], kind[1] if (kind := re.search(r'w:type="(\w+)"', found[2])) else "default")
        for found in _REFERENCE.finditer(xml)
    }


def close_section(content: str, section: str) -> str:
    """Return the content with `section` in its last paragraph, or in a thin one of its own."""
    start = start_of_last(content, "w:p")
    if start is None or "<w:sectPr" in content[start:]:
        return content + _LAST_BREAK.format(section=section)
    return content[:start] + _with_section(content[start:], section)


def _with_section(paragraph: str, section: str) -> str:
    """Return the paragraph with section properties, in the order of the schema."""
    opening = re.match(r"<w:p(?=[\s/>])[^<>]*>\s*", paragraph)
    assert opening is not None
    tag, rest = opening[0].rstrip(), paragraph[opening.end() :]
    if tag.endswith("/>"):
        return f"{tag[:-2].rstrip()}><w:pPr>{section}</w:pPr></w:p>"
    if empty := re.match(r"<w:pPr\s*/>", rest):
        return f"{tag}<w:pPr>{section}</w:pPr>{rest[empty.end() :]}"
    if not re.match(r"<w:pPr[\s>]", rest):
        return f"{tag}<w:pPr>{section}</w:pPr>{rest}"
    end = end_of(rest, "w:pPr", 0) - len("</w:pPr>")
    change = rest.find("<w:pPrChange", 0, end)
    place = change if change >= 0 else end
    return f"{tag}{rest[:place]}{section}{rest[place:]}"


def open_section(annexe: Body, shown: set[tuple[str, str]], blank: Rename) -> Body:
    """Return the annexe whose first section begins a page, and inherits no header or footer."""
    start = re.search(r"<w:sectPr(?=[\s/>])", annexe.content)
    if start is None:
        return replace(annexe, section=_first_section(annexe.section, shown, blank))
    end = end_of(annexe.content, "w:sectPr", start.start())
    first = _first_section(annexe.content[start.start() : end], shown, blank)
    return replace(annexe, content=annexe.content[: start.start()] + first + annexe.content[end:])


def _first_section(section: str, shown: set[tuple[str, str]], blank: Rename) -> str:
    missing = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{blank(part)}"/>'
        for part, kind in sorted(shown - references(section))
    )
    section = re.sub(r'<w:type w:val="(?:continuous|nextColumn)"\s*/>', "", section)
    section = re.sub(r'(<w:pgNumType\b[^>]*?)\sw:start="[^"]*"', r"\1", section)
    opening = re.match(r"<w:sectPr[^<>]*>", section)
    assert opening is not None
    if not opening[0].endswith("/>"):
        return opening[0] + missing + section[opening.end() :]
    return f"{opening[0][:-2].rstrip()}>{missing}</w:sectPr>"


# Namespaces

_ROOT = re.compile(r"<w:(?:document|footnotes|endnotes)\b[^>]*>")
_XMLNS = re.compile(r'\sxmlns:([\w.-]+)="([^"]*)"')
_IGNORABLE = re.compile(r'(\smc:Ignorable=")([^"]*)"')


@lru_cache(maxsize=64)
def merge_roots(head: str, other: str) -> str:
    """Return `head`, its root element declaring the namespaces of `other`'s as well."""
    root, theirs = _ROOT.search(head), _ROOT.search(other)
    assert root is not None
    assert theirs is not None
    known, wanted = dict(_XMLNS.findall(root[0])), dict(_XMLNS.findall(theirs[0]))
    if clash := [p for p in wanted if known.get(p, wanted[p]) != wanted[p]]:
        raise AssertionError(f"namespace prefixes with two meanings: {clash}")
    ignored = {
        prefix: None
        for tag in (root[0], theirs[0])
        if (found := _IGNORABLE.search(tag))
        for prefix in found[2].split()
    }
    declared = {p: uri for p, uri in (known | wanted).items() if p not in known}
    if ignored and "mc" not in known:
        declared.setdefault("mc", MC_NS)
    attributes = "".join(f' xmlns:{p}="{uri}"' for p, uri in declared.items())
    attributes += f' mc:Ignorable="{" ".join(ignored)}"' if ignored else ""
    tag = _IGNORABLE.sub("", root[0])
    return f"{head[: root.start()]}{tag[:-1].rstrip()}{attributes}>{head[root.end() :]}"


# Names and references inside a body

_BOOKMARK_NAME = re.compile(r'(<w:bookmarkStart\b[^>]*?\sw:name=")([^"]*)(")')
_ANCHOR = re.compile(r'(w:anchor=")([^"]*)(")')
_FIELDS = (
    re.compile(r"(<w:instrText\b[^>]*>)([^<]*)(<)"),
    re.compile(r'(w:instr=")([^"]*)(")'),
)
_RELATION = re.compile(r'(r:(?<=\sr:)[A-Za-z]+=")([^"§]+)(")')  # begins literally: 20 × faster
_NOTE_SIGN = {
    kind: re.compile(rf'(<w:{kind}Reference\b[^>]*?\sw:id=")([^"]*)(")')
    for kind in ("footnote", "endnote")
}


def _renamed(pattern: re.Pattern[str], xml: str, rename: Rename) -> str:
    return pattern.sub(lambda found: f"{found[1]}{rename(found[2])}{found[3]}", xml)


def bookmark_names(xml: str) -> list[str]:
    """Return the names of the bookmarks of `xml`."""
    starts = ("<w:bookmarkStart" + piece for piece in xml.split("<w:bookmarkStart")[1:])
    return [found[2] for start in starts if (found := _BOOKMARK_NAME.match(start))]


def free_name(name: str, taken: set[str], body: int) -> str:
    """Return a bookmark name like `name` that is not `taken`, hidden (`_…`) if it was."""
    hidden = "_" if name.startswith("_") else ""
    for attempt in range(1, 10_000):
        again = f"{hidden}a{body}{'_' * attempt}{name.lstrip('_')}"[:40]
        again = again if attempt < 20 else f"{hidden}a{body}_{attempt}"
        if again.lower() not in taken:
            return again
    raise AssertionError(f"no free bookmark name for {name}")


def rename_bookmarks(xml: str, names: Mapping[str, str]) -> str:
    """Return `xml` with bookmarks renamed, and the links and fields that lead to them."""
    if not names:
        return xml
    words = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    for pattern in (_BOOKMARK_NAME, _ANCHOR):
        xml = _renamed(pattern, xml, lambda name: names.get(name, name))
    for pattern in _FIELDS:
        xml = _renamed(pattern, xml, lambda text: words.sub(lambda word: names[word[0]], text))
    return xml


def rename_relations(xml: str, rename: Rename) -> str:
    """Return `xml` with its relationship ids renamed, but for late ones."""
    return _renamed(_RELATION, xml, rename)


# Notes


def has_notes(xml: str, kind: str) -> bool:
    """Tell whether `xml` refers to a `footnote` or `endnote`."""
    return f"<w:{kind}Reference" in xml


def rename_notes(xml: str, kind: str, notes: Mapping[str, str]) -> str:
    """Return `xml` with the numbers of its notes of a kind renamed."""
    return _renamed(_NOTE_SIGN[kind], xml, lambda note: notes[note])


def without_notes(xml: str, kind: str) -> str:
    """Return a part of notes with its separators only."""
    return _note(kind).sub(lambda found: found[0] if _is_special(found) else "", xml)


@lru_cache(maxsize=2)
def _note(kind: str) -> re.Pattern[str]:
    return re.compile(rf'(<w:{kind}\s[^>]*?\bw:id=")([^"]*)("[^>]*>.*?</w:{kind}>)', re.DOTALL)


def _is_special(note: re.Match[str]) -> bool:
    """Tell whether a note is a separator, which Word keeps among the notes."""
    return "w:type=" in note[0].partition(">")[0]


class Notes:
    """The footnotes or endnotes of the file, gathered body by body."""

    def __init__(self, kind: str, ours: str) -> None:
        self._kind = kind
        end = ours.rindex(f"</w:{kind}s>")
        self._head, self._tail, self._added = ours[:end], ours[end:], list[str]()
        self._last = max((int(found[2]) for found in _note(self._kind).finditer(ours)), default=0)

    def take(self, theirs: str) -> dict[str, str]:
        """Add the notes of another body, without separators; return the new id of each."""
        ids = {}
        for found in _note(self._kind).finditer(theirs):
            if not _is_special(found):
                self._last += 1
                ids[found[2]] = str(self._last)
                self._added.append(f"{found[1]}{self._last}{found[3]}")
        self._head = merge_roots(self._head, theirs) if ids else self._head
        return ids

    def __str__(self) -> str:
        """Return the part with all notes."""
        return "".join((self._head, *self._added, self._tail))
