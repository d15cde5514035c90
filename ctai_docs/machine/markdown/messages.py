"""What a typed text may not hold: the catalogue, TXT-001 and on."""

from __future__ import annotations

from ctai_docs.machine.findings import Rule, Severity

IMAGE = Rule(
    code="TXT-001",
    severity=Severity.ERREUR,
    title="Image dans un texte",
    found="Le texte contient une image : {typed}.",
    rule="Un texte du contrat ne porte pas d’image.",
    remedy="Retirez-la, ou joignez l’image en annexe.",
    source="CommonMark 0.31.2, 6.4",
    example='preambule: "![plan du quartier](plan.png)"',
)
HTML = Rule(
    code="TXT-002",
    severity=Severity.ERREUR,
    title="HTML dans un texte",
    found="Le texte contient du HTML : {typed}.",
    rule="Le HTML ne passe pas dans Word.",
    remedy="Écrivez **gras**, *italique*, ou le caractère lui-même ; "
    "pour imprimer un chevron ou une esperluette, écrivez \\< ou \\&.",
    source="CommonMark 0.31.2, 6.6",
    example='preambule: "Un mot <b>gras</b>."',
)
CODE = Rule(
    code="TXT-003",
    severity=Severity.ERREUR,
    title="Code dans une phrase",
    found="Le texte contient des accents graves : {typed}.",
    rule="Ils marquent du code informatique, qui ne passe pas dans Word.",
    remedy="Retirez les accents graves, ou écrivez le passage entre guillemets.",
    source="CommonMark 0.31.2, 6.1",
    example='preambule: "Un mot `codé`."',
)
LINK = Rule(
    code="TXT-004",
    severity=Severity.ERREUR,
    title="Lien refusé",
    found="Le lien {typed} n’est ni une adresse ni un renvoi.",
    rule="Une adresse commence par https://, http:// ou mailto: ; "
    "un renvoi par article:, axe:, fiche:, annexe: ou valeur:.",
    remedy="Corrigez le lien{advice}, ou retirez-le.",
    source="CommonMark 0.31.2, 6.3",
    example='preambule: "Voir [le site](page.html)."',
)
KEY_TYPED = Rule(
    code="TXT-005",
    severity=Severity.ERREUR,
    title="Renvoi mal écrit",
    found="Le renvoi {typed} n’a pas de clé lisible.",
    rule="Une clé est faite de lettres, chiffres, tirets, points et soulignés, sans espace.",
    remedy="Écrivez par exemple <article:avenant>.",
    source="Usage du projet",
    example=r'''preambule: "Voir l'<article:>."''',
)
TITLE = Rule(
    code="TXT-006",
    severity=Severity.ERREUR,
    title="Infobulle d’un lien",
    found="Le lien {typed} porte une infobulle.",
    rule="Une infobulle ne se lit pas sur papier.",
    remedy="Écrivez-la dans la phrase, et retirez-la du lien.",
    source="CommonMark 0.31.2, 6.3",
    example=r'preambule: "Voir [le site](https://www.service-public.fr \"le site\")."',
)
NESTED = Rule(
    code="TXT-007",
    severity=Severity.ERREUR,
    title="Lien dans un lien",
    found="Le lien {typed} en contient un autre.",
    rule="Un lien ne mène qu’à un endroit.",
    remedy="Séparez les deux liens.",
    source="CommonMark 0.31.2, 6.3",
    example='preambule: "Voir [le <axe:langue>](axe:langue)."',
)
COMPUTED = Rule(
    code="TXT-008",
    severity=Severity.ERREUR,
    title="Bloc calculé au milieu d’un texte",
    found="Le bloc {typed} n’est pas seul dans son paragraphe.",
    rule="Un bloc calculé remplace un paragraphe entier, hors des listes et des tableaux.",
    remedy="Mettez-le sur une ligne à lui, entre deux lignes vides.",
    source="Usage du projet",
    example='preambule: "Les axes sont <bloc:axes>."',
)
FENCE = Rule(
    code="TXT-009",
    severity=Severity.ERREUR,
    title="Bloc de code",
    found="Une ligne ouvre un bloc de code : {typed}.",
    rule="Le code informatique ne passe pas dans Word.",
    remedy="Retirez les lignes ``` ou ~~~.",
    source="CommonMark 0.31.2, 4.5",
    example=r'preambule: "```\ncode\n```"',
)
QUOTE = Rule(
    code="TXT-010",
    severity=Severity.ERREUR,
    title="Citation",
    found="La ligne {typed} commence par un chevron.",
    rule="Il marque une citation, qui ne passe pas dans Word.",
    remedy="Retirez-le, ou écrivez « plus de » ; pour l’imprimer, écrivez \\> à sa place.",
    source="CommonMark 0.31.2, 5.1",
    example='preambule: "> Une phrase citée."',
)
THIRD_LEVEL = Rule(
    code="TXT-011",
    severity=Severity.ERREUR,
    title="Liste de troisième niveau",
    found="{typed} ouvre une liste dans une liste qui est déjà dans une autre.",
    rule="Une liste a deux niveaux au plus.",
    remedy="Remontez ces éléments d’un niveau.",
    source="Usage du projet",
    example=r'preambule: "- un\n  - deux\n    - trois"',
)
LINE = Rule(
    code="TXT-012",
    severity=Severity.ERREUR,
    title="Trait de séparation",
    found="La ligne {typed} trace un trait de séparation.",
    rule="Un trait ne passe pas dans Word.",
    remedy="Retirez cette ligne, ou écrivez un titre à la place : ## Titre.",
    source="CommonMark 0.31.2, 4.1",
    example='preambule: "***"',
)
DEEP_HEADING = Rule(
    code="TXT-013",
    severity=Severity.ERREUR,
    title="Titre trop profond",
    found="Le titre {typed} est de niveau 4 ou plus.",
    rule="Un texte a trois niveaux de titres au plus.",
    remedy="Écrivez-le avec un, deux ou trois #.",
    source="CommonMark 0.31.2, 4.2",
    example='preambule: "#### Un détail de plus"',
)
HEADING_IN_LIST = Rule(
    code="TXT-014",
    severity=Severity.ERREUR,
    title="Titre dans une liste",
    found="Le titre {typed} est dans une liste.",
    rule="Une liste contient des phrases et des listes.",
    remedy="Retirez les #, ou sortez le titre de la liste.",
    source="Usage du projet",
    example='preambule: "- # Un titre"',
)
TABLE_IN_LIST = Rule(
    code="TXT-015",
    severity=Severity.ERREUR,
    title="Tableau dans une liste",
    found="Un tableau est dans une liste : {typed}.",
    rule="Une liste contient des phrases et des listes.",
    remedy="Placez le tableau après la liste, sans espaces devant, entre deux lignes vides.",
    source="Usage du projet",
    example=r'preambule: "- | a | b |\n  |---|---|\n  | 1 | 2 |"',
)
DEFINITION = Rule(
    code="TXT-016",
    severity=Severity.ERREUR,
    title="Adresse définie à part",
    found="La ligne {typed} définit une adresse, et ne s’imprime pas.",
    rule="L’adresse d’un lien s’écrit dans le lien.",
    remedy="Écrivez [texte](https://…) à l’endroit voulu ; "
    "pour imprimer la ligne, écrivez \\[ à la place de [.",
    source="CommonMark 0.31.2, 4.7",
    example=r'preambule: "Voir le [site].\n\n[site]: https://www.service-public.fr"',
)
LONG_ROW = Rule(
    code="TXT-017",
    severity=Severity.ERREUR,
    title="Ligne de tableau trop longue",
    found="La ligne de tableau {typed} a plus de cases que l’en-tête.",
    rule="Les cases en trop ne s’impriment pas.",
    remedy="Ajoutez une colonne à l’en-tête, ou écrivez \\| pour une barre qui n’en ouvre pas.",
    source="Tableaux de GitHub (GFM), 4.10",
    example=r'preambule: "| a | b |\n|---|---|\n| 1 | 2 | 3 |"',
)
EMPTY_ITEM = Rule(
    code="TXT-019",
    severity=Severity.ERREUR,
    title="Élément de liste vide",
    found="Un élément de liste est vide : {typed}.",
    rule="Une puce ou un numéro précède un texte.",
    remedy="Complétez l’élément, ou retirez-le.",
    source="CommonMark 0.31.2, 5.2",
    example=r'preambule: "- un\n-\n- trois"',
)
NUMBERS = Rule(
    code="TXT-020",
    severity=Severity.AVERTISSEMENT,
    title="Numéros d’une liste",
    found="Le numéro de {typed} ne suit pas le précédent.",
    rule="Word numérote les éléments d’une liste à la suite du premier.",
    remedy="Renumérotez la liste ; pour deux listes, mettez un paragraphe entre elles.",
    source="CommonMark 0.31.2, 5.3",
    example=r'preambule: "1. un\n3. trois"',
)
USERINFO = Rule(
    code="TXT-022",
    severity=Severity.ERREUR,
    title="Identifiant dans une adresse",
    found="L’adresse du lien {typed} contient un «\u00a0@\u00a0» avant le nom du site.",
    rule="Ce qui précède ce signe est un identifiant\u00a0: le lien mène au site qui le suit.",
    remedy="Écrivez l’adresse du site seule.",
    source="RFC 3986, 3.2.1 et 7.6",
    example='preambule: "Voir <https://moselle.gouv.fr@exemple.test/>."',
)
