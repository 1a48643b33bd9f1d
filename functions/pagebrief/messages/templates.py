"""The jinja2 templates of messages: the user's folder first, then the built-in ones."""

import json
import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pagebrief.errors import TemplateError
from pagebrief.messages import mrkdwn
from pagebrief.messages.filters import FILTERS

# They would hand a page's text to Slack as it is, or escaped for HTML. Only macros and captured blocks
# make markup there, and «~» between those and a page's text escapes it for HTML: write them side by side.
_NOT_FOR_SLACK = ("e", "escape", "forceescape", "safe", "tojson", "urlize", "xmlattr")


class Templates:
    """Templates by name, such as ``email/digest.html.j2``; built once, used for every message."""

    def __init__(self, user_folder: Path | None, built_in: Path) -> None:
        """A file of ``user_folder`` replaces the built-in one of the same name.

        Raises TemplateError where a folder does not exist.
        """
        self._folders = [folder for folder in (user_folder, built_in) if folder]
        for folder in self._folders:
            if not folder.is_dir():
                raise TemplateError(f"There is no template folder {folder}: create it or name another.")
        loader = ChoiceLoader([FileSystemLoader(folder) for folder in self._folders])
        self._email = _environment(loader, autoescape=_is_html)
        self._slack = _environment(loader, autoescape=True, finalize=_slack_value)
        for name in _NOT_FOR_SLACK:
            del self._slack.filters[name]

    def render(self, name: str, variables: dict[str, object]) -> str:
        """The template's output. Raises TemplateError for whatever is wrong with the template."""
        environment = self._slack if name.startswith("slack/") else self._email
        try:
            return environment.get_template(name).render(variables)
        except Exception as error:
            raise TemplateError(self._complaint(name, error, variables)) from error

    def _complaint(self, name: str, error: Exception, variables: dict[str, object]) -> str:
        place = self._place(error) or f"Template {name}"
        match error:
            case TemplateNotFound():
                return f"Template {error.name} is in none of: {', '.join(map(str, self._folders))}."
            case UndefinedError():
                return f"{place}: {error.message}. Templates are given {', '.join(variables)}."
            case _:
                return f"{place}: {error}"

    def _place(self, error: Exception) -> str | None:
        """The template and line where the error arose: jinja2 writes them into the traceback."""
        if isinstance(error, TemplateSyntaxError):
            return f"Template {error.filename or error.name}, line {error.lineno}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if any(Path(frame.filename).is_relative_to(folder) for folder in self._folders):
                return f"Template {frame.filename}, line {frame.lineno}"
        return None


def _environment(
    loader: BaseLoader,
    autoescape: bool | Callable[[str | None], bool],
    finalize: Callable[[object], object] | None = None,
) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=autoescape,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(FILTERS)
    return environment


def _is_html(name: str | None) -> bool:
    return bool(name and name.endswith(".html.j2"))


def _slack_value(value: object) -> object:
    """Every ``{{ … }}`` of a Slack template: inert in Slack, and unable to leave its JSON string."""
    if hasattr(value, "__html__"):  # made by a macro, whose own values came through here
        return value
    whole = str(value).encode("utf-8", "replace").decode()  # half of a surrogate pair is no text
    return Markup(json.dumps(mrkdwn.escaped(whole))[1:-1])  # noqa: S704  escaped for Slack and for JSON here
