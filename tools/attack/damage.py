"""Files that were sound: bytes changed, runs of them lost or doubled, the end cut off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

from ctai_docs.machine.findings import CtaiError
from tools.attack import Trial, how_it_broke
from tools.attack.readers import READERS, samples


def damaged_files(chance: Random, times: int) -> Iterator[Trial]:
    """Damaged files for each reader: read, or refused by findings."""
    for name, reader in READERS.items():
        for _ in range(times):
            data = damaged(chance.choice(samples()[name]), chance)
            broke = how_it_broke(partial(reader, data), CtaiError)
            yield Trial(f"{name}: {data[:40]!r}… ({len(data)} bytes)", broke)


def damaged(data: bytes, chance: Random) -> bytes:
    """Return the bytes with a few faults of the kinds that disks, mails and hands make."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not found:
            break
        at = chance.randrange(len(found))
        end = min(len(found), at + chance.choice((1, 2, 8, 64, 1024)))
        match chance.randrange(6):
            case 0 | 1:
                found[at] = chance.randrange(256)
            case 2:
                del found[at:end]
            case 3:
                found[at:at] = found[at:end]
            case 4:
                found[at:end] = chance.randbytes(end - at)
            case _:
                del found[at : len(found) if chance.random() < 0.2 else end]
    return bytes(found)
