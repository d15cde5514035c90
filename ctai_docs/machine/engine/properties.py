"""What a file says of itself: title and author (docProps/core.xml), who made it (app.xml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

from ctai_docs.machine.engine.package import XML_HEAD

CORE, APP = "docProps/core.xml", "docProps/app.xml"
CORE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
APP_XML = (
    f'{XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>ctai-docs</Application></Properties>'
).encode()
_CORE_XMLNS = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; a date without hour is midnight."""

    title: str
    author: str = ""
    subject: str = ""
    created: datetime | date = date(2000, 1, 1)
    status: str = ""
    language: str = "fr-FR"


def core_xml(properties: Properties) -> bytes:
    """Return docProps/core.xml."""
    moment = _w3cdtf(properties.created)
    fields = {
        "dc:title": properties.title,
        "dc:subject": properties.subject,
        "dc:creator": properties.author,
        "dc:language": properties.language,
        "cp:lastModifiedBy": properties.author,
        "cp:contentStatus": properties.status,
    }
    inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in fields.items() if text)
    inner += "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{tag}>'
        for tag in ("created", "modified")
    )
    return f"{XML_HEAD}<cp:coreProperties {_CORE_XMLNS}>{inner}</cp:coreProperties>".encode()


def _w3cdtf(moment: datetime | date) -> str:
    """Return the moment in universal time; an hour without zone is taken as universal."""
    if not isinstance(moment, datetime):
        return f"{moment.isoformat()}T00:00:00Z"
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
