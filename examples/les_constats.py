"""What is found in each dossier of a folder, as a table that a spreadsheet opens."""

import csv
import sys
from pathlib import Path

import ctai_docs

table = csv.writer(sys.stdout)
table.writerow(("dossier", "place", "gravité", "code", "constat"))
for dossier in sorted(path for path in Path("examples").iterdir() if path.is_dir()):
    try:
        findings = ctai_docs.check(dossier).findings
    except ctai_docs.CtaiError as error:  # a dossier that cannot be read
        findings = error.findings
    for found in findings:
        table.writerow((dossier.name, found.where, found.severity, found.code, found.message))
