"""What people typed in texts and titles: what Word cannot carry, slips, numbers, copies.

`slips` and `letters` read each text by itself, `numbers` what it calls by number, `copies` the
texts of all fiches side by side, `titles` what it quotes. `readers` runs over each text those that
read what it mentions and hold it against the contract (`known`): periods (`spans`), amounts
(`sums`), counts and identifiers (`tallies`), what is left over from a form (`leftovers`).
"""

from ctai_docs.rules.texts import (
    alphabets,
    copies,
    letters,
    numbers,
    operators,
    readers,
    slips,
    titles,
)

__all__ = ["CHECKS"]

CHECKS = (
    *slips.CHECKS,
    *letters.CHECKS,
    *alphabets.CHECKS,
    *numbers.CHECKS,
    *titles.CHECKS,
    *copies.CHECKS,
    *operators.CHECKS,
    *readers.CHECKS,
)
