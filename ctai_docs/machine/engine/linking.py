"""The bodies of several documents in one: sections, namespaces, bookmarks, notes.

XML in, XML out: the bodies are large and many, so they are cut and joined as the bytes they are,
never as trees. Only the ends of a body, its sections and the attributes that are renamed are looked
at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ctai_docs.machine.engine.safe import LATE
from ctai_docs.machine.findings import CtaiError, Rule, Severity

TWO_MEANINGS = Rule(
    "DOC-017",
    Severity.ERREUR,
    "Préfixe à deux sens",
    "Deux des modèles donnent un sens différent au préfixe XML « {prefixes} ».",
    "Les documents joints en un seul fichier partagent leurs préfixes, comme ceux de Word.",
    "Ouvrez vos modèles dans Word et enregistrez-les de nouveau.",
    "ECMA-376, partie 1",
)

MC_NS = b"http://schemas.openxmlformats.org/markup-compatibility/2006"
Rename = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Body:
    """The main part cut where documents are joined."""

    head: bytes
    """All that precedes the content, up to and with `<w:body>`."""
    content: bytes
    section: bytes
    """The final section properties."""
    tail: bytes


def split_body(xml: bytes) -> Body:
    """Return the main part cut around its content and its final section."""
    opening = re.search(rb"<w:body(?:\s[^>]*)?>", xml)
    end = xml.rfind(b"</w:body>")
    if opening is None or end < 0:
        raise AssertionError("the main part has no body")
    inner = xml[opening.end() : end].rstrip()
    start = start_of_last(inner, "w:sectPr")
    cut = len(inner) if start is None else start
    section = inner[cut:] or b"<w:sectPr/>"
    return Body(xml[: opening.end()], inner[:cut].rstrip(), section, xml[end:])


def link_bodies(main: Body, annexes: Sequence[Body], blank: Rename) -> tuple[bytes, ...]:
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


# Elements found in XML


@lru_cache(maxsize=32)
def _tags(name: str) -> re.Pattern[bytes]:
    return re.compile(rf"<{name}(?=[\s/>])[^<>]*>|</{name}>".encode())


def start_of_last(xml: bytes, name: str) -> int | None:
    """Return where the element begins that ends `xml`, or None if another thing ends it."""
    opening, closing = f"<{name}".encode(), f"</{name}>".encode()
    if not xml.endswith(closing):
        start = xml.rfind(opening)
        alone = _tags(name).fullmatch(xml, start) if start >= 0 else None
        return start if alone and xml.endswith(b"/>") else None
    depth, end = 0, len(xml)
    while end > 0:
        start = max(xml.rfind(opening, 0, end), xml.rfind(closing, 0, end))
        tag = _tags(name).match(xml, start) if start >= 0 else None
        depth += _step(tag[0]) if tag else 0
        if tag and depth == 0:
            return start
        end = start
    raise AssertionError(f"unbalanced {name}")


def end_of(xml: bytes, name: str, start: int) -> int:
    """Return where the element ends that begins at `start`."""
    depth = 0
    for tag in _tags(name).finditer(xml, start):
        depth += _step(tag[0])
        if depth == 0:
            return tag.end()
    raise AssertionError(f"unbalanced {name}")


def _step(tag: bytes) -> int:
    """Return by how much a tag deepens its element: an opening one by 1, an empty one by 0."""
    return -1 if tag.startswith(b"</") else 0 if tag.endswith(b"/>") else 1


# Sections

_REFERENCE = re.compile(rb"<w:(header|footer)Reference\b([^>]*)/>")
_LAST_BREAK = (
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    b'<w:rPr><w:sz w:val="2"/></w:rPr>%b</w:pPr></w:p>'
)


def references(xml: bytes) -> set[tuple[str, str]]:
    """Return the headers and footers that sections show: `("header", "first")`…"""
    return {(part, kind) for part, kind, _ in _shown(xml)}


def _shown(xml: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield what sections show: `("header", "first", "rId1")`…"""
    for found in _REFERENCE.finditer(xml):
        kind = re.search(rb'w:type="(\w+)"', found[2])
        rel = re.search(rb'r:id="([^"]*)"', found[2])
        yield (
            found[1].decode(),
            kind[1].decode() if kind else "default",
            rel[1].decode() if rel else "",
        )


def _instead(own: Mapping[tuple[str, str], str], part: str, kind: str) -> str:
    """Return what a section alone would show on even pages, where the file tells them apart."""
    return own.get((part, "default"), "") if kind == "even" else ""


def even_as_odd(body: Body) -> Body:
    """Return the body of a file that shows the same on all pages, for one that tells them apart."""
    return replace(body, content=_even_as_odd(body.content), section=_even_as_odd(body.section))


def _even_as_odd(xml: bytes) -> bytes:
    def doubled(found: re.Match[bytes]) -> bytes:
        part, kind, rel = next(_shown(found[0]))
        if kind == "even":
            return b""
        even = f'<w:{part}Reference w:type="even" r:id="{rel}"/>'.encode()
        return found[0] + even if kind == "default" else found[0]

    return _REFERENCE.sub(doubled, xml)


def close_section(content: bytes, section: bytes) -> bytes:
    """Return the content with `section` in its last paragraph, or in a thin one of its own."""
    start = start_of_last(content, "w:p")
    if start is None or b"<w:sectPr" in content[start:]:
        return content + _LAST_BREAK % section
    return content[:start] + _with_section(content[start:], section)


def _with_section(paragraph: bytes, section: bytes) -> bytes:
    """Return the paragraph with section properties, in the order of the schema."""
    opening = re.match(rb"<w:p(?=[\s/>])[^<>]*>\s*", paragraph)
    assert opening is not None
    tag, rest = opening[0].rstrip(), paragraph[opening.end() :]
    if tag.endswith(b"/>"):
        return b"%b><w:pPr>%b</w:pPr></w:p>" % (tag[:-2].rstrip(), section)
    if empty := re.match(rb"<w:pPr\s*/>", rest):
        return b"%b<w:pPr>%b</w:pPr>%b" % (tag, section, rest[empty.end() :])
    if not re.match(rb"<w:pPr[\s>]", rest):
        return b"%b<w:pPr>%b</w:pPr>%b" % (tag, section, rest)
    end = end_of(rest, "w:pPr", 0) - len("</w:pPr>")
    change = rest.find(b"<w:pPrChange", 0, end)
    place = change if change >= 0 else end
    return b"".join((tag, rest[:place], section, rest[place:]))


def open_section(annexe: Body, shown: set[tuple[str, str]], blank: Rename) -> Body:
    """Return the annexe whose first section begins a page, and inherits no header or footer."""
    start = re.search(rb"<w:sectPr(?=[\s/>])", annexe.content)
    if start is None:
        return replace(annexe, section=_first_section(annexe.section, shown, blank))
    end = end_of(annexe.content, "w:sectPr", start.start())
    first = _first_section(annexe.content[start.start() : end], shown, blank)
    return replace(annexe, content=annexe.content[: start.start()] + first + annexe.content[end:])


def _first_section(section: bytes, shown: set[tuple[str, str]], blank: Rename) -> bytes:
    own = {(part, kind): rel for part, kind, rel in _shown(section)}
    missing = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{_instead(own, part, kind) or blank(part)}"/>'
        for part, kind in sorted(shown - own.keys())
    ).encode()
    section = re.sub(rb'<w:type w:val="(?:continuous|nextColumn)"\s*/>', b"", section)
    section = re.sub(rb'(<w:pgNumType\b[^>]*?)\sw:start="[^"]*"', rb"\1", section)
    opening = re.match(rb"<w:sectPr[^<>]*>", section)
    assert opening is not None
    if not opening[0].endswith(b"/>"):
        return opening[0] + missing + section[opening.end() :]
    return b"%b>%b</w:sectPr>" % (opening[0][:-2].rstrip(), missing)


# Namespaces

_ROOT = re.compile(rb"<w:(?:document|footnotes|endnotes)\b[^>]*>")
_XMLNS = re.compile(rb'\sxmlns:([\w.-]+)="([^"]*)"')
_IGNORABLE = re.compile(rb'(\smc:Ignorable=")([^"]*)"')


@lru_cache(maxsize=64)
def merge_roots(head: bytes, other: bytes) -> bytes:
    """Return `head`, its root element declaring the namespaces of `other`'s as well."""
    root, theirs = _ROOT.search(head), _ROOT.search(other)
    assert root is not None
    assert theirs is not None
    known, wanted = dict(_XMLNS.findall(root[0])), dict(_XMLNS.findall(theirs[0]))
    if clash := [p for p in wanted if known.get(p, wanted[p]) != wanted[p]]:
        raise CtaiError([TWO_MEANINGS.at((), prefixes=", ".join(p.decode() for p in clash))])
    ignored = {
        prefix: None
        for tag in (root[0], theirs[0])
        if (found := _IGNORABLE.search(tag))
        for prefix in found[2].split()
    }
    declared = {p: uri for p, uri in (known | wanted).items() if p not in known}
    if ignored and b"mc" not in known:
        declared.setdefault(b"mc", MC_NS)
    attributes = b"".join(b' xmlns:%b="%b"' % pair for pair in declared.items())
    attributes += b' mc:Ignorable="%b"' % b" ".join(ignored) if ignored else b""
    tag = _IGNORABLE.sub(b"", root[0])
    return b"".join((head[: root.start()], tag[:-1].rstrip(), attributes, b">", head[root.end() :]))


# Names and references inside a body

_BOOKMARK_NAME = re.compile(rb'(<w:bookmarkStart\b[^>]*?\sw:name=")([^"]*)(")')
_ANCHOR = re.compile(rb'(w:anchor=")([^"]*)(")')
_FIELDS = (
    re.compile(rb"(<w:instrText\b[^>]*>)([^<]*)(<)"),
    re.compile(rb'(w:instr=")([^"]*)(")'),
)
_RELATION = re.compile(  # begins literally: 20 × faster
    rf'(r:(?<=\sr:)[A-Za-z]+=")(?!{LATE})([^"]+)(")'.encode()
)
_NOTE_SIGN = {
    kind: re.compile(rf'(<w:{kind}Reference\b[^>]*?\sw:id=")([^"]*)(")'.encode())
    for kind in ("footnote", "endnote")
}


def _renamed(pattern: re.Pattern[bytes], xml: bytes, rename: Rename) -> bytes:
    return pattern.sub(
        lambda found: b"%b%b%b" % (found[1], rename(found[2].decode()).encode(), found[3]), xml
    )


def bookmark_names(xml: bytes) -> list[str]:
    """Return the names of the bookmarks of `xml`."""
    starts = (b"<w:bookmarkStart" + piece for piece in xml.split(b"<w:bookmarkStart")[1:])
    return [found[2].decode() for start in starts if (found := _BOOKMARK_NAME.match(start))]


def free_name(name: str, taken: set[str], body: int) -> str:
    """Return a bookmark name like `name` that is not `taken`, hidden (`_…`) if it was."""
    hidden = "_" if name.startswith("_") else ""
    for attempt in range(1, 10_000):
        again = f"{hidden}a{body}{'_' * attempt}{name.lstrip('_')}"[:40]
        again = again if attempt < 20 else f"{hidden}a{body}_{attempt}"
        if again.lower() not in taken:
            return again
    raise AssertionError(f"no free bookmark name for {name}")


def rename_bookmarks(xml: bytes, names: Mapping[str, str]) -> bytes:
    """Return `xml` with bookmarks renamed, and the links and fields that lead to them."""
    if not names:
        return xml
    new = {old.lower(): name for old, name in names.items()}  # whose case Word does not heed
    words = re.compile("|".join(rf"(?<!\w){re.escape(old)}(?!\w)" for old in new), re.IGNORECASE)
    for pattern in (_BOOKMARK_NAME, _ANCHOR):
        xml = _renamed(pattern, xml, lambda name: new.get(name.lower(), name))
    for pattern in _FIELDS:
        xml = _renamed(pattern, xml, lambda text: words.sub(lambda w: new[w[0].lower()], text))
    return xml


def rename_relations(xml: bytes, rename: Rename) -> bytes:
    """Return `xml` with its relationship ids renamed, but for late ones."""
    return _renamed(_RELATION, xml, rename)


# Notes


def has_notes(xml: bytes, kind: str) -> bool:
    """Tell whether `xml` refers to a `footnote` or `endnote`."""
    return f"<w:{kind}Reference".encode() in xml


def rename_notes(xml: bytes, kind: str, notes: Mapping[str, str]) -> bytes:
    """Return `xml` with the numbers of its notes of a kind renamed."""
    return _renamed(_NOTE_SIGN[kind], xml, lambda note: notes[note])


def without_notes(xml: bytes, kind: str) -> bytes:
    """Return a part of notes with its separators only."""
    return _note(kind).sub(lambda found: found[0] if _is_special(found) else b"", xml)


@lru_cache(maxsize=2)
def _note(kind: str) -> re.Pattern[bytes]:
    pattern = rf'(<w:{kind}\s[^>]*?\bw:id=")([^"]*)("[^>]*>.*?</w:{kind}>)'
    return re.compile(pattern.encode(), re.DOTALL)


def _is_special(note: re.Match[bytes]) -> bool:
    """Tell whether a note is a separator, which Word keeps among the notes."""
    return b"w:type=" in note[0].partition(b">")[0]


class Notes:
    """The footnotes or endnotes of the file, gathered body by body."""

    def __init__(self, kind: str, ours: bytes) -> None:
        self._kind = kind
        end = ours.rindex(f"</w:{kind}s>".encode())
        self._head, self._tail, self._added = ours[:end], ours[end:], list[bytes]()
        self._last = max((int(found[2]) for found in _note(self._kind).finditer(ours)), default=0)

    def take(self, theirs: bytes) -> dict[str, str]:
        """Add the notes of another body, without separators; return the new id of each."""
        ids = {}
        for found in _note(self._kind).finditer(theirs):
            if not _is_special(found):
                self._last += 1
                ids[found[2].decode()] = str(self._last)
                self._added.append(b"%b%d%b" % (found[1], self._last, found[3]))
        self._head = merge_roots(self._head, theirs) if ids else self._head
        return ids

    def to_xml(self) -> bytes:
        """Return the part with all notes."""
        return b"".join((self._head, *self._added, self._tail))
