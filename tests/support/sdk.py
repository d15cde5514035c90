"""Microsoft's Open XML SDK validator, as a function."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

NAME = "ooxml-validator"
ROOT = Path(__file__).parents[2]


def validator() -> str | None:
    """Return the validator's command: from CTAI_OOXML_VALIDATOR, node_modules, or PATH."""
    named = os.environ.get("CTAI_OOXML_VALIDATOR")
    local = ROOT / "node_modules" / ".bin" / NAME
    return named or (str(local) if local.exists() else shutil.which(NAME))


def sdk_errors(document: Path | bytes) -> list[str]:
    """Return the validator's complaints about a .docx or .xlsx, as `part: description (path)`."""
    if isinstance(document, bytes):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "document.docx"
            path.write_bytes(document)
            return sdk_errors(path)
    command = validator()
    assert command, f"{NAME} is not installed"
    run = subprocess.run(
        [command, str(document), "--officeVersion", "Microsoft365"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    answer = json.loads(run.stdout)
    errors = [_line(error) for error in answer["errors"]]
    assert answer["ok"] or errors, run.stdout
    return errors


def _line(error: dict[str, object]) -> str:
    """Return one complaint as a line: part, path in it, description."""
    return f"{error['path'] or ''} {error['xPath'] or ''}: {error['description']}"
