"""What a folder may not be as a dossier: the catalogue, DOS-001 and on."""

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
        source="Forme d’un dossier",
        example=example,
    )


NO_FOLDER = _rule(
    code="DOS-001",
    title="Dossier introuvable",
    found="Ce dossier n’existe pas.",
    rule="Un contrat est un dossier de fichiers.",
    remedy="Vérifiez son nom, ou créez-le avec « ctai-docs new ».",
    example="# ctai-docs check, sur un dossier qui n’existe pas",
)
NOT_A_DOSSIER = _rule(
    code="DOS-002",
    title="Pas un dossier de contrat",
    found="Ce dossier ne contient pas de fichier contrat.yaml.",
    rule="Ce fichier porte les clés du contrat.",
    remedy="Indiquez le dossier qui le contient, ou créez-en un avec « ctai-docs new ».",
    example="# un dossier sans contrat.yaml",
)
UNREADABLE = _rule(
    code="DOS-003",
    title="Fichier illisible",
    found="Ce fichier ne peut pas être lu ({raison}).",
    rule="Tous les fichiers YAML d’un dossier sont lus.",
    remedy="Vérifiez qu’il existe, et que vous avez le droit de le lire.",
    example="# un fichier sans droit de lecture, un lien vers rien",
)
UNKNOWN_FILE = _rule(
    code="DOS-004",
    title="Fichier inconnu",
    found="Ce fichier ne porte le nom d’aucune clé du contrat.",
    rule="Un fichier YAML du dossier porte le nom de la clé qu’il remplit.",
    remedy="Renommez-le d’après une clé (« axes.yaml »), ou rangez-le ailleurs que dans ce "
    "dossier.",
    example="# un fichier budget.yaml : aucune clé ne s’appelle ainsi",
)
TWICE = _rule(
    code="DOS-005",
    title="Clé écrite deux fois",
    found="La clé « {cle} » est à la fois dans contrat.yaml et dans un fichier à son nom.",
    rule="Une clé est remplie à un seul endroit.",
    remedy="Gardez l’un des deux.",
    example="# axes, dans contrat.yaml et dans axes.yaml",
)
NOT_A_MAPPING = _rule(
    code="DOS-006",
    title="Fichier sans clés",
    found="Ce fichier ne contient pas de clés.",
    rule="Un fichier du dossier est fait de clés et de leurs valeurs.",
    remedy="Écrivez des lignes « clé : valeur », comme dans le dossier que crée « ctai-docs new ».",
    example="# un fichier vide, ou une simple liste",
)
MISSING_FILE = _rule(
    code="DOS-007",
    title="Fichier annoncé et absent",
    found="Le fichier « {fichier} » n’est pas dans le dossier.",
    rule="Un fichier que le contrat nomme est joint au dossier.",
    remedy="Ajoutez-le, ou supprimez la clé.",
    example="annexes: [{cle: plan, intitule: Plan, fichier: plan.pdf}]",
)
OUTSIDE = _rule(
    code="DOS-008",
    title="Fichier hors du dossier",
    found="Le fichier « {fichier} » est hors du dossier.",
    rule="Un dossier se suffit à lui-même : rien n’est lu au dehors.",
    remedy="Copiez-le dans le dossier, et indiquez son chemin à partir de là.",
    example="parties[1].logo: ../etat.png",
)
NOT_EMPTY = _rule(
    code="DOS-009",
    title="Dossier déjà occupé",
    found="Il y a déjà quelque chose ici.",
    rule="Un dossier de départ ne s’écrit que dans un dossier nouveau ou vide.",
    remedy="Choisissez un autre nom.",
    example="# ctai-docs new, sur un dossier qui contient quelque chose",
)
HIDDEN_ENDING = _rule(
    code="DOS-010",
    title="Fichier YAML nommé .txt",
    found="Le nom de ce fichier finit par « .txt » : il n’est pas lu.",
    rule="Les fichiers d’un dossier finissent par « .yaml ».",
    remedy="Renommez-le « {nom} » ; Windows montre la fin des noms par Affichage › Extensions.",
    example="# fiches/03-jardin.yaml.txt, enregistré par le Bloc-notes",
)
IS_A_FILE = _rule(
    code="DOS-011",
    title="Un fichier à la place d’un dossier",
    found="Ce n’est pas un dossier, mais un fichier.",
    rule="Un contrat est un dossier de fichiers.",
    remedy="Donnez le dossier où il se trouve : « {dossier} ».",
    example="# ctai-docs check mon-contrat/contrat.yaml",
)
NO_KEY = _rule(
    code="DOS-012",
    title="Nom de fichier sans clé",
    found="Le nom de ce fichier ne donne pas de clé : « {cle} » n’en est pas une.",
    rule="Sans son rang, il tient lieu de clé : minuscules sans accent, chiffres, tirets.",
    remedy="Renommez-le, comme « 08-un-toit.yaml », ou écrivez-y une ligne « cle: un-toit ».",
    example="# fiches/02-fete - Copie.yaml",
)
UNKNOWN_FOLDER = _rule(
    code="DOS-013",
    title="Sous-dossier inconnu",
    found="Ce sous-dossier contient des fichiers YAML, et aucun n’est lu.",
    rule="Un dossier n’a que trois sous-dossiers : fiches, deliberations, avenants.",
    remedy="{remede}",
    example="# un sous-dossier Fiche, ou deliberation, au singulier",
)
WAITING = Rule(
    code="DOS-014",
    severity=Severity.INFORMATION,
    title="Contrôles en attente",
    found="Des contrôles attendent une valeur lisible : {codes}.",
    rule="Un contrôle ne dit rien de ce qui ne peut pas être lu ; tous les autres ont été faits.",
    remedy="Corrigez les valeurs signalées, puis relancez.",
    source="Forme d’un dossier",
    example="# un montant illisible, dans une fiche dont la somme est contrôlée",
)
