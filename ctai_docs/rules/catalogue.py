"""Every `Rule` of the package, gathered from the modules that define them.

Gathered when first asked for: to list all rules is to import all modules, which no check needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import overload

from ctai_docs.machine.findings import Rule

PACKAGE = "ctai_docs"
FAMILIES = {
    "YML": "Les fichiers YAML",
    "DOS": "Le dossier",
    "MOD": "Les clés et leurs valeurs",
    "IMG": "Les logos",
    "TXT": "Les textes",
    "REF": "Les renvois et les clés citées",
    "MON": "Les montants",
    "PER": "Les personnes comptées",
    "FOR": "Le formulaire",
    "TPS": "Les dates",
    "NOM": "Les parties, les noms et les comptes",
    "ACT": "Les délibérations",
    "AVE": "Les avenants",
    "PRE": "La présentation",
    "DOC": "Les modèles Word : le fichier",
    "TPL": "Les modèles Word : les balises",
    "DEM": "Ce qui est demandé",
    "SOR": "L’écriture des documents",
    "PDF": "Le PDF",
    "ACC": "L’accessibilité",
    "LIM": "Les rapports trop longs",
}
"""What the rules of each family are about, from what is read to what is written."""


class Catalogue(Sequence[Rule]):
    """The rules sorted by code: a tuple that is made on first use."""

    @overload
    def __getitem__(self, index: int) -> Rule: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Rule, ...]: ...
    def __getitem__(self, index: int | slice) -> Rule | tuple[Rule, ...]:
        """Return a rule, or several."""
        return rules()[index]

    def __len__(self) -> int:
        """Return how many rules there are."""
        return len(rules())

    def __iter__(self) -> Iterator[Rule]:
        """Yield the rules, sorted by code."""
        return iter(rules())


CATALOGUE = Catalogue()
"""All rules, of checks, readers, templates and outputs, sorted by code."""


@cache
def rules(*packages: str) -> tuple[Rule, ...]:
    """Return the rules that these packages or modules define, all where none is named."""
    found = {
        (value.code, value.title): value
        for module in _modules(packages or (PACKAGE,))
        for value in vars(module).values()
        if isinstance(value, Rule)
    }
    return tuple(rule for _, rule in sorted(found.items()))


def codes(*packages: str) -> list[str]:
    """Return the codes of these rules, in order."""
    return [rule.code for rule in rules(*packages)]


def general(wording: str) -> str:
    """Return a wording of the catalogue with « … » in the place of each value."""
    return wording.format_map(_Blanks())


class _Blanks(dict[str, "_Blank"]):
    """Gives any name, whatever its format."""

    def __missing__(self, name: str) -> _Blank:
        return _Blank()


class _Blank:
    """Stands for a value, whatever its format."""

    def __format__(self, spec: str) -> str:
        return "…"


def _modules(packages: Sequence[str]) -> Iterator[ModuleType]:
    for name in packages:
        package = import_module(name)
        yield package
        for found in walk_packages(getattr(package, "__path__", ()), f"{name}."):
            if not found.name.endswith("__main__"):  # which runs when it is imported
                yield import_module(found.name)
