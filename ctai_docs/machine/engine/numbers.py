"""Numbered lists of a template: each begins again in each document, and in each turn of a loop.

A list that has several paragraphs in a turn is one list a turn; one paragraph a turn is one list
for all turns, as `{%p for x in … %}` around a numbered paragraph means it. The instance of a list
becomes a late id, `§numero:ID:TURNS`; TURNS tells the turns of the loops around it.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from ctai_docs.machine.engine.definitions import W, inherited, styles_by_id, value
from ctai_docs.machine.engine.safe import LATE

_STEP = re.compile(
    r"\{%-?\+?\s*(?P<word>for|endfor)\b.*?%\}"
    r'|(?:<w:ilvl w:val="(?P<level>\d+)"/>)?<w:numId w:val="(?P<number>\d+)"/>',
    re.DOTALL,
)


@dataclass
class _Loop:
    """A loop of the source: where its body begins, and the lists in it."""

    name: str
    start: int
    used: dict[str, int] = field(default_factory=dict)
    """How many paragraphs of each list a turn has; two stand for more."""
    marks: bool = False


@lru_cache(maxsize=16)
def counted(numbering: bytes) -> frozenset[str]:
    """Return the instances of lists that count: those of bullets have nothing to begin again."""
    if not numbering:
        return frozenset()
    root = etree.fromstring(numbering)
    bullets = {
        abstract.get(W + "abstractNumId")
        for abstract in root.iterfind(W + "abstractNum")
        if (level := abstract.find(W + "lvl")) is None or value(level, "numFmt") == "bullet"
    }
    nums = root.iterfind(W + "num")
    return frozenset(
        str(num.get(W + "numId")) for num in nums if value(num, "abstractNumId") not in bullets
    )


@lru_cache(maxsize=16)
def _of_styles(styles: bytes, numbering: bytes) -> dict[str, str]:
    """Return the list that counts of each style of paragraph, headings apart."""
    known = styles_by_id(etree.fromstring(styles)) if styles else {}
    lists = {name: inherited(name, known, f"pPr/{W}numPr/{W}numId") for name in known}
    return {
        name: number
        for name, number in lists.items()
        if number in counted(numbering) and not inherited(name, known, f"pPr/{W}outlineLvl")
    }


def write_numbers(root: etree._Element, styles: bytes, numbering: bytes) -> None:
    """Give each paragraph that a style numbers its own instance of the list."""
    lists = _of_styles(styles, numbering)
    for style in root.iter(W + "pStyle") if lists else ():
        number, properties = lists.get(str(style.get(W + "val"))), style.getparent()
        if number is None or properties is None or properties.find(W + "numPr") is not None:
            continue
        made = etree.Element(W + "numPr")
        etree.SubElement(made, W + "numId").set(W + "val", number)
        before = [W + tag for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore")]
        before += [W + tag for tag in ("framePr", "widowControl")]
        place = sum(child.tag in before for child in properties)
        properties.insert(place, made)


def restarted(source: str, lists: frozenset[str]) -> str:
    """Return the source, each numbered paragraph knowing which turn of which loop it is in."""
    if not any(f'<w:numId w:val="{number}"/>' in source for number in lists):
        return source
    changes: list[tuple[int, int, str]] = []
    _walk(source, lists, changes)
    for start, end, text in sorted(changes, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _walk(source: str, lists: frozenset[str], changes: list[tuple[int, int, str]]) -> None:
    opened: list[_Loop] = []
    loops: list[_Loop] = []
    uses: list[tuple[re.Match[str], tuple[_Loop, ...]]] = []
    for step in _STEP.finditer(source):
        if step["word"] == "for":
            opened.append(_Loop(f"ctai_tour_{len(loops)}", step.end()))
            loops.append(opened[-1])
        elif step["word"] and opened:
            done = opened.pop()
            for outer in opened[-1:]:
                outer.used |= dict.fromkeys(done.used, 2)
        elif step["number"] in lists:
            uses.append((step, tuple(opened)))
            for inner in opened[-1:] if (step["level"] or "0") == "0" else ():
                inner.used[step["number"]] = inner.used.get(step["number"], 0) + 1
    for step, around in uses:
        several = [n for n, loop in enumerate(around) if loop.used.get(step["number"], 0) > 1]
        turns = around[: several[-1] + 1] if several else ()
        for loop in turns:
            loop.marks = True
        told = ".".join(f"{{{{ {loop.name} }}}}" for loop in turns)
        late = f'<w:numId w:val="{LATE}numero:{step["number"]}:{told}"/>'
        changes.append((step.start("number") - len('<w:numId w:val="'), step.end(), late))
    changes += (
        (loop.start, loop.start, f"{{% set {loop.name} = loop.index0 %}}")
        for loop in loops
        if loop.marks
    )


def fresh_num(numbering: bytes, number: str, fresh: int) -> str:
    """Return a new instance of the list of another, counting from the start at each level."""
    root = etree.fromstring(numbering)
    num = next(num for num in root.iterfind(W + "num") if num.get(W + "numId") == number)
    abstract = value(num, "abstractNumId")
    levels = next(
        each
        for each in root.iterfind(W + "abstractNum")
        if each.get(W + "abstractNumId") == abstract
    )
    made = deepcopy(num)
    made.set(W + "numId", str(fresh))
    for level in levels.iterfind(W + "lvl"):
        _start_again(made, str(level.get(W + "ilvl")), value(level, "start") or "1")
    etree.cleanup_namespaces(made)
    xml = etree.tostring(made, encoding="unicode", with_tail=False)
    return xml.replace(f' xmlns:w="{W[1:-1]}"', "")  # the part declares it


def _start_again(num: etree._Element, level: str, start: str) -> None:
    override = next(
        (o for o in num.iterfind(W + "lvlOverride") if o.get(W + "ilvl") == level), None
    )
    if override is None:
        override = etree.SubElement(num, W + "lvlOverride")
        override.set(W + "ilvl", level)
    if override.find(W + "startOverride") is None:
        own = override.find(W + "lvl")
        begin = etree.Element(W + "startOverride")
        begin.set(W + "val", start if own is None else value(own, "start") or start)
        override.insert(0, begin)
