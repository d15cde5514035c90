"""An amount of a contract changed, and the avenant with its redlines, in `out/avenant`."""

from datetime import date

import ctai_docs

CHANGES = {
    "fiches.un-toit.budget.subvention_p104": "10 000 €",
    "fiches.un-toit.budget.cout_total": "28 000 €",  # what the contract declares of this amount:
    "axes.logement.montant": "33 775 €",  # `check` names what no longer adds up
}

signed = ctai_docs.load("examples/metz_2026").contrat
wanted = signed
for chemin, valeur in CHANGES.items():
    wanted = ctai_docs.modify(wanted, chemin, valeur)

avenant = ctai_docs.diff(signed, wanted, numero=1, date_signature=date(2026, 11, 30))
print(ctai_docs.avenant_text(avenant))

historique = ctai_docs.Historique(signed, (avenant,))
documents = [
    ctai_docs.render_avenant(historique, 1),
    *ctai_docs.render_redline(historique, 1),
]
for document in documents:
    print(document.save(f"out/avenant/{document.nom}"))
