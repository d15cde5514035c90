"""A paragraph that stands in two fiches: copied and pasted, whole or nearly."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ctai_docs.contract.model import Contrat, Texte
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote, unaccented
from ctai_docs.machine.markdown import Block, Item, ListBlock, Paragraph, Table, plain_text
from ctai_docs.rules.walk import fiches, leaves, parsed

COPY = Rule(
    "TXT-050",
    Severity.AVERTISSEMENT,
    "Paragraphe qui figure dans deux fiches",
    found="Le paragraphe {typed} se lit aussi, {how}, dans la fiche {other}.",
    rule="Un paragraphe recopié d’une autre fiche décrit souvent une autre action.",
    remedy="Vérifiez qu’il est bien à sa place, ou réécrivez-le.",
    source="Usage du projet",
    example="fiches[2].commentaires_porteurs: Les personnes qui arrivent à Valmont trouvent peu "
    "de cours compatibles avec un emploi de nuit ou des horaires hachés.",
)

SHORTEST = 12
"""Words under which two paragraphs are alike by chance."""
NEAR = 0.9
"""How much of two paragraphs is the same, at least."""
LONGEST = 600
"""Words after which two paragraphs that begin alike are taken for alike."""
ALIKE_BY_NATURE = ("territoire", "calendrier")
"""Fields that fiches of one contract may well share."""

_SHINGLE = 3
_CROWD = 8
"""Paragraphs kept for each run of words: more would only be more of the same."""


@dataclass(frozen=True, slots=True, eq=False)
class _Passage:
    """A paragraph of a fiche: where it is, and its bare words."""

    fiche: int
    path: Path
    line: int
    text: str
    words: tuple[str, ...]


def check_copies(contrat: Contrat) -> Iterator[Finding]:
    """Yield the paragraphs that an earlier fiche of the dossier has too."""
    first: dict[tuple[str, ...], _Passage] = {}
    index: dict[tuple[str, ...], list[_Passage]] = defaultdict(list)
    for passage in _passages(contrat):
        same = first.setdefault(passage.words, passage)
        if same.fiche != passage.fiche:
            yield _copy(contrat, passage, same, "mot pour mot")
        elif same is passage:
            shingles = set(zip(*(passage.words[n:] for n in range(_SHINGLE)), strict=False))
            if near := _nearest(passage, shingles, index):
                yield _copy(contrat, passage, near, "presque mot pour mot")
            for shingle in shingles:
                if len(crowd := index[shingle]) < _CROWD:
                    crowd.append(passage)


def _nearest(
    passage: _Passage,
    shingles: set[tuple[str, ...]],
    index: dict[tuple[str, ...], list[_Passage]],
) -> _Passage | None:
    """Return a paragraph of another fiche that is nearly this one."""
    shared = Counter(other for shingle in shingles for other in index.get(shingle, ()))
    for other, count in shared.most_common(3):
        enough = count * 3 >= len(shingles) and other.fiche != passage.fiche
        if enough and _are_near(passage.words, other.words):
            return other
    return None


def _are_near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one[:LONGEST], other[:LONGEST], autojunk=False)
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _passages(contrat: Contrat) -> Iterator[_Passage]:
    """Yield the paragraphs of all fiches that are long enough to be no chance."""
    for number, (path, fiche) in enumerate(fiches(contrat)):
        for where, value in leaves(fiche, path):
            if type(value) is not Texte or where[-1] in ALIKE_BY_NATURE:
                continue
            for line, text in _paragraphs(parsed(value).blocks):
                words = tuple(re.findall(r"\w+", unaccented(text).lower()))
                if len(words) >= SHORTEST:
                    yield _Passage(number, where, line, text, words)


def _paragraphs(blocks: Iterable[Block | Item]) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each paragraph, cells of tables included."""
    for block in blocks:
        match block:
            case Paragraph(line=line):
                yield line, plain_text([block])
            case ListBlock(items=items):
                yield from _paragraphs(items)
            case Item(inner):
                yield from _paragraphs(inner)
            case Table(rows=rows, line=line):
                for number, row in enumerate(rows, line + 2):
                    for cell in row:
                        yield number, plain_text([Paragraph(cell.spans)])


def _copy(contrat: Contrat, passage: _Passage, other: _Passage, how: str) -> Finding:
    fiche = contrat.fiches[other.fiche]
    return COPY.at(
        passage.path,
        line_in_text=passage.line,
        typed=quote(passage.text),
        how=how,
        other=f"« {fiche.intitule} »",
    )


CHECKS = (check_copies,)
