"""The pictures that README begins with: messages of examples/pages, as people see them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image
from playwright.sync_api import Browser, Frame
from tools.local.slack_html import blocks_html
from tools.looks.browser import Scheme, View, look, opened, shot
from tools.looks.examples import digest_of
from tools.looks.samples import ROOT

from pagebrief.bootstrap import find_templates
from pagebrief.messages import render_archived, render_email, render_slack

PICTURES = ROOT / "docs/pictures"
_SCENES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "scenes"), autoescape=True, undefined=StrictUndefined
)
_DESK = ("libraries", "harbour works", "water of the Northland")
_SCHEMES: Mapping[str, Scheme] = {"": "light", "-dark": "dark"}


def readme_pictures(browser: Browser) -> Iterator[tuple[Path, Image.Image]]:
    """Each with the file that it belongs into, light and dark."""
    for name, html, height in (("messages", _messages(), 930), ("archive", _archive(), 720)):
        with opened(browser, html, scale=2) as (page, _):
            for suffix, scheme in _SCHEMES.items():
                look(page, View(1080, scheme, height))
                if name == "archive":
                    _go_to_the_text(page.frames[-1])
                yield PICTURES / f"{name}{suffix}.png", shot(page)


def _messages() -> str:
    templates = find_templates(None)
    email = render_email(digest_of(_DESK), templates)
    slack = render_slack(digest_of(_DESK[-1:]), templates)
    scene = _SCENES.get_template("messages.html.j2")
    return scene.render(at="08:00", subject=email.subject, email=email.html, slack=blocks_html(slack.blocks))


def _archive() -> str:
    archived = render_archived(digest_of(_DESK[1:2]), find_templates(None))
    return _SCENES.get_template("archive.html.j2").render(archived=archived)


def _go_to_the_text(frame: Frame) -> None:
    """As the arrow behind the second sentence does; both parts are opened, and begin at the top."""
    frame.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    frame.evaluate("location.hash = 'text-1-2'")
    frame.evaluate("scrollTo(0, document.querySelector('details').offsetTop - 8)")
    frame.page.evaluate("scrollTo(0, 0)")
