"""Signs that hide or reorder, in the values of a dossier and in links."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from ctai_docs.contract.model.base import clean_text
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.markdown import parse, plain_text
from ctai_docs.machine.yaml import read_yaml
from tools.attack import Trial, how_it_broke

_SEEN = ("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN")
"""Signs of category Cf that are drawn: marks that stand under numbers."""
_FORMS = ("a: Mos{}elle\n", "a: |\n  deux\n  Mos{}elle\n", 'a: "Mos{}elle"\n', "Mos{}elle: a\n")
_DISGUISED = (
    "[https://moselle.gouv.fr](https://{}.test)",
    "[moselle.gouv.fr](http://{}.test/moselle.gouv.fr)",
    "[https://www.moselle.gouv.fr/aide](https://moselle.gouv.fr.{}.test)",
    "[a@moselle.gouv.fr](mailto:a@{}.test)",
    "<https://moselle.gouv.fr@{}.test/>",
    "[le guide](https://moselle.gouv.fr%2F@{}.test/)",
    "[le guide](https://mоselle-{}.test)",
    "[le guide](https://xn--{}-wqf.test)",
)


def hidden_characters(chance: Random, times: int) -> Iterator[Trial]:
    """Every sign of Unicode that is not seen, in YAML and in Python: refused where it is."""
    hidden = [sign for sign in map(chr, range(0x110000)) if _is_hidden(sign)]
    for sign in chance.sample(hidden, min(times * 20, len(hidden))):
        code = f"U+{ord(sign):04X}"
        form = chance.choice(_FORMS).format(sign).encode("utf-8", "surrogatepass")
        yield Trial(f"YAML {code}", _taken(CtaiError, partial(read_yaml, form, "a.yaml")))
        yield Trial(f"value {code}", _taken(ValueError, partial(clean_text, f"Mos{sign}elle")))


def disguised_links(chance: Random, times: int) -> Iterator[Trial]:
    """Links that show another address than theirs: refused, or followed by it."""
    for _ in range(times):
        link = chance.choice(_DISGUISED).format(f"evil{chance.randrange(10**6)}")
        parsed = parse(f"Voir {link}, dit-on.")
        shown = plain_text(parsed.blocks)
        told = bool(parsed.findings) or ".test" in shown.partition(" (")[2]
        yield Trial(link, "" if told else f"prints « {shown} »")


def _is_hidden(sign: str) -> bool:
    seen = unicodedata.name(sign, "").startswith(_SEEN) and sign != "\u061c"
    return (
        unicodedata.category(sign) in ("Cf", "Cc", "Cs") and not seen and sign not in "\t\n\r\x85"
    )


def _taken(refusal: type[Exception], read: Callable[[], object]) -> str:
    """Return "" where a text was refused, else that it was taken."""
    broke = how_it_broke(read, refusal)
    if broke:
        return broke
    try:
        read()
    except refusal:
        return ""
    return "was taken"
