"""``python -m tools.templates_doc``: what templates are given, by the dataclasses, into docs/templates.md.

What stands above its mark there is written by hand.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

from pagebrief import digest, model
from pagebrief.messages import archived, index, marking
from pagebrief.messages.filters import FILTERS

DOC = Path(__file__).parents[1] / "docs" / "templates.md"
MARK = "<!-- From here on: python -m tools.templates_doc -->\n"

SHOWN = (
    digest.Digest,
    digest.Entry,
    model.CleanPage,
    model.Brief,
    model.Sentence,
    model.Rewritten,
    model.Reason,
    digest.Later,
    digest.Days,
    digest.Counts,
    model.PageRef,
    model.Link,
    digest.Rejection,
    model.Discarded,
    marking.Piece,
    archived.Sheet,
    archived.Line,
    archived.Piece,
    model.Dropped,
    index.Channel,
    index.ListedDigest,
    index.ListedStory,
    index.Telling,
    index.Page,
)
"""By how a template comes to them."""
_NAMES: dict[type, str] = {
    archived.Piece: "Piece of a paragraph (archive)",
    index.Page: "Page without a list (index)",
    index.Channel: "Channel (index)",
}


def generated() -> str:
    parts = ["## Types\n", *map(_type, SHOWN), "## Filters\n", "Besides jinja2's own.\n", _filters()]
    return "\n".join(parts)


def document(text: str) -> str:
    """The document with the generated part anew."""
    return text.partition(MARK)[0] + MARK + "\n" + generated()


def _type(kind: type) -> str:
    name = _NAMES.get(kind, kind.__name__)
    said = dict(_said(kind))
    rows = [f"| `{each.name}` | `{_typed(each.type)}` | {said.get(each.name, '')} |" for each in fields(kind)]
    return "\n".join(
        [f"### {name}\n", f"{_prose(kind.__doc__)}\n", "| field | type | |", "|---|---|---|", *rows, ""]
    )


def _typed(annotation: object) -> str:
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(?:pagebrief\.\w+(?:\.\w+)*|datetime)\.(?=[A-Za-z])", "", text).replace("|", "or")


def _said(kind: type) -> Iterator[tuple[str, str]]:
    """The docstring below each field."""
    (tree,) = ast.parse(inspect.getsource(kind)).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    for one, two in pairwise(body):
        match one, two:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, _prose(text)


def _filters() -> str:
    rows = [f"| `{name}` | {_first(call.__doc__)} |" for name, call in sorted(FILTERS.items())]
    return "\n".join(["| filter | |", "|---|---|", *rows, ""])


def _first(text: str | None) -> str:
    return _prose((text or "").split("\n\n")[0])


def _prose(text: str | None) -> str:
    """One line, in Markdown's form of code."""
    return " ".join((text or "").split()).replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    DOC.write_text(document(DOC.read_text(encoding="utf-8")), encoding="utf-8")
