"""Amounts and numbers, read as French people write them and written as French documents print them.

Read: `170 000`, `170 000,50 €`, `36640`, `170000.5`, `1 234,5 euros`, `-50`; between thousands any
space (U+0020, U+00A0, U+202F, U+2009) or none. What can be read in two ways is refused: `12 00` is
a slip for `1 200` or `12 000`, and `170.000` has three decimals or a point between its thousands.

Written: `170 000 €`, `41,66 €`, `80 %`; U+202F between thousands, U+00A0 before the sign, and the
minus U+2212, which screen readers say. What has more than two decimals is rounded, half up.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from ctai_docs.machine.french.typo import NARROW, NO_BREAK, SPACES, quote

_CENT = Decimal("0.01")
_LIMIT = Decimal(10) ** 12
_LONGEST = 40
_EXAMPLE = f"Écrivez un nombre, comme 170{NARROW}000 ou 41,66."
_FRENCH = str.maketrans({",": NARROW, ".": ",", "-": "−"})
_TYPED = re.compile(
    rf"""
    (?P<sign> [-−–]? ) [{SPACES}]*
    (?P<whole> [0-9]+ (?:[{SPACES}]+[0-9]+)* )
    (?: [.,] (?P<decimals>[0-9]+) )?
    [{SPACES}]* (?: € | euros? | eur )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MANY_MARKS = re.compile(rf"[-−–]?[0-9{SPACES}]+(?:[.,][0-9{SPACES}]+){{2,}}(?:€|euros?)?")


def read_amount(value: str | int | float | Decimal) -> Decimal:
    """Return the amount, in euros and cents; a float is read as it prints (`41.66`)."""
    if isinstance(value, str):
        return _in_bounds(_parse(value.strip()), value)
    if isinstance(value, bool):
        raise _not_an_amount(str(value))
    return _in_bounds(Decimal(repr(value) if isinstance(value, float) else value), value)


def to_cents(number: Decimal | int) -> Decimal:
    """Return the number rounded half up to two decimals, and never minus zero."""
    return Decimal(number).quantize(_CENT, ROUND_HALF_UP) + 0


def write_amount(amount: Decimal | int) -> str:
    """Return `170 000 €` or `41,66 €`: two decimals, or none when the amount is whole."""
    return _in_french(f"{to_cents(amount):,.2f}".removesuffix(".00")) + f"{NO_BREAK}€"


def write_number(number: Decimal | int) -> str:
    """Return `1 200` or `3,5`: at most two decimals, without trailing zeros."""
    return _in_french(f"{to_cents(number):,.2f}".rstrip("0").rstrip("."))


def write_percent(ratio: Decimal) -> str:
    """Return the ratio as a whole percentage, rounded half up: 0.8 is `80 %`."""
    percent = (ratio * 100).quantize(Decimal(1), ROUND_HALF_UP) + 0
    return _in_french(f"{percent:,f}") + f"{NO_BREAK}%"


def _in_french(number: str) -> str:
    """Return `-1,234.5` as `−1 234,5`."""
    return number.translate(_FRENCH)


def _in_bounds(number: Decimal, typed: object) -> Decimal:
    """Return the number in cents, refused when it is none, too large or too fine."""
    if not number.is_finite():
        raise _not_an_amount(str(typed))
    if abs(number) >= _LIMIT:
        raise ValueError("Le montant dépasse mille milliards d'euros. Vérifiez le nombre de zéros.")
    if number != (cents := to_cents(number)):
        raise _too_fine(str(typed), number)
    return cents


def _parse(text: str) -> Decimal:
    """Return the number that is typed, refused when it can be read in two ways."""
    if not text:
        raise ValueError(f"Le montant est vide. {_EXAMPLE}")
    match = _TYPED.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise _unreadable(text)
    groups, decimals = match["whole"].split(), match["decimals"] or ""
    if not _well_grouped(groups):
        raise _badly_grouped(text, match)
    digits = "".join(groups)
    number = Decimal(f"{'-' if match['sign'] else ''}{digits}.{decimals}")
    if len(decimals) == 3 and len(digits) <= 3 and digits.strip("0"):
        raise _two_readings(text, number)
    if len(decimals) > 2 and abs(number) < _LIMIT:
        raise _too_fine(text, number)
    return number


def _well_grouped(groups: list[str]) -> bool:
    """Tell whether the digits stand in groups of three, or all together."""
    first, *others = groups
    return not others or (
        len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in others)
    )


def _not_an_amount(typed: str) -> ValueError:
    return ValueError(f"{quote(typed)} n'est pas un montant. {_EXAMPLE}")


def _unreadable(text: str) -> ValueError:
    """Return the error of a text that is no number, or that mixes points and commas."""
    if len(text) <= _LONGEST and _MANY_MARKS.fullmatch(text):
        return ValueError(
            f"Le montant {quote(text)} a plusieurs points ou virgules. Séparez les milliers par "
            f"une espace et les centimes par une virgule, comme 1{NARROW}234{NARROW}567,50."
        )
    return _not_an_amount(text)


def _badly_grouped(text: str, typed: re.Match[str]) -> ValueError:
    """Return the error of `12 00`, which proposes `1 200` and `12 000`."""
    groups = typed["whole"].split()
    filled = [*groups[:-1], groups[-1].ljust(3, "0")]
    readings = dict.fromkeys(int("".join(digits)) for digits in (groups, filled))
    cents = f",{typed['decimals']}" if typed["decimals"] else ""
    proposals = (_in_french(f"{typed['sign']}{reading:,}") + cents for reading in readings)
    return ValueError(
        f"Les milliers du montant {quote(text)} ne vont pas par trois chiffres. "
        f"Écrivez {' ou '.join(proposals)}."
    )


def _two_readings(text: str, number: Decimal) -> ValueError:
    """Return the error of `170.000`, which proposes `170 000` and `170,00`."""
    decimal = _in_french(f"{to_cents(number):.2f}")
    return ValueError(
        f"Le montant {quote(text)} se lit de deux façons. "
        f"Écrivez {write_number(number * 1000)} ou {decimal}."
    )


def _too_fine(typed: str, number: Decimal) -> ValueError:
    return ValueError(
        f"Le montant {quote(typed)} a plus de deux décimales. "
        f"Arrondissez-le au centime, par exemple {write_number(number)}."
    )
