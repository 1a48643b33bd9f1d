"""The doctor's round: looks at one thing after the other, and says what the checks find.

What the caller may not look at is a warning that names the permission, and keeps none of the others back.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pagebrief.deployment import Account, Mail, Queue, Resource, SlackKeys, SlackRooms, Stack, Workspace
from pagebrief.doctor import email, pages, slack
from pagebrief.doctor import stack as stacks
from pagebrief.doctor.findings import Finding, ok, problem, warning
from pagebrief.doctor.policy import Sender
from pagebrief.doctor.targets import Targets, targets_of
from pagebrief.errors import DeliveryRefused, NotAllowed, PagebriefError, SettingsError, WatchesError
from pagebrief.ports import WatchesFile
from pagebrief.watch import Watch
from pagebrief.watches.configuration import read_watches

_Read = TypeVar("_Read")
_WATCHES = "watches.yaml"
Watches = tuple[Watch, ...] | None
"""None: there is no watches.yaml, and everybody is told of every page."""


@dataclass(frozen=True, slots=True)
class Doctor:
    """``slack_keys`` and ``smtp_server`` read what a secret holds: ValueError says what they expected."""

    account: Account
    mail: Mail
    watches_in: Callable[[str], WatchesFile]
    workspace: Callable[[str], Workspace]
    slack_keys: Callable[[str], SlackKeys]
    smtp_server: Callable[[str], Any]

    def examine(self, name: str) -> Iterator[Finding]:
        """Each finding as it is made. Raises PagebriefError where not even the stack can be looked at."""
        stack = self.account.stack(name)
        yield stacks.check_stack(stack, name)
        if stack is None or not all(stack.outputs.get(output) for output in stacks.NEEDED):
            return
        yield from guarded("notification", self._pages(stack))
        yield from guarded("schedule", self._schedule(stack))
        for resource in stacks.dead_letter_queues(stack):
            yield from guarded(f"dead letters of {resource.name}", self._dead_letters(resource))
        findings, watches = self._watches(stack)
        yield from findings
        targets = targets_of(stack, watches)
        yield from guarded(slack.SECRET, self._slack(stack, targets))
        yield from guarded("email", self._email(stack, targets))

    def _pages(self, stack: Stack) -> Iterator[Finding]:
        bucket = stack.outputs["PageBucketName"]
        queue = self.account.queue(stack.outputs["PageQueueUrl"])
        if queue is None:
            yield problem(
                "page queue",
                "it is gone",
                "Somebody deleted it: delete the stack, too, and `make deploy`. The buckets stay.",
            )
        elif stack.parameter("ExistingPageBucket"):
            yield from guarded("notification", self._event_bridge(bucket))
            yield from guarded("rule", self._rule(stack.resource("ExistingBucketRule"), bucket, queue))
        else:
            yield from guarded("notification", self._notification(bucket, queue))
            _, partition, _, _, account, _ = queue.arn.split(":")
            yield pages.check_policy(
                queue, Sender("s3.amazonaws.com", f"arn:{partition}:s3:::{bucket}", account)
            )

    def _notification(self, bucket: str, queue: Queue) -> Iterator[Finding]:
        yield pages.check_notification(bucket, self.account.bucket_notices(bucket), queue)

    def _event_bridge(self, bucket: str) -> Iterator[Finding]:
        yield pages.check_event_bridge(bucket, self.account.bucket_notices(bucket))

    def _rule(self, resource: Resource | None, bucket: str, queue: Queue) -> Iterator[Finding]:
        rule = self.account.rule(resource.id) if resource else None
        yield pages.check_rule(bucket, rule, queue)
        if rule:
            account = queue.arn.split(":")[4]
            yield pages.check_policy(queue, Sender("events.amazonaws.com", rule.arn, account))

    def _schedule(self, stack: Stack) -> Iterator[Finding]:
        resource = next((each for each in stack.resources if each.type == "AWS::Scheduler::Schedule"), None)
        schedule = self.account.schedule(resource.id) if resource else None
        yield stacks.check_schedule(resource, schedule, stack.resource("ScheduleFunction"))

    def _dead_letters(self, resource: Resource) -> Iterator[Finding]:
        queue = self.account.queue(resource.id)
        oldest, unseen = None, []
        if queue and queue.messages:
            try:
                oldest = self.account.oldest(queue.name)
            except PagebriefError as error:
                unseen.append(not_seen(f"age of {queue.name}", error))
        yield stacks.check_dead_letters(resource, queue, oldest)
        yield from unseen

    def _watches(self, stack: Stack) -> tuple[Sequence[Finding], Watches]:
        try:
            return check_watches(self.watches_in(stack.outputs["StateBucketName"]))
        except PagebriefError as error:
            return [not_seen(_WATCHES, error)], None

    def _slack(self, stack: Stack, targets: Targets) -> Iterator[Finding]:
        name, home = stack.parameter("SlackSecret"), stack.parameter("SlackChannel")
        if not name:
            if asked := [*targets.slack, *targets.webhooks]:
                yield problem(
                    slack.SECRET,
                    f"there is none, yet {', '.join(asked)} is to be told",
                    "Set the parameter SlackSecret: `make deploy`.",
                )
            return
        keys = yield from self._secret(slack.SECRET, name, self.slack_keys)
        if keys is None:
            return
        yield from slack.check_keys(keys, targets, home)
        if keys.bot_token:
            yield from guarded(slack.BOT, self._bot(self.workspace(keys.bot_token), targets))

    def _bot(self, workspace: Workspace, targets: Targets) -> Iterator[Finding]:
        try:
            bot = workspace.bot()
        except DeliveryRefused as error:
            yield problem(slack.BOT, str(error), "")
            return
        yield slack.check_bot(bot)
        if targets.slack:
            kinds = slack.visible_kinds(bot)
            seen = workspace.rooms(kinds) if kinds else SlackRooms((), complete=False)
            yield from slack.check_channels(targets.slack, bot, seen)
        elif not targets.webhooks and not targets.emails:
            yield problem(slack.CHANNEL, "none is named", "Set the parameter SlackChannel: `make deploy`.")

    def _email(self, stack: Stack, targets: Targets) -> Iterator[Finding]:
        sender, smtp = stack.parameter("EmailFrom"), stack.parameter("SmtpSecret")
        if not sender:
            if targets.emails:
                asked = ", ".join(targets.emails)
                yield problem(
                    "email sender",
                    f"there is none, yet {asked} is to be told",
                    "Set the parameter EmailFrom: `make deploy`.",
                )
        elif smtp:
            if (yield from self._secret("SMTP secret", smtp, self.smtp_server)) is not None:
                yield ok("SMTP secret", "is readable and names a server, which is not called from here")
        else:
            yield from self._ses(sender, targets)

    def _ses(self, sender: str, targets: Targets) -> Iterator[Finding]:
        account = self.mail.account()
        yield from email.check_account(account)
        yield email.check_sender(sender, self._is_verified(sender))
        for recipient in targets.emails if account.in_sandbox else ():
            yield email.check_recipient(recipient, self._is_verified(recipient))

    def _is_verified(self, address: str) -> bool:
        return any(self.mail.is_verified(identity) for identity in email.identities(address))

    def _secret(
        self, check: str, name: str, read: Callable[[str], _Read]
    ) -> Generator[Finding, None, _Read | None]:
        """What a secret holds, or None after a finding that says what is wrong with it."""
        try:
            text = self.account.secret(name)
            if text is not None:
                return read(text)
            yield problem(check, f"there is no secret {name}", "Make it, in this region.")
        except SettingsError as error:
            yield problem(check, str(error), "")
        except ValueError as error:  # it says what is expected, and nothing of what is there
            yield problem(check, f"{name} is not understood", f"Correct it: {error}.")
        return None


def check_watches(file: WatchesFile) -> tuple[Sequence[Finding], Watches]:
    """Every mistake in watches.yaml, and the watches in force: if it has any, those of the last good one."""
    current = file.read()
    if current is None:
        return [ok(_WATCHES, "there is none: everybody is told of every page")], None
    try:
        watches = read_watches(current[1])
    except WatchesError as error:
        good = file.read_good()
        return list(_mistakes(error, good)), read_watches(good) if good else None
    count = "1 watch" if len(watches) == 1 else f"{len(watches)} watches"
    return [ok(_WATCHES, f"is without mistakes: {count}")], watches


def _mistakes(error: WatchesError, good: bytes | None) -> Iterator[Finding]:
    until = "the last good one stays in force" if good else "pages wait, since there never was a good one"
    for mistake in error.problems:
        yield problem(_WATCHES, mistake, "")
    yield problem(
        _WATCHES,
        f"is broken: {until}",
        "Mend it, see what `pagebrief watches check FILE` says, and put it there again.",
    )


def guarded(check: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings as far as they come; where looking fails, a warning that says why."""
    try:
        yield from findings
    except PagebriefError as error:
        yield not_seen(check, error)


def not_seen(check: str, error: PagebriefError) -> Finding:
    if isinstance(error, NotAllowed):
        return warning(
            check,
            f"may not be looked at: the permission {error.permission} is missing",
            f"Allow {error.permission} to whoever calls the doctor, or have somebody else call it.",
        )
    return warning(check, f"could not be looked at: {error}", "")
