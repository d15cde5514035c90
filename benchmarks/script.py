"""The script that one would write without us: the same documents, by docxtpl and docxcompose.

The workbook is ours on both sides: there is no peer for it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.peers import contract_by_docxcompose, parts_by_docxtpl
from benchmarks.subject import metz
from ctai_docs.documents.rendu import Rendu
from ctai_docs.rules import check


def main(folder: Path) -> None:
    """Write the contract, its fiches, the budget and the workbook into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    subject = metz()
    check(subject.contrat)
    (folder / "contrat.docx").write_bytes(contract_by_docxcompose(subject))
    for number, data in enumerate(parts_by_docxtpl(subject)[1:]):
        (folder / f"{number}.docx").write_bytes(data)
    (folder / "budget.xlsx").write_bytes(Rendu(subject.contrat).classeur().contenu)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
