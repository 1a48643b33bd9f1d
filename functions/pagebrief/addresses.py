"""What an address says of where a page comes from."""

from urllib.parse import urlsplit


def host_of(url: str | None) -> str:
    """``https://www.Example.org/a`` → ``www.example.org``; ``""`` where there is none, as in ``http://[``."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
