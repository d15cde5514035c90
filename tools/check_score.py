"""`make check-score`: recall by class of faults, and false alarms on dossiers that have none.

python -m tools.check_score --draws 5 --seed ctai --only copié
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from ctai_docs.dossier.starter import write_starter
from ctai_docs.machine.findings import Finding, Severity
from tools.score.classes import FAULTS, UNCLAIMED
from tools.score.dossier import METZ, Bench, bench, findings
from tools.score.faults import Fault, Trial
from tools.score.harmless import HARMLESS, alarms

BASE = Path(__file__).parents[1] / "tests" / "rules" / "base.yaml"
DRAWS = 5
ROWS = "{found:>4}/{drawn:<4} {codes:<18} {name}"


def main() -> int:
    """Print the score; return 1 where a fault is missed or a clean dossier is blamed."""
    options = _options()
    chosen = [fault for fault in FAULTS if options.only in fault.name]
    with bench() as ground:
        trials = [t for f in chosen for t in _class(ground, f, options.seed, options.draws)]
        blamed = list(_harmless(ground, options.seed, options.draws))
    for name, alarming in clean().items():
        print(f"{len(alarming):>4} fausse(s) alerte(s) : {name}")
        blamed += map(str, alarming)
    missed = [trial for trial in trials if not trial.is_found]
    _unclaimed()
    print(f"\n{summary(len(chosen), len(trials), len(missed), len(blamed))}\n")
    print(*missed, *blamed, sep="\n")
    return 1 if missed or blamed else 0


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="check_score", description=(__doc__ or "").split("\n")[0])
    reader.add_argument("--draws", type=int, default=DRAWS, help="places drawn for each class")
    reader.add_argument("--seed", default="ctai", help="another seed draws other places")
    reader.add_argument("--only", default="", help="part of the names of the classes")
    return reader.parse_args()


def _class(ground: Bench, fault: Fault, seed: str, draws: int) -> Iterator[Trial]:
    """Yield the trials of a class, and print its row."""
    found = 0
    for n in range(draws):
        trial = fault.trial(ground, Random(f"{seed} {fault.name} {n}"))
        found += trial.is_found
        yield trial
    print(ROWS.format(found=found, drawn=draws, codes=", ".join(fault.codes), name=fault.name))


def _harmless(ground: Bench, seed: str, draws: int) -> Iterator[str]:
    """Yield the false alarms of harmless edits, and print their number."""
    for name, edit in HARMLESS.items():
        raised = [
            f"fausse alerte, {name} : {alarm}"
            for n in range(draws)
            for alarm in alarms(ground, edit, Random(f"{seed} {name} {n}"))
        ]
        print(f"{len(raised):>4} fausse(s) alerte(s) : édition sans faute, {name}")
        yield from raised


def clean() -> dict[str, list[Finding]]:
    """Return the errors and warnings found in each dossier that has no fault, by its name."""
    roots = sorted(path.parent for path in METZ.parent.glob("*/contrat.yaml"))
    found = {f"examples/{root.name}": _alarms(root) for root in roots}
    with TemporaryDirectory() as folder:
        write_starter(Path(folder) / "depart")
        found["dossier de départ"] = _alarms(Path(folder) / "depart")
        base = Path(folder) / "base"
        base.mkdir()
        (base / "contrat.yaml").write_bytes(BASE.read_bytes())
        found["tests/rules/base.yaml"] = _alarms(base)
    return found


def _alarms(root: Path) -> list[Finding]:
    return [f for f in findings(root) if f.severity is not Severity.INFORMATION]


def _unclaimed() -> None:
    print(f"\nNon réclamé ({len(UNCLAIMED)}) :")
    for what, why in UNCLAIMED.items():
        print(f"  - {what} : {why}")


def summary(classes: int, drawn: int, missed: int, blamed: int) -> str:
    """Return the score in a sentence, which the README quotes."""
    recall = (drawn - missed) / drawn if drawn else 0
    return (
        f"{classes} classes de fautes, {drawn} dossiers fautifs : rappel {recall:.3f} ; "
        f"{blamed} fausse(s) alerte(s) sur les dossiers sans faute "
        f"et {len(HARMLESS)} sortes d’éditions sans faute."
    )


if __name__ == "__main__":
    sys.exit(main())
