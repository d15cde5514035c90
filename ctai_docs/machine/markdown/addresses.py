"""Addresses of links that their text hides or contradicts: printed after the link, on paper too.

People trust the text of a link. Where it shows an address of another site, or where the site is
written with lookalike letters, the address that a browser would open is printed after it.
Sources: RFC 3986, 3.2; Unicode TR46 (names of sites in other alphabets).
"""

from __future__ import annotations

import re

from ctai_docs.machine.french import unaccented

_PARTS = re.compile(r"(?:https?://|mailto:)(?P<site>[^/?#]*)", re.IGNORECASE)
_SHOWN = re.compile(
    r"(?:[\w.+-]+@)?(?:[\w-]+\.)+[a-z]{2,}(?![\w-])|https?://[^\s/]+", re.IGNORECASE
)
_FRENCH = re.compile("[a-z0-9àâäçéèêëîïôöùûüÿæœ._:@+-]*")
"""The letters of a site or a mailbox that no reader takes for others."""


def has_identity(href: str) -> bool:
    """Tell whether user information precedes the site of an address: `https://a.fr@b.test`."""
    parts = _PARTS.match(href)
    return bool(parts and "@" in parts["site"] and not href.lower().startswith("mailto:"))


def is_disguised(href: str, words: str) -> bool:
    """Tell whether a link shows another address than its own, or one with lookalike letters."""
    site = _site(href)
    shown = {unaccented(_site(found[0])) for found in _SHOWN.finditer(words)}
    plain = unaccented(site)  # « Réfugiés.info » is the name of refugies.info
    elsewhere = any(plain != other and not plain.endswith(f".{other}") for other in shown)
    return elsewhere or not _FRENCH.fullmatch(site) or site.startswith("xn--") or ".xn--" in site


def _site(address: str) -> str:
    """Return the site of an address, or the mailbox, as it is compared."""
    parts = _PARTS.match(address)
    site = parts["site"] if parts else address.partition("/")[0]
    return site.lower().removeprefix("www.").partition(":")[0]
