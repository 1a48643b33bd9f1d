"""What a page shows, gathered for judging whether it holds an article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pagebrief.pages.discards.kinds import Hint
from pagebrief.pages.html_text import text_of_markup
from pagebrief.pages.lines import logical_lines
from pagebrief.pages.prose import words

_MOST_LINES = 400  # from either end; what a page says about itself stands there
# Where frameworks put what a script makes.
_ROOT = r"id=[\"']?(?:root|app|main|app-root|app-main|react-root|__next|__nuxt|___gatsby|svelte)[\"']?"
_IN_MARKUP = {
    Hint.PASSWORD: re.compile(r"<input[^<>]{1,300}type=[\"']?password", re.IGNORECASE),
    Hint.CAPTCHA: re.compile(
        r"g-recaptcha|h-captcha|hcaptcha\.com|challenges\.cloudflare\.com|/captcha/", re.IGNORECASE
    ),
    Hint.CHALLENGE: re.compile(
        r"challenge-platform/h/|captcha-delivery\.com|_Incapsula_Resource|px-captcha|distil_r_captcha"
    ),
    Hint.NOT_FREE: re.compile(r"isAccessibleForFree[\"']?\s{0,5}:\s{0,5}[\"']?false", re.IGNORECASE),
    Hint.EMPTY_ROOT: re.compile(
        rf"<(?:div|main) {_ROOT}>\s{{0,200}}"
        r"(?:<(?:div|p|span)[^<>]{0,300}>[^<>]{0,40}</(?:div|p|span)>\s{0,50})?</(?:div|main)>"
        r"|<(app-root|[a-z]{1,20}-app)>\s{0,200}</",
        re.IGNORECASE,
    ),
    Hint.FORWARDING: re.compile(r"http-equiv=[\"']?refresh[\"']?[^<>]{0,40}url=", re.IGNORECASE),
}
_FILLED_LATER = re.compile(rf"<script[^<>]{{1,300}}src=|<(?:div|main) {_ROOT}>", re.IGNORECASE)
_LINK = re.compile(r"<a\b", re.IGNORECASE)
_MOST_NOSCRIPTS = 20
_NOSCRIPT_LENGTH = 1000  # characters; forums put whole threads there
_FEW_WORDS = 15  # what a spinner, a skip link and a name come to


@dataclass(frozen=True)
class Evidence:
    """The lines that a reader sees, with the browser's title first where it is known.

    ``kept`` are the paragraphs of the article that was found, none where none was. ``links`` is None for
    a plain-text page. ``status`` is that of the HTTP answer, where a container of pages kept it.
    """

    lines: tuple[str, ...]
    kept: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    links: int | None = None
    hints: frozenset[Hint] = frozenset()
    status: int | None = None

    @cached_property
    def visible(self) -> float:
        """Words that a reader sees."""
        return sum(map(words, self.lines))


def of_text(text: str, kept: Sequence[str], status: int | None = None) -> Evidence:
    """The evidence of a plain-text page."""
    lines = _edges([line.text for line in logical_lines(text)])
    return Evidence(lines, tuple(kept), status=status)


def of_markup(markup: str, kept: Sequence[str], status: int | None = None) -> Evidence:
    """The evidence of an HTML page; what browsers without scripts are told counts where else is little."""
    title, text = text_of_markup(markup)
    lines = _edges([line.text for line in logical_lines(text)])
    hints = {hint for hint, pattern in _IN_MARKUP.items() if pattern.search(markup)}
    if sum(map(words, lines)) <= 4 * _FEW_WORDS:
        lines = (*lines, *_noscript(markup))
    if not kept and sum(map(words, lines)) <= _FEW_WORDS and _FILLED_LATER.search(markup):
        hints.add(Hint.EMPTY_ROOT)
    titles = (title,) if title else ()
    return Evidence(lines, tuple(kept), titles, len(_LINK.findall(markup)), frozenset(hints), status)


def _edges(lines: list[str]) -> tuple[str, ...]:
    if len(lines) <= 2 * _MOST_LINES:
        return tuple(lines)
    return (*lines[:_MOST_LINES], *lines[-_MOST_LINES:])


def _noscript(markup: str) -> Iterator[str]:
    """The lines of a page's noscript elements, cut where they are long."""
    lower, end = markup.lower(), 0
    for _ in range(_MOST_NOSCRIPTS):
        start = lower.find("<noscript", end)
        end = lower.find("</noscript", start)
        if start < 0 or end < 0:
            return
        opened = lower.find(">", start) + 1
        _, text = text_of_markup(markup[opened : min(end, opened + _NOSCRIPT_LENGTH)])
        yield from (line for line in text.split("\n") if line)
