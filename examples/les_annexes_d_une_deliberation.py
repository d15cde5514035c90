"""A deliberation and its annexes, each its own file and all in one, marked on every page."""

import ctai_docs

for document in ctai_docs.render_deliberation("examples/metz_2026", "25-09-25-17"):
    print(document.save(f"out/{document.nom}"))
