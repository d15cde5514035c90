"""Contrast of each text with its background, as styles and direct formatting give them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ctai_docs.machine.accessible.word import Word, style_of, words
from ctai_docs.machine.colours import BLACK, LEAST_CONTRAST, WHITE, contrast
from ctai_docs.machine.engine.definitions import W, value
from ctai_docs.machine.findings import Finding, Rule, Severity

FAINT = Rule(
    code="ACC-030",
    severity=Severity.ERREUR,
    title="Texte peu contrasté",
    found="Ce texte de couleur {encre} sur un fond {fond} a un contraste de {contraste}\u00a0: 1.",
    rule="Un texte se lit à partir de 4,5\u00a0: 1.",
    remedy="Choisissez une couleur plus foncée, ou un fond plus clair.",
    source="RGAA 4.1, critère 3.2",
    example="# un texte gris clair (999999) sur du blanc",
)

_FILL = W + "fill"


def check_contrast(file: Word) -> Iterator[Finding]:
    """Yield the first text of each pair of text colour and background with too little contrast."""
    known: set[tuple[str, str]] = set()
    for part, run in file.each(W + "r"):
        if not words(run):
            continue
        pair = ink, ground = _ink(file, run), _ground(file, run)
        if pair not in known and contrast(ink, ground) < LEAST_CONTRAST:
            ratio = f"{int(contrast(ink, ground) * 10) / 10:.1f}".replace(".", ",")
            yield file.at(FAINT, run, part, encre=ink, fond=ground, contraste=ratio)
        known.add(pair)


def _ink(file: Word, run: etree._Element) -> str:
    """Return the colour of a run: its own, that of its style, that of its paragraph's, black."""
    styles = (value(run, f"rPr/{W}rStyle"), style_of(_paragraph(run)))
    given = (_of_style(file, name, f"{W}rPr/{W}color", W + "val") for name in styles)
    return _colour(value(run, f"rPr/{W}color")) or next(filter(None, given), BLACK)


def _ground(file: Word, run: etree._Element) -> str:
    """Return the background of a run: its own shading, its paragraph's, its cell's, or white."""
    return next(filter(None, _fills(file, run)), WHITE)


def _fills(file: Word, run: etree._Element) -> Iterator[str]:
    """Yield the shadings under a run, the nearest first, "" where there is none."""
    paragraph = _paragraph(run)
    yield _fill(run.find(f"{W}rPr/{W}shd"))
    yield _fill(paragraph.find(f"{W}pPr/{W}shd"))
    yield _of_style(file, style_of(paragraph), f"{W}pPr/{W}shd", _FILL)
    for cell in run.iterancestors(W + "tc"):
        yield _fill(cell.find(f"{W}tcPr/{W}shd"))
        yield _header_fill(file, cell)


def _fill(shading: etree._Element | None) -> str:
    return "" if shading is None else _colour(shading.get(_FILL, ""))


def _header_fill(file: Word, cell: etree._Element) -> str:
    """Return the shading that the style of a table gives to its header row."""
    row = cell.getparent()
    if row is None or row.find(f"{W}trPr/{W}tblHeader") is None:
        return ""
    style = value(next(cell.iterancestors(W + "tbl")), f"tblPr/{W}tblStyle")
    return _of_style(file, style, f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd", _FILL)


def _of_style(file: Word, name: str, path: str, attribute: str) -> str:
    """Return the colour that a style gives, or its nearest base that has one. Cached."""
    key = (name, path)
    if key not in file.looks:
        found = (style.find(path) for style in _line(file, name))
        colours = (_colour(each.get(attribute, "")) for each in found if each is not None)
        file.looks[key] = next(filter(None, colours), "")
    return file.looks[key]


def _paragraph(run: etree._Element) -> etree._Element:
    return next(run.iterancestors(W + "p"))


def _line(file: Word, name: str) -> Iterator[etree._Element]:
    """Yield a style, then the one it is based on, and so on."""
    seen: set[str] = set()
    while name in file.styles and name not in seen:
        seen.add(name)
        yield file.styles[name]
        name = value(file.styles[name], "basedOn")


def _colour(text: str) -> str:
    """Return a colour in capitals, "" for « auto »."""
    return "" if text in ("", "auto") else text.upper()


CHECKS = (check_contrast,)
