"""Every text within a value made of dataclasses and tuples, and the same value with another in its place."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

Place = tuple[str | int, ...]
"""Names of fields and numbers of items, from the outside in."""


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Those of all texts; the members of an enumeration are none."""
    if is_dataclass(value):
        for each in fields(value):
            yield from places(getattr(value, each.name), (*place, each.name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from places(item, (*place, number))
    elif type(value) is str:
        yield place


def put(value: Any, place: Place, text: str) -> Any:
    if not place:
        return text
    first, *rest = place
    if isinstance(first, int):
        return (*value[:first], put(value[first], tuple(rest), text), *value[first + 1 :])
    return replace(value, **{first: put(getattr(value, first), tuple(rest), text)})


def put_everywhere(value: Any, text: str) -> Any:
    for place in list(places(value)):
        value = put(value, place, text)
    return value


def missing(value: Any, place: Place = ()) -> Iterator[Place]:
    """Fields that are empty, so that nobody sees what a text in them would do."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from missing(item, (*place, number))
    if not is_dataclass(value):
        return
    for each in fields(value):
        found = getattr(value, each.name)
        if found in {None, "", ()}:
            yield (*place, each.name)
        yield from missing(found, (*place, each.name))
