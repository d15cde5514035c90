"""`docs/regles.md`: the catalogue of `ctai-docs check --liste` as a page, by family.

`pytest --renew-goldens tests/rules` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ctai_docs.machine.findings import Rule
from ctai_docs.rules.catalogue import CATALOGUE, FAMILIES, general

PAGE = Path(__file__).parents[1] / "docs" / "regles.md"
HEAD = """\
# Les règles

Tout ce que `ctai-docs check` et les autres commandes peuvent trouver, comme l’imprime
`ctai-docs check --liste`. Une *erreur* empêche les documents de partir ; un *avertissement* demande
un regard ; une *information* ne demande rien.

L’exemple est le moindre changement qui enfreint la règle : des lignes `chemin: valeur` d’un dossier
sans faute, où rien après `chemin:` supprime la valeur ; en italique, ce que des lignes ne montrent
pas.

Un dossier accepte un constat par son code, avec une raison que le rapport montre :

```yaml
controles:
  silences:
    - {code: TPS-011, motif: "effet rétroactif voulu par les parties"}
    - {code: FOR-002, chemin: fiches.un-toit, motif: "territoire fixé après l’appel à projets"}
```
"""
TABLE = "| Code | Constat | Gravité | Règle | Source | Exemple |\n|---|---|---|---|---|---|"


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    for family, title in FAMILIES.items():
        yield f"## {title} ({family})\n\n{TABLE}"
        yield from (_row(rule) for rule in CATALOGUE if rule.code.startswith(family))
        yield ""


def _row(rule: Rule) -> str:
    words = (rule.code, rule.title, rule.severity.value, general(rule.rule), rule.source)
    cells = [*map(_cell, words), _example(rule.example)]
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Return a text as Markdown prints it in a table, sign for sign."""
    for sign in "\\|<>*_`[]":
        text = text.replace(sign, f"\\{sign}")
    return text


def _example(example: str) -> str:
    if example.startswith("# "):
        return f"*{_cell(example.removeprefix('# '))}*"
    return "<br>".join(map(_code, example.splitlines()))


def _code(line: str) -> str:
    """Return a line as code; two signs around it where it holds the sign of code."""
    line = line.replace("\t", "→").replace("|", "\\|")
    return f"`` {line} ``" if "`" in line else f"`{line}`"
