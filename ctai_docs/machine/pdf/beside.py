"""The PDF of each Word document, beside it in the pack; up-to-date ones are kept.

The manifest says of each PDF what it was made from: the bytes of the Word file, and our options.
Where neither has changed, and nobody has touched the PDF, LibreOffice is not asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ctai_docs.machine.output import Manifest, read_manifest
from ctai_docs.machine.output.disk import look
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.pdf.office import OPTIONS, Conversion

_WORD = ".docx"
_OPTIONS = json.dumps(OPTIONS, sort_keys=True)


def with_pdfs(files: Iterable[Fichier], folder: str | Path | None) -> Iterator[Fichier]:
    """Yield the documents and the PDFs of the Word ones; PDFs to be made come at the end.

    `folder` is where they will be written, and may hold the PDFs of the last pack. Raise
    `CtaiError` before the first document where LibreOffice is missing, and at the end where it
    fails.
    """
    last = (folder and read_manifest(folder)) or Manifest()
    with Conversion() as conversion:
        coming: dict[str, Fichier] = {}
        for fichier in files:
            yield fichier
            if not fichier.nom.endswith(_WORD):
                continue
            pdf = _pdf_of(fichier)
            if folder and (data := _still_true(pdf, Path(folder), last)):
                yield replace(pdf, contenu=data)
            else:
                conversion.add(fichier.nom, fichier.contenu)
                coming[fichier.nom] = pdf
        for nom, data in conversion.pdfs():
            yield replace(coming[nom], contenu=data)


def pdfs_of(files: Iterable[Fichier]) -> Iterator[Fichier]:
    """Yield the PDF of each Word document of these. Raise `CtaiError` as `with_pdfs` does."""
    return (fichier for fichier in with_pdfs(files, None) if fichier.fait_de)


def _pdf_of(word: Fichier) -> Fichier:
    """Return the PDF of a document before it is made: name and origin, without bytes."""
    source = sha256(f"{word.sha256}\n{_OPTIONS}".encode()).hexdigest()
    nom = str(PurePosixPath(word.nom).with_suffix(".pdf"))
    return Fichier(nom, b"", source, word.motif, fait_de=word.nom)


def _still_true(pdf: Fichier, folder: Path, last: Manifest) -> bytes:
    """Return the bytes of the PDF of the last pack, empty where it must be made anew."""
    entry = last.get(pdf.nom)
    if entry is None or entry.source != pdf.source:
        return b""
    seen = look(folder, pdf.nom)
    return (folder / pdf.nom).read_bytes() if seen and seen.sha256 == entry.sha256 else b""
