"""A copy of the package, changed as a newcomer would change it, and what it then does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.documents.reading import normal

ROOT = Path(__file__).parents[2]
PARTS = ("ctai_docs", "templates", "tools")


class Copy:
    """The package, its templates and their builder in a folder, free to be edited."""

    def __init__(self, folder: Path, edits: Mapping[str, tuple[str, str]]) -> None:
        self.folder = folder
        for part in PARTS:
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("*.pyc"))
        for name, edit in edits.items():
            self.edit(folder / name, *edit)

    @staticmethod
    def edit(path: Path, old: str, new: str) -> None:
        """Put a text in the place of one that the file has once."""
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *arguments: str) -> str:
        """Return what the copy's Python prints; nothing of the checkout is imported."""
        environment = {
            **os.environ,
            "CTAI_DOCS_CACHE": "non",
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(self.folder),
        }
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def check(self, dossier: Path) -> str:
        """Return what `ctai-docs check` prints, with plain spaces."""
        return normal(self.run("-m", "ctai_docs.cli", "check", str(dossier)))

    def findings(self, dossier: Path) -> list[tuple[str, str]]:
        """Return the code and the path of each finding of `ctai-docs check`."""
        told = json.loads(
            self.run("-m", "ctai_docs.cli", "check", str(dossier), "--format", "json")
        )
        return [(finding["code"], finding["chemin"]) for finding in told["constats"]]

    def schema(self) -> Any:
        """Return the JSON schema of a fiche."""
        code = "import json; from ctai_docs.dossier.schema import fiche_schema as s"
        return json.loads(self.run("-c", f"{code}; print(json.dumps(s()))"))

    def render(self, dossier: Path, out: Path) -> Path:
        """Render the pack of a dossier and return its folder."""
        said = self.run("-m", "ctai_docs.cli", "render", str(dossier), "-o", str(out))
        assert (out / "manifest.json").exists(), said
        return out
