"""The whole Metz pack: contract, fiches, budget annex, in `out/metz_2026`."""

import ctai_docs

for line in ctai_docs.save_pack("examples/metz_2026", "out/metz_2026").lines():
    print(line)
