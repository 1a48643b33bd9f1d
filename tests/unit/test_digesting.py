"""Stories are told once: by alerts and their threads, and in digests."""

from datetime import timedelta

import pytest

from house import EMAIL, SLACK, House
from notices import EVENTS, TITLES
from pagebrief.delivering import Ending
from pagebrief.errors import TransientError
from pagebrief.message import EmailMessage, SlackMessage
from pagebrief.ports import MOST_ITEMS

DAILY = """
watches:
  - name: harbours
    send:
      - {to: "email:desk@example.org", when: daily at 10:00 UTC%s}
"""
NOW = DAILY.replace("daily at 10:00 UTC", "immediately")
TWO_HOURS = timedelta(hours=2)

FIRE, COMET = (list(EVENTS[title]) for title in TITLES[:2])
MORE = [
    "On Tuesday investigators found a broken heater of the brand Calor 7 beneath the auction desk.",
    "The insurer Nordhav put the damage at 3.4 million crowns and promised to pay before Easter.",
    "Fishermen will sell from 16 boats at the eastern mole until the customs house is ready.",
]


@pytest.fixture
def house() -> House:
    return House()


def drop(house: House, key: str, title: str, sentences: list[str], site: str = "one.example") -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}"
    ref = house.pages.put("pages", key, body.encode(), "text/html", {"url": f"https://{site}/{key}"})
    house.process(ref)


def emails(house: House) -> list[EmailMessage]:
    return [message for message in house.email.messages if isinstance(message, EmailMessage)]


def test_a_digest_tells_once_what_waited_and_then_nothing(house: House) -> None:
    house.watch(DAILY % "")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    drop(house, "comet.html", "A comet over Ostrava", COMET)
    assert house.sweep() == []
    house.clock.advance(TWO_HOURS)
    assert [each.channel for each in house.sweep()] == [EMAIL]
    assert [each.ending for each in house.deliver()] == [Ending.TOLD]
    (message,) = emails(house)
    assert message.subject == "harbours: 2 pages"
    assert "Fire in the fish market" in message.text
    assert "A comet over Ostrava" in message.text
    assert house.sweep() == []
    assert house.store.channels() == ()


def test_the_same_story_on_other_sites_is_one_entry_that_names_them(house: House) -> None:
    house.watch(DAILY % "")
    for site in ("one.example", "two.example", "three.example"):
        drop(house, f"{site}.html", "Fire in the fish market", FIRE, site)
        house.clock.advance(timedelta(minutes=1))
    house.clock.advance(TWO_HOURS)
    house.sweep()
    house.deliver()
    (message,) = emails(house)
    assert message.text.count("Fire in the fish market") == 1
    assert "also on 2 sites: two.example, three.example" in " ".join(message.text.split())
    assert len(house.store.told(EMAIL, house.clock.now() - TWO_HOURS)) == 3


def test_a_digest_that_was_cut_off_is_sent_again_and_says_so(house: House) -> None:
    house.watch(DAILY % "")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    house.clock.advance(TWO_HOURS)
    house.sweep()
    house.email.fail_with(TransientError("no answer", may_have_arrived=True))
    with pytest.raises(TransientError):
        house.deliver()
    assert [each.ending for each in house.deliver()] == [Ending.TOLD_AGAIN]
    assert "may have been sent before" in " ".join(emails(house)[0].text.split())


def test_a_digest_that_is_asked_for_again_after_it_was_told_is_not_told_again(house: House) -> None:
    house.watch(DAILY % ", even_if_empty: true")
    house.clock.advance(TWO_HOURS - timedelta(minutes=25))
    (asked,) = house.sweep()
    house.deliver()
    house.clock.advance(timedelta(minutes=5))
    assert house.sweep() == [asked]
    assert [each.ending for each in house.deliver()] == [Ending.BEFORE]
    (message,) = emails(house)
    assert message.subject == "Nothing new: no pages"


def test_an_empty_digest_is_told_only_where_that_is_asked(house: House) -> None:
    house.watch(DAILY % "")
    house.clock.advance(TWO_HOURS)
    assert house.sweep() == []
    assert house.email.messages == []


def test_a_digest_says_how_many_stories_it_left_out(house: House) -> None:
    house.watch(DAILY % ", max_items: 1")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    drop(house, "comet.html", "A comet over Ostrava", COMET)
    house.clock.advance(TWO_HOURS)
    house.sweep()
    house.deliver()
    (message,) = emails(house)
    assert "1 more" in message.text
    assert house.store.channels() == ()


def test_a_digest_is_on_its_readers_clocks_and_says_what_goes_on_since_the_last_one(house: House) -> None:
    house.watch(DAILY.replace("10:00 UTC", "15:30 Asia/Kolkata") % "")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    drop(house, "comet.html", "A comet over Ostrava", COMET)
    for _ in range(2):
        house.clock.advance(timedelta(days=1))
        house.sweep()
        house.deliver()
        drop(house, "fire-2.html", "Fire in the fish market", FIRE + MORE, "two.example")
    first, second = (" ".join(message.text.split()) for message in emails(house))
    assert "(Asia/Kolkata) · 2 pages" in first
    assert "since the last digest" not in first
    assert "Nothing new since the last digest" in second
    assert "(Asia/Kolkata); 1 goes on with a story that you were told" in second


def test_what_was_told_in_an_alert_is_not_in_a_digest_of_the_same_channel(house: House) -> None:
    house.watch(NOW % "")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    house.deliver()
    house.watch(DAILY % "")
    drop(house, "copy.html", "Fire in the fish market", FIRE, "two.example")
    house.clock.advance(TWO_HOURS)
    house.sweep()
    assert [each.ending for each in house.deliver()] == [Ending.LEFT_OUT]
    assert len(emails(house)) == 1


def test_a_copy_elsewhere_is_not_told_and_what_adds_something_is_told_in_the_thread(house: House) -> None:
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    drop(house, "copy.html", "Fire in the fish market", FIRE, "two.example")
    drop(house, "more.html", "Fire in the fish market: heater found", [*FIRE, *MORE], "three.example")
    endings = [each.ending for each in house.deliver() if each.channel == SLACK]
    assert endings == [Ending.TOLD, Ending.LEFT_OUT, Ending.TOLD]
    assert house.slack.threads == [None, "receipt-1"]
    _, second = house.slack.messages
    assert isinstance(second, SlackMessage)
    assert "Calor 7" in str(second.blocks)
    assert "Calor 7" in second.text
    assert "Nobody was hurt" not in str(second.blocks)
    assert "nearly the same text was told before" in str(second.blocks)


def test_another_event_is_another_alert(house: House) -> None:
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    drop(house, "comet.html", "A comet over Ostrava", COMET)
    house.deliver()
    assert house.slack.threads == [None, None]


def test_a_watch_may_ask_for_more_that_is_new(house: House) -> None:
    house.watch(NOW % ", minimum_novelty: 0.9")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    drop(house, "more.html", "Fire in the fish market: heater found", [*FIRE, *MORE], "three.example")
    assert [each.ending for each in house.deliver()] == [Ending.TOLD, Ending.LEFT_OUT]


def test_an_alert_that_the_queue_lost_is_asked_for_by_the_sweep(house: House) -> None:
    house.process(house.drop())
    while message := house.queue.take():
        house.queue.done(message)
    assert [each.channel for each in house.sweep()] == [EMAIL, SLACK]
    house.deliver()
    assert len(house.slack.messages) == len(house.email.messages) == 1


def test_an_alert_that_is_refused_again_and_again_is_asked_for_less_and_less(house: House) -> None:
    house.process(house.drop())
    asked = []
    for sweep in range(1, 13):
        house.clock.advance(timedelta(minutes=5))
        asked += [sweep] if any(each.channel == SLACK for each in house.sweep()) else []
    assert asked == [1, 2, 4, 8]


def test_more_pages_than_a_digest_holds_are_told_in_another_one_at_once(house: House) -> None:
    house.watch(DAILY % "")
    for number in range(MOST_ITEMS + 5):
        drop(house, f"{number}.html", f"Fire {number}", FIRE if number % 2 else COMET)
    house.clock.advance(TWO_HOURS)
    house.sweep()
    assert [each.ending for each in house.deliver()] == [Ending.TOLD, Ending.LEFT_OUT]
    assert house.store.channels() == ()


def test_where_a_digest_was_told_no_empty_one_follows(house: House) -> None:
    house.watch(DAILY % ", even_if_empty: true")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    house.clock.advance(TWO_HOURS - timedelta(minutes=25))
    assert len(house.sweep()) == 2
    house.deliver()
    (message,) = emails(house)
    assert "Fire in the fish market" in message.subject


def test_an_alert_is_no_digest_and_an_empty_one_is_told_beside_it(house: House) -> None:
    house.watch(NOW % "")
    house.clock.advance(TWO_HOURS - timedelta(minutes=25))
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    house.deliver()
    house.watch(DAILY % ", even_if_empty: true")
    house.sweep()
    house.deliver()
    assert [message.subject for message in emails(house)][1:] == ["Nothing new: no pages"]
