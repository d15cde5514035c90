"""What a YAML file may not hold: its syntax, YML-001 and on; its values, MOD-001 and on."""

from __future__ import annotations

from ctai_docs.machine.findings import Rule, Severity


def _rule(
    *,
    code: str,
    title: str,
    found: str,
    rule: str = "",
    remedy: str = "",
    source: str = "Forme d’un dossier",
    example: str = "",
) -> Rule:
    return Rule(
        code=code,
        severity=Severity.ERREUR,
        title=title,
        found=found,
        rule=rule,
        remedy=remedy,
        source=source,
        example=example,
    )


_QUOTE_IT = 'Mettez tout le texte entre guillemets droits : clé: "texte".'
LIMIT = _rule(
    code="YML-001",
    title="Fichier démesuré",
    found="Ce fichier dépasse la limite de {limit}.",
    rule="Aucun contrat n'en demande autant.",
    remedy="Est-ce bien un dossier ? Partagez-le en plusieurs fichiers.",
    example="# plus de 5 Mo, de 200 000 valeurs ou de 40 niveaux",
)
ENCODING = _rule(
    code="YML-002",
    title="Fichier qui n'est pas du texte en UTF-8",
    found="Le fichier est {kind}.",
    rule="Un dossier est écrit en texte simple, codé en UTF-8.",
    remedy="Enregistrez-le en texte simple, encodage UTF-8.",
    source="YAML 1.2.2, 5.2",
    example="# enregistré en UTF-16, en Windows-1252 ou par Word",
)
CONTROL = _rule(
    code="YML-003",
    title="Caractère invisible interdit",
    found="Il y a ici un caractère {what}.",
    rule="Ce qui ne se voit pas, ou change ce qu'on lit, n'entre pas dans un acte.",
    remedy="Effacez-le, ou retapez le mot.",
    source="YAML 1.2.2, 5.1 ; XML 1.0, 2.2 ; Unicode, TR9 et TR36",
    example='territoire: "Me\\x08tz"',
)
DUPLICATE = _rule(
    code="YML-004",
    title="Clé en double",
    found="La clé « {key} » est déjà écrite ligne {line}.",
    rule="Une clé n'est écrite qu'une fois dans son groupe.",
    remedy="Gardez l'une des deux.",
    source="YAML 1.2.2, 3.2.1.3",
    example="territoire: Metz\nterritoire: Woippy",
)
KEY = _rule(
    code="YML-005",
    title="Clé refusée",
    found="« {key} » ne peut pas servir de clé.",
    rule="Une clé est faite de mots, devant deux-points.",
    remedy="Écrivez un mot, deux-points, une espace, puis la valeur : « clé: valeur ».",
    example=": Metz",
)
SEVERAL = _rule(
    code="YML-006",
    title="Plusieurs documents",
    found="Un autre document commence ici (« --- »).",
    rule="Un fichier ne contient qu'un document.",
    remedy="Gardez un seul document par fichier.",
    example="---\nterritoire: Metz",
)
SPECIAL = _rule(
    code="YML-007",
    title="Signe réservé en tête de texte",
    found="Ce texte commence par « {char} ».",
    rule="Un texte sans guillemets ne peut pas commencer ainsi : YAML réserve ce signe.",
    remedy=_QUOTE_IT,
    source="YAML 1.2.2, 5.3",
    example="territoire: @Metz",
)
BLANK = _rule(
    code="YML-008",
    title="Retrait sans espaces ordinaires",
    found="Une {blank} sert de retrait.",
    rule="Le retrait est fait d'espaces ordinaires.",
    remedy="Remplacez-la par des espaces ordinaires, deux par niveau.",
    source="YAML 1.2.2, 6.1",
    example="precedent:\n\tperiode: 2022-2025",
)
OPEN = _rule(
    code="YML-009",
    title="Guillemet ou crochet non fermé",
    found="« {char} » ouvert ici n'est pas fermé.",
    rule="Un guillemet, un crochet ou une accolade se ferme avant la clé qui suit.",
    remedy="Fermez-le ; ou, s'il fait partie du texte, mettez tout entre guillemets : clé: "
    '"texte".',
    source="YAML 1.2.2, 7.3 et 7.4",
    example='territoire: "Metz',
)
AFTER_QUOTE = _rule(
    code="YML-010",
    title="Texte après un guillemet",
    found="Du texte suit le guillemet {last} qui ferme le texte ouvert ligne {opened}.",
    rule="Un texte entre guillemets finit au guillemet qui le ferme.",
    remedy="Dans '…', doublez l'apostrophe : 'l''eau'. Dans \"…\", écrivez \\\" ou « ».",
    source="YAML 1.2.2, 7.3",
    example="territoire: 'l'agglomération'",
)
AFTER_BRACKET = _rule(
    code="YML-011",
    title="Texte après un crochet",
    found="Du texte suit « {last} » fermant.",
    rule="Une liste entre crochets, ou un groupe entre accolades, finit au signe qui le ferme.",
    remedy="Si le crochet ou l'accolade fait partie du texte, mettez tout entre guillemets droits.",
    source="YAML 1.2.2, 7.4",
    example="territoire: [Metz] et Woippy",
)
ESCAPE = _rule(
    code="YML-012",
    title="Barre oblique inverse",
    found="Une barre oblique inverse annonce ici un code qui n'existe pas.",
    rule='Dans un texte entre "…", « \\ » annonce un code.',
    remedy="Doublez-la (« \\\\ »), ou prenez des guillemets simples '…'.",
    source="YAML 1.2.2, 5.7",
    example=r'territoire: "C:\Metz"',
)
BLOCK = _rule(
    code="YML-013",
    title="Texte après | ou >",
    found="Du texte suit « {char} » sur la même ligne.",
    rule="« {char} » annonce un texte qui commence à la ligne suivante.",
    remedy="Allez à la ligne et mettez le texte en retrait ; ou mettez tout entre guillemets "
    "droits.",
    source="YAML 1.2.2, 8.1.1",
    example="preambule: | Le contrat\n  suit.",
)
COLON = _rule(
    code="YML-014",
    title="Deux-points dans un texte",
    found="Ce texte contient « : ».",
    rule="Sans guillemets, deux-points et une espace annoncent la valeur d'une clé.",
    remedy=_QUOTE_IT,
    source="YAML 1.2.2, 7.3.3",
    example="territoire: Metz : la ville",
)
NO_SPACE = _rule(
    code="YML-015",
    title="Espace manquante",
    found="Il manque une espace ordinaire après « : ».",
    rule="Deux-points et une espace séparent une clé de sa valeur.",
    remedy="Écrivez « clé: valeur ».",
    source="YAML 1.2.2, 8.2.2",
    example="territoire:Metz",
)
NO_COLON = _rule(
    code="YML-016",
    title="Ligne sans clé",
    found="Cette ligne n'est ni clé ni suite d'un texte.",
    rule="Une ligne donne une clé et sa valeur, ou continue, en retrait, le texte d'avant.",
    remedy="Ajoutez « : » après la clé ; ou, si elle continue le texte d'avant, mettez-la en "
    "retrait.",
    source="YAML 1.2.2, 8.2.2",
    example="Metz\nterritoire: Metz",
)
DASH = _rule(
    code="YML-017",
    title="Tiret après une clé",
    found="Un tiret de liste suit une clé sur sa ligne.",
    rule="Une liste commence à la ligne qui suit sa clé.",
    remedy="Mettez la liste à la ligne, en retrait ; si c'est un texte, mettez-le entre "
    "guillemets.",
    source="YAML 1.2.2, 8.2.1",
    example="communes_associees: - Woippy",
)
MIXED = _rule(
    code="YML-018",
    title="Tirets et clés mêlés",
    found="Des tirets « - » et des clés ont même retrait.",
    rule="Au même retrait, il y a les éléments d'une liste, ou les clés d'un groupe.",
    remedy="Mettez la liste sous sa clé, et les clés d'un élément sous son tiret, en retrait.",
    source="YAML 1.2.2, 8.2",
    example="temoins:\n  nom: Ada\n  - fonction: Maire",
)
INDENT = _rule(
    code="YML-019",
    title="Retrait faux",
    found="Le retrait de cette ligne n'est celui d'aucun groupe.",
    rule="Toutes les clés d'un groupe ont le même retrait.",
    remedy="Alignez-la sur les clés du groupe dont elle fait partie, avec des espaces.",
    source="YAML 1.2.2, 6.1",
    example="precedent:\n    periode: 2022\n  signature: 2022",
)
SYNTAX = _rule(
    code="YML-020",
    title="YAML illisible",
    found="La suite ne se lit pas à partir d'ici.",
    rule="Un dossier est écrit en YAML.",
    remedy="Vérifiez retrait, deux-points et guillemets de cette ligne et de la précédente.",
    source="YAML 1.2.2",
    example="communes_associees: [Woippy,",
)
MISSING = _rule(
    code="MOD-001",
    title="Clé manquante",
    found="{name}{title} manque.",
    rule="Cette valeur est obligatoire.",
    remedy="Ajoutez-la.{example}",
    example="parties[1].cle:",
)
UNKNOWN = _rule(
    code="MOD-002",
    title="Clé inconnue",
    found="La clé « {key} » n'existe pas ici.",
    rule="Ce qu'aucun document n'imprime n'est pas accepté.",
    remedy="{hint}",
    example="teritoire: Metz",
)
EMPTY = _rule(
    code="MOD-003",
    title="Valeur vide",
    found="{name}{title} est vide.",
    rule="Attendu : {expected}.",
    remedy="Écrivez la valeur, ou supprimez la ligne.{example}",
    example="axes[1].intitule: null",
)
EXPECTED = _rule(
    code="MOD-004",
    title="Autre sorte de valeur",
    found="Trouvé : {found}.",
    rule="Attendu : {expected}.",
    remedy="{hint}{example}",
    example="communes_associees: Woippy",
)
CHOICE = _rule(
    code="MOD-005",
    title="Valeur hors liste",
    found="{found} n'est pas une valeur possible.",
    rule="Valeurs possibles : {expected}.",
    remedy="{hint}",
    example="parties[1].type: etta",
)
# The message of a validator says the rule and the remedy.
REFUSED = _rule(
    code="MOD-006",
    title="Valeur refusée",
    found="{message}",
    example="date_signature: 31 février 2026",
)
OTHER = _rule(
    code="MOD-008",
    title="Valeur refusée, sans détail",
    found="Cette valeur n'est pas acceptée ici.",
    rule="Chaque clé a sa sorte de valeur.",
    remedy="Comparez-la à celle d'un dossier qui passe.{example}",
)
