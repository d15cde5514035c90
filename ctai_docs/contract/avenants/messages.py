"""What can be wrong with an avenant: the catalogue, AVE-001 and on."""

from __future__ import annotations

from ctai_docs.machine.findings import Rule, Severity


def _rule(*, code: str, title: str, found: str, rule: str, remedy: str, example: str) -> Rule:
    return Rule(
        code=code,
        severity=Severity.ERREUR,
        title=title,
        found=found,
        rule=rule,
        remedy=remedy,
        source="Avenants du dossier",
        example=example,
    )


NUMBER = _rule(
    code="AVE-001",
    title="Avenant hors de la suite",
    found="L'avenant n° {numero} vient à la place de l'avenant n° {attendu}.",
    rule="Les avenants s'appliquent dans l'ordre de leurs numéros, sans lacune ni doublon.",
    remedy="Renumérotez-le, ou ajoutez celui qui manque.",
    example="# avenants/3.yaml, sans avenants/2.yaml",
)
UNKNOWN = _rule(
    code="AVE-002",
    title="Chemin inconnu",
    found="« {nom} » n'existe pas dans {dans}.",
    rule="Un changement nomme ce qui est dans le contrat, au moment où il s'applique.",
    remedy="{conseil}",
    example="changements: [{modifier: fiches.un-tois.intitule, avant: Un, apres: Deux}]",
)
NOTHING = _rule(
    code="AVE-003",
    title="Rien à cet endroit",
    found="Le contrat n'a encore rien à « {chemin} ».",
    rule="On ne change l'intérieur que de ce qui existe.",
    remedy="{conseil}",
    example="changements: [{modifier: parties.etat.habilitation.numero, apres: 12}]",
)
MISMATCH = _rule(
    code="AVE-004",
    title="Autre valeur que celle annoncée",
    found="L'avenant annonce : {annonce} ; le contrat porte : {present}.",
    rule="Un changement annonce la valeur qu'il remplace.",
    remedy="Écrivez sous « avant » ce que porte le contrat, si c'est bien celui que l'avenant "
    "modifie.",
    example="changements: [{modifier: territoire, avant: Nancy, apres: Metz}]",
)
EMPTY = _rule(
    code="AVE-005",
    title="Valeur obligatoire effacée",
    found="« {nom} » ne peut pas être laissé vide.",
    rule="Cette valeur est obligatoire.",
    remedy="Écrivez-la dans « {cle} ».",
    example="changements: [{modifier: fin, avant: 2027-12-31}]",
)
EXISTS = _rule(
    code="AVE-006",
    title="Clé déjà prise",
    found="« {nom} » existe déjà dans {dans}.",
    rule="Une clé nomme une seule chose.",
    remedy="Choisissez une autre clé, ou modifiez l'élément qui existe.",
    example="changements: [{ajouter: axes.langue, element: {intitule: Langue}}]",
)
SEVERAL = _rule(
    code="AVE-007",
    title="Clé portée par plusieurs éléments",
    found="« {nom} » est la clé de {nombre} éléments de {dans}.",
    rule="Un changement désigne un seul élément.",
    remedy="Corrigez d'abord les clés du contrat, ou modifiez la liste entière.",
    example="# le contrat a deux axes de même clé, que modifie l’avenant",
)
NO_ELEMENT = _rule(
    code="AVE-008",
    title="Pas un élément d'une liste",
    found="« {chemin} » n'est pas un élément d'une liste.",
    rule="Seul l'élément d'une liste est ajouté, supprimé ou déplacé.",
    remedy="Écrivez « modifier », avec « avant » et « apres ».",
    example="changements: [{supprimer: fin}]",
)
NO_PLACE = _rule(
    code="AVE-009",
    title="Place impossible",
    found="« {nom} » n'a pas de place à prendre ici.",
    rule="Seuls les éléments d'une liste ont un ordre, et aucun ne se suit lui-même.",
    remedy="Supprimez cette ligne, ou nommez un autre élément.",
    example="changements: [{deplacer: axes.langue, a_la_suite_de: langue}]",
)
OTHER_KEY = _rule(
    code="AVE-010",
    title="Deux clés pour un élément",
    found="L'élément porte la clé « {nom} », et le chemin « {chemin} ».",
    rule="La clé d'un élément ajouté est le dernier nom du chemin.",
    remedy="Gardez une seule clé.",
    example="changements: [{ajouter: axes.sante, element: {cle: soins, intitule: Santé}}]",
)
INVALID = _rule(
    code="AVE-011",
    title="Contrat impossible",
    found="Avec ce changement, le contrat ne tient plus, à « {chemin} » : {message}",
    rule="Le contrat modifié obéit aux mêmes règles que le premier.",
    remedy="Corrigez ce changement.",
    example="# un avenant qui supprime toutes les parties locales",
)
TWICE = _rule(
    code="AVE-012",
    title="Deux avenants sous un numéro",
    found="L'avenant n° {numero} est déjà celui de « {autre} ».",
    rule="Chaque avenant a son numéro.",
    remedy="Renumérotez l'un des deux.",
    example="# numero: 1, dans avenants/1.yaml et dans avenants/2.yaml",
)
UNREADABLE = _rule(
    code="AVE-013",
    title="Fichier d'avenant illisible",
    found="Ce fichier ne peut pas être lu ({raison}).",
    rule="Le dossier « avenants » ne contient que des avenants.",
    remedy="Vérifiez que vous avez le droit de le lire.",
    example="# un fichier d’avenant sans droit de lecture",
)
UNCHANGED = _rule(
    code="AVE-014",
    title="Changement sans effet",
    found="Ce changement laisse « {nom} » tel qu'il est.",
    rule="Un avenant n'annonce que ce qui change.",
    remedy="Écrivez sous « apres » la nouvelle valeur, ou supprimez ce changement.",
    example="changements: [{modifier: territoire, avant: Valmont-sur-Orne, apres: "
    "Valmont-sur-Orne}]",
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
