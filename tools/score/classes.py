"""All classes of faults, in the order of the report, and those that nothing claims to find."""

from tools.score import form, money, names, people, texts, time, typing
from tools.score.faults import FAULTS

__all__ = ["FAULTS", "UNCLAIMED", "form", "money", "names", "people", "texts", "time", "typing"]

UNCLAIMED = {
    "deux erreurs qui se compensent": "un montant et son total faux ensemble se tiennent",
    "un nombre faux que rien ne recoupe": "le dossier ne dit pas deux fois 24 ou 25 bénéficiaires",
    "paragraphe copié de moins de 12 mots": "deux fiches se ressemblent alors par hasard",
    "paragraphe copié puis récrit à plus de 10 %": "rien ne le distingue d’un texte voisin",
    "titre cité autrement, sans guillemets": "une phrase peut reprendre les mots d’un titre",
    "code ACTES qui existe, d’une autre matière": "le contrat relève aussi de 7.5, 8.2 ou 9.1",
    "« 7.10 » lu comme le nombre 7,1": "ne peut arriver : tout scalaire du dossier est un texte",
    "IBAN juste, d’un autre compte": "sa clé ne dit pas à qui il est",
    "faute d’orthographe dans un nom propre": "aucun annuaire n’est consulté",
    "« 12 00 » suivi d’un mot et non de €, hors deux zéros": "« 15 40 » peut être deux nombres",
}
