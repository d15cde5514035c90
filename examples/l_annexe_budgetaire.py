"""The budget annex of a contract built in Python, without any file: Word and Excel."""

import ctai_docs

contrat = ctai_docs.Contrat.model_validate(
    {
        "debut": "1er janvier 2026",
        "fin": "31 décembre 2026",
        "parties": [
            {"cle": "etat", "type": "etat", "nom": "l'État"},
            {"cle": "ville", "type": "commune", "nom": "la Ville de Valmont"},
        ],
        "exercices": [{"cle": "2026", "contributions": [{"payeur": "etat", "montant": "40 000"}]}],
        "axes": [{"cle": "langue", "intitule": "Apprendre le français"}],
        "fiches": [
            {
                "cle": "ateliers",
                "intitule": "Ateliers de français",
                "axe": "langue",
                "porteurs": ["Association Passerelles"],
                "thematiques": ["francais"],
                "description": "Deux ateliers par semaine, pour **30 personnes**.",
                "budget": {"subvention_p104": "12 000 €", "contribution_collectivite": "3 000"},
            }
        ],
    }
)

for document in (
    ctai_docs.render_annexe_budgetaire(contrat),
    ctai_docs.render_classeur(contrat),
):
    print(document.save(f"out/{document.nom}"))
