"""`make mutants`: the share of mutants killed, folder by folder, and those that live."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tools.mutants.run import is_killed, nearest, preload, seconds
from tools.mutants.sites import ROOT, Mutant, mutant, sites

FOLDERS = ("rules", "documents/views", "contract/model", "contract/avenants")
SAMPLE = 40
GOAL = 0.9


def main() -> int:
    """Print the share killed in each folder or module; return 1 where it is below the goal."""
    options = _options()
    preload()
    low = False
    for name in options.where:
        killed, drawn = _run(name, drawn_from(name, options.sample, options.seed))
        low |= killed < GOAL * drawn
    return int(low)


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="mutants", description=(__doc__ or "").split("\n")[0])
    default = [f"ctai_docs/{folder}" for folder in FOLDERS]
    reader.add_argument("where", nargs="*", default=default, help="folders or modules")
    reader.add_argument("--sample", type=int, default=SAMPLE, help="mutants drawn from each")
    reader.add_argument("--seed", default="ctai", help="another seed draws other mutants")
    return reader.parse_args()


def modules(name: str) -> list[Path]:
    """Return the modules of a folder, or the one that is named."""
    where = ROOT / name
    return sorted(where.rglob("*.py")) if where.is_dir() else [where]


def drawn_from(name: str, count: int, seed: str) -> list[Mutant]:
    """Return so many mutants of a folder, each at a place of its own, in the order of places."""
    rng = Random(f"{seed} {name}")
    every = [(p, s) for p in modules(name) for s in sites(p.read_text(encoding="utf-8"))]
    rng.shuffle(every)
    made: list[Mutant] = []
    for path, site in every:
        if len(made) == count:
            break
        if one := mutant(path, site, rng):
            made.append(one)
    return sorted(made, key=lambda one: (one.path, one.line))


def _run(name: str, mutants: list[Mutant]) -> tuple[int, int]:
    alive = list(_alive(mutants))
    killed = len(mutants) - len(alive)
    print(
        f"{name}: {killed}/{len(mutants)} killed, {killed / max(1, len(mutants)):.0%}", flush=True
    )
    return killed, len(mutants)


def _alive(mutants: list[Mutant]) -> Iterator[Mutant]:
    """Yield the mutants that no test sees, and print them."""
    limits: dict[tuple[Path, ...], float] = {}
    for one in mutants:
        tests = tuple(nearest(one.path))
        if tests not in limits:
            limits[tests] = 10 + 4 * seconds(tests)
        if not is_killed(one, tests, limits[tests]):
            print(one, flush=True)
            yield one


if __name__ == "__main__":
    sys.exit(main())
