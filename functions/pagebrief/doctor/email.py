"""Whether SES sends what the deployment asks it to: the account, the sender, the recipients."""

from collections.abc import Iterator
from email.utils import parseaddr

from pagebrief.deployment import MailAccount
from pagebrief.doctor.findings import Finding, ok, problem, warning

_ACCOUNT = "email account"


def identities(address: str) -> Iterator[str]:
    """What may be verified so that an address is: itself, its domain, and the domains above it."""
    bare = parseaddr(address)[1]
    yield bare
    labels = bare.rpartition("@")[2].split(".")
    for first in range(len(labels) - 1):
        yield ".".join(labels[first:])


def check_account(account: MailAccount) -> Iterator[Finding]:
    if not account.sending:
        yield problem(
            _ACCOUNT,
            "sending is paused",
            "Resume it in the SES console, once what AWS complained of is mended.",
        )
    if account.standing == "SHUTDOWN":
        yield problem(_ACCOUNT, "AWS shut its sending down", "Answer AWS's notice in the SES console.")
    elif account.standing == "PROBATION":
        yield warning(
            _ACCOUNT, "AWS is reviewing it for bounces or complaints", "See AWS's notice in the SES console."
        )
    if account.in_sandbox:
        yield warning(
            _ACCOUNT,
            "is in the SES sandbox: 200 messages a day, to verified recipients alone",
            "Ask for production access in the SES console, or verify each recipient.",
        )
    elif account.sending and account.standing != "SHUTDOWN":
        yield ok(_ACCOUNT, "sends to anybody")


def check_sender(sender: str, verified: bool) -> Finding:
    if verified:
        return ok("email sender", f"{sender} is verified")
    return problem(
        "email sender",
        f"neither {sender} nor its domain is verified: SES refuses everything",
        f"`aws sesv2 create-email-identity --email-identity {sender}`, and follow the link that comes.",
    )


def check_recipient(recipient: str, verified: bool) -> Finding:
    """In the sandbox."""
    if verified:
        return ok("email recipient", f"{recipient} is verified")
    return problem(
        "email recipient",
        f"{recipient} is not verified, and SES refuses a message to it from the sandbox",
        f"`aws sesv2 create-email-identity --email-identity {recipient}`, and let them follow the link.",
    )
