"""The way of a page on one screen: it is read, cleaned, summarised, kept, and waits for its channels."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from pagebrief.delivery import Manner, OutboxItem, PageVersion, Replay, Saved, item_id, version_order
from pagebrief.digest import Entry, Rejection
from pagebrief.errors import PagebriefError, PageError
from pagebrief.model import CleanPage, Discarded, PageRef, Reason
from pagebrief.pages import Limits, clean_all
from pagebrief.ports import Archive, Clock, DeliveryQueue, Encoder, Pages, Rewriter, Store
from pagebrief.records import record_name, record_of
from pagebrief.stories import fingerprint, said, to_bytes
from pagebrief.story import Said
from pagebrief.storytelling import said_record
from pagebrief.summary import Compared, EncodedOnce, compared, rewrite, summarise
from pagebrief.watch import Undecided
from pagebrief.watching import Watching, Wish, matched, wishes

LONGEST_NAME = 1_900
"""Bytes. DynamoDB takes keys of 2,048: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a page needs until it waits.

    ``addresses``: the channels that are told every page where there are no ``watches``. ``replay``: the pages
    come in because of it, and not because they are new.
    """

    pages: Pages
    encoder: Encoder
    store: Store
    archive: Archive
    queue: DeliveryQueue
    addresses: Sequence[str]
    clock: Clock
    sentences: int
    limits: Limits
    rewriter: Rewriter | None = None
    watches: Callable[[], Watching | None] = lambda: None
    replay: Replay | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page: it waits for these channels, was discarded, or failed.

    ``record``: the name of what is kept of a page that was discarded, with the reason in full.
    ``new``: it was saved now; otherwise an earlier event saved it. ``outdated``: a newer version had been
    saved. ``not_rewritten``: why it is told in its own sentences, though there is a rewriter. ``undecided``:
    expressions that took too long over it, and were taken to match.
    """

    uri: str
    waiting: tuple[str, ...] = ()
    new: bool = False
    outdated: bool = False
    discarded: Discarded | None = None
    record: str = ""
    failure: Exception | None = None
    not_rewritten: str | None = None
    undecided: tuple[Undecided, ...] = ()


def read_pages(ref: PageRef, pages: Pages, limits: Limits) -> Iterator[tuple[PageRef, CleanPage | Discarded]]:
    """Each page of a file, cleaned. One that can't be read is Discarded; TransientError goes through."""
    try:
        raw = pages.fetch(ref)
    except PageError as error:
        yield ref, Discarded(error.reason, error.detail)
        return
    yield from clean_all(raw, limits)


def process_file(ref: PageRef, desk: Desk) -> Iterator[Outcome]:
    """Process each page of a file, one at a time: what became of it.

    A page that fails keeps no other from its turn; its outcome holds the failure. Raises TransientError
    or PermanentError where the file can't be had.
    """
    for found, page in read_pages(ref, desk.pages, desk.limits):
        try:
            yield process_page(found, page, desk)
        except Exception as error:  # noqa: BLE001 # a page that finds a bug of ours shall not take others with it
            yield Outcome(found.uri, failure=error)


def process_page(ref: PageRef, page: CleanPage | Discarded, desk: Desk) -> Outcome:
    """Save the page with its items, unless that was done, and ask for what waits and is due to be told.

    A crash after saving loses nothing: the event comes again, and so does the question.
    """
    saved = desk.store.saved(_version(ref, desk).identity)
    if saved is None:
        if isinstance(page, Discarded):
            return Outcome(ref.uri, discarded=page, record=_keep(Rejection(ref, page), desk))
        return _save_new(ref, page, replace(desk, encoder=EncodedOnce(desk.encoder)))
    enqueue(saved.waiting, desk)
    return _outcome(ref, saved)


def _save_new(ref: PageRef, page: CleanPage, desk: Desk) -> Outcome:
    """Find who wants to be told of a page, brief and save it, and ask for what is due."""
    now = desk.clock.now()
    asked, undecided = _wishes(ref, page, desk, now)
    entry, complaint = Entry(ref, page, summarise(page, desk.encoder, desk.sentences), ()), None
    if desk.rewriter and asked:
        entry, complaint = _rewrite(entry, desk.encoder, desk.rewriter, desk.sentences)
    saved = save_page(entry, asked, now, desk)
    enqueue(saved.waiting, desk)
    return replace(_outcome(ref, saved), not_rewritten=complaint, undecided=undecided)


def _wishes(
    ref: PageRef, page: CleanPage, desk: Desk, now: datetime
) -> tuple[tuple[Wish, ...], tuple[Undecided, ...]]:
    if desk.replay and desk.replay.quiet:
        return (), ()
    watching = desk.watches()
    if watching is None:
        # Who names a local file knows why it is told.
        everyone = (Reason(f"every page dropped into {ref.bucket} is told"),) if ref.bucket else ()
        return tuple(Wish(address, now, Manner(), (), everyone) for address in desk.addresses), ()
    founds = matched(ref, page, watching, desk.encoder)
    return wishes(founds, now), tuple(each for one in founds for each in one.undecided)


def _outcome(ref: PageRef, saved: Saved) -> Outcome:
    return Outcome(ref.uri, tuple(item.channel for item in saved.waiting), saved.new, saved.outdated)


def save_page(entry: Entry, asked: Iterable[Wish], now: datetime, desk: Desk) -> Saved:
    """Keep the record; then remember the page together with what waits for its channels, in one step.

    The fingerprint is what later pages of its story are compared with, and what it said lies in its record.
    """
    page, seen = _version(entry.ref, desk), compared(entry.page, desk.encoder)
    vectors = seen.vectors if seen.by_meaning else None
    remembered = to_bytes(fingerprint(entry.page, page.identity, now, seen.texts, vectors))
    record = _keep(entry, desk, said_record(_said(entry, seen, desk.encoder)))
    items = [
        OutboxItem(
            item_id(page, wish.address, wish.due),
            wish.address,
            page,
            record,
            wish.due,
            _url(entry),
            wish.watches,
            wish.reasons,
            remembered,
            wish.manner,
        )
        for wish in _asked_again(asked, desk.replay)
    ]
    return desk.store.save(page, items, now)


def _said(entry: Entry, seen: Compared, encoder: Encoder) -> tuple[Said, ...]:
    """What a page says: its title, too, since titles are corrected."""
    texts = [*([entry.page.title] if entry.page.title else []), *seen.texts]
    return said(texts, encoder.encode(texts) if seen.by_meaning else None)


def enqueue(items: Iterable[OutboxItem], desk: Desk) -> None:
    """Ask for those that are due to be told alone; digests are asked for when they are due."""
    now = desk.clock.now()
    for item in items:
        if item.due <= now and not item.manner.digest:
            desk.queue.put(item.channel, item.id)


def _asked_again(asked: Iterable[Wish], why: Replay | None) -> Iterable[Wish]:
    if not why or not why.again:
        return asked
    reason = Reason(f"told because replay {why.id} asked for it")
    return [
        replace(wish, manner=replace(wish.manner, again=True), reasons=(reason, *wish.reasons))
        for wish in asked
    ]


def _version(ref: PageRef, desk: Desk) -> PageVersion:
    """What a replay makes anew is a page of its own, so that it is made and told once, too."""
    page = version_of(ref)
    if not desk.replay or not desk.replay.again:
        return page
    return replace(page, identity=f"{page.identity}#replay {desk.replay.id}")


def version_of(ref: PageRef) -> PageVersion:
    """A local file is the same from wherever it is named."""
    if not ref.bucket:
        ref = replace(ref, key=str(Path(ref.key).absolute()))
    return PageVersion(_short(ref.identity), _short(ref.uri), version_order(ref.sequencer))


def _short(name: str) -> str:
    """The name, or its beginning and a hash: pages of a file are named by addresses of any length."""
    whole = _storable(name).encode()
    if len(whole) <= LONGEST_NAME:
        return whole.decode()
    return f"{whole[: LONGEST_NAME - 67].decode('utf-8', 'ignore')}…{sha256(whole).hexdigest()}"


def _storable(name: str) -> str:
    """A local file's name may hold lone surrogates, which no database takes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _url(entry: Entry) -> str | None:
    return _storable(entry.page.url) if entry.page.url else None


def _keep(result: Entry | Rejection, desk: Desk, more: Mapping[str, object] | None = None) -> str:
    now = desk.clock.now()
    name = record_name(result, now)
    desk.archive.keep(name, {**record_of(result, now), **(more or {})})
    return name


def _rewrite(entry: Entry, encoder: Encoder, rewriter: Rewriter, sentences: int) -> tuple[Entry, str | None]:
    """The entry rewritten, or as it was and why: a page is told whatever becomes of its rewriting."""
    try:
        brief = rewrite(entry.page, entry.brief, encoder, rewriter, sentences)
    except PagebriefError as error:
        return entry, str(error)
    return replace(entry, brief=brief), None
