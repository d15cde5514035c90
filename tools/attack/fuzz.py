"""`python -m tools.attack.fuzz READER [options of libFuzzer]`: a reader, guided by its coverage.

Needs the extra `fuzz`. `make fuzz` gives each reader its share of ten minutes; what breaks one is
left in `out/fuzz`, to become a test. The corpus grows there from night to night.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

if TYPE_CHECKING:
    from tools.attack.readers import Reader

CORPUS = Path("out") / "fuzz"


def main(arguments: list[str]) -> None:
    """Fuzz the reader of this name until it breaks, or the time is over."""
    name, *options = arguments
    os.environ["CTAI_DOCS_CACHE"] = "non"
    reader, seeds = _instrumented(name)
    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(seeds):
        (corpus / f"sample-{number}").write_bytes(sample)
    atheris.Setup(
        ["fuzz", *options, f"-artifact_prefix={CORPUS}/{name}-", str(corpus)], _target(reader)
    )
    atheris.Fuzz()


def _instrumented(name: str) -> tuple[Reader, tuple[bytes, ...]]:
    """Return a reader whose branches are counted, and what it reads every day."""
    with atheris.instrument_imports(include=["ctai_docs"]):
        from tools.attack.readers import READERS, samples
    return READERS[name], samples()[name]


def _target(reader: Reader) -> object:
    from ctai_docs.machine.findings import CtaiError

    def target(data: bytes) -> None:
        try:
            reader(data)
        except CtaiError:
            return

    return target


if __name__ == "__main__":
    main(sys.argv[1:])
