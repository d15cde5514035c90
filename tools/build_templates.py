"""Build `templates/*.docx`: `python -m tools.build_templates [--check]`.

The builder is the source of our templates, and a test holds that the committed files are what it
builds; users edit copies in Word. What is built: headings, labels and placeholders; the graphic
system is in `styles.py`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ctai_docs.contract.form.champs import FILE
from ctai_docs.documents.templates import Templates, context_type
from ctai_docs.documents.views.fiche import ContexteFiche
from ctai_docs.machine.engine.archive import write_package
from tools import palette, styles
from tools.avenant import avenant
from tools.budget_annex import budget_annex
from tools.contract import contract
from tools.deliberation import deliberation
from tools.fiche_action import fiche_action
from tools.fiche_action_2022 import fiche_action_2022
from tools.wordml import A4, FIRST_HEADER, FOOTER, HEADER, MARGIN, ROOT, field, para, run, tab

FOLDER = Path(__file__).parent.parent / "templates"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {"theme": "application/vnd.openxmlformats-officedocument"}

_SHARED = {
    "styles": styles.styles_part,
    "numbering": styles.numbering_part,
    "fontTable": styles.fonts_part,
    "settings": styles.settings_part,
    "theme/theme1": palette.theme_part,
}
"""The parts that are the same in every template."""


def build(body: str) -> bytes:
    """Return the template of this body, with the shared parts and the headers that it shows."""
    shown = {rid: part for rid, part in _headers(body).items() if f'r:id="{rid}"' in body}
    shared = {name: (f"rId{n}", _kind(name)) for n, name in enumerate(_SHARED, 1)}
    related = {name: (rid, kind) for rid, (name, kind, _) in shown.items()} | shared
    parts = {
        "[Content_Types].xml": _content_types({name: kind for name, (_, kind) in related.items()}),
        "_rels/.rels": _relationships([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": f"<w:document {ROOT}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            [(rid, kind, f"{name}.xml") for name, (rid, kind) in sorted(related.items())]
        ),
    }
    parts |= {f"word/{name}.xml": make() for name, make in _SHARED.items()}
    parts |= {f"word/{name}.xml": xml for name, _, xml in shown.values()}
    return write_package({name: (_HEAD + xml).encode() for name, xml in parts.items()})


def _kind(part: str) -> str:
    """Return what a shared part is to the document: of `theme/theme1`, its theme."""
    return part.partition("/")[0]


def _headers(body: str) -> dict[str, tuple[str, str, str]]:
    """Return the headers and footers by relationship: name of the part, kind and text."""
    width = A4[1] if 'w:orient="landscape"' in body else A4[0]
    status = run("{{ document.statut }}", f'<w:b/><w:color w:val="{palette.ALERT}"/>')
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width - 2 * MARGIN}"/></w:tabs>'
    head = para("Entte", run("{{ document.bandeau }}"), tab(), status, props=tabs)
    mention = para("Entte", "{{ document.mention }}")
    page = para("Pieddepage", run("page ") + field("PAGE") + run(" / ") + field("NUMPAGES"))
    return {
        HEADER: ("header1", "header", f"<w:hdr {ROOT}>{head}</w:hdr>"),
        FIRST_HEADER: ("header2", "header", f"<w:hdr {ROOT}>{mention}</w:hdr>"),
        FOOTER: ("footer1", "footer", f"<w:ftr {ROOT}>{page}</w:ftr>"),
    }


def _content_types(parts: dict[str, str]) -> str:
    kinds = {"document": "document.main"} | parts
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" '
        f'ContentType="{_TYPES.get(kind, _WORD)}.{kind}+xml"/>'
        for part, kind in sorted(kinds.items())
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(rows: list[tuple[str, str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{rid}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for rid, kind, target in rows
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{found}</Relationships>'


TEMPLATES = {
    "avenant.docx": avenant,
    "budget_annex.docx": budget_annex,
    "contract.docx": contract,
    "deliberation.docx": deliberation,
    "fiche_action.docx": fiche_action,
    "fiche_action_2022.docx": fiche_action_2022,
}


def fields() -> bytes:
    """Return `champs.json`: the fields of a fiche that each template of one prints."""
    own = {name: build(body()) for name, body in TEMPLATES.items()}
    fiches = [name for name in own if context_type(name) is ContexteFiche]
    known = {name: Templates(own).champs(name) for name in fiches}
    return (json.dumps(known, indent=1) + "\n").encode()


def made() -> dict[Path, bytes]:
    """Return all that is built: the templates, and the fields that those of fiches print."""
    built = {FOLDER / name: build(body()) for name, body in TEMPLATES.items()}
    return built | {Path(str(FILE)): fields()}


def main() -> int:
    """Write the templates, or with `--check` say which are not what the builder builds."""
    wrong = []
    for path, data in made().items():
        if "--check" not in sys.argv:
            path.write_bytes(data)
        elif path.read_bytes() != data:
            wrong.append(path.name)
    if wrong:
        print("not as built:", ", ".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
