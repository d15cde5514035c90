"""`ctai-docs diff`: the avenant that turns one dossier into the other, printed or written."""

from __future__ import annotations

from pathlib import Path

from ctai_docs.cli import console
from ctai_docs.contract.avenants import avenant_text, diff
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.french import read_date
from ctai_docs.machine.output import write_whole


def run(old: Path, new: Path, output: Path | None, number: int, signed: str) -> int:
    """Print the avenant, or write it where nothing is yet."""
    try:
        day = read_date(signed) if signed else None
    except ValueError as error:
        console.warn(f"--date : {error}")
        return 2
    if output and output.exists():
        console.warn(f"{output} existe déjà : il est laissé tel quel. Choisissez un autre nom.")
        return 2
    before, after = read_dossier(old), read_dossier(new)
    number = number or len(before.avenants) + 1
    avenant = diff(before.contrat, after.contrat, numero=number, date_signature=day)
    if not avenant.changements:
        console.warn("Les deux contrats sont les mêmes : il n'y a pas d'avenant à écrire.")
        return 0
    text = avenant_text(avenant)
    if output is None:
        console.say(text.rstrip("\n"))
        return 0
    output.parent.mkdir(parents=True, exist_ok=True)
    console.say(str(write_whole(output, text.encode())))
    return 0
