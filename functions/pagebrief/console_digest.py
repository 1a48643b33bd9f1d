"""What the command line shows of a digest."""

from rich.text import Text

from pagebrief.console import out, rejected, tell, visible
from pagebrief.digest import Days, Digest, Entry
from pagebrief.messages.bars import blocks, course
from pagebrief.messages.context import later
from pagebrief.messages.filters import about, byline, elsewhere, why
from pagebrief.model import Brief
from pagebrief.remembering import Gathered


def show_digest(digest: Digest) -> None:
    for entry in digest.entries:
        _show_entry(entry)
    if digest.rejections:
        tell(Text("Pages without a digest", "bold"))
        for rejection in digest.rejections:
            tell(rejected(rejection.ref, rejection.discarded), label="  ")
        out.print()
    if digest.days:
        _show_days(digest.days)


def show_nothing_new(gathered: Gathered) -> bool:
    """Say so, if there is nothing to write a message of."""
    untold = _untold(gathered)
    if gathered.parts or gathered.rejections or not untold:
        return False
    tell(Text(f"Nothing new: {'; '.join(untold)}. No message is written."))
    return True


def show_not_told(gathered: Gathered) -> None:
    """The pages that are not in the digest, counted."""
    if untold := _untold(gathered):
        tell(Text(f"Not in it: {'; '.join(untold)}.\n"))


def _untold(gathered: Gathered) -> list[str]:
    known = "was" if gathered.known == 1 else "were"
    counts = {
        f"{{}} {known} told before{', or asked for by no watch' if gathered.watched else ''}": gathered.known,
        "no watch matches {}": gathered.unwatched,
        "{} of stories that were told before, with little to add": gathered.told_before,
    }
    return [told.format(f"{n} page{'' if n == 1 else 's'}") for told, n in counts.items() if n]


def _show_days(days: Days) -> None:
    tell(Text.assemble((f"The last {len(days.pages.by_day)} days", "bold"), f"  {course(days)}"))
    watches = [(each, f"{each.name}: {sum(each.by_day)}") for each in days.watches]
    for counts, name in ((days.pages, "pages"), (days.stories, "new stories"), *watches):
        tell(Text(visible(name)), label=Text(f"  {blocks(counts)}  ", "cyan"))
    out.print()


def _show_entry(entry: Entry) -> None:
    tell(Text(visible(entry.brief.headline), "bold cyan"))
    for facts in ([*byline(entry.page), *elsewhere(entry)], about(entry.brief)):
        if facts:
            tell(Text(visible(" · ".join(facts)), "dim"))
    for text in _told(entry.brief):
        tell(Text(visible(text)), label="  ")
    for page in later(entry.later):
        for text in page.sentences:
            tell(Text(visible(f"also, on {page.site}: {text}")), label="  ")
    if entry.brief.rewritten:
        tell(Text(visible(f"{entry.brief.method}; what stands in “ ” is quoted from the page"), "dim"))
    if entry.reasons:
        tell(Text(visible(f"Why you get this: {why(entry.reasons)}"), "dim"))
    tell(Text(visible(entry.page.url or entry.ref.uri), "dim"))
    out.print()


def _told(brief: Brief) -> list[str]:
    if not brief.rewritten:
        return [sentence.text for sentence in brief.sentences]
    return [f"“{each.text}”" if each.quoted else each.text for each in brief.rewritten]
