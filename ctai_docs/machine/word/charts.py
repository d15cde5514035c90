"""Native charts: bars, stacked or side by side, that a reader of the file can edit.

A `Chart` is plain data. `charts_xml` writes it as DrawingML, for Word and for Excel; `charts_book`
adds the workbook that Word opens to edit it; here it is drawn in the text, as pictures are.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from ctai_docs.machine.engine.charts import CHART_NS
from ctai_docs.machine.engine.safe import LATE, safe_xml
from ctai_docs.machine.french import typeset
from ctai_docs.machine.word.pictures import EMU_PER_CM

EUROS, CENTS = r'[$-40C]#,##0\ "€"', r'[$-40C]#,##0.00\ "€"'
"""`12 000 €`, `41,66 €`: the file writes `,` and `.`, shown in French (40C) by LibreOffice
anywhere, and by Word and Excel as the machine's region has it."""
WHOLE = "[$-40C]#,##0"
DAY, MONTH = "dd/mm/yyyy", r"[$-40C]mmm\ yyyy"


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its name and a value for each category, None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]
    format: str = EUROS


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of the values: its title, the format of its labels, its bounds where it has some.

    It need not be `shown` where each bar bears its value.
    """

    title: str
    format: str = EUROS
    low: int | None = None
    high: int | None = None
    step: int | None = None
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars; `alt` says its figures in words, for who does not see it."""

    title: str
    alt: str
    axis: str
    """The title of the axis of the categories."""
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    scale: Scale
    horizontal: bool = True
    stacked: bool = False
    floating: bool = False
    """Bars begin where the first series, which is not seen, ends: periods on a calendar."""
    size: tuple[float, float] = (17.0, 8.0)
    """Width and height in centimetres."""

    @property
    def name(self) -> str:
        """The name by which a text cites the chart, made of all that it shows."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def __html__(self) -> str:
        """Return the run that draws the chart: what a template prints with `{{r … }}`."""
        cx, cy = (round(side * EMU_PER_CM) for side in self.size)
        title, alt = (escape(typeset(text)) for text in (self.title, self.alt))
        return safe_xml(
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{cx}" cy="{cy}"/>'
            f'<wp:docPr id="{LATE}dessin" name="Graphique : {title}" descr="{alt}"/>'
            "<wp:cNvGraphicFramePr/>"
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            f'<a:graphicData uri="{CHART_NS}">'
            f'<c:chart xmlns:c="{CHART_NS}" r:id="{LATE}graphique:{self.name}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
