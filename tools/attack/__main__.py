"""`python -m tools.attack [times] [seed]`: every attack, a row of the table each."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from random import Random
from time import monotonic

from tools.attack import Attack
from tools.attack.archives import hostile_archives
from tools.attack.characters import disguised_links, hidden_characters
from tools.attack.commands import command_lines
from tools.attack.damage import damaged_files
from tools.attack.doubling import doubled_inputs
from tools.attack.output import (
    full_disks,
    held_folders,
    killed_runs,
    stopped_workers,
    two_writers,
)
from tools.attack.templates import hostile_templates

ATTACKS: tuple[Attack, ...] = (
    damaged_files,
    hostile_archives,
    doubled_inputs,
    hidden_characters,
    disguised_links,
    command_lines,
    hostile_templates,
    killed_runs,
    full_disks,
    two_writers,
    held_folders,
    stopped_workers,
)
"""Each of a kind; one more is a function in a module here, and its name in this tuple."""
SHOWN = 5


def main(arguments: Sequence[str]) -> int:
    """Run the attacks, print the table, and return 1 where one of them broke something."""
    times, seed = (int(word) for word in (*arguments, *("200", "1")[len(arguments) :]))
    os.environ["CTAI_DOCS_TRACE"] = "oui"
    os.environ["CTAI_DOCS_CACHE"] = "non"
    print(f"| attack ({times} times, seed {seed}) | tried | broken | seconds |\n|---|---|---|---|")
    broken: list[str] = []
    for attack in ATTACKS:
        start = monotonic()
        trials = list(attack(Random(seed), times))
        found = [f"{trial.what}: {trial.broke}" for trial in trials if trial.broke]
        name = (attack.__doc__ or "").partition("\n")[0].rstrip(".")
        print(f"| {name} | {len(trials)} | {len(found)} | {monotonic() - start:.0f} |", flush=True)
        broken += found[:SHOWN]
    print(*broken, sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
