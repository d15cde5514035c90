"""Read one YAML file: plain data where every scalar stays text, and the place of each value.

Composed from the events of ruamel.yaml's parser (the one in C when it is there), without its
constructors: `7.10` is `"7.10"`, `oui` is `"oui"`; only an empty value, `~` and `null` are None.
Refused, because a dossier needs none of them: anchors, tags, merge keys, several documents.

Why stand-ins for U+0085, U+2028 and U+2029: YAML 1.1 ends a line there, editors do not, and texts
pasted from the Web hold them; they cross the parser as private signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from ctai_docs.machine.characters import UNREADABLE, refused
from ctai_docs.machine.findings import (
    MAX_FINDINGS,
    MORE,
    CtaiError,
    Finding,
    Location,
    Path,
    Rule,
    in_order,
)
from ctai_docs.machine.french import quote
from ctai_docs.machine.yaml.messages import (
    AFTER_BRACKET,
    AFTER_QUOTE,
    BLANK,
    BLOCK,
    COLON,
    CONTROL,
    DASH,
    DUPLICATE,
    ENCODING,
    ESCAPE,
    INDENT,
    KEY,
    LIMIT,
    MIXED,
    NO_COLON,
    NO_SPACE,
    OPEN,
    SEVERAL,
    SPECIAL,
    SYNTAX,
)
from ctai_docs.machine.yaml.positions import Mark, Positions, YamlPlace

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"

_Event: TypeAlias = Any  # an event or a mark of ruamel.yaml, which types neither

MAX_BYTES, MAX_DEPTH, MAX_NODES = 5_000_000, 40, 200_000
_STOPPED = "peut-être d’autres : la lecture s’arrête ici"
_TOP_KEY = re.compile(r"[\w-]+\s*:(\s|$)")
_KEY_ALONE = re.compile(r"\s*[\w-]+")
_RUN_ON = re.compile(r"[\w-]+:[^ /]")
_SIGNATURES = {
    b"PK\3\4": "un document Word, Excel ou ZIP", b"%PDF": "un document PDF",
    b"\xd0\xcf\x11\xe0": "un document Word ou Excel", b"\xff\xfe\0\0": "en UTF-32",
    b"\xff\xfe": "en UTF-16", b"\xfe\xff": "en UTF-16",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """The data of one file, and where each value is."""

    value: Data
    positions: Positions


def read_yaml(data: bytes, file: str) -> Loaded:
    """Return the data of a YAML file; raise `CtaiError` with all that is wrong in it."""
    reading = _Reading(file, _decode(data, file))
    value = reading.value()
    if reading.findings:
        raise CtaiError(in_order(reading.findings))
    return Loaded(value, Positions(file, reading.places, reading.lines))


def _decode(data: bytes, file: str) -> str:
    """Return the text of a file, its lines ended by `\\n`; raise where it is not UTF-8."""
    if len(data) > MAX_BYTES:
        raise CtaiError([LIMIT.in_file(Location(file), limit=f"{MAX_BYTES // 1_000_000} Mo")])
    if kind := _kind(data):
        raise CtaiError([ENCODING.in_file(Location(file, 1, 1), kind=kind)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = _after(data[: error.start].decode("utf-8-sig"), file)
        raise CtaiError([ENCODING.in_file(where, kind=_eight_bits(data, error.start))]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    signs = islice(UNREADABLE.finditer(text), MAX_FINDINGS)
    what = "de contrôle (U+{:04X})".format
    found = [CONTROL.in_file(_after(text[: s.start()], file), what=what(ord(s[0]))) for s in signs]
    if found:
        raise CtaiError(_with_more(found))
    return text


def _with_more(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, with one that says so where reading stopped before the end."""
    where = findings[-1].where
    if where is None or len(findings) < MAX_FINDINGS:
        return in_order(findings)
    return [*in_order(findings), MORE.in_file(where, combien=_STOPPED)]


def _kind(data: bytes) -> str | None:
    """Return the kind of a file from its first bytes, where they cannot be UTF-8 text."""
    known = (kind for signature, kind in _SIGNATURES.items() if data.startswith(signature))
    half = len(data[:1000]) // 2
    wide = half > 4 and max(data[:1000:2].count(0), data[1:1000:2].count(0)) > 0.7 * half
    return next(known, "en UTF-16" if wide else None)


def _eight_bits(data: bytes, start: int) -> str:
    """Return the likely name of an encoding of one byte a letter."""
    try:
        letter = data.decode("cp1252")[start]
    except UnicodeDecodeError:
        return f"dans un encodage inconnu (octet {data[start]:#04x})"
    return f"en Windows-1252 (« {letter} »)"


def _after(before: str, file: str) -> Location:
    """Return the place that follows the text `before`."""
    return Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _events(text: str) -> Iterator[Any]:
    """Yield the events of the text, with the parser in C if it is installed."""
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # passed on
    except ImportError:
        from ruamel.yaml import YAML

        yield from YAML(typ="safe", pure=True).parse(text)
        return
    parser = CParser(text)
    while parser.check_event():
        yield parser.get_event()


def _stand_ins(text: str) -> dict[int, str]:
    """Return which private sign, absent from the text, stands for each line end of YAML 1.1."""
    ends = [end for end in "\x85\u2028\u2029" if end in text]
    lowered = text.lower() if ends else ""
    free = (n for n in range(0xF0000, 0xFFFFD) if chr(n) not in text and f"{n:x}" not in lowered)
    return {ord(end): chr(n) for end, n in zip(ends, free, strict=False)}


class _Reading:
    """One file being read: its data composed from events, its places, and what was found."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.lines = file, text.split("\n")
        self.findings: list[Finding] = []
        self.places: dict[Path, YamlPlace] = {}
        self._hidden = _stand_ins(text)
        self._shown = {ord(sign): chr(end) for end, sign in self._hidden.items()}
        self._suspect = next(refused(text), None) is not None
        self._nodes = 0
        self._last: Any = None
        self._next: Callable[[], Any]

    def value(self) -> Data:
        """Return the data. After a syntax error, look for others from the next top-level key on."""
        from ruamel.yaml.error import YAMLError

        start: int | None = 0
        while start is not None:
            try:
                return self._document("\n" * start + "\n".join(self.lines[start:]))
            except (YAMLError, ValueError, OverflowError) as error:  # the last two: pure parser
                start = self._resume(_syntax_error(error, self.file, self.lines, self._last))
        return None

    def _resume(self, finding: Finding) -> int | None:
        """Keep the finding unless its line has one; return the next line with a top-level key."""
        line = finding.where.line if finding.where else 0
        if all(f.where is None or f.where.line != line for f in self.findings):
            self._keep(finding)
        return next(
            (n for n in range(line, len(self.lines)) if _TOP_KEY.match(self.lines[n])), None
        )

    def _document(self, text: str) -> Data:
        """Return the data of the only document of the text."""
        self._last = None
        hidden = text.translate(self._hidden) if self._hidden else text
        self._next = _events(hidden).__next__
        self._next()  # the start of the stream
        if type(self._next()).__name__ == "StreamEndEvent":
            return None
        value = self._node(self._next(), ())
        self._next()  # the end of the document
        if type(after := self._next()).__name__ != "StreamEndEvent":
            self._report(SEVERAL, after)
        return value

    def _report(self, rule: Rule, event: _Event, path: Path = (), **values: object) -> None:
        line, column = _mark(event.start_mark)
        self._keep(rule.in_file(Location(self.file, line + 1, column + 1), path, **values))

    def _keep(self, finding: Finding) -> None:
        """Keep a finding; stop reading when there are enough of them, or when a limit is passed."""
        self.findings.append(finding)
        if len(self.findings) >= MAX_FINDINGS or finding.code == LIMIT.code:
            raise CtaiError(_with_more(self.findings))

    def _node(self, event: _Event, path: Path, key: Mark | None = None) -> Data:
        """Return the data that starts with `event`."""
        self._check(event, path)
        kind = type(event).__name__
        if kind == "ScalarEvent":
            text, style = self._text(event, path), event.style or ""
            self.places[path] = YamlPlace(key, _mark(event.start_mark), style, text)
            return None if not style and text in ("", "~", "null") else text
        self.places[path] = YamlPlace(key, _mark(event.start_mark))
        if kind == "MappingStartEvent":
            return self._mapping(path)
        return None if kind == "AliasEvent" else self._sequence(path)

    def _check(self, event: _Event, path: Path) -> None:
        """Report what a dossier may not hold in any key or value."""
        self._nodes, self._last = self._nodes + 1, event
        if self._nodes > MAX_NODES:
            self._report(LIMIT, event, path, limit=f"{MAX_NODES} valeurs")
        if len(path) > MAX_DEPTH:
            self._report(LIMIT, event, path, limit=f"{MAX_DEPTH} niveaux")
        if event.anchor:
            char = "*" if type(event).__name__ == "AliasEvent" else "&"
            self._report(SPECIAL, event, path, char=char)
        if getattr(event, "ctag", None):
            self._report(SPECIAL, event, path, char="!")

    def _text(self, event: _Event, path: Path) -> str:
        """Return the text of a scalar, its hidden line ends shown again."""
        text: str = event.value.translate(self._shown) if self._shown else event.value
        if (self._suspect or event.style == '"') and (sign := next(refused(text), None)):
            where, after = self._place_of(sign.sign, event), quote(sign.before)
            what = f"{sign.said}, après {after}" if sign.before else sign.said
            self._keep(CONTROL.in_file(where, path, what=what))
        return text

    def _place_of(self, sign: str, event: _Event) -> Location:
        """Return where a sign stands in a scalar; the start of the scalar, if it was escaped."""
        (first, start), (last, _) = _mark(event.start_mark), _mark(event.end_mark)
        for line in range(first, min(last + 1, len(self.lines))):
            column = self.lines[line].find(sign, start if line == first else 0)
            if column >= 0:
                return Location(self.file, line + 1, column + 1)
        return Location(self.file, first + 1, start + 1)

    def _sequence(self, path: Path) -> Data:
        items: list[Data] = []
        while type(event := self._next()).__name__ != "SequenceEndEvent":
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> Data:
        data: dict[str, Data] = {}
        lines: dict[str, int] = {}
        while type(event := self._next()).__name__ != "MappingEndEvent":
            key = self._key(event, path)
            inner = (*path, key)
            line = lines.setdefault(key, event.start_mark.line + 1)
            if key in data:
                self._report(DUPLICATE, event, inner, key=key, line=line)
            data.setdefault(key, self._node(self._next(), inner, _mark(event.start_mark)))
        return data

    def _key(self, event: _Event, path: Path) -> str:
        """Return the text of a key; report what cannot be one."""
        if type(event).__name__ != "ScalarEvent":
            line, column = _mark(event.start_mark)
            braces = self.lines[line][max(column - 1, 0) : column + 1] == "{{"
            self._report(SPECIAL if braces else KEY, event, path, char="{{", key="[…]")
            self._node(event, path)
            return f"\0{self._nodes}"  # no other key is like it
        self._check(event, path)
        text = self._text(event, path)
        if not event.style and text in ("", "~", "null", "<<"):
            self._report(KEY, event, path, key=text)
        if not event.style and text.startswith(("\xa0", "\u202f")):
            self._report(BLANK, event, path, blank="espace insécable")
        return text


def _mark(mark: _Event, default: Mark = (0, 0)) -> Mark:
    return (mark.line, mark.column) if mark else default


def _syntax_error(error: Exception, file: str, lines: Sequence[str], last: _Event) -> Finding:
    """Return the finding of the first cause that fits what the parser says."""
    opened = _mark(last and last.start_mark)
    here = _mark(getattr(error, "problem_mark", None), opened)
    start = _mark(getattr(error, "context_mark", None), here)
    said = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', '')}"
    line, of_text, of_start = (_from(lines, mark) for mark in ((here[0], 0), opened, start))
    before, after = line[: here[1]].rstrip(), line[here[1] :]
    margin = (here[0], len(line) - len(line.lstrip()))
    quoted, aligned, below = "quoted scalar" in said, here[1] == start[1], here[0] > opened[0]
    causes = (
        (BLANK, not quoted and ("\t" in line[: margin[1]] or after[:1] == "\t"), here),
        (OPEN, quoted and "found unexpected" in said, start),
        (ESCAPE, quoted, here),
        (BLOCK, "block scalar" in said, start),
        (SPECIAL, re.search("alias|anchor|tag|directive|YAML document", said), start),
        (SPECIAL, re.search("start any token|node content|mapping keys", said) and after, here),
        (
            NO_SPACE,
            "unexpected ':'" in said or (re.match(":[^ ]", after) and before[-1:] in ('"', "'")),
            here,
        ),
        (OPEN, "flow" in said and of_start[:1] in ("[", "{"), start),
        (OPEN, "flow" in said and of_text[:1] in ("[", "{"), opened),
        (KEY, after[:1] == ":" and not before, here),
        (NO_SPACE, below and _RUN_ON.match(of_text), opened),
        (NO_SPACE, _RUN_ON.match(of_start) and "simple key" in said, start),
        (NO_COLON, "simple key" in said, start),
        (INDENT, "mapping values" in said and below and _KEY_ALONE.fullmatch(before), margin),
        (COLON, "mapping values" in said, here),
        (DASH, "sequence entries" in said, here),
        (AFTER_QUOTE, before[-1:] and before[-1] == getattr(last, "style", ""), here),
        (AFTER_BRACKET, before[-1:] in ("]", "}"), here),
        (MIXED, "block collection" in said and aligned, here),
        (MIXED, "block mapping" in said and aligned and after.startswith("-"), here),
        (SEVERAL, "document start" in said and "..." in lines[: here[0]], here),
        (INDENT, re.search("block collection|block mapping|document start", said), margin),
        (SYNTAX, True, here),
    )
    rule, mark = next((rule, mark) for rule, fits, mark in causes if fits)
    char, where = _from(lines, mark)[:1], Location(file, mark[0] + 1, mark[1] + 1)
    return rule.in_file(
        where, char=char, last=before[-1:], opened=opened[0] + 1, key="", blank="tabulation"
    )


def _from(lines: Sequence[str], mark: Mark) -> str:
    return lines[mark[0]][mark[1] :] if mark[0] < len(lines) else ""
