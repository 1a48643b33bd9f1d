"""YAML → plain data, and the place of every value in the file.

Every scalar stays the text that was written: ``no`` is Norwegian, 22:00 is a time of day, and 5G is a word.
An empty one, ``~`` and ``null`` are None. Aliases are followed, within limits.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 20
MAX_VALUES = 100_000
"""After aliases are followed: what multiplies itself (the «billion laughs») ends here."""

# libyaml's parser is eighteen times faster (0.015 s for 1,000 watches), but not in every build of PyYAML.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # as the parser counts lines
# YAML 1.2, section 5.1: what a file may consist of.
_NOT_YAML = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

Path = tuple[str | int, ...]
"""From the top to a value: keys, and numbers in lists."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """``line`` and ``column`` count from 1, as editors do; ``what`` is a sentence for a person."""

    line: int
    column: int
    what: str


class UnreadableError(Exception):
    """A file that can't be looked into any further than its first mistake."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.what)
        self.mistake = mistake


@dataclass(slots=True)
class Document:
    """``values`` and ``keys``: (line, column) of each value, and of the key that names it."""

    lines: tuple[str, ...]
    data: Any = None
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    """Keys that stand twice, so that it can't be told which is meant."""

    def inside(self, path: Path, at: int | None) -> tuple[int, int]:
        """The place of a text's character at ``at``; of the text, where it is not written as it is."""
        line, column = self.values[path]
        if at is None:
            return line, column
        value, rest = self._value(path), self.lines[line - 1][column - 1 :]
        quote = 1 if rest[:1] in {"'", '"'} else 0
        return line, column + quote + at if rest.startswith(value, quote) else column

    def _value(self, path: Path) -> str:
        value = self.data
        for part in path:
            value = value[part]
        return str(value)


@dataclass(slots=True)
class _Node:
    """A list where ``items`` is there, a mapping where ``pairs`` is, else a text or nothing."""

    place: tuple[int, int]
    text: str | None = None
    items: "list[_Node] | None" = None
    pairs: "list[tuple[_Node, _Node]] | None" = None
    finished: bool = False


def read(text: str) -> Document:
    """What a file says. Raises UnreadableError."""
    _check_characters(text)
    lines = tuple(_LINE_END.split(text))
    try:
        root = _Tree(text).root()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, lines) from error
    document = Document(lines)
    if root:
        document.data = _Plain(document).value(root, (), root.place)
    return document


def _check_characters(text: str) -> None:
    """Raises UnreadableError for what YAML doesn't allow, and for huge files."""
    if len(text) > MAX_CHARACTERS:
        what = f"the file has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read"
        raise UnreadableError(Mistake(1, 1, what))
    if found := _NOT_YAML.search(text):
        before = text[: found.start()]
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        what = f"the character U+{ord(found.group()):04X} can't stand in a YAML file: delete it"
        raise UnreadableError(Mistake(*place, what))


class _Tree:
    """Events of the parser → nodes. Reading ends at what is too deep or too much."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self._anchors: dict[str, _Node] = {}

    def root(self) -> _Node | None:
        """The only document of the file; None for an empty file. Raises UnreadableError, MarkedYAMLError."""
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        root = self._node(next(self._events), 0)
        next(self._events)  # the document's end
        if not isinstance(extra := next(self._events), yaml.StreamEndEvent):
            raise _at(extra, "a second document begins here, and a file holds one: delete the «---»")
        return root

    def _node(self, event: Any, depth: int) -> _Node:
        if depth > MAX_DEPTH:
            raise _at(event, f"this is nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event)
        node = _Node(_place(event))
        if event.anchor:
            self._anchors[event.anchor] = node
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style in {None, ""}
            node.text = None if plain and event.value in _NULL else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            node.items = [self._node(inner, depth + 1) for inner in self._until(yaml.SequenceEndEvent)]
        else:
            node.pairs = [
                (self._node(key, depth + 1), self._node(next(self._events), depth + 1))
                for key in self._until(yaml.MappingEndEvent)
            ]
        node.finished = True
        return node

    def _until(self, end: type) -> Iterator[Any]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _aliased(self, event: Any) -> _Node:
        """What an alias stands for, at the alias's own place."""
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            raise _at(event, f"*{event.anchor} stands for nothing: there is no &{event.anchor} before it")
        if not anchored.finished:
            raise _at(event, f"*{event.anchor} stands within itself")
        return replace(anchored, place=_place(event))


class _Plain:
    """Nodes → the data of a document, with the places written into it."""

    def __init__(self, document: Document) -> None:
        self._document, self._count = document, 0

    def value(self, node: _Node, path: Path, key: tuple[int, int]) -> Any:
        self._count += 1
        if self._count > MAX_VALUES:
            what = f"with its aliases the file holds more than {MAX_VALUES:,} values, and is read no further"
            raise UnreadableError(_mistake(self._document.keys[path[:1]], what))
        self._document.values[path], self._document.keys[path] = node.place, key
        if node.pairs is not None:
            return self._mapping(node.pairs, path)
        if node.items is not None:
            return [self.value(each, (*path, number), each.place) for number, each in enumerate(node.items)]
        return node.text

    def _mapping(self, pairs: Sequence[tuple[_Node, _Node]], path: Path) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            name = key.text
            if name is None:
                self._complain(key, "a key must be a word")
            elif name in found:
                first, _ = self._document.keys[*path, name]
                self._complain(key, f"«{name}» stands here a second time; the first is in line {first}")
            else:
                found[name] = self.value(value, (*path, name), key.place)
        return found

    def _complain(self, node: _Node, what: str) -> None:
        self._document.mistakes.append(_mistake(node.place, what))


def _mistake(place: tuple[int, int], what: str) -> Mistake:
    return Mistake(*place, what)


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _at(event: Any, what: str) -> UnreadableError:
    return UnreadableError(Mistake(*_place(event), what))


def _unreadable(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> UnreadableError:
    """The parser's words are for those who wrote it; the commonest mistakes have better ones."""
    mark, problem = error.problem_mark or error.context_mark, error.problem or "this is not YAML"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    there = "".join(lines[line - 1 : line])[column - 1 :][:1]
    if there == "\t" or "tab" in problem:
        problem = "a tab can't indent a line in YAML: use blanks"
    elif "cannot start any token" in problem:
        problem = f"a text that begins with {there} needs quotation marks around it"
    elif "expected ':'" in problem or "mapping values are not allowed" in problem:
        problem = (
            f"{problem}: is a colon missing, or one too many? A text that holds «: » needs quotation marks"
        )
    elif error.context:
        problem = f"{problem} ({error.context})"
    return UnreadableError(Mistake(line, column, problem))
