"""Which fields a rendering prints, and those that a template leaves out where another shows them.

Each printing tag is preceded by a mark, the part is compiled once more, and the marks that a
rendering holds tell which tags it came to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from time import monotonic

from ctai_docs.machine.engine.filters import Budget
from ctai_docs.machine.engine.safe import LATE
from ctai_docs.machine.engine.samples import TURNS, is_blank, sample_context
from ctai_docs.machine.engine.source import Source
from ctai_docs.machine.engine.template import Template, compile_source, from_code, joined
from ctai_docs.machine.findings import Finding, Location, Rule, Severity

LEFT_OUT = Rule(
    "TPL-008",
    Severity.INFORMATION,
    "Données que le modèle ne montre pas",
    "Le modèle ne montre jamais {balises}, que le modèle d’origine imprime.",
    "Un modèle montre ce qu’il veut ; ce qu’il laisse n’est dans aucun document.",
    "Rien à faire si c’est voulu ; sinon, ajoutez la balise.",
    "Usage du projet",
)
HIDDEN = Rule(
    "TPL-009",
    Severity.AVERTISSEMENT,
    "Données que le modèle peut taire",
    "Le modèle nomme {balises}, mais n’en imprime rien avec des données pour lesquelles le modèle "
    "d’origine l’imprime.",
    "Un « if » ou un « for » qui finit trop loin vide en silence tout ce qu’il entoure.",
    "Vérifiez où finit le bloc qui entoure ces balises : {{%p endif %}} ou {{%p endfor %}}.",
    "Usage du projet",
)
RULES = (LEFT_OUT, HIDDEN)
MOST_NAMED = 6
MOST_SECONDS_TO_COMPARE = 10.0
"""For all renderings: what is late has nothing to say."""
_HALVES: tuple[int | None, ...] = (None, 0, 1)
_TAG = re.compile(r"\{\{|\{%")
_MARK = re.compile(f"{LATE}(\\d+);".encode())


def printed_paths(
    template: Template, contexts: Iterable[Mapping[str, object]], deadline: float
) -> list[frozenset[str] | None]:
    """Return the paths of the fields that each context has printed; None where it is refused."""
    by_tag: dict[tuple[str, int], list[str]] = {}
    for placeholder in template.placeholders():
        if placeholder.printed:
            key = placeholder.part, placeholder.line
            by_tag.setdefault(key, []).append(placeholder.path)
    environment = template.environment
    marked = {
        part.source.part: from_code(
            compile_source(_marked(part.source), environment)[0], environment
        )
        for part in template.parts
    }

    def printed(context: Mapping[str, object]) -> frozenset[str] | None:
        budget, reached = Budget(deadline), set[tuple[str, int]]()
        for part, jinja in marked.items():
            try:
                xml = joined(jinja, context, budget)
            except (AssertionError, MemoryError):
                raise
            except Exception:
                return None
            reached |= {(part, int(mark[1])) for mark in _MARK.finditer(xml)}
        return frozenset(path for key in reached for path in by_tag.get(key, ()))

    return [printed(context) for context in contexts]


def _marked(source: Source) -> str:
    """Return the source with a mark before each tag that prints, its line in the numbered one."""
    lines = count(2)

    def mark(tag: re.Match[str]) -> str:
        line = next(lines)
        return f"{LATE}{line};{{{{" if tag[0] == "{{" else tag[0]

    return _TAG.sub(mark, re.sub(r"[\r\n]", " ", source.text))


def compared(
    template: Template,
    model: Template,
    context_type: type,
    *,
    printed: Collection[type] = (),
    beside: Mapping[str, object],
) -> Iterator[Finding]:
    """Yield what `template` leaves out of what `model` shows: never named, or printed less often.

    Both are rendered with full values, and with as little as the context allows; a text that is
    empty may well be left out.
    """
    full = [sample_context(context_type, turn, printed=printed) for turn in range(TURNS)]
    halves: list[int | None] = [*[None] * TURNS, *_HALVES]
    sparse = [
        sample_context(context_type, sparse=True, half=half, printed=printed) for half in _HALVES
    ]
    contexts = [{**context, **beside} for context in (*full, *sparse)]
    deadline = monotonic() + MOST_SECONDS_TO_COMPARE
    renderings = [printed_paths(each, contexts, deadline) for each in (template, model)]
    named = {each.path for each in template.placeholders() if each.printed}
    paths = sorted(
        {
            path
            for own, shown, half in zip(*renderings, halves, strict=True)
            if own is not None and shown is not None
            for path in shown - own
            if not is_blank(path.rpartition(".")[2], half)
        }
    )
    place = Location(template.name or "modèle")
    for rule, left in (
        (LEFT_OUT, [path for path in paths if path not in named]),
        (HIDDEN, [path for path in paths if path in named]),
    ):
        if left:
            yield rule.in_file(place, balises=_listed(left))


def _listed(paths: list[str]) -> str:
    """Return the first of the paths in quotation marks, and how many others there are."""
    words = ", ".join(f"« {path} »" for path in paths[:MOST_NAMED])
    others = len(paths) - MOST_NAMED
    return f"{words} et {others} autre{'s' if others > 1 else ''}" if others > 0 else words
