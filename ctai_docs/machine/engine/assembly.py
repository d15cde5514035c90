"""From rendered documents to the bytes of one .docx.

The main document gives the file its styles, settings, theme and fonts; annexes bring their bodies,
headers, footers, notes and pictures. A part is copied once however often it is cited, so twelve
fiches with the same footer share it. What nothing cites, and what Word adds about a machine
(thumbnail, labels, templates' custom XML), stays behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType

from ctai_docs.machine.engine import linking
from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.charts import BOOK_ID, CHART_TYPE, SHEET_TYPE, ChartParts
from ctai_docs.machine.engine.definitions import Definitions, W, merge_definitions
from ctai_docs.machine.engine.definitions import rename_styles_and_lists as rename_definitions
from ctai_docs.machine.engine.late import BodyIds, FileIds, Lists, Pieces
from ctai_docs.machine.engine.linking import Notes, Rename
from ctai_docs.machine.engine.outside import is_rendered
from ctai_docs.machine.engine.package import (
    CONTENT_TYPES,
    OFFICE_RELS,
    ROOT_RELS,
    WORD_TYPES,
    XML_HEAD,
    ContentTypes,
    Relationship,
    rels_name,
    rels_xml,
)
from ctai_docs.machine.engine.properties import (
    APP,
    APP_TYPE,
    APP_XML,
    CORE,
    CORE_RELS,
    CORE_TYPE,
    Properties,
    core_xml,
)
from ctai_docs.machine.engine.settings import NO_SETTINGS, telling_even_apart, tells_even_apart
from ctai_docs.machine.engine.stories import Rendered, Stories

MAIN_TYPE = WORD_TYPES + "document.main+xml"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
Charts = Callable[[str], ChartParts]
"""Makes a chart of its name, when a body shows it: most files show none."""
PICTURES = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
_NOTES = ("footnote", "endnote")
_HEAD = XML_HEAD.encode()
_LEFT_BEHIND = frozenset(
    ("stylesWithEffects", "comments", "commentsExtended", "commentsIds", "commentsExtensible")
)


def _no_charts(name: str) -> ChartParts:
    raise AssertionError(f"no chart called {name!r} was given")


def assemble(
    main: Rendered,
    annexes: Sequence[Rendered] = (),
    *,
    images: Mapping[str, bytes] = MappingProxyType({}),
    charts: Charts = _no_charts,
    properties: Properties,
) -> bytes:
    """Return the .docx of `main` followed by `annexes`.

    `images` and `charts` are named by late ids.
    """
    sources = [Stories(rendered) for rendered in (main, *annexes)]
    file = _File(sources, images, charts)
    mains = (_Joining(file, source, number).main() for number, source in enumerate(sources))
    document = _linked(map(b"".join, mains), file) if annexes else next(mains)
    parts = file.finished(document, properties)
    file.relations.clear()  # which know the file: no text waits for the collector of circles
    return write_package(parts, sources[0].package)


def _linked(texts: Iterable[bytes], file: _File) -> tuple[bytes, ...]:
    """Return the pieces of the main part that these main parts make together."""
    bodies = list(map(linking.split_body, texts))
    apart = [tells_even_apart(source.package) for source in file.sources]
    if any(apart):
        pairs = zip(bodies, apart, strict=True)
        bodies = [body if own else linking.even_as_odd(body) for body, own in pairs]
    return linking.link_bodies(bodies[0], bodies[1:], file.blank)


class _Relations:
    """The relationships of one part of the file, each target once."""

    def __init__(self, file: _File, existing: Iterable[Relationship] = ()) -> None:
        self._file = file
        self.list = list(existing)

    @cached_property
    def _taken(self) -> set[str]:
        return {rel.id for rel in self.list}

    @cached_property
    def _known(self) -> dict[tuple[str, str, bool], str]:
        return {(rel.type, rel.target, rel.external): rel.id for rel in self.list}

    def add(self, kind: str, target: str, external: bool = False) -> str:
        """Return the id of the relationship to `target`."""
        key = (kind, target, external)
        if key not in self._known:
            number = len(self.list) + 1
            while f"rId{number}" in self._taken:
                number += 1
            self._known[key] = f"rId{number}"
            self._taken.add(f"rId{number}")
            self.list.append(Relationship(f"rId{number}", *key))
        return self._known[key]

    def link(self, address: str) -> str:
        """Return the id of a hyperlink."""
        return self.add(OFFICE_RELS + "hyperlink", address, external=True)

    def image(self, name: str) -> str:
        """Return the id of a picture given to `assemble`."""
        return self.add(OFFICE_RELS + "image", self._file.picture(name))

    def chart(self, name: str) -> str:
        """Return the id of a chart made for the place that shows it, and for no other."""
        return self.add(OFFICE_RELS + "chart", self._file.chart(name))


class _File:
    """The file being made: its parts, their types and relationships, and what runs through it."""

    def __init__(
        self, sources: Sequence[Stories], images: Mapping[str, bytes], charts: Charts
    ) -> None:
        self.sources, self.template = sources, sources[0]
        self.main = self.template.package.main
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.relations: dict[str, _Relations] = {self.main: _Relations(self)}
        self.notes: dict[str, Notes] = {}
        self.bookmarks: set[str] = set()
        self.by_content: dict[object, str] = {}
        self._images, self._charts = images, charts
        self._numbers: dict[str, int] = {}
        self._define(sources)
        self.ids = FileIds(Lists(self._definitions.styles, self._definitions.numbering))

    def _define(self, sources: Sequence[Stories]) -> None:
        """Merge the styles and lists of all templates, each once."""
        self._definitions = ours = self.template.definitions
        self.renamed: dict[Definitions, tuple[Mapping[str, str], Mapping[str, str]]] = {
            ours: ({}, {})
        }
        for theirs in (source.definitions for source in sources):
            if theirs not in self.renamed:
                self._definitions, styles, lists = merge_definitions(self._definitions, theirs)
                self.renamed[theirs] = (styles, lists)

    @cached_property
    def _names(self) -> set[str]:
        return {part.lower() for part in self.template.package.parts}

    def free_name(self, like: str) -> str:
        """Return a part name that is not taken: `word/header1.xml` gives `word/header7.xml`."""
        stem, _, extension = like.rpartition(".")
        stem = stem.rstrip("0123456789")
        while True:
            self._numbers[stem] = self._numbers.get(stem, 0) + 1
            name = f"{stem}{self._numbers[stem]}.{extension}"
            if name.lower() not in self._names:
                return name

    def place(self, like: str, data: bytes, kind: str) -> str:
        """Put a leaf in the file unless it is there; return its name, new and like `like`."""
        key = (data, kind, ())
        if key not in self.by_content:
            self.by_content[key] = name = self.free_name(like)
            self.parts[name], self.types[name] = data, kind
        return self.by_content[key]

    def picture(self, name: str) -> str:
        """Return the part of a picture given to `assemble`."""
        if name not in self._images:
            raise AssertionError(f"no picture called {name!r} was given")
        data = self._images[name]
        kind = next((kind for sign, kind in PICTURES.items() if data.startswith(sign)), "")
        if not kind:
            raise AssertionError(f"picture {name!r} is neither PNG, JPEG nor GIF")
        return self.place(f"word/media/image.{kind}", data, f"image/{kind}")

    def chart(self, name: str) -> str:
        """Put a chart and its workbook in the file; return the part of the chart.

        Twice the same chart is two parts: Word edits the data of one drawing, not of another.
        """
        made = self._charts(name)
        chart = self.free_name("word/charts/chart.xml")
        book = self.free_name("word/embeddings/classeur.xlsx")
        self.parts |= {chart: made.xml, book: made.workbook}
        self.types |= {chart: CHART_TYPE, book: SHEET_TYPE}
        rel = Relationship(BOOK_ID, OFFICE_RELS + "package", book)
        self.relations[chart] = _Relations(self, [rel])
        return chart

    def blank(self, part: str) -> str:
        """Return the relationship id of an empty `header` or `footer`."""
        tag = {"header": "hdr", "footer": "ftr"}[part]
        data = _declared([f'<w:{tag} xmlns:w="{W[1:-1]}"><w:p/></w:{tag}>'.encode()])
        name = self.place(f"word/{part}.xml", data, f"{WORD_TYPES}{part}+xml")
        return self.relations[self.main].add(OFFICE_RELS + part, name)

    def part_of(self, kind: str) -> str:
        """Return the part, of the file's main part, of a kind of which there is one: `styles`."""
        relations = self.relations[self.main]
        for rel in relations.list:
            if rel.kind == kind:
                return rel.target
        name = f"word/{kind}.xml"
        self.types[name] = f"{WORD_TYPES}{kind}+xml"
        relations.add(OFFICE_RELS + kind, name)
        return name

    def finished(
        self, document: Iterable[bytes | memoryview], properties: Properties
    ) -> dict[str, bytes]:
        """Return all parts of the archive."""
        self.parts[self.main], self.types[self.main] = _declared(document), MAIN_TYPE
        if any(tells_even_apart(source.package) for source in self.sources):
            settings = self.part_of("settings")
            self.parts[settings] = telling_even_apart(self.parts.get(settings, NO_SETTINGS))
        self._put("styles", self._definitions.styles, self.template.definitions.styles)
        self._put("numbering", self.ids.lists.to_xml(), self.template.definitions.numbering)
        for kind, notes in self.notes.items():
            self.parts[self.part_of(f"{kind}s")] = _declared([notes.to_xml()])
        self.parts |= {CORE: core_xml(properties), APP: APP_XML}
        self.types |= {CORE: CORE_TYPE, APP: APP_TYPE}
        rels = {
            rels_name(part): rels_xml(part, relations.list)
            for part, relations in self.relations.items()
            if relations.list
        }
        root = {ROOT_RELS: _root_rels(self.main)}
        return self.parts | rels | root | {CONTENT_TYPES: self._content_types().to_xml()}

    def _put(self, kind: str, data: bytes, before: bytes) -> None:
        if data != before:
            self.parts[self.part_of(kind)] = data

    def _content_types(self) -> ContentTypes:
        """Return the types: pictures by extension, other parts by name."""
        defaults = {"rels": RELS_TYPE, "xml": "application/xml"}
        overrides = {}
        for part, kind in sorted(self.types.items()):
            extension = part.rpartition(".")[2].lower()
            is_picture = kind.startswith("image/")
            if not (is_picture and defaults.setdefault(extension, kind) == kind):
                overrides[part] = kind
        return ContentTypes(defaults, overrides)


class _Joining:
    """One document on its way into the file: how its names and ids change."""

    def __init__(self, file: _File, source: Stories, number: int) -> None:
        self._file, self._source, self._is_main = file, source, number == 0
        self._styles, self._lists = file.renamed[source.definitions]
        self._ids = BodyIds(file.ids, self._lists, is_first=self._is_main)
        self._bookmarks = self._claim_bookmarks(number) if len(file.sources) > 1 else {}
        self._names: dict[str, str] = {}

    def _claim_bookmarks(self, number: int) -> dict[str, str]:
        """Take the names of this body's bookmarks; return new ones for those already taken."""
        texts = map(self._source.text, self._source.stories())
        names = dict.fromkeys(name for text in texts for name in linking.bookmark_names(text))
        taken = self._file.bookmarks
        again = {
            name: linking.free_name(name, taken, number) for name in names if name.lower() in taken
        }
        taken |= {again.get(name, name).lower() for name in names}
        return again

    def main(self) -> Pieces:
        """Return the main part, its ids and names those of the file; its other parts are placed."""
        package, file = self._source.package, self._file
        if self._is_main:
            kept = filter(self._is_kept, package.rels_of(package.main))
            file.relations[file.main] = _Relations(file, map(self._moved, kept))
        text = self._local_names(self._source.text(package.main))
        relations = file.relations[file.main]
        if not self._is_main:
            text = self._join_notes(text)
            text = linking.rename_relations(text, self._into(package.main, relations))
        return self._ids.resolve(self._bookmarked(text), relations)

    def _is_kept(self, rel: Relationship) -> bool:
        if rel.kind == "customXml":
            remote = b"schemaLocation" in self._source.package.parts[rel.target]
            return not remote and any(
                b"<w:dataBinding" in self._source.text(s) for s in self._source.stories()
            )
        return rel.kind not in _LEFT_BEHIND and not is_rendered(rel)

    def _local_names(self, text: bytes) -> bytes:
        return rename_definitions(text, self._styles, self._lists)

    def _bookmarked(self, text: bytes) -> bytes:
        return linking.rename_bookmarks(text, self._bookmarks)

    def _into(self, part: str, relations: _Relations) -> Rename:
        """Return how relationship ids of `part` become ids in `relations`."""
        theirs = {rel.id: rel for rel in self._source.package.rels_of(part)}
        ids: dict[str, str] = {}

        def rename(old: str) -> str:
            if old not in ids:
                if old not in theirs:
                    raise AssertionError(f"{part} has no relationship {old!r}")
                rel = self._moved(theirs[old])
                ids[old] = relations.add(rel.type, rel.target, rel.external)
            return ids[old]

        return rename

    def _moved(self, rel: Relationship) -> Relationship:
        """Return the relationship as the file has it, what it leads to being placed."""
        if rel.external:
            return rel
        name = self._bring(rel.target)
        return rel if name == rel.target else rel._replace(target=name)

    def _bring(self, part: str) -> str:
        """Place `part` and all it cites in the file, unless its equal is there; return its name."""
        if part not in self._names:
            self._names[part] = part if self._is_main else ""
            self._names[part] = self._copy(part)
        if not self._names[part]:
            raise AssertionError(f"parts that cite each other in a circle: {part}")
        return self._names[part]

    def _copy(self, part: str) -> str:
        package, file = self._source.package, self._file
        rels = tuple(self._moved(rel) for rel in package.rels_of(part) if not is_rendered(rel))
        story, kind = self._source.is_story(part), package.types.of(part)
        data = package.parts[part]
        if story:
            data = self._bookmarked(self._local_names(self._source.text(part)))
        key = (data, kind, rels)
        if not self._is_main and key in file.by_content:
            return file.by_content[key]
        name = part if self._is_main else file.free_name(part)
        file.by_content.setdefault(key, name)
        relations = file.relations[name] = _Relations(file, rels)
        file.types[name] = kind
        if story:
            data = _declared(self._ids.resolve(data, relations))
        file.parts[name] = data
        return name

    def _join_notes(self, text: bytes) -> bytes:
        """Return the text with its notes among those of the file."""
        for kind in filter(lambda kind: linking.has_notes(text, kind), _NOTES):
            part = self._source.package.related[f"{kind}s"]
            name = self._file.part_of(f"{kind}s")
            relations = self._file.relations.setdefault(name, _Relations(self._file))
            theirs = self._bookmarked(self._local_names(self._source.text(part)))
            theirs = linking.rename_relations(theirs, self._into(part, relations))
            if kind not in self._file.notes:
                ours = self._file.parts.get(name)
                self._file.notes[kind] = Notes(kind, ours or linking.without_notes(theirs, kind))
            ids = self._file.notes[kind].take(b"".join(self._ids.resolve(theirs, relations)))
            text = linking.rename_notes(text, kind, ids)
        return text


def _declared(pieces: Iterable[bytes | memoryview]) -> bytes:
    """Return a part of these pieces, with the declaration that rendering leaves out."""
    first, *others = pieces
    head = b"" if bytes(first[:5]) == b"<?xml" else _HEAD
    return b"".join((head, first, *others))


@lru_cache(maxsize=16)
def _root_rels(main: str) -> bytes:
    kinds = {
        OFFICE_RELS + "officeDocument": main,
        CORE_RELS: CORE,
        OFFICE_RELS + "extended-properties": APP,
    }
    return rels_xml("", (Relationship(f"rId{n}", *rel) for n, rel in enumerate(kinds.items(), 1)))
