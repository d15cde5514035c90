"""The rows that take a minute each: a campaign of 1,500 fiches, and PDFs."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.measure import alternate, output
from benchmarks.row import Row, faster
from benchmarks.subject import DOSSIER, Subject
from ctai_docs.documents.rendu import Rendu
from ctai_docs.machine.pdf import find_office, to_pdf
from ctai_docs.machine.pdf.office import OPTIONS

DOSSIERS, FICHES = 125, 12


def campaign_rows(quick: bool) -> Iterator[Row]:
    """Yield the time of a campaign, two processes against one, then the memory of its parent."""
    count = 2 if quick else DOSSIERS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = _copies(folder / "few", min(count, 4)), _copies(folder / "many", count)
        memory: dict[int, list[float]] = {1: [], 2: []}

        def run(dossiers: Path, processes: int) -> float:
            out = folder / f"out-{processes}"
            arguments = ["-m", "benchmarks.campaign", str(dossiers), str(out), str(processes)]
            peak = float(output(arguments, {"XDG_CACHE_HOME": name}))
            shutil.rmtree(out)
            return peak

        works: dict[str, Callable[[int], object]] = {
            "one": lambda _: memory[1].append(run(many, 1)),
            "two": lambda _: memory[2].append(run(many, 2)),
        }
        run(few, 2)  # the templates are compiled, as after the first day of a campaign
        times = alternate(works, 1 if quick else 5, warm=False)
        work = f"{count * FICHES:,} fiches in {count} contracts"
        row = faster(f"{work}, two processes", "one process", 1.8, times["two"], times["one"])
        most = max(memory[2])
        yield replace(row, note=_no_cluster(work, times["two"].median, most))
        yield _flat(run(few, 2), most, count)


def _no_cluster(work: str, seconds: float, memory: float) -> str:
    return (
        f"{work}, with every document of each pack, took {seconds:.0f} s in two processes; the one "
        f"that hands out the work never held more than {memory:.0f} MB."
    )


def _flat(few: float, many: float, count: int) -> Row:
    ratio = many / few
    sizes = f"{many:.0f} MB", f"{few:.0f} MB"
    label = f"memory of the parent, {count} contracts"
    return Row(label, "4 contracts", "≤ 1.1 ×", f"{ratio:.2f}", ratio <= 1.1, *sizes)


def _copies(folder: Path, count: int) -> Path:
    for number in range(count):
        shutil.copytree(DOSSIER, folder / f"contrat-{number:03}")
    return folder


def pdf_row(subject: Subject, quick: bool) -> Row:
    """Return the PDFs of a contract and its fiches, one process against one for each."""
    work, against, office = "PDF of a contract and its fiches", "soffice each", find_office()
    if office is None:
        return Row(work, against, "≥ 5 ×", why="not installed: LibreOffice")
    rendu = Rendu(subject.contrat)
    files = [rendu.contrat_complet(annexes=False), *rendu.fiches()]
    documents = {file.nom: file.contenu for file in files[: 2 if quick else None]}
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name) / f"{n}.docx" for n in range(len(documents))]
        for path, data in zip(paths, documents.values(), strict=True):
            path.write_bytes(data)
        works: dict[str, Callable[[int], object]] = {
            "ours": lambda _: to_pdf(documents),
            "each": lambda _: list(map(partial(_alone, office), paths)),
        }
        times = alternate(works, 1 if quick else 5, warm=False)
    return faster(f"{work}, {len(paths)} files", against, 5, times["ours"], times["each"])


def _alone(office: str, path: Path) -> None:
    """Make one PDF as a script does, in a profile that is kept from one file to the next."""
    profile = (path.parent / "profile").as_uri()
    options = f"pdf:writer_pdf_Export:{json.dumps(OPTIONS)}"
    command = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", options]
    command += ["--outdir", str(path.parent), str(path)]
    subprocess.run(command, capture_output=True, check=True)
    assert path.with_suffix(".pdf").exists()
