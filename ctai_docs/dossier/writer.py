"""`write_dossier`: a contract built in Python, or changed by an avenant, becomes a folder of YAML.

Nothing is lost: reading the folder back gives an equal contract. Values left at their defaults are
not written. The order of the fiches is kept by the numbers of their file names.
"""

from __future__ import annotations

from pathlib import Path

from ctai_docs.contract.model import Contrat, FicheAction, Modele
from ctai_docs.dossier.folder import write_new_folder
from ctai_docs.dossier.reader import DELIBERATIONS, FICHES, FOLDERS, MAIN
from ctai_docs.machine.yaml import Plain, write_yaml


def write_dossier(contrat: Contrat, sortie: str | Path) -> Path:
    """Write the contract into this folder, whole or not at all, and return the folder.

    Raise `CtaiError` where the folder holds something already.

    Examples:
        >>> contrat = ctai_docs.load("examples/metz_2026").contrat
        >>> folder = ctai_docs.write_dossier(contrat, "out/dossier")
        >>> ctai_docs.load(folder).contrat == contrat
        True
    """
    root = Path(sortie)
    write_new_folder(root, {name: text.encode() for name, text in dossier_files(contrat).items()})
    return root


def dossier_files(contrat: Contrat) -> dict[str, str]:
    """Return the files of the dossier: their relative names and their texts."""
    data = _plain(contrat)
    for name in FOLDERS:
        data.pop(name, None)
    files = {MAIN: write_yaml(data)}
    width = max(2, len(str(len(contrat.fiches))))
    for number, fiche in enumerate(contrat.fiches, 1):
        files[f"{FICHES}/{number:0{width}}-{fiche.cle}.yaml"] = fiche_text(fiche)
    for number, act in enumerate(contrat.deliberations, 1):
        files[f"{DELIBERATIONS}/{number:02}.yaml"] = write_yaml(_plain(act))
    return files


def fiche_text(fiche: FicheAction) -> str:
    """Return the YAML of one fiche."""
    return write_yaml(_plain(fiche))


def _plain(model: Modele) -> dict[str, Plain]:
    data = as_text(model.model_dump(mode="json", exclude_defaults=True))
    assert isinstance(data, dict)
    return data


def as_text(value: object) -> Plain:
    """Return plain data with every scalar as text: what a dossier holds."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return value if value is None else str(value)
