"""What can go wrong, and whether trying again can help.

::

    PagebriefError
    ├── PermanentError        the same call will fail again
    │   ├── PageError         this page can't be read; the others are fine
    │   ├── DeliveryRefused   a channel says no (unknown channel, unverified sender)
    │   │   └── CredentialRefused  … to the token, the webhook or the log-in that it was shown
    │   ├── WatchesError      a watches.yaml has mistakes; all of them are named
    │   ├── SettingsError     the environment of the function or the command line is wrong
    │   ├── NotAllowed        the caller lacks a permission, which it names
    │   ├── ModelError        a model's files are missing or not the expected ones
    │   ├── RewriterError     the rewriting function says no, or can't be called
    │   └── TemplateError     a jinja2 template is broken or names an unknown variable
    ├── TransientError        the same call may succeed later
    └── UnexpectedError       a bug of ours: only its kind is told, since what it says may quote a page

Each adapter translates its vendor's errors into these in one function; nobody else looks at a
vendor's error. Every message names the thing that failed and what to do about it, and quotes nothing that
a page says: messages are logged.
"""

from pagebrief.model import DiscardReason


class PagebriefError(Exception):
    """The root: everything that Pagebrief raises on purpose."""


class PermanentError(PagebriefError):
    """The same call will fail again."""


class PageError(PermanentError):
    """This page can't be read. The pipeline turns it into a ``Discarded`` with the same reason."""

    def __init__(self, reason: DiscardReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class DeliveryRefused(PermanentError):  # noqa: N818 # says more than DeliveryError: the channel answered
    """A channel says no. The delivery goes to the dead-letter queue, to be replayed once it is mended."""


class CredentialRefused(DeliveryRefused):
    """It says no to the token, the webhook or the log-in: a newer one may lie in the secret."""


class SettingsError(PermanentError):
    """Settings are missing or wrong; the message lists every problem, one a line."""


class WatchesError(PermanentError):
    """A watches.yaml has mistakes. ``problems``: one sentence for each, ``FILE:LINE:COLUMN: …``."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class NotAllowed(PermanentError):  # noqa: N818 # as DeliveryRefused: somebody answered
    """The caller lacks ``permission``, such as ``s3:GetObject``."""

    def __init__(self, message: str, permission: str) -> None:
        super().__init__(message)
        self.permission = permission


class ModelError(PermanentError):
    """A model's files are missing, incomplete or not the expected ones."""


class RewriterError(PermanentError):
    """The rewriting function says no, or can't be called. The page is told in its own sentences."""


class TemplateError(PermanentError):
    """A template is broken, or names a variable that does not exist.

    ``near``: the output around the place, for whoever writes the template. It quotes pages, so no log has it.
    """

    def __init__(self, message: str, near: str = "") -> None:
        super().__init__(message)
        self.near = near


class TransientError(PagebriefError):
    """The same call may succeed later.

    ``retry_after`` is in seconds, where the other side named a time to wait. ``may_have_arrived`` is for a
    message that was sent without an answer: trying again may repeat it.
    """

    def __init__(
        self, message: str, retry_after: float | None = None, *, may_have_arrived: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.may_have_arrived = may_have_arrived


class UnexpectedError(PagebriefError):
    """A bug of ours, or of a library. ``kind`` is the name of its class; the log has the place."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind}: this is a bug; the log says where it arose")
        self.kind = kind
