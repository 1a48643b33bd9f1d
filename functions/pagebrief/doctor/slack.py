"""Whether Slack takes what the deployment tells it: the secret, the bot, its channels."""

import re
from collections.abc import Iterator

from pagebrief.deployment import SlackBotSeen, SlackKeys, SlackRoom, SlackRooms
from pagebrief.doctor.findings import Finding, ok, problem, warning
from pagebrief.doctor.targets import Targets

SECRET, BOT, CHANNEL = "Slack secret", "Slack bot", "Slack channel"
_SEES = {"channels:read": "public_channel", "groups:read": "private_channel"}
_A_PERSONS = re.compile(r"[UWD][A-Z0-9]{6,}")  # of direct messages, which the lists of channels don't have
_INSTALL = "add it under OAuth & Permissions of the app, and install the app again."


def check_keys(keys: SlackKeys, targets: Targets, home: str) -> Iterator[Finding]:
    """That the secret opens all that is to be told. ``home``: the stack's own channel, which may be ""."""
    what = ["a bot token"] * bool(keys.bot_token) + ["a webhook"] * keys.has_webhook
    what += [f"the webhooks {', '.join(keys.webhooks)}"] * bool(keys.webhooks)
    yield ok(SECRET, f"is readable and holds {' and '.join(what)}")
    for name in targets.webhooks:
        if name not in keys.webhooks:
            yield problem(
                SECRET,
                f"watches.yaml sends to webhook:{name}, which it does not hold",
                f'Add {{"webhooks": {{"{name}": "https://…"}}}} to it, or correct the watch.',
            )
    for name in targets.slack:
        if not keys.bot_token and not (keys.has_webhook and name == home):
            yield problem(
                SECRET,
                f"{name} is to be told, and it holds no bot token: a webhook posts to its own channel alone",
                'Put {"bot_token": "xoxb-…"} into it, or name a webhook there and send to webhook:NAME.',
            )
    if keys.has_webhook or keys.webhooks:
        yield ok(SECRET, "a webhook can't be asked: whether it posts is seen when something is told")


def check_bot(bot: SlackBotSeen) -> Finding:
    who = f"{bot.user} of {bot.team}"
    if not bot.scopes:
        return warning(
            BOT, f"is {who}; Slack did not say what it may do", "See that it has the scope chat:write."
        )
    if "chat:write" not in bot.scopes:
        return problem(BOT, f"is {who}, and lacks the scope chat:write", f"Scope chat:write: {_INSTALL}")
    return ok(BOT, f"is {who}, and may post")


def visible_kinds(bot: SlackBotSeen) -> tuple[str, ...]:
    """The kinds of channels that the bot may list."""
    return tuple(kind for scope, kind in _SEES.items() if scope in bot.scopes)


def check_channels(names: tuple[str, ...], bot: SlackBotSeen, seen: SlackRooms) -> Iterator[Finding]:
    if not visible_kinds(bot):
        yield warning(
            CHANNEL,
            f"whether there is {', '.join(names)} can't be seen without the scope channels:read",
            f"To have it checked, {_INSTALL}",
        )
        return
    for name in names:
        if not _A_PERSONS.fullmatch(name):
            room = next((each for each in seen.rooms if name in {each.id, f"#{each.name}", each.name}), None)
            yield _check_room(name, room, bot) if room else _unseen(name, bot, seen)


def _check_room(name: str, room: SlackRoom, bot: SlackBotSeen) -> Finding:
    if room.archived:
        return problem(CHANNEL, f"{name} is archived", "Unarchive it, or choose another one.")
    if room.joined:
        return ok(CHANNEL, f"{name} is joined")
    if "chat:write.public" in bot.scopes:
        return ok(CHANNEL, f"{name} is public, and the bot may post without joining")
    return problem(CHANNEL, f"the bot is not in {name}", f"Invite it there: /invite @{bot.user}")


def _unseen(name: str, bot: SlackBotSeen, seen: SlackRooms) -> Finding:
    if seen.complete and len(visible_kinds(bot)) == len(_SEES):
        return problem(
            CHANNEL,
            f"the bot sees no {name}: there is none, or it is private and the bot is not in it",
            f"Correct the name, or invite it there: /invite @{bot.user}",
        )
    why = (
        "the workspace has more channels than are looked at"
        if not seen.complete
        else ("without the scopes channels:read and groups:read the bot sees only some")
    )
    return warning(
        CHANNEL, f"{name} is not seen, and may be there: {why}", f"If it is private: /invite @{bot.user}"
    )
