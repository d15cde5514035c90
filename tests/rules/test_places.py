"""Each finding has its file and its line, also in a dossier that is split over as many files."""

from __future__ import annotations

import pytest

from ctai_docs.dossier.reader import FOLDERS, read_dossier
from ctai_docs.machine.yaml.writer import write_yaml
from ctai_docs.rules import check
from ctai_docs.rules.catalogue import rules
from tests.rules.examples import apply, base

EXAMPLES = [
    pytest.param(rule, id=rule.code)
    for package in ("rules", "machine.markdown")
    for rule in rules(f"ctai_docs.{package}")
    if rule.example and not rule.example.startswith("#")
]
MAIN = ("edition", "debut", "fin", "pilote", "controles")
"""What stays in `contrat.yaml`: every other key has a file of its own."""


def split(data, root):
    """Write a contract as a dossier of many files; return what each of them holds."""
    files = {"contrat.yaml": {key: data.pop(key) for key in MAIN if key in data}}
    for folder in FOLDERS:
        for number, item in enumerate(data.pop(folder, []), 1):
            files[f"{folder}/{number:02}.yaml"] = item
    files |= {f"{key}.yaml": value for key, value in data.items()}
    for name, value in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(write_yaml(value), encoding="utf-8")
    return files


def awaited(path, files):
    """Return the file of a path: that of its key, the main one where it has none."""
    name = f"{path[0]}.yaml"
    if path[0] in FOLDERS and len(path) > 1:
        name = f"{path[0]}/{path[1] + 1:02}.yaml"
    return name if name in files else "contrat.yaml"


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_finding_is_placed_in_the_file_of_its_key(rule, tmp_path):
    """At a line of it, and a column of that line."""
    data = base()
    for line in rule.example.splitlines():
        apply(data, line)
    files = split(data, tmp_path)
    dossier = read_dossier(tmp_path)
    found = check(dossier.contrat).findings
    assert rule.code in {finding.code for finding in found}
    for finding in found:
        where = dossier.place([finding])[0].where
        assert where.file == awaited(finding.path, files)
        lines = (tmp_path / where.file).read_text(encoding="utf-8").split("\n")
        assert 1 <= where.line <= len(lines)
        assert 1 <= where.column <= len(lines[where.line - 1]) + 1
