"""The texts of an avenant: what contradicts the contract both before it and after it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ctai_docs.dossier.reader import read_dossier

GRENOBLE = Path(__file__).parents[2] / "examples" / "grenoble_2019"
OBJECT = (
    "Le présent avenant prolonge le contrat, en étend le public et fixe la contribution de l'État "
    "pour l'année 2022."
)


def found(folder, said):
    """Return the codes found in the second avenant once its object says this, with their lines."""
    if not folder.exists():
        shutil.copytree(GRENOBLE, folder)
    path = folder / "avenants" / "2.yaml"
    text = path.read_text(encoding="utf-8")
    assert OBJECT in text
    path.write_text(text.replace(OBJECT, said), encoding="utf-8")
    dossier = read_dossier(folder)
    report = dossier.check().findings
    line = text[: text.index(OBJECT)].count("\n") + 1
    return {
        f.code
        for f in report
        if f.where and (f.where.file, f.where.line) == ("avenants/2.yaml", line)
    }


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        pytest.param(OBJECT, set(), id="as it is"),
        pytest.param("Il prolonge le contrat jusqu'au 31 décembre 2022.", set(), id="new end"),
        pytest.param("Le contrat prenait fin le 31 décembre 2021.", set(), id="old end"),
        pytest.param("Il prolonge le contrat jusqu'au 31 décembre 2023.", {"TPS-022"}, id="end"),
        pytest.param("L'État apporte 349 000 € en 2022.", set(), id="new amount"),
        pytest.param("L'État apporte 394 000 € en 2022.", {"TXT-060"}, id="amount"),
        pytest.param("Les trois axes du contrat demeurent.", {"TXT-064"}, id="count"),
        pytest.param("Il prend effet le [date].", {"TXT-032"}, id="left over"),
        pytest.param("Il modifie l'article 25.", {"TXT-035"}, id="article"),
        pytest.param("Il porte **le montant.", {"TXT-072"}, id="marks"),
        pytest.param("Il ajoute 349 000 € (trois cents euros).", {"TXT-036"}, id="letters"),
        pytest.param("Il contient ![une image](a.png).", {"TXT-001"}, id="markdown"),
    ],
)
def test_the_words_of_an_avenant_are_read(said, codes, tmp_path):
    """At their line in its file; the contract before it and after it may both be spoken of."""
    assert found(tmp_path / "dossier", said) == codes


def test_a_silence_covers_the_texts_of_avenants(tmp_path):
    """By its code, as anywhere."""
    folder = tmp_path / "dossier"
    shutil.copytree(GRENOBLE, folder)
    contrat = folder / "contrat.yaml"
    silence = '\ncontroles:\n  silences: [{code: TXT-064, motif: "vu avec la préfecture"}]\n'
    contrat.write_text(contrat.read_text("utf-8") + silence, encoding="utf-8")
    assert "TXT-064" not in found(folder, "Les trois axes du contrat demeurent.")
