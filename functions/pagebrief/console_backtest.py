"""What ``pagebrief backtest`` shows: a line for each message, and what became of each watch."""

from collections.abc import Iterator

from rich.text import Text

from pagebrief.backtesting import Backtest, Sent, Tally
from pagebrief.console import tell, visible
from pagebrief.messages.filters import why


def show_backtest(found: Backtest) -> None:
    for sent in found.messages:
        _show_sent(sent)
    _show_tallies(found)


def show_beside(new: Backtest, current: Backtest) -> None:
    """The messages of both in order of time, each marked by who sends it; then what the new one does."""
    ours, theirs = ({sent.key: sent for sent in each.messages} for each in (new, current))
    both = {**theirs, **ours}
    for key, sent in sorted(both.items(), key=lambda each: each[1].at):
        _show_sent(sent, "=" if key in ours and key in theirs else "+" if key in ours else "-")
    shared = len(ours.keys() & theirs.keys())
    tell(Text(f"{shared} messages in both, {len(ours) - shared} new (+), {len(theirs) - shared} gone (-)\n"))
    _show_tallies(new)


def _show_sent(sent: Sent, mark: str = "") -> None:
    kind = "digest" if sent.digest else "alert"
    told = "; ".join(_told(sent))
    tell(Text(f"{mark} {sent.at:%Y-%m-%d %H:%M} UTC  {visible(sent.channel)}  {kind}: {told}".lstrip()))


def _told(sent: Sent) -> Iterator[str]:
    for each in sent.tellings:
        copies = len(each.pages) - 1
        more = f", and {copies} more page{'' if copies == 1 else 's'} of its story" if copies else ""
        yield visible(f"{each.headline}{more} ({why(each.reasons)})")


def _show_tallies(found: Backtest) -> None:
    tell(Text("Watches", "bold"))
    for (watch, channel), tally in found.tallies.items():
        tell(Text(visible(f"{watch} → {channel}: {_counts(tally)}")), label="  ")
    if found.unwatched:
        tell(Text("Nobody watches", "bold"))
        for uri in found.unwatched:
            tell(Text(visible(uri)), label="  ")
    if found.discarded:
        tell(Text(f"Pages that hold no article: {found.discarded}"))


def _counts(tally: Tally) -> str:
    parts = {"page": tally.pages, "alert": tally.alerts, "digest": tally.digests}
    told = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for noun, number in parts.items())
    rest = {"left out as told before": tally.left_out, "still waiting": tally.waiting}
    return ", ".join([told, *(f"{number} {what}" for what, number in rest.items() if number)])
