"""The rows of the table: each measures one goal of issue 5 and says whether it is met."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

from benchmarks import imports, peers
from benchmarks.heavy import campaign_rows, pdf_row
from benchmarks.measure import alternate, output, process, timed
from benchmarks.node import TAGS, node
from benchmarks.peer import Peer
from benchmarks.row import Row, at_most, faster
from benchmarks.rust import rust
from benchmarks.subject import (
    DOSSIER,
    Subject,
    amended,
    amendments,
    archive_parts,
    enlarged,
    forget_texts,
    metz,
    template_bytes,
    whole,
    write_limit,
)


@dataclass
class Bench:
    """All rows, and the points of the plot; `quick` runs each work once and has no opinion."""

    quick: bool = False
    points: list[tuple[int, float]] = field(default_factory=list)
    subject: Subject = field(default_factory=metz)

    def runs(self, count: int) -> int:
        """Return how many times a work is run."""
        return 1 if self.quick else count

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the issue, in its order."""
        yield from self.warm()
        yield self.peer("rust-docxtpl", lambda _: rust())
        for name in TAGS:
            yield self.peer(name, partial(node, name, self.subject))
        yield self.contract()
        yield from self.linear()
        yield self.avenants()
        yield self.cold_render()
        yield self.cold_check()
        yield from campaign_rows(self.quick)
        yield self.memory()
        yield pdf_row(self.subject, self.quick)

    def warm(self) -> Iterator[Row]:
        """Yield one fiche against docxtpl, then against the limit, then with texts unseen."""
        subject, template = self.subject, template_bytes(self.subject)
        works: dict[str, Callable[[int], object]] = {
            "ours": lambda v: subject.render(v),  # type: ignore[arg-type]
            "docxtpl": lambda v: peers.by_docxtpl(template, v),  # type: ignore[arg-type]
        }
        times = alternate(works, self.runs(24), subject.values)
        yield faster("one fiche, warm", "plain docxtpl", 15, times["ours"], times["docxtpl"])
        yield self.limit()
        fresh = {"ours": lambda n: self._unseen(n), "docxtpl": lambda n: self._unseen(n, template)}
        times = alternate(fresh, self.runs(12))
        yield faster(
            "the same, texts never seen, context made",
            "plain docxtpl",
            15,
            times["ours"],
            times["docxtpl"],
        )

    def _unseen(self, number: int, template: bytes = b"") -> object:
        forget_texts()
        values = self.subject.values(number)
        if template:
            return peers.by_docxtpl(template, values)
        return self.subject.render(values)

    def limit(self) -> Row:
        """Return one fiche against the deflating of its known bytes, at the same level."""
        subject = self.subject
        made = [subject.limit(subject.values(n)) for n in range(len(subject.fiches))]

        def given(n: int) -> object:
            return subject.values(n), made[n % len(made)]

        works: dict[str, Callable[[int], object]] = {
            "ours": lambda pair: subject.render(pair[0]),  # type: ignore[index]
            "limit": lambda pair: write_limit(*pair[1]),  # type: ignore[index]
        }
        times = alternate(works, self.runs(96), given)
        ratio = times["ours"].median / times["limit"].median
        return at_most("one fiche, warm", "the limit", 2, ratio, times["ours"], times["limit"])

    def peer(self, name: str, start: Callable[[Path], Peer]) -> Row:
        """Return one fiche against a peer in a process of its own."""
        work = "one fiche, warm"
        try:
            with tempfile.TemporaryDirectory() as folder, start(Path(folder)) as other:
                works: dict[str, Callable[[int], object]] = {
                    "ours": lambda n: self._given(n),
                    "theirs": lambda n: other.render(n % len(self.subject.fiches)),
                }
                times = alternate(works, self.runs(24))
        except RuntimeError as error:
            return Row(work, name, "≥ 3 ×", why=str(error))
        return faster(work, name, 3, times["ours"], times["theirs"])

    def _given(self, number: int) -> float:
        values = self.subject.values(number)
        return timed(lambda: self.subject.render(values))

    def contract(self) -> Row:
        """Return the whole contract against docxtpl and docxcompose."""
        works: dict[str, Callable[[int], object]] = {
            "ours": lambda _: whole(self.subject.contrat),
            "docxcompose": lambda _: peers.contract_by_docxcompose(self.subject),
        }
        times = alternate(works, self.runs(3))
        name = f"whole contract, {len(self.subject.fiches)} fiches"
        return faster(name, "docxtpl + docxcompose", 25, times["ours"], times["docxcompose"])

    def linear(self) -> Iterator[Row]:
        """Yield the cost of a fiche in contracts of 12, 50 and 200: all costs, then what it adds.

        Linear is what costs no more among many than among few. All costs fall with number: articles
        and a budget, which a contract has whatever its fiches, are shared.
        """
        sizes = (2, 4, 8) if self.quick else (12, 50, 200)
        contracts = {str(n): enlarged(self.subject.contrat, n) for n in sizes}
        works: dict[str, Callable[[int], object]] = {
            name: lambda _, contrat=contrat: whole(contrat)  # type: ignore[misc]
            for name, contrat in contracts.items()
        }
        times = alternate(works, self.runs(25))
        self.points = [(n, times[str(n)].median) for n in sizes]
        label = " → ".join(map(str, sizes)) + " fiches, cost of "
        yield _growth(label + "a fiche", [seconds / n for n, seconds in self.points])
        yield _growth(label + "one more fiche", _added(self.points))

    def avenants(self) -> Row:
        """Return what one more avenant costs, with its redlines, where there are few and many."""
        sizes = (1, 2, 3) if self.quick else (1, 2, 5, 10)
        contrat = self.subject.contrat
        files = amendments(contrat, sizes[-1])
        works: dict[str, Callable[[int], object]] = {
            str(n): lambda _, n=n: amended(contrat, files[:n])  # type: ignore[misc]
            for n in sizes
        }
        times = alternate(works, self.runs(9))
        points = [(n, times[str(n)].median) for n in sizes]
        return _growth(" → ".join(map(str, sizes)) + " avenants, cost of one more", _added(points))

    def cold_render(self) -> Row:
        """Return the command line against a script, each in a new process."""
        with tempfile.TemporaryDirectory() as folder:
            out = str(Path(folder) / "out")
            render = ["-m", "ctai_docs.cli", "render", str(DOSSIER), "-o", out, "--remplacer"]
            cache = {"XDG_CACHE_HOME": folder}
            works: dict[str, Callable[[int], object]] = {
                "ours": lambda _: process(render, cache),
                "script": lambda _: process(["-m", "benchmarks.script", out], cache),
                "first": lambda _: process(render, {"CTAI_DOCS_CACHE": "non"}),
            }
            times = alternate(works, self.runs(9))
        first = times["script"].median / times["first"].median
        row = faster("`render`, cold", "a script", 6, times["ours"], times["script"])
        return Row(**{**vars(row), "ours": f"{row.ours}; without cache {first:.1f} ×"})

    def cold_check(self) -> Row:
        """Return `check` against a process that imports what it imports, and does nothing."""
        script = ["-m", "benchmarks.imports"]
        names = output([*script, "--list", str(DOSSIER)]).splitlines()[-1]
        works: dict[str, Callable[[int], object]] = {
            "ours": lambda _: process(["-m", "ctai_docs.cli", "check", str(DOSSIER)], fails=True),
            "imports": lambda _: process(script, {imports.NAMES: names}),
        }
        times = alternate(works, self.runs(25))
        ratio = times["ours"].median / times["imports"].median
        return at_most(
            "`check`, cold", "its imports alone", 1.5, ratio, times["ours"], times["imports"]
        )

    def memory(self) -> Row:
        """Return the most memory that a large contract takes, against the XML it writes."""
        contrat = enlarged(self.subject.contrat, 4 if self.quick else 200)
        whole(self.subject.contrat)
        tracemalloc.start()
        data = whole(contrat)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        xml = sum(map(len, archive_parts(data, {}).values()))
        sizes = f"{peak / 2**20:.1f} MB", f"{xml / 2**20:.1f} MB"
        label = f"memory, {len(contrat.fiches)} fiches"
        return Row(label, "its XML", "≤ 8 ×", f"{peak / xml:.1f}", peak <= 8 * xml, *sizes)


def _added(points: Sequence[tuple[int, float]]) -> list[float]:
    """Return what one more costs, between each size and the next."""
    steps = pairwise(points)
    return [(more - few) / (many - some) for (some, few), (many, more) in steps]


def _growth(work: str, costs: list[float]) -> Row:
    """Return the row of costs, in the order of sizes, that are to grow by no more than 1.3."""
    ratio = max(after / before for before, after in combinations(costs, 2))
    each = " / ".join(f"{cost * 1000:.2f}" for cost in costs)
    return Row(work, "itself", "≤ 1.3 ×", f"{ratio:.2f}", ratio <= 1.3, f"{each} ms")
