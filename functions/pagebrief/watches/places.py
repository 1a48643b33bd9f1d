"""Where a page comes from: its site, its language, its path."""

import re
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from pagebrief.model import CleanPage, PageRef
from pagebrief.watches.folding import folded

_LABEL = re.compile(r"[\w-]{1,63}")


def host_of(address: str) -> str:
    """A host's name as it is compared: small, in ASCII (IDNA), without port, ``www.`` and last dot.

    ``""`` where there is none. ``*.`` in front stays.
    """
    _, _, rest = address.strip().rpartition("//")
    try:
        host = urlsplit(f"//{rest}").hostname or ""
    except ValueError:  # such as an IPv6 address that is none
        return ""
    starred = "*." if host.startswith("*.") else ""
    host = host.removeprefix("*.").rstrip(".").removeprefix("www.")
    try:
        return starred + host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return starred + host.lower()


def is_host(address: str) -> bool:
    """Whether it can name a host: labels with dots between them, perhaps behind ``*.``."""
    labels = host_of(address).removeprefix("*.").split(".")
    return len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)


def on_site(page: CleanPage, site: str) -> bool:
    """``reuters.com`` is that host, with ``www.`` or not; ``*.reuters.com`` that and every host below it.

    Of a page without an address all that is known is its site's name: it must be the one given, or the
    domain's («Reuters» of reuters.com).
    """
    if page.url and (host := host_of(page.url)):
        if not is_host(site):
            return page.site is not None and _same(page.site, site)
        wanted = host_of(site)
        domain = wanted.removeprefix("*.")
        return host == domain or (wanted.startswith("*.") and host.endswith(f".{domain}"))
    names = [site, *host_of(site).split(".")[:-1]] if is_host(site) else [site]
    return page.site is not None and any(_same(page.site, name) for name in names)


def _same(name: str, other: str) -> bool:
    bare = re.sub(r"\W", "", folded(name))
    return bool(bare) and bare == re.sub(r"\W", "", folded(other))


def in_language(page: CleanPage, language: str) -> bool:
    return page.language is not None and page.language.lower() == language.lower()


def on_path(page: CleanPage, ref: PageRef, path: str) -> bool:
    """Whether the object's key or the path of the page's address is like it; a slash in front counts nothing.

    ``*`` stands for anything, slashes too, ``?`` for one character, ``[ab]`` for one of those.
    """
    wanted = path.lstrip("/")
    return any(fnmatchcase(known.lstrip("/"), wanted) for known in (ref.key, _path(page.url)) if known)


def _path(url: str | None) -> str:
    try:
        return unquote(urlsplit(url or "").path)
    except ValueError:
        return ""
