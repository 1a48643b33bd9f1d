"""What a benchmark has measured, as JSON, and its tables between two marks of a document."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

END = "<!-- end of tables -->"


def save(path: Path, results: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def rounded(value: Any) -> Any:
    """The same with every float in it to four places."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table in Markdown: names on the left, figures on the right."""
    for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows):
        yield f"| {' | '.join(row)} |"


def between(document: str, mark: str, content: str) -> str:
    """The document with this between the mark and END."""
    begin, end = document.index(mark) + len(mark), document.index(END)
    return f"{document[:begin]}\n{content}\n{document[end:]}"
