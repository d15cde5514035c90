"""`make bench`: measure every row of issue 5, print the table, write `results.md` and the plot."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import table
from benchmarks.row import Row
from benchmarks.rows import Bench

HERE = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Run the rows, one line printed as each is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="once each; nothing is written")
    quick = parser.parse_args(arguments).quick
    bench, rows = Bench(quick), list[Row]()
    print(table.HEAD, flush=True)
    for row in bench.rows():
        rows.append(row)
        print(table.line(row), flush=True)
    if not quick:
        (HERE / "results.md").write_text(table.page(rows), encoding="utf-8")
        table.plot(bench.points, HERE / "cost.png")
        readme = HERE.parent / "README.md"
        text = table.into(readme.read_text(encoding="utf-8"), table.block(rows))
        readme.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
