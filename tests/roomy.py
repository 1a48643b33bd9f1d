"""Slack's template with so much space around each page that a message shows two."""

from pathlib import Path

from pagebrief.bootstrap import find_templates
from pagebrief.messages import Templates

SHOWN = 2
"""Pages of a message, which may have 50 blocks."""

_TEMPLATE = """
{
  "text": "{{ digest.title }}",
  "blocks": [
    { "type": "section", "text": { "type": "mrkdwn", "text": "{{ digest.title }}" } }
    {% for entry in digest.entries %}
    {% for _ in range(20) %}, { "type": "divider" }{% endfor %}
    , { "type": "section", "text": { "type": "mrkdwn", "text":
        "{{ entry.brief.headline }}\\n{{ entry.reasons | why }}" } }
    {% endfor %}
    {% if left_out %},
    { "type": "section", "text": { "type": "mrkdwn", "text": "{{ left_out }} more" } }
    {% endif %}
    {% if digest.whole %},
    { "type": "context", "elements": [{ "type": "mrkdwn", "text": "<{{ digest.whole.url }}|all>" }] }
    {% endif %}
  ]
}
"""


def roomy_templates(folder: Path) -> Templates:
    (folder / "slack").mkdir(parents=True, exist_ok=True)
    (folder / "slack/digest.json.j2").write_text(_TEMPLATE, "utf-8")
    return find_templates(folder)
