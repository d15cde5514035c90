"""Content controls whose changes LibreOffice can see; seen with 7.4.

It reads the text of a plain-text control, and that of the first paragraph of a control around
paragraphs, as one string, and forgets the marks in it. So a control with changes is no longer said
to be plain text, and such a first paragraph opens with an empty control, which ends the reading.
"""

from __future__ import annotations

from ctai_docs.word.redline.names import (
    CONTENT,
    DEL,
    INS,
    PROPERTIES,
    SDT,
    Element,
    P,
    W,
    make,
)
from ctai_docs.word.redline.old import Ids

_MARKS = (INS, DEL)


def show_changes(root: Element, ids: Ids) -> None:
    """Make the changes in the controls of a story visible to LibreOffice."""
    for control in list(root.iter(SDT)):
        content = control.find(CONTENT)
        if content is None or next(content.iter(*_MARKS), None) is None:
            continue
        for plain in control.findall(f"{PROPERTIES}/{W}text"):
            control[0].remove(plain)
        first = next(content.iter(P), None)
        if first is not None:
            _open(first, ids)


def _open(paragraph: Element, ids: Ids) -> None:
    """Put an empty control before the text of a paragraph that has changes."""
    place = 0 if paragraph.find(W + "pPr") is None else 1
    begins = paragraph[place] if len(paragraph) > place else None
    has_marks = next(paragraph.iter(*_MARKS), None) is not None
    if has_marks and begins is not None and begins.tag != SDT:
        paragraph.insert(place, _opening(ids))


def _opening(ids: Ids) -> Element:
    control, settings, content = (make(tag) for tag in ("sdt", "sdtPr", "sdtContent"))
    settings.extend([make("id"), make("temporary")])
    content.append(make("r"))
    control.extend([settings, content])
    ids.renew(control)
    return control


def is_opening(control: Element) -> bool:
    """Tell whether a control is one that `show_changes` put there."""
    settings, content = control.find(PROPERTIES), control.find(CONTENT)
    if settings is None or content is None:
        return False
    is_ours = {child.tag for child in settings} == {W + "id", W + "temporary"}
    return is_ours and not any(len(run) for run in content)
