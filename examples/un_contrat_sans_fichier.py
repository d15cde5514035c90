"""A contract built in Python, with no file, and rendered: every document, in `out/valmont`."""

from datetime import date
from decimal import Decimal

import ctai_docs

contrat = ctai_docs.Contrat(
    debut=date(2026, 1, 1),
    fin=date(2026, 12, 31),
    parties=(
        ctai_docs.Partie(cle="etat", type=ctai_docs.TypePartie.ETAT, nom="l'État"),
        ctai_docs.Partie(cle="ville", type=ctai_docs.TypePartie.COMMUNE, nom="la Ville de Valmont"),
    ),
    exercices=(
        ctai_docs.Exercice(
            cle="2026",
            debut=date(2026, 1, 1),
            fin=date(2026, 12, 31),
            contributions=(ctai_docs.Contribution(payeur="etat", montant=Decimal(40_000)),),
        ),
    ),
    axes=(ctai_docs.Axe(cle="langue", intitule="Apprendre le français"),),
    fiches=(
        ctai_docs.FicheAction(
            cle="ateliers",
            intitule="Ateliers de français",
            axe="langue",
            porteurs=(ctai_docs.Porteur(nom="Association Passerelles"),),
            thematiques=("francais",),
            description=ctai_docs.Texte("Deux ateliers par semaine, pour **30 personnes**."),
            budget=ctai_docs.Budget(subvention_p104=Decimal(12_000), reliquats=Decimal(3_000)),
        ),
    ),
)

print(ctai_docs.save_pack(contrat, "out/valmont").summary)
