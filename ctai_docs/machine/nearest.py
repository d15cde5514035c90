"""« Vouliez-vous dire … ? »: the key nearest to one that was typed."""

from __future__ import annotations

from collections.abc import Iterable

from ctai_docs.machine.french import NO_BREAK, quote

MANY = 12


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """Return a sentence that names the nearest key, else all keys there are, as far as they fit."""
    keys = list(dict.fromkeys(known))
    if close := nearest(typed, keys):
        return f"Vouliez-vous dire {quote(close)}{NO_BREAK}?"
    if not keys:
        return f"Aucune clé n’est encore donnée{NO_BREAK}: ajoutez celle-ci."
    listed = ", ".join(keys[:MANY]) + ("…" if len(keys) > MANY else ".")
    return f"Choisissez parmi{NO_BREAK}: {listed}"


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """Return the key nearest to what was typed, None where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(typed, list(known), n=1)), None)
