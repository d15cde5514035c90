"""What rendering gives and a pack is written from: a name and bytes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ctai_docs.machine.output.whole import write_whole


@dataclass(frozen=True, slots=True)
class Fichier:
    """A document, ready to be saved. `nom` is relative: `fiches/fiche-08-un-toit.docx`.

    Examples:
        >>> fiche = ctai_docs.render_fiche("examples/metz_2026", "un-toit")
        >>> fiche.contenu[:2], len(fiche.sha256)
        (b'PK', 64)
        >>> fiche.save("out/fiche.docx").name
        'fiche.docx'
    """

    nom: str
    contenu: bytes
    source: str = ""
    """SHA-256 of what it was made from: the contract, the template and this library."""
    motif: str = ""
    """What changed since its last version, where that is known: « fiche 8 : budget »."""
    fait_de: str = ""
    """The name of the document that it was made from: a PDF, from its Word file."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return sha256(self.contenu).hexdigest()

    def save(self, path: str | Path) -> Path:
        """Write the document to this path, whole or not at all, and return the path.

        The folders of the path are made where they are missing.
        """
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        return write_whole(target, self.contenu)
