"""A Word template, compiled once and rendered many times, by several threads at will.

Reading, patching (`source`) and Jinja's compiling are separate steps, and happen once. A render
joins what Jinja yields, resolves typed line breaks, and parses the result strictly; tables and
containers are worked on only where this template can break them and this rendering did.

Every trouble is a `CtaiError` whose findings name the part and quote the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import CodeType
from typing import TYPE_CHECKING, cast

import jinja2
from jinja2.exceptions import SecurityError
from lxml import etree

from ctai_docs.machine.engine import faults, guard
from ctai_docs.machine.engine.filters import MOST_TEXT, Budget, LimitError, RenderContext
from ctai_docs.machine.engine.late import defer
from ctai_docs.machine.engine.listing import resolve_listing
from ctai_docs.machine.engine.outside import bad_fields
from ctai_docs.machine.engine.package import Package
from ctai_docs.machine.engine.proof import Proof, prove
from ctai_docs.machine.engine.reading import read_package
from ctai_docs.machine.engine.right_to_left import marked_right_to_left
from ctai_docs.machine.engine.safe import written
from ctai_docs.machine.engine.source import Source, read_sources
from ctai_docs.machine.engine.tables import (
    fit_grids,
    grids_fit,
    may_need_repair,
    repair,
    repair_signs,
)
from ctai_docs.machine.findings import CtaiError, Finding

if TYPE_CHECKING:
    from ctai_docs.machine.engine.placeholders import Placeholder

_CHUNK = 1_024


@dataclass(frozen=True)
class TemplatePart:
    """One part, ready to render."""

    source: Source
    jinja: jinja2.Template = field(repr=False)
    code: CodeType = field(repr=False)
    """What `jinja` was made of, and a cache keeps."""
    repair_signs: tuple[str, ...]
    """The signs of containers that some data could leave invalid (`tables.repair_signs`)."""
    proof: Proof | None
    """Why its renderings need no parser, where they do not."""

    def render(self, context: Mapping[str, object], budget: Budget) -> bytes:
        """Return the XML of the part, well-formed and fit for Word, its ids late."""
        budget.begin_part()
        typed = joined(self.jinja, context, budget)
        xml = resolve_listing(typed)
        proved = self.proof is not None and not budget.needs_parser and xml is typed
        signs = self._signs_to_look_for(budget) if proved else self.repair_signs
        broken = may_need_repair(xml, signs)
        ill_fitting = self.changes_cells and not (proved and grids_fit(xml))
        if broken or ill_fitting:
            root = _parsed(xml)
            changed = ill_fitting and fit_grids(root)
            changed = (broken and repair(root)) or changed
            xml = written(root) if changed else xml
        elif not proved:
            _check(xml)
        if self.source.changes_fields and (bad := next(bad_fields(_parsed(xml)), "")):
            raise SecurityError(f"le champ « {bad} » n’est pas permis")
        if budget.right_to_left:
            xml = marked_right_to_left(xml)
        return xml if proved else defer(xml)

    @property
    def changes_cells(self) -> bool:
        """Tell whether rows may have more or fewer cells than the grid of their table."""
        return self.source.changes_cells or self.proof is None or self.proof.changes_cells

    def _signs_to_look_for(self, budget: Budget) -> tuple[str, ...]:
        """Return the signs of what this rendering may have left invalid."""
        assert self.proof
        conditional = self.proof.conditional_repair_signs if budget.may_need_repair else ()
        return self.proof.repair_signs + conditional


@dataclass(frozen=True)
class Template:
    """A .docx whose document, headers, footers and notes are Jinja. Never changes."""

    package: Package
    name: str
    environment: jinja2.Environment = field(repr=False)
    parts: tuple[TemplatePart, ...] = field(repr=False)

    @classmethod
    def compile(cls, data: bytes, environment: jinja2.Environment, name: str = "") -> Template:
        """Return the template that the .docx `data` holds, or raise `CtaiError`."""
        from ctai_docs.machine.engine.inspection import (  # late: few are not in the cache
            inspect,
            remarks,
        )

        package = read_package(data, name)
        if odd := inspect(package, name):
            raise CtaiError(odd)
        parts: list[TemplatePart] = []
        found: list[Finding] = []
        for source in read_sources(package):
            try:
                parts.append(_compile_part(source, environment, name))
            except CtaiError as error:
                found += error.findings
        if found:
            raise CtaiError([*remarks(package, name), *found])
        return cls(package, name, environment, tuple(parts))

    def placeholders(self) -> tuple[Placeholder, ...]:
        """Return what the template reads from the context, part by part, in order."""
        from ctai_docs.machine.engine.placeholders import find_placeholders

        return tuple(
            placeholder
            for part in self.parts
            for placeholder in find_placeholders(part.source, self.environment)
        )

    def render(self, context: Mapping[str, object]) -> Rendered:
        """Return the parts filled with `context`, or raise `CtaiError` with what each refuses."""
        budget = Budget()
        rendered: dict[str, bytes] = {}
        found: list[Finding] = []
        for part in self.parts:
            try:
                rendered[part.source.part] = part.render(context, budget)
            except (AssertionError, MemoryError):
                raise
            except Exception as error:  # data and properties may raise anything
                found.append(self._explain(part, context, error, budget))
                if isinstance(error, LimitError):
                    break
        if found:
            raise CtaiError(found)
        return Rendered(self, rendered)

    def _explain(
        self,
        part: TemplatePart,
        context: Mapping[str, object],
        error: Exception,
        budget: Budget,
    ) -> Finding:
        """Return the finding for what stopped a render, its paragraph found by a slower one.

        Both share a deadline: once it has passed, the part alone is named.
        """
        if isinstance(error, MalformedError):
            return faults.malformed(part.source, self.name, error.xml, error.why)
        if budget.is_late:
            return faults.at_render(part.source, self.name, error, part.jinja)
        numbered = from_code(
            compile_source(part.source.numbered, self.environment)[0], self.environment
        )
        try:
            joined(numbered, context, Budget(budget.deadline))
        except Exception as again:  # the same error, as a rule
            return faults.at_render(part.source, self.name, again, numbered)
        return faults.at_render(part.source, self.name, error, part.jinja)


@dataclass(frozen=True)
class Rendered:
    """A template filled: the XML of each templated part, without declaration, late ids inside."""

    template: Template
    parts: Mapping[str, bytes]


class MalformedError(Exception):
    """A rendering is not XML: markup that does not nest, or a character that XML has not."""

    def __init__(self, xml: bytes, why: str) -> None:
        super().__init__(why)
        self.xml = xml.decode("utf-8", "surrogatepass")
        self.why = why


def compile_source(text: str, environment: jinja2.Environment) -> tuple[CodeType, Proof | None]:
    """Return the code of a source, its repetitions counted, and the proof that it is XML."""
    tree = environment.parse(text)
    proof = prove(tree)
    return environment.compile(guard.metered(tree)), proof


def from_code(code: CodeType, environment: jinja2.Environment) -> jinja2.Template:
    """Return the template that `compile_source` made code of."""
    return jinja2.Template.from_code(environment, code, environment.make_globals(None))


def _compile_part(source: Source, environment: jinja2.Environment, name: str) -> TemplatePart:
    """Return the part compiled, or raise `CtaiError` with its errors."""
    try:
        tree = environment.parse(source.numbered)
        refused = [
            faults.refused(source, name, what, line)
            for what, line in guard.refusals(tree, environment)
        ]
        if refused:
            raise CtaiError(list(dict.fromkeys(refused)))  # one for a hundred uses in a paragraph
        code, proof = compile_source(source.text, environment)
        jinja = from_code(code, environment)
        return TemplatePart(source, jinja, code, repair_signs(source.text), proof)
    except (jinja2.TemplateSyntaxError, SyntaxError, RecursionError, MemoryError) as error:
        raise CtaiError([faults.at_compile(source, name, error)]) from error


def joined(template: jinja2.Template, context: Mapping[str, object], budget: Budget) -> bytes:
    """Return all that the template yields, stopping once it is more than a document can be."""
    jinja_context = template.new_context(dict(context))
    assert isinstance(jinja_context, RenderContext)
    jinja_context.budget = budget
    stream = template.root_render_func(jinja_context)
    return b"".join(_chunks(cast("Iterator[bytes]", stream)))  # `printing` has it yield bytes


def _chunks(stream: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the stream in larger pieces, their total bounded."""
    size = 0
    while pieces := list(islice(stream, _CHUNK)):
        chunk = b"".join(pieces)
        size += len(chunk)
        if size > MOST_TEXT:
            raise LimitError(f"plus de {MOST_TEXT // 2**20} Mo de texte")
        yield chunk


def _parsed(xml: bytes, target: _Nothing | None = None) -> etree._Element:
    """Return the tree of a rendered part; what is not well-formed XML is refused, never mended."""
    parser = etree.XMLParser(
        target=target,  # type: ignore[arg-type] # lxml asks for `close` alone
        resolve_entities=False,
        no_network=True,
        recover=False,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedError(xml, str(error)) from error
    if len(parser.error_log):  # prefixes without a namespace, which a target lets pass
        raise MalformedError(xml, parser.error_log[0].message)
    return root


def _check(xml: bytes) -> None:
    """Refuse what is not well-formed XML: the same parser, twice as fast without a tree."""
    _parsed(xml, _Nothing())


class _Nothing:
    """A parser's target that keeps nothing."""

    def close(self) -> None:
        """Return nothing where a tree would be."""
