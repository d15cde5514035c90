"""The names of WordprocessingML that a comparison needs."""

from __future__ import annotations

from typing import Literal, TypeAlias

from lxml import etree

from ctai_docs.machine.engine.definitions import W as W
from ctai_docs.machine.engine.package import R as R

Element: TypeAlias = etree._Element
Kind: TypeAlias = Literal["ins", "del"]

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

P, TBL, TR, TC, SDT, RUN = (W + tag for tag in ("p", "tbl", "tr", "tc", "sdt", "r"))
INS, DEL = W + "ins", W + "del"
TEXT, DELETED_TEXT = W + "t", W + "delText"
CODE, DELETED_CODE = W + "instrText", W + "delInstrText"
CONTENT = W + "sdtContent"
BOOKMARKS = (W + "bookmarkStart", W + "bookmarkEnd")
WRAPPERS = (W + "hyperlink", W + "fldSimple", W + "smartTag")
"""Elements around runs that no `w:ins` may hold: the marks go inside."""
PASSING = (W + "proofErr", W + "permStart", W + "permEnd", W + "lastRenderedPageBreak")
"""Elements that programs leave in a file, without content."""
NEUTRAL = (*BOOKMARKS, *PASSING)
"""Invisible elements: taken from the new document, never marked."""


def make(tag: str, **attributes: str) -> Element:
    """Return a new element `w:tag` with attributes of the same prefix."""
    element = etree.Element(W + tag, nsmap={"w": W[1:-1]})
    for name, value in attributes.items():
        element.set(W + name, value)
    return element


def parent_of(element: Element) -> Element:
    """Return the parent of an element that is known to have one."""
    parent = element.getparent()
    assert parent is not None
    return parent


def remove(element: Element) -> None:
    """Take an element out of its parent."""
    parent_of(element).remove(element)


def unwrap(element: Element, content: Element | None = None) -> None:
    """Put the children of an element, or of its `content`, in its place."""
    parent = parent_of(element)
    place = parent.index(element)
    parent[place : place + 1] = list(element if content is None else content)


def drop_controls(root: Element) -> None:
    """Replace each content control of a part by its content."""
    for control in list(root.iter(SDT)):
        unwrap(control, control.find(CONTENT))


def properties(element: Element, tag: str) -> Element:
    """Return the first child `w:tag`, made where there is none."""
    found = element.find(W + tag)
    if found is None:
        found = make(tag)
        element.insert(0, found)
    return found
