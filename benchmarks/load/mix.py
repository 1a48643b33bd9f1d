"""The pages of a run, and what is to become of each: the same for the same number of pages."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from hashlib import md5
from html import escape
from random import Random
from urllib.parse import quote_plus

from benchmarks.load.prose import LANGUAGES, Article, article

SLACK_CHANNELS, MAIL_LISTS = 5, 4
POISON, DUPLICATES, ODD_KEYS = 0.01, 0.05, 0.02
_MIX = {"Harbour Board {}": 0.10, "Ostrail {}": 0.35, "Aquanord": 0.15, "Ludika": 0.40}
"""Of the good pages, by the name that they are about: told at once, in digests by email or Slack, or not."""
_KINDS = 6
"""Of poison, each of which comes at least once."""
_SITE = "https://news.example.org/p/"


class Fate(StrEnum):
    """What becomes of a page. Each ends in one of these."""

    AT_ONCE = "told at once"
    DIGEST = "told in a digest"
    JOINED = "in a digest, with another page of its story"
    LEFT_OUT = "left out: its story was told"
    UNWATCHED = "matched by no watch"
    DISCARDED = "discarded, with the reason"
    DEAD = "in the dead-letter queue"
    WAITING = "still waiting"
    LOST = "lost"


COPIES = (0.02, 0.1)
"""Of the pages, how many are told by another site, too; the second of those that are told at once."""


@dataclass(frozen=True)
class Page:
    """``body`` None: there is no such object. ``key`` "": nor an event, but the message ``event``.

    ``may``: what is to become of it. ``twice``: how it is announced again, if it is.
    """

    number: int
    key: str
    body: bytes | None
    may: frozenset[Fate]
    event: str = ""
    twice: str = ""

    @property
    def etag(self) -> str:
        return md5(self.body or b"", usedforsecurity=False).hexdigest()

    def identity_in(self, bucket: str) -> str:
        """As PageRef has it."""
        return f"s3://{bucket}/{self.key}#{self.etag}"

    @property
    def url(self) -> str:
        return url_of(self.number)


def url_of(number: int) -> str:
    return f"{_SITE}{number:06}/"


def watches() -> str:
    """Each page is of at most one watch."""

    def watch(name: str, to: str, when: str) -> str:
        send = json.dumps([{"to": to, "when": when}])
        return f"  - {{name: {name}, match: {{any: [{name}]}}, send: {send}}}\n"

    at_once = (
        watch(f"Harbour Board {n}", f"slack:#harbour-{n}", "immediately") for n in range(SLACK_CHANNELS)
    )
    mail = (watch(f"Ostrail {n}", f"email:desk-{n}@example.org", "hourly") for n in range(MAIL_LISTS))
    return f"watches:\n{''.join((*at_once, *mail))}{watch('Aquanord', 'slack:#water', 'daily at 08:00 UTC')}"


def pages(count: int, seed: int = 7) -> Iterator[Page]:
    random = Random(seed)  # noqa: S311 - no secret
    poisoned = random.sample(range(count), max(_KINDS, round(count * POISON)))
    before: Page | None = None
    for number in range(count):
        if number in poisoned:
            yield _poison(number, poisoned.index(number) % _KINDS)
            continue
        if before and random.random() < COPIES[Fate.AT_ONCE in before.may]:
            page = _copy(before, number)
        else:
            before = page = _good(number, random)
        twice = random.choice(("event", "put")) if random.random() < DUPLICATES else ""
        yield replace(page, twice=twice)


def _good(number: int, random: Random) -> Page:
    (about,) = random.choices(list(_MIX), list(_MIX.values()))
    told = {"H": Fate.AT_ONCE, "O": Fate.DIGEST, "A": Fate.DIGEST, "L": Fate.UNWATCHED}[about[0]]
    name = about.format(random.randrange(SLACK_CHANNELS if about[0] == "H" else MAIL_LISTS))
    length = min(200, max(6, round(random.lognormvariate(3, 0.6))))  # of 20 in the median
    (language,) = random.choices(LANGUAGES, (0.7, 0.2, 0.1))
    written = article(random, language, length, name)
    form, body = random.choice((("html", _html), ("html", _html), ("txt", _text), ("md", _markdown)))
    folder = "Zürich & Söhne, 1+1 = 2?/%41 " if random.random() < ODD_KEYS else "crawl/"
    # A later page that happens to sound like an earlier one is left out: with so few words that may be.
    alike = {Fate.AT_ONCE: {Fate.LEFT_OUT}, Fate.DIGEST: {Fate.LEFT_OUT, Fate.JOINED}}
    may = {told} | alike.get(told, set())
    return Page(number, f"{folder}{number:06}.{form}", body(written, number), frozenset(may))


def _copy(page: Page, number: int) -> Page:
    """The same article at another address: its story, if that was told."""
    body = page.body.replace(page.url.encode(), url_of(number).encode()) if page.body else None
    return replace(page, number=number, key=re.sub(r"\d{6}\.", f"copy-{number:06}.", page.key), body=body)


def _poison(number: int, kind: int) -> Page:
    key, discarded = f"poison/{number:06}", frozenset({Fate.DISCARDED})
    kinds = (
        Page(number, "", None, frozenset({Fate.DEAD}), event=f"no event {number}"),
        Page(number, f"{key}.bin", bytes(range(256)) * 40 + key.encode(), discarded),
        Page(number, f"{key}.html.gz", _bomb(), discarded),
        Page(number, f"{key}.html", b"", discarded),
        Page(number, f"{key} gone+away.html", None, discarded),
        Page(number, f"{key}.txt", b"Please log in.\n" * 3 + key.encode(), discarded),
    )
    return kinds[kind]


@cache
def _bomb() -> bytes:
    return gzip.compress(b"<p>" + b" " * 210_000_000, 6)


def event_of(page: Page, bucket: str) -> str:
    """What S3 would say of it."""
    record: Mapping[str, object] = {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "s3": {"bucket": {"name": bucket}, "object": {"key": quote_plus(page.key), "eTag": page.etag}},
    }
    return json.dumps({"Records": [record]})


def _html(written: Article, number: int) -> bytes:
    body = "".join(f"<p>{escape(each)}</p>\n" for each in written.paragraphs)
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "News", "Sport", "About"))
    return (
        f'<!doctype html><html lang="{written.language}"><head><meta charset="utf-8">'
        f'<title>{escape(written.title)}</title><link rel="canonical" href="{url_of(number)}"></head>'
        f"<body><ul>{menu}</ul><article><h1>{escape(written.title)}</h1>\n{body}</article></body></html>"
    ).encode()


def _text(written: Article, _number: int) -> bytes:
    body = "\n\n".join(written.paragraphs)
    return f"Home\nNews\nSport\nAbout\n\n{written.title}\n\n{body}\n\nPrivacy\nContact\n".encode()


def _markdown(written: Article, _number: int) -> bytes:
    body = "\n\n".join(written.paragraphs)
    return f"* [Home](/)\n* [News](/news)\n\n# {written.title}\n\n{body}\n\n[Privacy](/privacy)\n".encode()
