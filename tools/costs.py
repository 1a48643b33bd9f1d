"""``python -m tools.costs``: write the table of docs/costs.md from the price list."""

import re
from pathlib import Path

from pagebrief.pricing import Cost, estimate

DOC = Path(__file__).parents[1] / "docs/costs.md"
BEGIN, END = "<!-- table: make costs -->", "<!-- end of table -->"
NUMBERS = (1_000, 100_000, 1_000_000)


def main() -> None:
    DOC.write_text(written(DOC.read_text("utf-8")), "utf-8")


def written(document: str) -> str:
    """The document with the table as the price list has it now."""
    return re.sub(
        f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{table()}\n{END}", document, count=1, flags=re.DOTALL
    )


def table() -> str:
    """A row a number of pages, processor and way; US dollars."""
    head = "| pages | processor | by | Lambda | S3 | DynamoDB | queue or Step Functions | together |"
    rows = [
        _row(pages, architecture, queued=queued)
        for queued in (True, False)
        for pages in NUMBERS
        for architecture in ("arm64", "x86_64")
    ]
    return "\n".join([head, "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |", *rows])


def _row(pages: int, architecture: str, *, queued: bool) -> str:
    costs = estimate(pages, architecture, queued=queued)
    by = "the queue" if queued else "a backfill"
    cells = [f"{pages:,}", architecture, by, *map(_dollars, costs)]
    return f"| {' | '.join(cells)} | {_dollars(Cost('', sum(each.dollars for each in costs)))} |"


def _dollars(cost: Cost) -> str:
    return f"{cost.dollars:,.2f}" if cost.dollars >= 1 else f"{cost.dollars:.4f}"


if __name__ == "__main__":
    main()
