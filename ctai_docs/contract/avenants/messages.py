"""What can be wrong with an avenant: the catalogue, AVE-001 and on."""

from __future__ import annotations

from ctai_docs.machine.findings import Rule, Severity


def _rule(code: str, title: str, found: str, rule: str, remedy: str, example: str) -> Rule:
    return Rule(code, Severity.ERREUR, title, found, rule, remedy, "Avenants du dossier", example)


NUMBER = _rule(
    "AVE-001",
    "Avenant hors de la suite",
    "L'avenant n° {numero} vient à la place de l'avenant n° {attendu}.",
    "Les avenants s'appliquent dans l'ordre de leurs numéros, sans lacune ni doublon.",
    "Renumérotez-le, ou ajoutez celui qui manque.",
    "# avenants/3.yaml, sans avenants/2.yaml",
)
UNKNOWN = _rule(
    "AVE-002",
    "Chemin inconnu",
    "« {nom} » n'existe pas dans {dans}.",
    "Un changement nomme ce qui est dans le contrat, au moment où il s'applique.",
    "{conseil}",
    "changements: [{modifier: fiches.un-tois.intitule, avant: Un, apres: Deux}]",
)
NOTHING = _rule(
    "AVE-003",
    "Rien à cet endroit",
    "Le contrat n'a encore rien à « {chemin} ».",
    "On ne change l'intérieur que de ce qui existe.",
    "{conseil}",
    "changements: [{modifier: parties.etat.habilitation.numero, apres: 12}]",
)
MISMATCH = _rule(
    "AVE-004",
    "Autre valeur que celle annoncée",
    "L'avenant annonce : {annonce} ; le contrat porte : {present}.",
    "Un changement annonce la valeur qu'il remplace.",
    "Écrivez sous « avant » ce que porte le contrat, si c'est bien celui que l'avenant modifie.",
    "changements: [{modifier: territoire, avant: Nancy, apres: Metz}]",
)
EMPTY = _rule(
    "AVE-005",
    "Valeur obligatoire effacée",
    "« {nom} » ne peut pas être laissé vide.",
    "Cette valeur est obligatoire.",
    "Écrivez-la dans « {cle} ».",
    "changements: [{modifier: fin, avant: 2027-12-31}]",
)
EXISTS = _rule(
    "AVE-006",
    "Clé déjà prise",
    "« {nom} » existe déjà dans {dans}.",
    "Une clé nomme une seule chose.",
    "Choisissez une autre clé, ou modifiez l'élément qui existe.",
    "changements: [{ajouter: axes.langue, element: {intitule: Langue}}]",
)
SEVERAL = _rule(
    "AVE-007",
    "Clé portée par plusieurs éléments",
    "« {nom} » est la clé de {nombre} éléments de {dans}.",
    "Un changement désigne un seul élément.",
    "Corrigez d'abord les clés du contrat, ou modifiez la liste entière.",
    "# le contrat a deux axes de même clé, que modifie l’avenant",
)
NO_ELEMENT = _rule(
    "AVE-008",
    "Pas un élément d'une liste",
    "« {chemin} » n'est pas un élément d'une liste.",
    "Seul l'élément d'une liste est ajouté, supprimé ou déplacé.",
    "Écrivez « modifier », avec « avant » et « apres ».",
    "changements: [{supprimer: fin}]",
)
NO_PLACE = _rule(
    "AVE-009",
    "Place impossible",
    "« {nom} » n'a pas de place à prendre ici.",
    "Seuls les éléments d'une liste ont un ordre, et aucun ne se suit lui-même.",
    "Supprimez cette ligne, ou nommez un autre élément.",
    "changements: [{deplacer: axes.langue, a_la_suite_de: langue}]",
)
OTHER_KEY = _rule(
    "AVE-010",
    "Deux clés pour un élément",
    "L'élément porte la clé « {nom} », et le chemin « {chemin} ».",
    "La clé d'un élément ajouté est le dernier nom du chemin.",
    "Gardez une seule clé.",
    "changements: [{ajouter: axes.sante, element: {cle: soins, intitule: Santé}}]",
)
INVALID = _rule(
    "AVE-011",
    "Contrat impossible",
    "Avec ce changement, le contrat ne tient plus, à « {chemin} » : {message}",
    "Le contrat modifié obéit aux mêmes règles que le premier.",
    "Corrigez ce changement.",
    "# un avenant qui supprime toutes les parties locales",
)
TWICE = _rule(
    "AVE-012",
    "Deux avenants sous un numéro",
    "L'avenant n° {numero} est déjà celui de « {autre} ».",
    "Chaque avenant a son numéro.",
    "Renumérotez l'un des deux.",
    "# numero: 1, dans avenants/1.yaml et dans avenants/2.yaml",
)
UNREADABLE = _rule(
    "AVE-013",
    "Fichier d'avenant illisible",
    "Ce fichier ne peut pas être lu ({raison}).",
    "Le dossier « avenants » ne contient que des avenants.",
    "Vérifiez que vous avez le droit de le lire.",
    "# un fichier d’avenant sans droit de lecture",
)
UNCHANGED = _rule(
    "AVE-014",
    "Changement sans effet",
    "Ce changement laisse « {nom} » tel qu'il est.",
    "Un avenant n'annonce que ce qui change.",
    "Écrivez sous « apres » la nouvelle valeur, ou supprimez ce changement.",
    "changements: [{modifier: territoire, avant: Valmont-sur-Orne, apres: Valmont-sur-Orne}]",
)

CATALOGUE = (
    NUMBER,
    UNKNOWN,
    NOTHING,
    MISMATCH,
    EMPTY,
    EXISTS,
    SEVERAL,
    NO_ELEMENT,
    NO_PLACE,
    OTHER_KEY,
    INVALID,
    TWICE,
    UNREADABLE,
    UNCHANGED,
)
