"""What a folder may not be as a dossier: the catalogue, DOS-001 and on."""

from __future__ import annotations

from ctai_docs.machine.findings import Rule, Severity


def _rule(code: str, title: str, found: str, rule: str, remedy: str, example: str) -> Rule:
    return Rule(code, Severity.ERREUR, title, found, rule, remedy, "Forme d’un dossier", example)


NO_FOLDER = _rule(
    "DOS-001",
    "Dossier introuvable",
    "Ce dossier n’existe pas.",
    "Un contrat est un dossier de fichiers.",
    "Vérifiez son nom, ou créez-le avec « ctai-docs new ».",
    "# ctai-docs check, sur un dossier qui n’existe pas",
)
NOT_A_DOSSIER = _rule(
    "DOS-002",
    "Pas un dossier de contrat",
    "Ce dossier ne contient pas de fichier contrat.yaml.",
    "Ce fichier porte les clés du contrat.",
    "Indiquez le dossier qui le contient, ou créez-en un avec « ctai-docs new ».",
    "# un dossier sans contrat.yaml",
)
UNREADABLE = _rule(
    "DOS-003",
    "Fichier illisible",
    "Ce fichier ne peut pas être lu ({raison}).",
    "Tous les fichiers YAML d’un dossier sont lus.",
    "Vérifiez qu’il existe, et que vous avez le droit de le lire.",
    "# un fichier sans droit de lecture, un lien vers rien",
)
UNKNOWN_FILE = _rule(
    "DOS-004",
    "Fichier inconnu",
    "Ce fichier ne porte le nom d’aucune clé du contrat.",
    "Un fichier YAML du dossier porte le nom de la clé qu’il remplit.",
    "Renommez-le d’après une clé (« axes.yaml »), ou rangez-le ailleurs que dans ce dossier.",
    "# un fichier budget.yaml : aucune clé ne s’appelle ainsi",
)
TWICE = _rule(
    "DOS-005",
    "Clé écrite deux fois",
    "La clé « {cle} » est à la fois dans contrat.yaml et dans un fichier à son nom.",
    "Une clé est remplie à un seul endroit.",
    "Gardez l’un des deux.",
    "# axes, dans contrat.yaml et dans axes.yaml",
)
NOT_A_MAPPING = _rule(
    "DOS-006",
    "Fichier sans clés",
    "Ce fichier ne contient pas de clés.",
    "Un fichier du dossier est fait de clés et de leurs valeurs.",
    "Écrivez des lignes « clé : valeur », comme dans le dossier que crée « ctai-docs new ».",
    "# un fichier vide, ou une simple liste",
)
MISSING_FILE = _rule(
    "DOS-007",
    "Fichier annoncé et absent",
    "Le fichier « {fichier} » n’est pas dans le dossier.",
    "Un fichier que le contrat nomme est joint au dossier.",
    "Ajoutez-le, ou supprimez la clé.",
    "annexes: [{cle: plan, intitule: Plan, fichier: plan.pdf}]",
)
OUTSIDE = _rule(
    "DOS-008",
    "Fichier hors du dossier",
    "Le fichier « {fichier} » est hors du dossier.",
    "Un dossier se suffit à lui-même : rien n’est lu au dehors.",
    "Copiez-le dans le dossier, et indiquez son chemin à partir de là.",
    "parties[1].logo: ../etat.png",
)
NOT_EMPTY = _rule(
    "DOS-009",
    "Dossier déjà occupé",
    "Il y a déjà quelque chose ici.",
    "Un dossier de départ ne s’écrit que dans un dossier nouveau ou vide.",
    "Choisissez un autre nom.",
    "# ctai-docs new, sur un dossier qui contient quelque chose",
)
HIDDEN_ENDING = _rule(
    "DOS-010",
    "Fichier YAML nommé .txt",
    "Le nom de ce fichier finit par « .txt » : il n’est pas lu.",
    "Les fichiers d’un dossier finissent par « .yaml ».",
    "Renommez-le « {nom} » ; Windows montre la fin des noms par Affichage › Extensions.",
    "# fiches/03-jardin.yaml.txt, enregistré par le Bloc-notes",
)
IS_A_FILE = _rule(
    "DOS-011",
    "Un fichier à la place d’un dossier",
    "Ce n’est pas un dossier, mais un fichier.",
    "Un contrat est un dossier de fichiers.",
    "Donnez le dossier où il se trouve : « {dossier} ».",
    "# ctai-docs check mon-contrat/contrat.yaml",
)
NO_KEY = _rule(
    "DOS-012",
    "Nom de fichier sans clé",
    "Le nom de ce fichier ne donne pas de clé : « {cle} » n’en est pas une.",
    "Sans son rang, il tient lieu de clé : minuscules sans accent, chiffres, tirets.",
    "Renommez-le, comme « 08-un-toit.yaml », ou écrivez-y une ligne « cle: un-toit ».",
    "# fiches/02-fete - Copie.yaml",
)
UNKNOWN_FOLDER = _rule(
    "DOS-013",
    "Sous-dossier inconnu",
    "Ce sous-dossier contient des fichiers YAML, et aucun n’est lu.",
    "Un dossier n’a que trois sous-dossiers : fiches, deliberations, avenants.",
    "{remede}",
    "# un sous-dossier Fiche, ou deliberation, au singulier",
)
WAITING = Rule(
    "DOS-014",
    Severity.INFORMATION,
    "Contrôles en attente",
    "Des contrôles attendent une valeur lisible : {codes}.",
    "Un contrôle ne dit rien de ce qui ne peut pas être lu ; tous les autres ont été faits.",
    "Corrigez les valeurs signalées, puis relancez.",
    "Forme d’un dossier",
    "# un montant illisible, dans une fiche dont la somme est contrôlée",
)
