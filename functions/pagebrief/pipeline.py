"""The whole story on one screen: a page is read, cleaned, summarised, kept, and told once to each channel."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pagebrief.errors import PagebriefError, PageError, TransientError
from pagebrief.messages import render
from pagebrief.messages.templates import Templates
from pagebrief.model import CleanPage, Digest, Discarded, Entry, PageRef, Reason, Rejection
from pagebrief.pages import Limits, clean_all
from pagebrief.ports import Archive, Channel, Claim, Clock, Encoder, Pages, Rewriter, Store
from pagebrief.records import record_name, record_of
from pagebrief.summary import rewrite, summarise


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that telling a page needs. ``lease`` is longer than a worker lives."""

    pages: Pages
    encoder: Encoder
    store: Store
    archive: Archive
    channels: Sequence[Channel]
    templates: Templates
    clock: Clock
    sentences: int
    lease: timedelta
    limits: Limits
    rewriter: Rewriter | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page: told to these channels, told to those before, discarded, or not told yet.

    ``not_rewritten``: why it was told in its own sentences, though there is a rewriter.
    """

    uri: str
    told: tuple[str, ...] = ()
    told_before: tuple[str, ...] = ()
    discarded: Discarded | None = None
    failure: Exception | None = None
    not_rewritten: str | None = None


def read_pages(ref: PageRef, pages: Pages, limits: Limits) -> Iterator[tuple[PageRef, CleanPage | Discarded]]:
    """Each page of a file, cleaned. One that can't be read is Discarded; TransientError goes through."""
    try:
        raw = pages.fetch(ref)
    except PageError as error:
        yield ref, Discarded(error.reason, error.detail)
        return
    yield from clean_all(raw, limits)


def process_file(ref: PageRef, desk: Desk) -> Iterator[Outcome]:
    """Tell each page of a file, one at a time: what became of it.

    A page that fails keeps no other from its turn; its outcome holds the failure. Raises TransientError
    or PermanentError where the file can't be had.
    """
    for found, page in read_pages(ref, desk.pages, desk.limits):
        try:
            yield _tell_page(found, page, desk)
        except Exception as error:  # noqa: BLE001 # a page that finds a bug of ours shall not take others with it
            yield Outcome(found.uri, failure=error)


def _tell_page(ref: PageRef, page: CleanPage | Discarded, desk: Desk) -> Outcome:
    """Tell one page to every channel that was not told of it, and keep a record of what became of it.

    Raises the worst failure, after every channel had its turn: the queue then brings the page again,
    for the channels that failed alone.
    """
    everyone = Reason(f"every page dropped into {ref.bucket} is told")
    result, complaint = _brief(ref, page, desk.encoder, desk.sentences, (everyone,)), None
    if desk.rewriter and isinstance(result, Entry):
        if all(desk.store.was_told(_delivery(ref.identity, channel)) for channel in desk.channels):
            return Outcome(ref.uri, told_before=tuple(channel.address for channel in desk.channels))
        result, complaint = _rewrite(result, desk.encoder, desk.rewriter, desk.sentences)
    now = desk.clock.now()
    desk.archive.keep(record_name(result, now), record_of(result, now))
    if isinstance(result, Rejection):
        return Outcome(ref.uri, discarded=result.discarded)
    digest = Digest(f"New from {result.page.site}" if result.page.site else "A new page", now, (result,))
    told, before = deliver(digest, ref.identity, desk)
    return Outcome(ref.uri, tuple(told), tuple(before), not_rewritten=complaint)


def _brief(
    ref: PageRef, page: CleanPage | Discarded, encoder: Encoder, sentences: int, reasons: tuple[Reason, ...]
) -> Entry | Rejection:
    if isinstance(page, Discarded):
        return Rejection(ref, page)
    return Entry(ref, page, summarise(page, encoder, sentences), reasons)


def _rewrite(entry: Entry, encoder: Encoder, rewriter: Rewriter, sentences: int) -> tuple[Entry, str | None]:
    """The entry rewritten, or as it was and why: a page is told whatever becomes of its rewriting."""
    try:
        brief = rewrite(entry.page, entry.brief, encoder, rewriter, sentences)
    except PagebriefError as error:
        return entry, str(error)
    return replace(entry, brief=brief), None


def _delivery(name: str, channel: Channel) -> str:
    return f"{name}|{channel.address}"


def deliver(digest: Digest, name: str, desk: Desk) -> tuple[list[str], list[str]]:
    """Send a digest to each channel that has not had the one called ``name``: (told now, told before)."""
    told: list[str] = []
    before: list[str] = []
    failures: list[PagebriefError] = []
    for channel in desk.channels:
        try:
            (told if _tell(channel, digest, _delivery(name, channel), desk) else before).append(
                channel.address
            )
        except PagebriefError as error:
            failures.append(error)
    if failures:
        raise _worst(failures)
    return told, before


def _tell(channel: Channel, digest: Digest, delivery: str, desk: Desk) -> bool:
    """Whether it was told now; False if it had been told before.

    The claim is released only where sending failed for certain. Otherwise the message may have
    arrived, and the next attempt after the lease tells it again: late rather than never.
    """
    message = render(channel.medium, digest, desk.templates)
    now = desk.clock.now()
    claim = desk.store.claim(delivery, now, desk.lease)
    if claim is Claim.BUSY:
        raise TransientError(
            f"{channel.address} is being told by another worker, or one got no answer; asking again later"
        )
    if claim is Claim.TOLD:
        return False
    try:
        receipt = channel.send(message)
    except PagebriefError as error:
        if not (isinstance(error, TransientError) and error.may_have_arrived):
            _release(delivery, now + desk.lease, desk, error)
        raise
    desk.store.mark_told(delivery, desk.clock.now(), receipt)
    return True


def _release(delivery: str, until: datetime, desk: Desk, failure: PagebriefError) -> None:
    """Let the next attempt have it at once. If that fails too, it waits for the lease: say both."""
    try:
        desk.store.release(delivery, until)
    except PagebriefError as error:
        failure.add_note(str(error))


def _worst(failures: Sequence[PagebriefError]) -> PagebriefError:
    """One failure that speaks for all: waiting helps only if it helps with each."""
    worst = next((error for error in failures if not isinstance(error, TransientError)), failures[0])
    for other in failures:
        if other is not worst:
            worst.add_note(str(other))
    return worst


def brief_pages(  # noqa: PLR0913, PLR0917 # what a desk is without anybody to tell
    refs: Iterable[PageRef],
    pages: Pages,
    encoder: Encoder,
    sentences: int,
    reasons: tuple[Reason, ...],
    limits: Limits,
    rewriter: Rewriter | None = None,
) -> Iterator[Entry | Rejection]:
    """One result for each page of each file, in the order given."""
    for ref in refs:
        for found, page in read_pages(ref, pages, limits):
            result = _brief(found, page, encoder, sentences, reasons)
            if rewriter and isinstance(result, Entry):
                result, _ = _rewrite(result, encoder, rewriter, sentences)
            yield result
