"""What ``pagebrief digest`` makes of its pages, and leaves in its folder."""

import json
from collections.abc import Mapping
from pathlib import Path

from pagebrief.bootstrap import SystemClock
from pagebrief.messages import Templates, render_email, render_slack
from pagebrief.model import Digest
from pagebrief.remembering import Gathered


def digest_of(gathered: Gathered) -> Digest:
    entries = tuple(part.entry for part in gathered.parts)
    return Digest("Pagebrief digest", SystemClock().now().astimezone(), entries, tuple(gathered.rejections))


def files_of(made: Digest, templates: Templates) -> Mapping[str, str]:
    """The digest's files by their names."""
    email, slack = render_email(made, templates), render_slack(made, templates)
    return {
        "digest.html": email.html,
        "digest.txt": email.text,
        "slack.json": json.dumps({"text": slack.text, "blocks": slack.blocks}, indent=1, ensure_ascii=False),
    }


def write(files: Mapping[str, str], unfinished: Path, out: Path) -> list[Path]:
    """All the files in ``out``, or none of them where the disk is full: they are made in ``unfinished``."""
    for name, content in files.items():
        (unfinished / name).write_text(content, encoding="utf-8", errors="replace")
    return [(unfinished / name).replace(out / name) for name in files]
