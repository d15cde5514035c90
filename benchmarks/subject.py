"""What is measured: the Metz dossier, its fiches as contexts, larger contracts made of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from ctai_docs.contract.avenants import Historique, avenant_text, read_avenant
from ctai_docs.contract.facts import Citations
from ctai_docs.contract.form import load_edition
from ctai_docs.contract.model import Contrat, FicheAction, Texte
from ctai_docs.contract.model.avenant import Avenant, Modifier
from ctai_docs.documents.ensemble import Ensemble
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.templates import Templates, standard_bytes
from ctai_docs.documents.views import ready
from ctai_docs.documents.views.document import Mentions
from ctai_docs.documents.views.fiche import fiche_context
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.package import Package
from ctai_docs.machine.engine.properties import Properties
from ctai_docs.machine.engine.template import Rendered
from ctai_docs.machine.markdown import parse

ROOT = Path(__file__).resolve().parent.parent
DOSSIER = ROOT / "examples" / "metz_2026"
AUTHOR = "Metz"


@dataclass
class Subject:
    """A contract, and what each of its fiches puts into the template."""

    contrat: Contrat

    @cached_property
    def fiches(self) -> list[FicheAction]:
        """The fiches, in the order of the contract."""
        return list(self.contrat.fiches_ordonnees)

    @property
    def gabarit(self) -> str:
        """The name of the template of the fiches."""
        return load_edition(self.contrat.edition).gabarit

    @cached_property
    def citations(self) -> Citations:
        """What texts refer to."""
        return Citations(self.contrat)

    def values(self, number: int) -> dict[str, Any]:
        """Return a fresh context: the lists of a text are numbered as it is rendered."""
        fiche = self.fiches[number % len(self.fiches)]
        context = fiche_context(self.contrat, fiche, Mentions())
        values = {field.name: getattr(context, field.name) for field in fields(context)}
        return values | {ready.WRITER: self.writer(lambda anchor: anchor == context.ancre)}

    def writer(self, anchors: Callable[[str], bool]) -> ready.TextWriter:
        """Return what turns a text into paragraphs."""
        return ready.text_writer(self.citations, anchors)

    def render(self, values: Mapping[str, Any]) -> bytes:
        """Return a fiche as a file, from its context."""
        return assembled(Templates()[self.gabarit].render(values), values)

    def limit(self, values: Mapping[str, Any]) -> tuple[dict[str, bytes], Package]:
        """Return all parts of a fiche's file, those that change as bytes of their own."""
        template = Templates()[self.gabarit]
        return archive_parts(self.render(values), template.package.parts), template.package


def assembled(body: Rendered, values: Mapping[str, Any]) -> bytes:
    """Return the file of a rendered fiche."""
    document = values["document"]
    properties = Properties(document.titre, AUTHOR, created=document.date)
    return assemble(body, properties=properties)


def archive_parts(data: bytes, known: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a file; what a template has unchanged is the template's own bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return {name: known[name] if known.get(name) == part else part for name, part in parts.items()}


def write_limit(parts: dict[str, bytes], package: Package) -> bytes:
    """Deflate the bytes that change and close the archive: no renderer can do less."""
    return write_package(parts, package)


def text_of(data: bytes) -> str:
    """Return the text of the body of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(map(str, root.itertext("{*}t")))


def metz() -> Subject:
    """Return the real dossier."""
    return Subject(read_dossier(DOSSIER).contrat)


def enlarged(contrat: Contrat, count: int) -> Contrat:
    """Return a contract of `count` fiches: those of Metz over and over, each with its own key."""
    originals = list(contrat.fiches_ordonnees)
    copies = [
        originals[n % len(originals)].model_copy(
            update={"cle": f"f{n}", "intitule": f"{originals[n % len(originals)].intitule} ({n})"}
        )
        for n in range(count)
    ]
    values = {name: getattr(contrat, name) for name in type(contrat).model_fields}
    return type(contrat).model_construct(**values | {"fiches": tuple(copies)})


def amendments(contrat: Contrat, count: int) -> list[bytes]:
    """Return so many files of avenants, which all change as much: a line, and a text of a fiche."""
    fiche = contrat.fiches_ordonnees[0]
    places = [contrat.lieu_signature, *(f"Ville n° {n}" for n in range(count))]
    texts = [fiche.calendrier, *(Texte(f"De janvier à juin, {n} fois.") for n in range(count))]
    changes = [
        [
            Modifier(modifier="lieu_signature", avant=places[n], apres=places[n + 1]),
            Modifier(modifier=f"fiches.{fiche.cle}.calendrier", avant=texts[n], apres=texts[n + 1]),
        ]
        for n in range(count)
    ]
    found = (Avenant(numero=n, changements=tuple(each)) for n, each in enumerate(changes, 1))
    return [avenant_text(avenant).encode() for avenant in found]


def amended(contrat: Contrat, files: Sequence[bytes]) -> list[bytes]:
    """Return all documents of a contract whose avenants are read from these files."""
    read = [read_avenant(data, f"{n}.yaml") for n, data in enumerate(files, 1)]
    past = Historique(contrat, *map(tuple, zip(*read, strict=True)))
    return [make().contenu for _, make in Ensemble(past.en_vigueur, past).pack()]


def forget_texts() -> None:
    """Forget the texts already read: the next fiche is one that was never seen."""
    parse.cache_clear()
    ready._known.cache_clear()


def template_bytes(subject: Subject) -> bytes:
    """Return the template of the fiches."""
    return standard_bytes(subject.gabarit)


def whole(contrat: Contrat) -> bytes:
    """Return the contract with its fiches in one file."""
    return Rendu(contrat).contrat_complet().contenu
