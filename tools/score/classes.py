"""All classes of faults, in the order of the report, and those that nothing claims to find."""

from tools.score import (
    acts,
    avenants,
    files,
    form,
    mentions,
    money,
    names,
    people,
    texts,
    time,
    typing,
)
from tools.score.faults import FAULTS

__all__ = [
    "ELSEWHERE",
    "FAMILIES",
    "FAULTS",
    "UNCLAIMED",
    "acts",
    "avenants",
    "files",
    "form",
    "mentions",
    "money",
    "names",
    "people",
    "texts",
    "time",
    "typing",
]

FAMILIES = (
    *("YML", "DOS", "MOD", "IMG", "TXT", "REF", "MON"),
    *("PER", "FOR", "TPS", "NOM", "ACT", "AVE", "PRE"),
)
"""The families of the rules that what is typed into a dossier can break."""
ELSEWHERE = {
    "DOS-001": "il n’y a pas de dossier",
    "DOS-002": "il n’y a pas de contrat dans ce dossier",
    "DOS-003": "dit d’un fichier sans droit de lecture, et non de ce qui y est tapé",
    "DOS-009": "dit d’un dossier de départ, par ctai-docs new",
    "DOS-011": "le fichier nommé n’est pas un dossier",
    "DOS-014": "suit une autre erreur, dite par check seul (tests/cases)",
    "IMG-003": "une photographie, que le banc ne sait pas taper (tests/machine/word)",
    "AVE-013": "dit d’un fichier sans droit de lecture, et non de ce qui y est tapé",
    "MOD-008": "aucun dossier ne la provoque (tests/cases)",
}
"""The rules of these families that no class breaks, with the reason; tests/cases has them."""

UNCLAIMED = {
    "deux erreurs qui se compensent": "un montant et son total faux ensemble se tiennent",
    "un nombre faux que rien ne recoupe": "le dossier ne dit pas deux fois 24 ou 25 bénéficiaires",
    "paragraphe copié de moins de 12 mots": "deux fiches se ressemblent alors par hasard",
    "paragraphe copié puis récrit à plus de 10 %": "rien ne le distingue d’un texte voisin",
    "titre cité autrement, sans guillemets": "une phrase peut reprendre les mots d’un titre",
    "code ACTES qui existe, d’une autre matière": "le contrat relève aussi de 7.5, 8.2 ou 9.1",
    "« 7.10 » lu comme le nombre 7,1": "ne peut arriver : tout scalaire du dossier est un texte",
    "IBAN juste, d’un autre compte": "sa clé ne dit pas à qui il est",
    "faute d’orthographe dans un nom propre": "le dossier ne le dit qu’une fois, et aucun annuaire",
    "« 12 00 » suivi d’un mot et non de €, hors deux zéros": "« 15 40 » peut être deux nombres",
}
