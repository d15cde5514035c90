"""Every reader of mentions over every text: of a contract, and of an avenant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding
from ctai_docs.rules.texts import leftovers, spans, sums, tallies
from ctai_docs.rules.texts.known import Known
from ctai_docs.rules.texts.prose import Said, prose

Reader = Callable[[Known, Said], Iterator[Finding]]

ANY: tuple[str, ...] = ("",)
READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (("20",), spans.read_spans),
    (spans.CALLS, spans.read_bounds),
    (("€", "euro"), sums.read_sums),
    (tallies.NOUNS, tallies.read_counts),
    (("%",), tallies.read_shares),
    (ANY, tallies.read_identifiers),
    ((")",), leftovers.read_plurals),
    (("*", "__", "~~"), leftovers.read_marks),
    (ANY, leftovers.read_bullets),
    (ANY, leftovers.read_instructions),
)
"""The readers, each with the words without which a text has nothing for it."""


def check_mentions(contrat: Contrat) -> Iterator[Finding]:
    """Yield the mentions in the texts of a contract that contradict the contract."""
    return read(Known(contrat), prose(contrat))


def read(known: Known, texts: Iterable[Said]) -> Iterator[Finding]:
    """Yield the mentions in these texts that contradict the contract, once for each line."""
    for said in texts:
        for hints, reader in READERS:
            for hint in hints:
                if hint in said.lower:
                    yield from dict.fromkeys(reader(known, said))
                    break


CHECKS = (check_mentions,)
