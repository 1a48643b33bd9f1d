"""The settings of the functions: typed, from environment variables, all problems named at once."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from pagebrief.delivery import IfUnknown
from pagebrief.errors import SettingsError

_ADDRESS = r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+"
_Address = Annotated[str, StringConstraints(pattern=rf"^{_ADDRESS}$")]
_Sender = Annotated[str, StringConstraints(pattern=rf"^({_ADDRESS}|[^<>\r\n]+ <{_ADDRESS}>)$")]


def _split(addresses: object) -> object:
    """Comma-separated addresses, each once, in order."""
    if not isinstance(addresses, str):
        return addresses
    return tuple(dict.fromkeys(part.strip() for part in addresses.split(",") if part.strip()))


# Whoever pastes the secret itself into one of these shall not find it in a log.
_NEVER_SHOWN = frozenset({"slack_secret", "slack_channel", "smtp_secret"})
_LONGEST_SHOWN = 60
_NotASecret = Annotated[str, StringConstraints(pattern=r"^(?!https?://|xox|\{)")]
_Store = Annotated[str, StringConstraints(pattern=r"^(?!https?://|xox|\{|ssm:[^/])")]
_WHERE = "the name or ARN of a secret in Secrets Manager, or ssm:/path/name or the ARN of a SecureString"


class Settings(BaseModel):
    """What every function is told: where its state lies, and who reads.

    Each field is the variable of the same name in capitals; its description says what is expected.
    """

    model_config = ConfigDict(frozen=True, regex_engine="python-re")  # pydantic's own lacks lookaheads

    state_table: str = Field(description="the name of the DynamoDB table")
    state_bucket: str = Field(description="the name of the bucket that records are kept in")
    delivery_queue: Annotated[str, StringConstraints(pattern=r"^https?://\S+\.fifo$")] = Field(
        description="the URL of the FIFO queue of deliveries"
    )

    slack_secret: _Store | None = Field(None, description=f"{_WHERE}, not what is in it")
    slack_channel: _NotASecret | None = Field(None, description="a Slack channel, #name or id")
    email_from: _Sender | None = Field(
        None, description="an email address, or Name <address>, that SES or the SMTP server sends for"
    )
    email_to: Annotated[tuple[_Address, ...], BeforeValidator(_split), Field(min_length=1, max_length=50)] = (
        Field((), description="1 to 50 email addresses with commas between them")
    )

    retention_days: int = Field(90, ge=1, le=3650, description="a whole number of days from 1 to 3650")

    @property
    def retention(self) -> timedelta:
        return timedelta(days=self.retention_days)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Of the channels that are told every page, where no watches say otherwise."""
        slack = (self.slack_home,) if self.slack_secret else ()
        return slack + ((f"email:{','.join(self.email_to)}",) if self.email_to else ())

    @property
    def slack_home(self) -> str:
        """The address of the Slack channel that these settings name: known without the secret."""
        return f"slack:{self.slack_channel or 'webhook'}"

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Self:
        """An empty variable counts as not set: so SAM hands on a parameter without a value.

        Raises SettingsError, which lists every problem, one a line.
        """
        given = {name: env.get(name.upper(), "").strip() for name in cls.model_fields}
        given = {name: value for name, value in given.items() if value}
        problems = list(_missing_partners(given.keys()))
        try:
            settings = cls.model_validate(given)
        except ValidationError as error:
            problems = [*_problems(error, cls), *problems]
        if problems:
            raise SettingsError("\n".join(problems))
        return settings


class DeliverySettings(Settings):
    """What on_delivery is told beside."""

    slack_api_url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] = Field(
        "https://slack.com/api/", description="an http(s) URL"
    )
    smtp_secret: _Store | None = Field(None, description=f"{_WHERE}, that says where email goes by SMTP")
    lease_seconds: int = Field(
        120,
        ge=30,
        le=43_200,
        description="a whole number of seconds from 30 to 43200, more than the function's timeout",
    )
    if_unknown: IfUnknown = Field(
        IfUnknown.AGAIN, description="again or hold: what becomes of a message that may have arrived"
    )
    templates_dir: Path | None = Field(None, description="the folder of your own templates")

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.lease_seconds)


def _missing_partners(given: Collection[str]) -> Iterator[str]:
    """What pydantic checks only once every field is right, but a person wants to know at once."""
    for email in ("email_to", "smtp_secret"):
        if email in given and "email_from" not in given:
            yield f"EMAIL_FROM is not set, but {email.upper()} is: an email needs a sender"
    if not {"slack_secret", "email_from", "email_to"} & set(given):
        yield "nobody would be told: set SLACK_SECRET or EMAIL_FROM, or both"


def _problems(error: ValidationError, settings: type[Settings]) -> Iterator[str]:
    for details in error.errors(include_url=False):
        name = str(details["loc"][0])
        expected = settings.model_fields[name].description
        yield f"{name.upper()} {_what_is_wrong(name, details)}: expected {expected}"


def _what_is_wrong(name: str, details: ErrorDetails) -> str:
    if details["type"] == "missing":
        return "is not set"
    value = str(details["input"])
    shown = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    return "is wrong" if name in _NEVER_SHOWN else f"is {shown!r}"
