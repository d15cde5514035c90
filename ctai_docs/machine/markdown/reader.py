"""All that depends on markdown-it: the rules of CommonMark in use, and the places of tokens.

Imported late, by `parse` alone: markdown-it costs more to import than most texts to read.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    entity,
    html_inline,
    image,
    link,
)

UNWANTED = (
    "code",  # four spaces before a paragraph are a slip, not a program
    "lheading",  # a line of dashes below a paragraph would make a title of it
    "text_join",  # hides which characters were entities
)
PLACED: dict[str, RuleFuncInlineType] = {
    "autolink": autolink,
    "backticks": backtick,
    "entity": entity,
    "html_inline": html_inline,
    "image": image,
    "link": link,
}


class MarkdownReader(MarkdownIt):
    """CommonMark with tables; addresses are kept as typed, for our own rules to judge."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (markdown-it's name)
        """Return `url` untouched: a key must not be percent-encoded."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (markdown-it's name)
        """Return `link` untouched."""
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (markdown-it's name)
        """Return True: what markdown-it refuses it leaves unreported."""
        return True


def make_reader(max_cells: int) -> MarkdownReader:
    """Return a reader of typed texts, which makes tables until they hold `max_cells` cells."""
    reader = MarkdownReader("commonmark", {"inline_definitions": True})
    reader.enable("table").disable(UNWANTED)
    reader.block.ruler.at("table", _bounded(table, max_cells), {"alt": ["paragraph", "reference"]})
    for name, rule in PLACED.items():
        reader.inline.ruler.at(name, _placed(rule))
    return reader


def web_address(href: str) -> str:
    """Return `href` with its spaces and accents encoded, as a relationship wants it."""
    return normalizeLink(href)


def _placed(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """Return `rule` so that its tokens have an `extent`: their first character, and their end."""

    def run(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[known:]:
                token.meta.setdefault("extent", (start, state.pos))
        return found

    return run


def _bounded(rule: RuleFuncBlockType, max_cells: int) -> RuleFuncBlockType:
    """Return `rule`, which makes tables, disabled once a text holds more than `max_cells` cells."""

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.env.get("cells", 0) > max_cells:
            return False
        known = len(state.tokens)
        found = rule(state, start, end, silent)
        if found and not silent:
            made = sum(token.type == "inline" for token in state.tokens[known:])
            state.env["cells"] = state.env.get("cells", 0) + made
        return found

    return run
