"""A watches.yaml is read as it is meant, or every mistake in it is named where it stands."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from pagebrief.errors import WatchesError
from pagebrief.watch import Cadence, Destination, Kind, Match, Quiet, Rhythm, Send, Topic, Watch
from pagebrief.watches.configuration import read_watches

LONDON = ZoneInfo("Europe/London")
WHOLE = """\
watches:
  - name: korea-russia
    match:
      any: ["North Korea", Pyongyang, "/Kursk( region)?/"]
      none: [football]
      topics:
        - about: military cooperation between Russia and North Korea
          at_least: 0.45
        - about: sanctions
          examples: [The council extended the sanctions by a year.]
      sites: [devdiscourse.com, "*.reuters.com"]
      languages: [en, no]
    send:
      - to: slack:#geopolitics
        when: immediately
        quiet: 22:00-07:00 Europe/London
      - to: email:desk@example.org, b@example.org
        when: daily at 08:00 Europe/London
        even_if_empty: yes
        max_items: 20
        minimum_novelty: 0.2
  - name: everything
    send: [{to: "webhook:all"}]
"""
SENDS = "\n    send: [{to: 'slack:#desk'}]\n"


def problems(text: str | bytes) -> list[str]:
    """What is wrong with it, without the name of the file."""
    with pytest.raises(WatchesError) as refused:
        read_watches(text if isinstance(text, bytes) else text.encode(), "w.yaml")
    assert all(problem.startswith("w.yaml:") for problem in refused.value.problems)
    return [problem.removeprefix("w.yaml:") for problem in refused.value.problems]


def the_problem(text: str | bytes) -> str:
    (only,) = problems(text)
    return only


def matching(rules: str) -> str:
    return f"watches:\n  - name: w\n    match: {{{rules}}}{SENDS}"


def test_a_whole_file_is_read_as_it_is_meant() -> None:
    korea = Match(
        any=("North Korea", "Pyongyang", "/Kursk( region)?/"),
        none=("football",),
        topics=(
            Topic("military cooperation between Russia and North Korea", (), 0.45),
            Topic("sanctions", ("The council extended the sanctions by a year.",)),
        ),
        sites=("devdiscourse.com", "*.reuters.com"),
        languages=("en", "no"),
    )
    at_once = Send(
        Destination(Kind.SLACK, ("#geopolitics",)), Cadence(quiet=Quiet(time(22), time(7), LONDON))
    )
    daily = Send(
        Destination(Kind.EMAIL, ("desk@example.org", "b@example.org")),
        Cadence(Rhythm.DAILY, time(8), zone=LONDON),
        even_if_empty=True,
        max_items=20,
        minimum_novelty=0.2,
    )
    everything = Watch("everything", Match(), (Send(Destination(Kind.WEBHOOK, ("all",))),))
    assert read_watches(WHOLE.encode()) == (Watch("korea-russia", korea, (at_once, daily)), everything)


def test_norwegian_a_time_and_a_number_are_what_was_written() -> None:
    (watch,) = read_watches(matching("any: [no, 22:00, 5G, 007, 1e3, yes], languages: [no]").encode())
    assert watch.match.any == ("no", "22:00", "5G", "007", "1e3", "yes")
    assert watch.match.languages == ("no",)


def test_a_list_that_an_alias_stands_for_is_read_twice() -> None:
    first = f"watches:\n  - name: a\n    match: {{sites: &s [a.example]}}{SENDS}"
    text = f"{first}  - name: b\n    match: {{sites: *s}}{SENDS}"
    assert [watch.match.sites for watch in read_watches(text.encode())] == [("a.example",)] * 2


def test_every_mistake_of_a_file_is_named_in_its_order() -> None:
    text = (
        "watches:\n"
        "  - name: a\n"
        "    macth: {}\n"
        "    send:\n"
        "      - to: slak:#x\n"
        "        when: daily at 25:00 Europe/London\n"
        "      - to: slack:#x\n"
        "        max_items: many\n"
        "  - name: b\n"
    )
    assert problems(text) == [
        "3:5: «macth» is unknown: did you mean «match»?",
        "5:13: «slak:#x» is no channel: did you mean slack:? Write slack:#channel, slack:C0123ABCD, "
        "webhook:NAME, or email:ADDRESS[, ADDRESS]",
        "6:15: «25:00» is no time of day: they go from 00:00 to 23:59",
        "8:20: «max_items» must be a whole number, not «many»",
        "9:5: «send» is missing here",
    ]


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("any: Kim", "3:18: «any» must be a list: begin its lines with «- », or write ["),
        ("any: []", "3:18: «any» is empty: leave it out, or fill it in"),
        ("any: ~", "3:18: «any» must be a list"),
        ("any: [a, {b: c}]", "3:22: number 2 of «any» must be a text, not keys with values"),
        ("any: ['...']", "3:19: «...» can't be looked for: it holds no letter and no digit to look for"),
        ("any: [/(a/]", "3:22: «/(a/» can't be looked for: as a regular expression it is broken: missing )"),
        ("any: [\"/ab[/\"]", "3:24: «/ab[/» can't be looked for"),
        ("any: [/a*/]", "3:19: «/a*/» can't be looked for: as a regular expression it finds the empty text"),
        ("any: [/(x+x+)+y/]", "3:19: «/(x+x+)+y/» can't be looked for: as a regular expression it"),
        ("any: [/a/iq]", "3:23: «/a/iq» can't be looked for: «q» is no flag; there are i, m, s, x"),
        ("topics: [{about: a, at_least: much}]", "3:43: «at_least» must be a number, not «much»"),
        ("topics: [{about: a, at_least: 45}]", "3:43: «at_least» must be at most 1, not «45»"),
        ("topics: [{abuot: a}]", "3:22: «about» is missing here"),
        ("sites: ['https://a b/']", "3:21: «https://a b/» is no site"),
        ("languages: [English]", "3:25: number 1 of «languages» must be a language by two small letters"),
        ("any: [a], any: [b]", "3:23: «any» stands here a second time; the first is in line 3"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_named_where_it_stands(rules: str, problem: str) -> None:
    assert any(found.startswith(problem) for found in problems(matching(rules))), problems(matching(rules))


@pytest.mark.parametrize(
    ("send", "problem"),
    [
        ("when: daily at 8 UTC", "«8» is no time of day: they go from 00:00 to 23:59"),
        ("when: daily at 08:00", "the time zone is missing"),
        ("when: daily at 08:00 Europe/Berln", "«Europe/Berln» is no time zone: did you mean Europe/Berlin?"),
        ("when: daily at 08:00 ../../etc/passwd", "«../../etc/passwd» is no time zone"),
        ("when: daily at 08:00 Europe", "«Europe» is no time zone"),
        ("when: weekly at 08:00 UTC", "«weekly at 08:00 UTC» is no time to send"),
        ("when: weekly on Mohnday at 08:00 UTC", "«Mohnday» is no day of the week: did you mean Monday?"),
        ("when: now", "«now» is no time to send"),
        ("quiet: 22:00-22:00 UTC", "quiet hours from 22:00 to 22:00 have no end"),
        ("quiet: at night", "«at night» are no quiet hours: write for example 22:00-07:00 Europe/Berlin"),
        ("when: daily at 08:00 UTC, quiet: 22:00-07:00 UTC", "quiet hours are for what is sent immediately"),
        ("even_if_empty: true", "what is sent immediately is sent for a page"),
    ],
)
def test_a_wrong_time_is_named(send: str, problem: str) -> None:
    assert problem in the_problem(f"watches:\n  - name: w\n    send: [{{to: 'slack:#x', {send}}}]\n")


@pytest.mark.parametrize("to", ["slack:desk", "email:nobody", "email:", "sms:1", "webhook:", "#desk"])
def test_a_channel_that_is_none_is_named(to: str) -> None:
    found = the_problem(f"watches:\n  - name: w\n    send: [{{to: '{to}'}}]\n")
    assert found.startswith("3:17: ")


def test_the_address_of_a_webhook_is_not_repeated() -> None:
    found = the_problem(
        "watches:\n  - name: w\n    send: [{to: 'webhook:https://hooks.example/T0/SECRET'}]\n"
    )
    assert "SECRET" not in found


def test_names_are_unique_whatever_their_case() -> None:
    text = f"watches:\n  - name: Desk{SENDS}  - name: desk{SENDS}"
    assert the_problem(text) == "4:11: line 2 has a watch named «desk» already: names are unique"
