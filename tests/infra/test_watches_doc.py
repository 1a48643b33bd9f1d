"""docs/watches.md explains every key that a watches.yaml may hold, and none that it may not."""

import re
from pathlib import Path

from pagebrief.watches.form import MatchForm, SendForm, TopicForm

DOC = (Path(__file__).parents[2] / "docs/watches.md").read_text("utf-8")


def test_every_key_is_explained() -> None:
    keys = {key for form in (MatchForm, SendForm, TopicForm) for key in form.model_fields}
    assert keys <= set(re.findall(r"`(\w+)[`:]", DOC))


def test_the_table_of_conditions_is_the_code_s() -> None:
    table = DOC[DOC.index("| key |") : DOC.index("A term is")]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    assert re.findall(r"`(\w+)`", " ".join(rows)) == list(MatchForm.model_fields)
