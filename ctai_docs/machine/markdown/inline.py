"""Inside a paragraph: tokens become spans; what Word cannot carry stays as it was typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from itertools import chain, groupby
from typing import TYPE_CHECKING

from ctai_docs.machine.findings import Rule
from ctai_docs.machine.markdown.addresses import has_identity, is_disguised
from ctai_docs.machine.markdown.blocks import Break, Link, Reference, Span, Text
from ctai_docs.machine.markdown.messages import (
    CODE,
    COMPUTED,
    HTML,
    IMAGE,
    KEY_TYPED,
    LINK,
    NESTED,
    TITLE,
    USERINFO,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

Reporter = Callable[[Rule, int, str], None]
"""Reports a rule at a line of the text, with the words typed there."""

KINDS = ("annexe", "article", "axe", "fiche", "valeur")
KEY = re.compile(r"\w[\w.-]*")
WEB = re.compile(r"https?://[^/\s?#]+\S*|mailto:[^@\s]+@[^@\s]+", re.IGNORECASE)
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_SPACED = re.compile(
    rf"(?<!\\)<(?=[^<>]*\s)\s*(?:bloc|{'|'.join(KINDS)})\s*:[^<>]{{0,80}}>", re.IGNORECASE
)
"""A reference with a space in it, which CommonMark takes for a text."""

REFUSED = {"image": IMAGE, "html_inline": HTML, "code_inline": CODE}


def spans(token: Token, report: Reporter) -> tuple[Span, ...]:
    """Return the spans of an inline token, reporting what is refused."""
    place = _Place(token, report)
    for found in _SPACED.finditer(token.content):
        report(KEY_TYPED, place.line + bisect_left(place.breaks, found.start()), found[0])
    return tuple(_merged(_read(token.children or (), place)))


class _Place:
    """The typed source of a paragraph: where a token stands in it."""

    def __init__(self, token: Token, report: Reporter) -> None:
        self.content = token.content
        self.line = token.map[0] if token.map else 0
        self.report = report

    @cached_property
    def breaks(self) -> list[int]:
        """Where lines end."""
        return [match.start() for match in re.finditer("\n", self.content)]

    def refuse(self, rule: Rule, token: Token, look: tuple[bool, bool]) -> Iterator[Span]:
        """Report `token` and yield it as it was typed."""
        start, end = token.meta["extent"]
        typed = self.content[start:end]
        self.report(rule, self.line + bisect_left(self.breaks, start), typed)
        yield Text(typed.replace("\n", " "), *look)


def _read(tokens: Iterable[Token], place: _Place, bold: int = 0, italic: int = 0) -> Iterator[Span]:
    tokens = iter(tokens)
    for token in tokens:
        look = bold > 0, italic > 0
        match token.type:
            case "text":
                yield Text(token.content, *look)
            case "text_special" if token.info == "escape":
                yield Text(token.content, *look)
            case "text_special":
                yield from place.refuse(HTML, token, look)
            case "softbreak":
                yield Text(" ", *look)
            case "hardbreak":
                yield Break()
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                yield from _link(token, _until_close(tokens), place, look)
            case refused:
                yield from place.refuse(REFUSED[refused], token, look)


def _until_close(tokens: Iterator[Token]) -> list[Token]:
    """Return the tokens of a link just opened, and consume its end."""
    inner: list[Token] = []
    depth = 1
    for token in tokens:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        if not depth:
            break
        inner.append(token)
    return inner


def _link(
    token: Token, inner: list[Token], place: _Place, look: tuple[bool, bool]
) -> Iterator[Span]:
    """Yield a link or references, or what was typed where the link is refused."""
    href = str(token.attrs.get("href", ""))
    if rule := _fault(href, token, inner):
        yield from place.refuse(rule, token, look)
    elif WEB.fullmatch(href):
        yield from _web_link(href, inner, place, look)
    elif not inner or token.info == "auto":
        yield _reference(href, None, look)
    else:
        for span in _merged(_read(inner, place, *look)):
            yield _own_words(href, span)


def _fault(href: str, token: Token, inner: list[Token]) -> Rule | None:
    """Return the rule that a link breaks."""
    if any(each.type == "link_open" for each in inner):
        return NESTED
    if "title" in token.attrs:
        return TITLE
    if WEB.fullmatch(href):
        return USERINFO if has_identity(href) else None
    kind, key = _split(href)
    if kind == "bloc":
        return COMPUTED
    if kind not in KINDS:
        return LINK
    return None if KEY.fullmatch(key) else KEY_TYPED


def _split(href: str) -> tuple[str, str]:
    """Return the scheme of `href` in small letters, and the rest."""
    match = SCHEME.fullmatch(href)
    return (match[1].lower(), match[2]) if match else ("", href)


def _web_link(
    href: str, inner: list[Token], place: _Place, look: tuple[bool, bool]
) -> Iterator[Span]:
    """Yield a link, and its address where its words say another one."""
    from ctai_docs.machine.markdown.reader import web_address

    words = tuple(
        span for span in _merged(_read(inner, place, *look)) if isinstance(span, Text | Break)
    )
    address = web_address(href)
    yield Link(address, words or (Text(href, *look),))
    shown = "".join(span.text if isinstance(span, Text) else " " for span in words)
    if is_disguised(href, shown):
        yield Text(f" ({address})", *look)


def _own_words(href: str, span: Span) -> Span:
    """Return a span of a reference's own words as a piece of the reference."""
    if isinstance(span, Text):
        return _reference(href, span.text, (span.bold, span.italic))
    return span


def _reference(href: str, text: str | None, look: tuple[bool, bool]) -> Reference:
    kind, key = _split(href)
    return Reference(kind, key, text, *look)


def _merged(found: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans with neighbouring texts of one look joined."""
    for look, group in groupby(found, _look):
        if look is None:
            yield from group
        elif text := "".join(span.text for span in group if isinstance(span, Text)):
            yield Text(text, *look)


def _look(span: Span) -> tuple[bool, bool] | None:
    return (span.bold, span.italic) if isinstance(span, Text) else None


def advice(typed: str) -> str:
    """Return « , par exemple <axe:…> » where a scheme looks misspelt."""
    kind, _ = _split(typed.lstrip("<").rpartition("](")[2])
    close = get_close_matches(kind, chain(KINDS, ("bloc", "https", "mailto")), n=1)
    return f" (peut-être {close[0]}:)" if close else ""
