"""``examples/watches.yaml`` over ``examples/pages``, deployed: who is told of what, and why, once.

What is to be told is what ``pagebrief backtest`` foresees of the same files at this moment: the functions'
clock is the real one, and shows a quiet hour now and then.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tools.sam_local import ROOT

from e2e.calls import allows, recorded
from e2e.conftest import MakeWorld, World
from pagebrief.adapters.folder_pages import page_files
from pagebrief.backtesting import Backtest, Telling, backtest
from pagebrief.bootstrap import find_encoder, find_templates
from pagebrief.cli_state import desks, state_file, watches_of
from pagebrief.pages.limits import Limits
from pagebrief.remembering import NobodyAsks
from pagebrief.summary import DEFAULT_SENTENCES
from pagebrief.watching import Watching

pytestmark = [
    pytest.mark.container,
    pytest.mark.filterwarnings("ignore:Tried to parse:UserWarning"),  # moto has no policies and aliases
]

WATCHES, PAGES = ROOT / "examples/watches.yaml", ROOT / "examples/pages"
BRIDGE = "harbour-bridge.txt"


@pytest.fixture(scope="module")
def world(make_world: MakeWorld) -> World:
    """S3's test event has been worked off, and Slack takes a message a second in each channel."""
    made = make_world("slack", "smtp")
    made.slack.pause = 1
    assert made.work_off() == []
    made.deployment.put_watches(WATCHES.read_text("utf-8"))
    return made


@pytest.fixture(scope="module")
def foreseen() -> Backtest:
    encoder, now = find_encoder(), datetime.now(UTC)
    with state_file(None) as file:
        own = desks(file, Limits(), encoder, find_templates(), NobodyAsks(), (), None, DEFAULT_SENTENCES)
        came = [(now, page) for page in page_files([PAGES])]
        return backtest(came, Watching.of(watches_of(WATCHES), encoder), *own)


def drop(world: World) -> None:
    for path in sorted(PAGES.iterdir()):
        world.deployment.put_page(path.name, path.read_bytes())


def told(world: World) -> Iterator[tuple[str, str]]:
    """Address of the channel and all that a message says, in one line, for each."""
    for message in world.slack.messages:
        address = f"slack:{message['channel']}" if "channel" in message else "webhook:arabic"
        yield address, " ".join(text_of(message["blocks"]))
    for (_, recipients), mail in zip(world.smtp.envelopes, world.smtp.messages, strict=True):
        body = mail.get_body(("plain",))
        assert body
        yield f"email:{','.join(recipients)}", f"{mail['Subject']} {' '.join(body.get_content().split())}"


def text_of(block: object) -> Iterator[str]:
    match block:
        case {"text": str(text)}:
            yield " ".join(text.split())
        case Mapping():
            for each in block.values():
                yield from text_of(each)
        case list():
            for each in block:
                yield from text_of(each)


def assert_tells(said: str, telling: Telling) -> None:
    """The page, or one of its story, and each rule for which it is told."""
    names = [Path(page).name for page in telling.pages]
    assert any(f"/{name}" in said for name in names)
    assert telling.headline in said or len(names) > 1  # which of a story is shown depends on where pages lie
    for reason in telling.reasons:
        assert f"Why you get this: {reason.watch}: " in said
        assert reason.rule.rstrip(".") in said
        assert reason.similarity is None or f"similarity {reason.similarity:.2f}" in said


def test_each_channel_is_told_once_what_it_asks_for_with_the_reasons(
    world: World, foreseen: Backtest, tmp_path: Path
) -> None:
    drop(world)
    assert world.work_off() == []
    at_once = {address for address, _ in told(world)}
    world.deployment.let_come_due()
    world.sweep()
    with recorded(tmp_path / "calls") as asked_for:
        assert world.work_off() == []

    assert at_once == {sent.channel for sent in foreseen.messages if not sent.digest}
    assert Counter(address for address, _ in told(world)) == Counter(
        send.to.address for watch in watches_of(WATCHES) for send in watch.send
    )
    said = dict(told(world))
    assert said.keys() == {sent.channel for sent in foreseen.messages}
    for sent in foreseen.messages:
        assert said[sent.channel].count("Why you get this:") == len(sent.tellings)
        for telling in sent.tellings:
            assert_tells(said[sent.channel], telling)
    role = world.deployment.role_statements("DeliveryRole", "on_delivery")
    assert [call for call in asked_for if not allows(role, call)] == []
    assert "ssm:GetParameter" in {call.action for call in asked_for}


def test_as_many_pages_are_kept_and_discarded_as_backtest_counts(world: World, foreseen: Backtest) -> None:
    everything = foreseen.tallies["everything", "email:archive@example.org"]
    assert len(world.deployment.records("briefs")) == everything.pages == 9
    assert len(world.deployment.records("discarded")) == foreseen.discarded == 1
    assert world.deployment.rows("waiting#") == []


def test_the_same_pages_again_tell_nothing(world: World) -> None:
    before = list(told(world))
    drop(world)
    assert world.work_off() == []
    world.deployment.let_come_due()
    world.sweep()
    assert world.work_off() == []
    assert list(told(world)) == before


def test_a_changed_page_is_told_by_its_change_in_the_thread_of_the_first(
    world: World, foreseen: Backtest
) -> None:
    before = list(told(world))
    page = (PAGES / BRIDGE).read_text("utf-8")
    assert "118 million euros" in page
    world.deployment.put_page(BRIDGE, page.replace("118 million euros", "131 million euros").encode())
    assert world.work_off() == []
    world.deployment.let_come_due()
    world.sweep()
    assert world.work_off() == []

    new = list((Counter(told(world)) - Counter(before)).elements())
    assert Counter(address for address, _ in new) == {"slack:#harbour": 1, "email:archive@example.org": 1}
    assert all("131 million euros" in said and "nine years of planning" not in said for _, said in new)
    of_harbour = [each for each in world.slack.messages if each.get("channel") == "#harbour"]
    at_night = next(sent.digest for sent in foreseen.messages if sent.channel == "slack:#harbour")
    # The double takes answers to messages of the channel alone, and there is but one. A digest is no answer.
    assert ["thread_ts" in each for each in of_harbour] == [False, not at_night]


def test_no_secret_stands_in_environments_or_logs(world: World) -> None:
    for function in ("PageFunction", "ScheduleFunction", "DeliveryFunction"):
        environment = json.dumps(world.deployment.environment(function))
        assert world.slack.token not in environment
        assert "/services/" not in environment
    assert "page told" in world.call.said()
    assert world.slack.token not in world.call.said()
    assert "/services/" not in world.call.said()
