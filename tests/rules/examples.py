"""The clean dossier, and what an example of a rule makes of it: lines `path: value`.

A path is written as findings show it, counted from 1: `fiches[1].budget.cout_total: 12 000`. A
value is YAML; none deletes; the index after the last appends.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.paths import read_path
from ctai_docs.machine.yaml import read_yaml

BASE = Path(__file__).with_name("base.yaml")
_LINE = re.compile(r"(?P<path>[\w.\[\]-]+):(?P<value>(?: .*)?)")


def base() -> Any:
    """Return the data of the clean dossier, fresh."""
    return read_yaml(_bytes(), BASE.name).value


def broken(*examples: str) -> Contrat:
    """Return the contract of the clean dossier once the lines of `examples` are applied."""
    data = base()
    for line in "\n".join(examples).splitlines():
        if line.strip():
            apply(data, line.strip())
    return Contrat.model_validate(data)


def apply(data: Any, line: str) -> None:
    """Change `data` as one line `path: value` says."""
    read = _LINE.fullmatch(line)
    assert read, f"not a line « path: value »: {line}"
    *steps, last = read_path(read["path"])
    for step, below in pairwise([*steps, last]):
        if isinstance(data, dict) and data.get(step) is None:
            data[step] = [] if isinstance(below, int) else {}
        data = data[step]
    if not read["value"].strip():
        del data[last]
    elif isinstance(data, list) and last == len(data):
        data.append(_value(read["value"]))
    else:
        assert isinstance(data, (dict, list)), f"a scalar holds no {last!r}: {line}"
        data[last] = _value(read["value"])


def _value(yaml: str) -> Any:
    loaded: Any = read_yaml(f"valeur:{yaml}\n".encode(), "exemple").value
    return loaded["valeur"]


@cache
def _bytes() -> bytes:
    return BASE.read_bytes()
