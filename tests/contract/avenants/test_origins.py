"""Where a value of the contract in force was typed: in a file of the contract, or an avenant."""

from __future__ import annotations

import shutil

import pytest

import ctai_docs
from ctai_docs.machine.findings import Rule, Severity, show_path

RULE = Rule(code="X-001", severity=Severity.ERREUR, title="", found="Quoi.")
AVENANT = """\
changements:
- supprimer_fiche: coordinateur
- ajouter_fiche: phare
  fiche: {intitule: Un phare, axe: pilotage, portage: [ccas]}
- modifier: fiches.un-toit.budget.subvention_p104
  avant: 5000
  apres: 6000
- modifier: lieu_signature
  avant: Metz
  apres: Nancy
"""


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """Return the dossier of Metz with an avenant: its first fiche leaves, another comes last."""
    folder = tmp_path_factory.mktemp("origins") / "metz"
    shutil.copytree("examples/metz_2026", folder)
    (folder / "avenants").mkdir()
    asked = ctai_docs.load(folder).contrat.fiches[7].budget.subvention_p104
    text = AVENANT.replace("avant: 5000", f"avant: {asked}")
    (folder / "avenants" / "1.yaml").write_text(text, encoding="utf-8")
    return ctai_docs.load(folder)


@pytest.mark.parametrize(
    ("path", "file", "shown"),
    [
        pytest.param(
            ("fiches", 6, "intitule"),
            "fiches/08-un-toit-en-attendant.yaml",
            "intitule",
            id="another rank now",
        ),
        pytest.param(
            ("fiches", 6, "budget", "subvention_p104"),
            "avenants/1.yaml:7:",
            "changements[3].apres",
            id="changed",
        ),
        pytest.param(
            ("fiches", 11, "portage", 0),
            "avenants/1.yaml:4:",
            "changements[2].fiche.portage[1]",
            id="added",
        ),
        pytest.param(("lieu_signature",), "avenants/1.yaml:10:", "changements[4].apres", id="line"),
        pytest.param(("parties", 1, "nom"), "contrat.yaml:", "parties.etat.nom", id="a key"),
    ],
)
def test_a_finding_points_to_the_file_where_the_value_was_typed(dossier, path, file, shown):
    """Beside it, the place that it contradicts is found in the same way."""
    (found,) = dossier.place([RULE.at(path)])
    assert str(found.where).startswith(file)
    assert show_path(found.shown) == shown
    (beside,) = dossier.place([RULE.at(("fin",)).beside(path)])
    assert beside.ailleurs == (found.where,)
    assert str(beside.where).startswith("contrat.yaml:")
