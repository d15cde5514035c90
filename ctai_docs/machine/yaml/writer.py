"""Write plain data as YAML that people like to edit, and that `read_yaml` reads back the same.

Block style, keys in order, texts of several lines under `|`, plain scalars wherever they are safe
for our reader, for which every scalar is text. Written by hand: each shape is one line below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import TypeAlias

from ctai_docs.machine.findings import Path

Plain: TypeAlias = "Mapping[str, Plain] | Sequence[Plain] | str | None"

_STEP = "  "
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_QUOTED = re.compile(r"[\s\-?:,\[\]{}#&*!|>'\"%@`]|.*(: | #|[:\s]$)|(~|null|<<|\.\.\..*)?$")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_KEY_LIMIT = 200
"""A longer key is written after `? `: parsers look for the colon within 1,024 signs."""


def write_yaml(value: Plain, comments: Mapping[Path, str] | None = None) -> str:
    """Return `value` as the text of a YAML file, with `comments` above what they are about."""
    lines = [_quoted(value)] if isinstance(value, str) else _lines(value, (), comments or {})
    return "".join(f"{line}\n" for line in lines)


def _lines(value: Plain, path: Path, comments: Mapping[Path, str]) -> list[str]:
    """Return the lines of a value, without margin, as they stand alone or under their key."""
    if value is None:
        return []
    if isinstance(value, str):
        return _scalar(value)
    if not value:
        return ["{}" if isinstance(value, Mapping) else "[]"]
    entries = value.items() if isinstance(value, Mapping) else enumerate(value)
    write = _entry if isinstance(value, Mapping) else _item
    return [
        line
        for step, inner in entries
        for line in [
            *_comment(comments.get((*path, step))),
            *write(str(step), inner, _lines(inner, (*path, step), comments)),
        ]
    ]


def _entry(key: str, value: Plain, lines: list[str]) -> list[str]:
    """Return a key and its value: on the same line, unless the value is a group or a list."""
    text = _quoted(key) if "\n" in key else _scalar(key)[0]
    head = [f"? {text}", ":"] if len(text) > _KEY_LIMIT else [f"{text}:"]
    if not lines:
        return head
    if isinstance(value, str) or not value:
        return [*head[:-1], f"{head[-1]} {lines[0]}", *_indented(lines[1:])]
    return [*head, *_indented(lines)]


def _item(_number: str, _value: Plain, lines: list[str]) -> list[str]:
    """Return an item of a list: its first line after the dash, its comments above."""
    above = list(takewhile(lambda line: line.startswith("#"), lines))
    first, *others = lines[len(above) :] or [""]
    return [*above, f"- {first}".rstrip(" "), *_indented(others)]


def _indented(lines: Sequence[str]) -> list[str]:
    return [_STEP + line if line else "" for line in lines]


def _comment(text: str | None) -> list[str]:
    """Return a comment, one `#` for each of its lines."""
    lines = _UNSAFE.sub(" ", text).split("\n") if text else []
    return [f"# {line}".rstrip() for line in lines]


def _scalar(text: str) -> list[str]:
    """Return a text plain where it can be, under `|` when it has lines, else between quotes."""
    if _UNSAFE.search(text.replace("\t", "") if "\n" in text else text):
        return [_quoted(text)]
    if "\n" in text:
        return _literal(text)
    return [_quoted(text)] if _QUOTED.match(text) else [text]


def _literal(text: str) -> list[str]:
    """Return a text under `|`, with the marks that keep its margins and its last line ends."""
    body = text.removesuffix("\n").split("\n")
    first = next((line for line in body if line), "")
    margin = "2" if first[:1] in (" ", "\t") else ""
    chomp = "-" if not text.endswith("\n") else "" if body[-1] else "+"
    return [f"|{margin}{chomp}", *body]


def _quoted(text: str) -> str:
    """Return a text between double quotes, escaping only what must be."""
    escaped = re.sub(r'["\\\n]', lambda sign: _ESCAPES[sign[0]], text)
    return f'"{_UNSAFE.sub(_escape, escaped)}"'


def _escape(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    return _ESCAPES.get(sign[0]) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")
