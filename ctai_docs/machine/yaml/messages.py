"""What YAML may not be in a dossier: the catalogue, YML-001 and on."""

from __future__ import annotations

from ctai_docs.machine.findings import Rule, Severity


def _rule(
    code: str, title: str, found: str, rule: str, remedy: str, source: str, example: str
) -> Rule:
    return Rule(code, Severity.ERREUR, title, found, rule, remedy, source, example)


_QUOTE_IT = 'Mettez tout le texte entre guillemets droits : clé: "texte".'
_OURS = "Forme d’un dossier"
# A table: found, rule, remedy, source, then the lines of a file that break the rule.
# fmt: off
LIMIT = _rule("YML-001", "Fichier démesuré", "Ce fichier dépasse la limite de {limit}.",
    "Aucun contrat n'en demande autant.",
    "Est-ce bien un dossier ? Partagez-le en plusieurs fichiers.",
    _OURS, "# plus de 5 Mo, de 200 000 valeurs ou de 40 niveaux")
ENCODING = _rule("YML-002", "Fichier qui n'est pas du texte en UTF-8", "Le fichier est {kind}.",
    "Un dossier est écrit en texte simple, codé en UTF-8.",
    "Enregistrez-le en texte simple, encodage UTF-8.",
    "YAML 1.2.2, 5.2", "# enregistré en UTF-16, en Windows-1252 ou par Word")
CONTROL = _rule("YML-003", "Caractère invisible interdit",
    "Il y a ici un caractère {what}.",
    "Ce qui ne se voit pas, ou change ce qu'on lit, n'entre pas dans un acte.",
    "Effacez-le, ou retapez le mot.",
    "YAML 1.2.2, 5.1 ; XML 1.0, 2.2 ; Unicode, TR9 et TR36", 'territoire: "Me\\x08tz"')
DUPLICATE = _rule("YML-004", "Clé en double", "La clé « {key} » est déjà écrite ligne {line}.",
    "Une clé n'est écrite qu'une fois dans son groupe.", "Gardez l'une des deux.",
    "YAML 1.2.2, 3.2.1.3", "territoire: Metz\nterritoire: Woippy")
KEY = _rule("YML-005", "Clé refusée", "« {key} » ne peut pas servir de clé.",
    "Une clé est faite de mots, devant deux-points.",
    "Écrivez un mot, deux-points, une espace, puis la valeur : « clé: valeur ».",
    _OURS, ": Metz")
SEVERAL = _rule("YML-006", "Plusieurs documents", "Un autre document commence ici (« --- »).",
    "Un fichier ne contient qu'un document.", "Gardez un seul document par fichier.",
    _OURS, "---\nterritoire: Metz")
SPECIAL = _rule("YML-007", "Signe réservé en tête de texte",
    "Ce texte commence par « {char} ».",
    "Un texte sans guillemets ne peut pas commencer ainsi : YAML réserve ce signe.", _QUOTE_IT,
    "YAML 1.2.2, 5.3", "territoire: @Metz")
BLANK = _rule("YML-008", "Retrait sans espaces ordinaires", "Une {blank} sert de retrait.",
    "Le retrait est fait d'espaces ordinaires.",
    "Remplacez-la par des espaces ordinaires, deux par niveau.",
    "YAML 1.2.2, 6.1", "precedent:\n\tperiode: 2022-2025")
OPEN = _rule("YML-009", "Guillemet ou crochet non fermé", "« {char} » ouvert ici n'est pas fermé.",
    "Un guillemet, un crochet ou une accolade se ferme avant la clé qui suit.",
    "Fermez-le ; ou, s'il fait partie du texte, mettez tout entre guillemets : clé: \"texte\".",
    "YAML 1.2.2, 7.3 et 7.4", 'territoire: "Metz')
AFTER_QUOTE = _rule("YML-010", "Texte après un guillemet",
    "Du texte suit le guillemet {last} qui ferme le texte ouvert ligne {opened}.",
    "Un texte entre guillemets finit au guillemet qui le ferme.",
    "Dans '…', doublez l'apostrophe : 'l''eau'. Dans \"…\", écrivez \\\" ou « ».",
    "YAML 1.2.2, 7.3", "territoire: 'l'agglomération'")
AFTER_BRACKET = _rule("YML-011", "Texte après un crochet", "Du texte suit « {last} » fermant.",
    "Une liste entre crochets, ou un groupe entre accolades, finit au signe qui le ferme.",
    "Si le crochet ou l'accolade fait partie du texte, mettez tout entre guillemets droits.",
    "YAML 1.2.2, 7.4", "territoire: [Metz] et Woippy")
ESCAPE = _rule("YML-012", "Barre oblique inverse",
    "Une barre oblique inverse annonce ici un code qui n'existe pas.",
    "Dans un texte entre \"…\", « \\ » annonce un code.",
    "Doublez-la (« \\\\ »), ou prenez des guillemets simples '…'.",
    "YAML 1.2.2, 5.7", r'territoire: "C:\Metz"')
BLOCK = _rule("YML-013", "Texte après | ou >", "Du texte suit « {char} » sur la même ligne.",
    "« {char} » annonce un texte qui commence à la ligne suivante.",
    "Allez à la ligne et mettez le texte en retrait ; ou mettez tout entre guillemets droits.",
    "YAML 1.2.2, 8.1.1", "preambule: | Le contrat\n  suit.")
COLON = _rule("YML-014", "Deux-points dans un texte", "Ce texte contient « : ».",
    "Sans guillemets, deux-points et une espace annoncent la valeur d'une clé.", _QUOTE_IT,
    "YAML 1.2.2, 7.3.3", "territoire: Metz : la ville")
NO_SPACE = _rule("YML-015", "Espace manquante", "Il manque une espace ordinaire après « : ».",
    "Deux-points et une espace séparent une clé de sa valeur.", "Écrivez « clé: valeur ».",
    "YAML 1.2.2, 8.2.2", "territoire:Metz")
NO_COLON = _rule("YML-016", "Ligne sans clé", "Cette ligne n'est ni clé ni suite d'un texte.",
    "Une ligne donne une clé et sa valeur, ou continue, en retrait, le texte d'avant.",
    "Ajoutez « : » après la clé ; ou, si elle continue le texte d'avant, mettez-la en retrait.",
    "YAML 1.2.2, 8.2.2", "Metz\nterritoire: Metz")
DASH = _rule("YML-017", "Tiret après une clé", "Un tiret de liste suit une clé sur sa ligne.",
    "Une liste commence à la ligne qui suit sa clé.",
    "Mettez la liste à la ligne, en retrait ; si c'est un texte, mettez-le entre guillemets.",
    "YAML 1.2.2, 8.2.1", "communes_associees: - Woippy")
MIXED = _rule("YML-018", "Tirets et clés mêlés", "Des tirets « - » et des clés ont même retrait.",
    "Au même retrait, il y a les éléments d'une liste, ou les clés d'un groupe.",
    "Mettez la liste sous sa clé, et les clés d'un élément sous son tiret, en retrait.",
    "YAML 1.2.2, 8.2", "temoins:\n  nom: Ada\n  - fonction: Maire")
INDENT = _rule("YML-019", "Retrait faux", "Le retrait de cette ligne n'est celui d'aucun groupe.",
    "Toutes les clés d'un groupe ont le même retrait.",
    "Alignez-la sur les clés du groupe dont elle fait partie, avec des espaces.",
    "YAML 1.2.2, 6.1", "precedent:\n    periode: 2022\n  signature: 2022")
SYNTAX = _rule("YML-020", "YAML illisible", "La suite ne se lit pas à partir d'ici.",
    "Un dossier est écrit en YAML.",
    "Vérifiez retrait, deux-points et guillemets de cette ligne et de la précédente.",
    "YAML 1.2.2", "communes_associees: [Woippy,")
# fmt: on
