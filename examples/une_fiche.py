"""One fiche-action of the Metz contract, by its key."""

import ctai_docs

fiche = ctai_docs.render_fiche("examples/metz_2026", "un-toit")
print(fiche.save("out/fiche-un-toit.docx"))
