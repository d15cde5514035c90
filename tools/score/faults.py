"""`Fault`: one way in which people get a dossier wrong, what must find it, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tools.score.dossier import Bench, Dossier, Spot, fresh
from tools.score.page import Page

Break = Callable[[Dossier, Random], Spot]


@dataclass(frozen=True, slots=True)
class Fault:
    """A class of faults: its French name, how to make one, and the codes that may name it."""

    name: str
    codes: tuple[str, ...]
    make: Break

    def trial(self, bench: Bench, rng: Random) -> Trial:
        """Break a fresh dossier in one place, and return what was then found."""
        dossier = fresh()
        spot = self.make(dossier, rng)
        return Trial(self, spot, tuple(bench.broken(dossier)))


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault made, and what the checks said of it that they did not say before."""

    fault: Fault
    spot: Spot
    said: tuple[tuple[str, str, int, str], ...]

    @property
    def is_found(self) -> bool:
        """Whether one of the codes was reported at the place of the fault."""
        return any(
            code in self.fault.codes
            and file == self.spot.file
            and (self.spot.line is None or line == self.spot.line)
            for code, file, line, _ in self.said
        )

    def __str__(self) -> str:
        """Return what was awaited, and what was said instead."""
        wanted = f"{'/'.join(self.fault.codes)} {self.spot.file}:{self.spot.line or '*'}"
        said = [f"    {code} {file}:{line} {text}" for code, file, line, text in self.said]
        return "\n".join([f"{self.fault.name} : {wanted}", *(said or ["    (rien)"])])


FAULTS: list[Fault] = []
"""Every class of faults, in the order of the modules that make them."""


def fault(name: str, *codes: str) -> Callable[[Break], Break]:
    """Add a function to the classes of faults."""

    def add(make: Break) -> Break:
        FAULTS.append(Fault(name, codes, make))
        return make

    return add


def at(page: Page, *path: str | int) -> Spot:
    """Return the place of a value as the page now is."""
    return Spot(page.name, page.line(*path))


def edited(page: Page) -> Spot:
    """Return the place of the first line that was changed."""
    return Spot(page.name, page.edited)


def within(page: Page) -> Spot:
    """Return the whole page: the fault is something that is not there."""
    return Spot(page.name)
