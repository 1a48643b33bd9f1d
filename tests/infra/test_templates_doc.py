"""docs/templates.md says what templates are given, by the dataclasses themselves."""

from dataclasses import fields, is_dataclass

from tools import templates_doc


def test_the_generated_part_is_as_the_dataclasses_and_filters_are() -> None:
    text = templates_doc.DOC.read_text(encoding="utf-8")
    assert templates_doc.MARK in text
    assert text == templates_doc.document(text), "run: python -m tools.templates_doc"


def test_every_field_that_holds_a_value_of_ours_leads_to_its_type() -> None:
    named = {kind.__name__ for kind in templates_doc.SHOWN}
    ours = {name for name, kind in vars(templates_doc.model).items() if is_dataclass(kind)}
    for kind in templates_doc.SHOWN:
        assert fields(kind)
        for each in fields(kind):
            used = {name for name in ours if name in str(each.type).replace("Paragraph,", "")}
            assert used <= named | {"Page"}, f"{kind.__name__}.{each.name}"
