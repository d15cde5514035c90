"""The names of places and bodies that a contract knows, which its texts may well name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.french import unaccented
from ctai_docs.rules.walk import leaves

_FIELDS = {
    *("nom", "court", "siege", "fonction", "collectivite", "territoire", "lieu_signature"),
    *("communes_associees", "ordonnateur", "comptable", "titulaire", "precision"),
    *("titres", "libelle", "intitule", "service"),
}
"""The fields in which names of places are typed."""
_NAME = re.compile(r"(?<![\w])[A-ZÀÂÉÈÊÎÔŒ][\w]+")


def places(contrat: Contrat) -> Counter[str]:
    """Return the words of all names of the contract, bare, with how many fields name each."""
    global _last
    last, found = _last
    if last is not contrat:
        found = Counter(word for name in _names(contrat) for word in set(name))
        _last = (contrat, found)
    return found


_last: tuple[Contrat | None, Counter[str]] = (None, Counter())


def _names(contrat: Contrat) -> Iterator[list[str]]:
    for path, value in leaves(contrat):
        name = path[-1] if isinstance(path[-1], str) else path[-2]
        if name in _FIELDS and isinstance(value, str):
            yield unaccented(" ".join(_NAME.findall(value))).lower().split()
