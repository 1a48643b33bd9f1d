"""What a watches.yaml may hold: the one place that the checks and the JSON Schema come from."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from pagebrief.watch import Cadence, Destination, Match, Quiet, Send, Topic, Watch
from pagebrief.watches.cadence import FORMS, QUIET_FORM, CadenceError, parse_cadence, parse_quiet
from pagebrief.watches.destinations import DestinationError, parse_destination
from pagebrief.watches.places import is_host
from pagebrief.watches.terms import MAX_TERM, TermError
from pagebrief.watches.trials import Trial

COMPLAINT = "complaint"
"""The type of errors whose text is already a sentence for people; ``at`` is a place within the value."""

_MOST = 500  # of anything in a list


def _term(term: str, info: ValidationInfo) -> str:
    trial: Trial = info.context or Trial()
    try:
        trial.check(term)
    except TermError as error:
        raise _complaint(f"«{_short(term)}» can't be looked for: {error.what}", error.at) from error
    return term


def _site(site: str) -> str:
    if not is_host(site) and ("." in site or "/" in site or "*" in site):
        raise _complaint(
            f"«{site}» is no site: write a host such as reuters.com or *.reuters.com, or a site's name"
        )
    return site


def _read_by(parse: Callable[[str], object]) -> AfterValidator:
    """The text is kept as it is, once ``parse`` could read it."""

    def check(text: str) -> str:
        try:
            parse(text)
        except (CadenceError, DestinationError) as error:
            raise _complaint(str(error)) from error
        return text

    return AfterValidator(check)


def _complaint(what: str, at: int | None = None) -> PydanticCustomError:
    return PydanticCustomError(COMPLAINT, "{what}", {"what": what, "at": at})


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Term = Annotated[_Text, AfterValidator(_term), Field(json_schema_extra={"maxLength": MAX_TERM})]
_Terms = Annotated[tuple[_Term, ...], Field(min_length=1, max_length=_MOST)]
_Site = Annotated[_Text, AfterValidator(_site)]
_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
_Path = Annotated[_Text, StringConstraints(max_length=1_024)]
_Description = Annotated[_Text, StringConstraints(max_length=1_000)]
_Share = Annotated[float, Field(ge=0, le=1)]


_AUTO_OR_SHARE = {"anyOf": [{"const": "auto"}, {"type": "number", "minimum": 0, "maximum": 1}]}


def _unless_auto(value: object) -> object:
    return None if value == "auto" else value


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TopicForm(_Form):
    """What pages are about, in a description: no word of it needs to stand in them."""

    about: _Description = Field(description="What the pages are about, in a phrase or a sentence.")
    examples: Annotated[tuple[_Description, ...], Field(max_length=20)] = Field(
        (), description="Sentences that such pages may hold: a page is also found by being like one of them."
    )
    at_least: Annotated[_Share | None, BeforeValidator(_unless_auto), WithJsonSchema(_AUTO_OR_SHARE)] = Field(
        None, description="The least similarity, 0 to 1; auto takes the threshold that was measured."
    )

    def topic(self) -> Topic:
        return Topic(self.about, self.examples, self.at_least)


class MatchForm(_Form):
    """Which pages. All that is given must hold; what is left out asks for nothing."""

    any: _Terms = Field(
        (),
        description="At least one of these stands in the title or the text: words and phrases (case and "
        "accents don't count, parts of words don't match), or regular expressions as /…/, flags i, m, s, x.",
    )
    all: _Terms = Field((), description="Each of these stands in the title or the text.")
    none: _Terms = Field((), description="None of these stands in the title or the text.")
    topics: Annotated[tuple[TopicForm, ...], Field(min_length=1, max_length=50)] = Field(
        (), description="The page is about at least one of these."
    )
    sites: Annotated[tuple[_Site, ...], Field(min_length=1, max_length=_MOST)] = Field(
        (), description="The page is from one of these: reuters.com, *.reuters.com for all below it too."
    )
    languages: Annotated[tuple[_Language, ...], Field(min_length=1, max_length=_MOST)] = Field(
        (), description="The page is in one of these: two letters, as in en. (ISO 639-1)"
    )
    paths: Annotated[tuple[_Path, ...], Field(min_length=1, max_length=_MOST)] = Field(
        (),
        description="The object's key or the path of the page's address is like one of these; * is anything.",
    )

    def match(self) -> Match:
        topics = tuple(topic.topic() for topic in self.topics)
        return Match(self.any, self.all, self.none, topics, self.sites, self.languages, self.paths)


class SendForm(_Form):
    """Where and when."""

    to: Annotated[_Text, _read_by(parse_destination)] = Field(
        description="slack:#channel, slack:C0123ABCD, webhook:NAME, or email:ADDRESS[, ADDRESS]."
    )
    when: Annotated[_Text, _read_by(parse_cadence)] = Field("immediately", description=f"One of: {FORMS}.")
    quiet: Annotated[_Text, _read_by(parse_quiet)] | None = Field(
        None, description=f"When nothing is told, as {QUIET_FORM}: what comes in then is told at the end."
    )
    even_if_empty: bool = Field(False, description="Whether a digest without a page is sent, too.")
    max_items: Annotated[int, Field(ge=1, le=200)] | None = Field(
        None, description="The most stories of one digest; how many were left out is said."
    )
    minimum_novelty: _Share | None = Field(
        None,
        description="The least share, 0 to 1, of a later page's sentences that its story has not told yet.",
    )

    def cadence(self) -> Cadence:
        """Raises CadenceError where ``when`` and ``quiet`` don't go together."""
        return parse_cadence(self.when, self._hours())

    def _hours(self) -> Quiet | None:
        return parse_quiet(self.quiet) if self.quiet else None

    def send(self) -> Send:
        to: Destination = parse_destination(self.to)
        return Send(to, self.cadence(), self.even_if_empty, self.max_items, self.minimum_novelty)


class WatchForm(_Form):
    """Which pages, and who is told of them."""

    name: Annotated[str, StringConstraints(pattern=r"^\w[\w .-]{0,59}$")] = Field(
        description="Its name in messages: at most 60 letters, digits, blanks, dots, - and _."
    )
    match: MatchForm = Field(
        default_factory=lambda: MatchForm.model_validate({}),
        description="Which pages; every page where it is left out.",
    )
    send: Annotated[tuple[SendForm, ...], Field(min_length=1, max_length=50)] = Field(
        description="Where and when they are told."
    )

    def watch(self) -> Watch:
        return Watch(self.name, self.match.match(), tuple(send.send() for send in self.send))


class WatchesForm(_Form):
    """A watches.yaml of Pagebrief."""

    watches: Annotated[tuple[WatchForm, ...], Field(min_length=1, max_length=_MOST)] = Field(
        description="Who wants to be told of which pages, when and where."
    )


def json_schema() -> dict[str, Any]:
    """For editors: https://json-schema.org/draft/2020-12."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **WatchesForm.model_json_schema()}
