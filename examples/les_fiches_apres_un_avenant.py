"""The documents after an avenant: only what changed is written again, and the report says why."""

import ctai_docs

dossier = ctai_docs.load("examples/grenoble_2019")
ctai_docs.save_pack(dossier.initial, "out/grenoble_2019")  # the pack of the contract as signed
for line in ctai_docs.save_pack(dossier, "out/grenoble_2019").lines():
    print(line)
