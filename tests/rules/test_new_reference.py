"""A field that refers to something is one line of the model: it is checked, and told by name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MODEL = Path("ctai_docs/contract/model")
FIELDS = {
    "fiche.py": (
        "    sous_theme: ",
        '    referent: Annotated[Cle, Renvoi("parties")] | None = Field(None, title="Référent")\n'
        '    relais: Annotated[tuple[Case, ...], DuFormulaire("partenaires")] = '
        'Field((), title="Relais")\n',
    ),
    "contrat.py": (
        "    annexes: tuple",
        '    suivies: tuple[Annotated[Cle, Renvoi("fiches")], ...] = '
        'Field((), title="Fiches suivies")\n',
    ),
}
"""The line before which a field is added, and the field."""

SCRIPT = """
CODES = ("REF-004", "REF-011")
import json
import sys
import ctai_docs
from ctai_docs.contract.avenants import apply, articles_modifies, read_avenant
from ctai_docs.contract.avenants.tree import tree
from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import show_path

metz = tree(ctai_docs.load(sys.argv[1]).contrat)
first = metz["fiches"][7] | {"referent": "etta", "relais": ["caff"]}
wrong = metz | {"fiches": [*metz["fiches"][:7], first, *metz["fiches"][8:]], "suivies": ["un-toi"]}
found = ctai_docs.check(Contrat.model_validate(wrong)).findings
first |= {"referent": "etat", "relais": []}
right = metz | {"fiches": [*metz["fiches"][:7], first], "suivies": []}
before = Contrat.model_validate(right)
avenant, _ = read_avenant('''changements:
- modifier: fiches.un-toit.referent
  avant: etat
  apres: ccas
- modifier: suivies
  avant:
  apres: [un-toit]
'''.encode(), "avenants/1.yaml")
after = apply(before, avenant)
said = [d for a in articles_modifies(avenant, before, after) for d in a.dispositions]
print(json.dumps({
    "checked": [(f.code, show_path(f.path), f.found) for f in found if f.code in CODES],
    "said": [[d.phrase, d.texte] for d in said],
}, ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """Return what a package whose model has the fields more says of them."""
    home = tmp_path_factory.mktemp("grown")
    shutil.copytree("ctai_docs", home / "ctai_docs", ignore=shutil.ignore_patterns("__pycache__"))
    for name, (before, field) in FIELDS.items():
        path = home / MODEL / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, field + before), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, Path("examples/metz_2026").resolve()],
        cwd=home,  # the first place where modules are looked for
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.replace("\u00a0", " "))


def test_a_key_that_names_nothing_is_found_where_it_is(grown):
    """A party of a fiche; a fiche, in a list of the contract; a box of the form."""
    assert [tuple(found) for found in grown["checked"]] == [
        ("REF-004", "suivies[1]", "« un-toi » n’est la clé d’aucune fiche du contrat."),
        ("REF-004", "fiches[8].referent", "« etta » n’est la clé d’aucune partie du contrat."),
        (
            "REF-011",
            "fiches[8].relais[1]",
            "La case « caff » n’est pas dans cette liste du formulaire.",
        ),
    ]


def test_an_avenant_tells_the_name_of_what_the_key_names(grown):
    """And not the key."""
    title = "« Un toit en attendant » – Hébergement transitoire et accompagnement des jeunes"
    assert grown["said"] == [
        [
            "Dans le contrat, la rubrique « Fiches suivies » est ainsi rédigée :",
            f"- {title} primo-arrivants statutaires",
        ],
        [
            "Dans la fiche-action n° 8 (Référent), « le CCAS de Metz » remplace « l’État ».",
            None,
        ],
    ]
