"""watches.yaml → Watches, or every mistake in it with its line and column."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pagebrief.errors import WatchesError
from pagebrief.watch import Rhythm, Watch
from pagebrief.watches.cadence import CadenceError
from pagebrief.watches.form import COMPLAINT, WatchesForm
from pagebrief.watches.marked import Document, Mistake, Path, UnreadableError, read
from pagebrief.watches.trials import Trial

_EXPECTED = {
    "tuple_type": "a list: begin its lines with «- », or write [one, another]",
    "string_type": "a text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "dict_type": "keys with values, as in «key: value»",
    "model_type": "keys with values, as in «key: value»",
}
_MOST = 100  # mistakes that are told
_SHOWN = 60  # characters of what is wrong
_PATTERNS = {
    "languages": "a language by two small letters, such as en",
    "name": "a name of at most 60 letters, digits, blanks, dots, - and _, a letter or digit first",
}


def read_watches(body: bytes, file: str = "watches.yaml") -> tuple[Watch, ...]:
    """The watches in a file. ``file`` is its name, for errors.

    Raises WatchesError, whose problems are all that is wrong, in the order of the file.
    """
    try:
        document = read(_decoded(body))
    except UnreadableError as error:
        raise _refusal([error.mistake], file) from error
    found = list(document.mistakes)
    try:
        form = WatchesForm.model_validate(document.data, context=Trial())
    except ValidationError as error:
        raise _refusal([*found, *_mistakes(error, document)], file) from error
    found += [*_same_names(form, document), *_clashes(form, document)]
    if found:
        raise _refusal(found, file)
    return tuple(watch.watch() for watch in form.watches)


def _decoded(body: bytes) -> str:
    """UTF-8, with a byte order mark or without; UTF-16 by its mark. Raises UnreadableError."""
    encoding = "utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, "replace")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise UnreadableError(
            Mistake(*place, "from here on the file is not UTF-8: save it as UTF-8")
        ) from error


def _refusal(mistakes: Sequence[Mistake], file: str) -> WatchesError:
    """The first hundred are enough to mend, and no more than a log holds."""
    found = [f"{file}:{each.line}:{each.column}: {each.what}" for each in sorted(set(mistakes))]
    return WatchesError(tuple(found[:_MOST]))


def _mistakes(error: ValidationError, document: Document) -> Iterator[Mistake]:
    for details in islice(error.errors(include_url=False), 10 * _MOST):
        path, context = details["loc"], details.get("ctx", {})
        if details["type"] == "extra_forbidden":
            yield Mistake(*document.keys[path], _unknown_key(path))
        elif details["type"] == "too_short" and details["input"]:
            continue  # what was in it was wrong, which is said already
        elif details["type"] == "missing":
            yield Mistake(*document.values[path[:-1]], f"«{path[-1]}» is missing here")
        elif details["type"] == COMPLAINT:
            yield Mistake(*document.inside(path, context["at"]), context["what"])
        else:
            yield Mistake(
                *document.values.get(path, (1, 1)), f"{_named(path)} {_what_is_wrong(details, path)}"
            )


def _unknown_key(path: Path) -> str:
    known = list(_form_at(path[:-1]).model_fields)
    near = get_close_matches(str(path[-1]), known, n=1)
    hint = f"did you mean «{near[0]}»?" if near else f"here there may be {', '.join(known)}"
    return f"«{_short(path[-1])}» is unknown: {hint}"


def _form_at(path: Path) -> type[BaseModel]:
    """The form that a path leads to, by the types of the fields on it."""
    form: type[BaseModel] = WatchesForm
    for part in path:
        if isinstance(part, str):
            form = _forms_in(form.model_fields[part].annotation)[0]
    return form


def _forms_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [form for inner in get_args(annotation) for form in _forms_in(inner)]


def _named(path: Path) -> str:
    """``any``, ``any[2]``: as people count."""
    if not path:
        return "the file"
    name, number = (path[-2], path[-1]) if isinstance(path[-1], int) and len(path) > 1 else (path[-1], None)
    return f"«{name}»" if number is None else f"number {int(number) + 1} of «{name}»"


def _what_is_wrong(details: ErrorDetails, path: Path) -> str:
    kind, context, given = details["type"], details.get("ctx", {}), details["input"]
    if kind in _EXPECTED:
        return f"must be {_EXPECTED[kind]}{_shown(given)}"
    if kind == "string_pattern_mismatch":
        pattern = "languages" if "languages" in path else "name"
        return f"must be {_PATTERNS[pattern]}{_shown(given)}"
    if kind in {"too_short", "string_too_short"}:
        return "is empty: leave it out, or fill it in"
    if kind in {"too_long", "string_too_long"}:
        things = "characters" if kind == "string_too_long" else "entries"
        return f"is too long: at most {context['max_length']:,} {things}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"at least {context['ge']:g}" if "ge" in context else f"at most {context['le']:g}"
        return f"must be {bound}{_shown(given)}"
    return f"is wrong: {details['msg']}"


def _shown(given: object) -> str:
    """What stands there instead, if it can be said in a few words."""
    if given is None:
        return ", and there is nothing here"
    if isinstance(given, dict):
        return ", not keys with values"
    return ", not a list" if isinstance(given, list) else f", not «{_short(given)}»"


def _short(given: object) -> str:
    text = " ".join(str(given).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _same_names(form: WatchesForm, document: Document) -> Iterator[Mistake]:
    """Names that differ by case alone would be the same to people."""
    seen: dict[str, int] = {}
    for number, watch in enumerate(form.watches):
        place, name = document.values["watches", number, "name"], watch.name.casefold()
        if name in seen:
            yield Mistake(
                *place, f"line {seen[name]} has a watch named «{watch.name}» already: names are unique"
            )
        seen.setdefault(name, place[0])


def _clashes(form: WatchesForm, document: Document) -> Iterator[Mistake]:
    """Settings that are right alone and wrong together."""
    for number, watch in enumerate(form.watches):
        for place, send in enumerate(watch.send):
            path: Path = ("watches", number, "send", place)
            try:
                cadence = send.cadence()
            except CadenceError as error:
                yield Mistake(*document.keys[*path, "quiet"], str(error))
                continue
            if send.even_if_empty and cadence.rhythm is Rhythm.IMMEDIATELY:
                what = "what is sent immediately is sent for a page: «even_if_empty» is for digests"
                yield Mistake(*document.keys[*path, "even_if_empty"], what)
