"""carbone and docxtemplater, in a process of Node, on templates that give the same documents.

They have no conditions and loops in common with docxtpl, so each fiche gets a template that has its
shape already: what we print, with a tag in the place of each printed text. That is less than what
we do: they only fill in, we choose rows, boxes and paragraphs as well.

`make bench` puts them into `.bench/node`.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

from jinja2 import pass_context
from jinja2.runtime import Context

from benchmarks.peer import Peer
from benchmarks.subject import ROOT, Subject, assembled, template_bytes, text_of
from ctai_docs.documents.views import ready
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.safe import SafeText, SafeXml, safe_text
from ctai_docs.machine.engine.template import Template

FOLDER = ROOT / ".bench" / "node"
TAGS: dict[str, str] = {"carbone": "{{d.v{}}}", "docxtemplater": "{{v{}}}"}
_MARKED = re.compile("\ue000(\\d+)\ue001")
_IN_TAG = re.compile("<[^<>]*\ue000[^<>]*>")
_TEXT = re.compile("(<w:t(?: [^<>]*)?>)([^<>]+)(</w:t>)")


def node(name: str, subject: Subject, folder: Path) -> Peer:
    """Return the process of a peer, once each of its documents has been found equal to ours.

    Raise `RuntimeError` where Node or the peer is not installed, or makes another document.
    """
    program = shutil.which("node")
    if program is None or not (FOLDER / "node_modules" / name).is_dir():
        raise RuntimeError("not installed: `make bench` does it")
    for number in range(len(subject.fiches)):
        write_template(subject, number, folder, TAGS[name].format)
    script = str(Path(__file__).with_suffix(".js"))
    peer = Peer([program, script, name, str(folder)], {"NODE_PATH": str(FOLDER / "node_modules")})
    for number in range(len(subject.fiches)):
        peer.render(number)
        made = text_of((folder / f"{number}.out.docx").read_bytes())
        if made != text_of(subject.render(subject.values(number))):
            raise RuntimeError("it makes another document")
    return peer


def write_template(
    subject: Subject, number: int, folder: Path, tag: Callable[..., str]
) -> dict[str, str]:
    """Write the template of a fiche, and the values that fill it; return these."""
    document, texts = _marked(subject, number)
    body = _IN_TAG.sub(lambda found: _restored(found[0], texts), document["word/document.xml"])
    body = _MARKED.sub(lambda found: tag(found[1]), body)
    with zipfile.ZipFile(folder / f"{number}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (document | {"word/document.xml": body}).items():
            archive.writestr(name, text)
    values = {f"v{n}": unescape(text) for n, text in enumerate(texts)}
    (folder / f"{number}.json").write_text(json.dumps(values), encoding="utf-8")
    return values


def _marked(subject: Subject, number: int) -> tuple[dict[str, str], list[str]]:
    """Return the parts of a fiche, a mark in the place of each printed text, and the texts."""
    texts: list[str] = []

    def mark(text: str) -> str:
        texts.append(text)
        return f"\ue000{len(texts) - 1}\ue001"

    @pass_context
    def finalize(context: Context, value: object) -> object:
        shown = ready.finalize(context, value)
        if type(shown) is SafeXml:
            return SafeXml(_TEXT.sub(lambda t: f"{t[1]}{mark(t[2])}{t[3]}", shown))
        return SafeText(mark(safe_text(str(shown)) if type(shown) is not SafeText else shown))

    values = subject.values(number)
    environment = make_environment(finalize)
    environment.texts = _Forgetful()
    template = Template.compile(template_bytes(subject), environment)
    data = assembled(template.render(values), values)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    others = {name: _restored(text, texts) for name, text in parts.items()}
    return others | {"word/document.xml": parts["word/document.xml"]}, texts


class _Forgetful(dict[str, bytes]):
    """Remembers no text, for each has a mark of its own wherever it stands."""

    def __contains__(self, key: object) -> bool:
        """Say that nothing is known."""
        return False


def _restored(text: str, texts: list[str]) -> str:
    return _MARKED.sub(lambda found: texts[int(found[1])], text)
