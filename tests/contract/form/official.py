"""The national form of 2026, transcribed by hand from `fiche_action_2026.md`, label by label.

Typed a second time on purpose: the edition's YAML is compared with it to the letter. A number after
a row is the note that the form hangs on it.
"""

from __future__ import annotations

THEMATIQUES = [
    "Apprentissage du français",
    "Apprentissage du français à visée professionnelle",
    "Accompagnement vers / Accès à l'emploi et à la formation professionnelle",
    "Accès au logement",
    "Santé / Accès à la santé",
    "Accès aux droits",
    "Accès au sport",
    "Accès à la culture / aux pratiques culturelles et artistiques",
    "Aide à la mobilité",
    "Aide à la parentalité / Garde d'enfants",
    "Appropriation des principes de la République et des usages de la société française",
    "Lutte contre la fracture numérique et l'illectronisme",
    "Accompagnement global / Parcours d'intégration renforcé",
    "Actions en direction des acteurs / Professionnalisation des acteurs",
    "Ingénierie / Coordination du contrat et gouvernance locale",
    "Promotion et valorisation de la politique d'intégration",
]

PORTAGE = [
    "Collectivité signataire du CTAI",
    "CCAS",
    "Porteur associatif",
    "Autre (précisez)",
]

SELECTION = [
    "Appel à projets (AAP)",
    "Appel à manifestation d'intérêt (AMI)",
    "Conventionnement direct",
    "Autre (précisez)",
]

PARTENAIRES = [
    "France Travail",
    "OFII",
    "Opérateur AGIR",
    "CAF",
    "CPAM",
    "Conseil départemental",
    "Conseil régional",
    "Autre collectivité signataire d'un CTAI (le cas échéant, précisez)",
    "Université",
    "Services hospitaliers/médico-sociaux",
    "Chambres consulaires",
    "Autre (précisez)",
]

RUBRIQUES = {
    "informations": "Informations générales",
    "description": "Description de l'action",
    "thematiques": "Thématique(s) de l'action",
    "calendrier": "Calendrier prévisionnel de l'action",
    "territoire": "Territoire de déploiement",
    "porteurs": "Porteur(s) de l'action",
    "portage": "Portage de l'action",
    "selection": "Modalités de sélection du/des opérateur(s) en charge du déploiement de l'action",
    "partenaires": "Partenaire(s) mobilisés dans le cadre de l'action",
    "commentaires": "Commentaires",
    "budget": "Budget prévisionnel",
    "indicateurs": "Indicateurs de suivi et d'évaluation",
    "cible": "Objectif / Valeur-cible",
    "beneficiaires": "Indicateurs relatifs au nombre de bénéficiaires",
    "primo_arrivants": "Si l'action s'adresse à des étrangers primo-arrivants",
    "acteurs": "Si l'action s'adresse à des acteurs de l'intégration",
}

BUDGET = [
    (0, "Montant de la subvention demandée sur les crédits de l'action 12 du programme 104"),
    (
        0,
        "Montant des reliquats disponibles au titre de l'exécution n-1 (action 12 du P104) "
        "(si renouvellement contrat)",
    ),
    (0, "Montant de la contribution de la collectivité"),
    (1, "dont financements directs"),
    (
        1,
        "dont contributions estimées en nature (mise à disposition d'ETP, moyens immobiliers, "
        "autres)",
    ),
    (0, "Contributions prévisionnelles des autres financeurs"),
    (1, "dont programme 103"),
    (1, "dont programme 147"),
    (1, "dont programme 177"),
    (1, "dont autre programme budgétaire de l'État (le cas échéant, précisez)"),
    (1, "dont FAMI"),
    (1, "dont financements privés"),
    (0, "Coût total de l'action"),
    (0, "Coût unitaire moyen par bénéficiaire"),
]

BENEFICIAIRES = [
    (0, "Nombre total d'étrangers éligibles bénéficiaires de l'action"),
    (1, "dont hommes"),
    (1, "dont femmes"),
    (1, "dont moins de 25 ans"),
    (1, "dont BPI"),
    (2, "dont BPI hommes"),
    (2, "dont BPI femmes"),
    (2, "dont BPI moins de 25 ans"),
    (1, "dont BPT"),
    (1, "dont autres publics hors EPA (précisez la nature des publics et leur part)"),
]

ACTEURS = [
    "Identité des acteurs de l'intégration bénéficiaires de l'action",
    "Nombre d'acteurs de l'intégration bénéficiaires d'une action de formation",
]

NOTES = {
    1: "quel que soit le nombre de bénéficiaires : 10 h dispensées à 20 personnes comptent pour 10",
    2: "Coût total de l'action / heures dispensées / nombre total de bénéficiaires",
    3: "Tout emploi, ou formation préqualifiante, qualifiante, certifiante ou diplômante",
    4: "Tout contrat de plus de 6 mois",
    5: "Logement public ou privé, résidence sociale, foyer de jeunes travailleurs",
}

NATURE, THEMES = "Nature de l'accompagnement", "Thématique(s) de l'action"
METHODES = "Outils et méthodes utilisés"

BLOCS = {
    "Apprentissage du français (y compris à visée professionnelle)": {
        "thematiques": [1, 2],
        "lignes": [
            ("Nombre d'heures de formation dispensées", 1),
            ("Coût horaire unitaire", 2),
            (
                "Nombre de participants assidus (taux de présence ≥ 80 % des heures prévues dans "
                "le parcours individuel)",
                0,
            ),
            (
                "Nombre de participants ayant progressé d'au moins un niveau du Cadre européen "
                "commun de référence pour les langues (CECRL) entre le début et la fin de la "
                "formation",
                0,
            ),
            (
                "Nombre de participants ayant passé une certification à l'issue de la formation",
                0,
            ),
        ],
    },
    "Accompagnement vers / Accès à l'emploi et à la formation professionnelle": {
        "thematiques": [3],
        "lignes": [
            (
                "Durée moyenne du parcours vers l'emploi (en mois, entre l'inscription et la "
                "sortie)",
                0,
            ),
            ("Nombre de bénéficiaires en sortie positive à l'issue du parcours", 3),
            ("Nombre de bénéficiaires en formation professionnelle", 0),
            ("Nombre de bénéficiaires en emploi durable à l'issue du parcours", 4),
            (
                "Nombre de bénéficiaires en sortie positive 6 mois après leur sortie de parcours "
                "(si ce suivi n'est pas réalisé, le préciser)",
                0,
            ),
        ],
    },
    "Accès au logement": {
        "thematiques": [4],
        "lignes": [
            ("Nombre de ménages accompagnés vers le logement", 0),
            (
                "Durée moyenne des parcours d'accompagnement vers le logement dispensés sur cette "
                "action",
                0,
            ),
            ("Nombre de ménages ayant pu accéder à un logement pérenne", 5),
            ("Part sur la totalité des participants en situation de fin de parcours", 0),
        ],
    },
    "Accès à la santé": {
        "thematiques": [5],
        "nature": NATURE,
        "choix": [
            "Accompagnement dans l'accès au droit commun en matière de santé ou d'accès aux soins",
            "Accompagnement dans l'accès aux soins de santé mentale",
            "Prise en charge du psychotraumatisme",
            "Prise en charge du psychotraumatisme pour les personnes victimes de violences "
            "sexistes ou sexuelles",
            "Autres (préciser)",
        ],
        "lignes": [
            ("Nombre de consultations médicales pour des étrangers éligibles", 0),
            ("Nombre moyen de consultations médicales par participant", 0),
            (
                "Part des consultations médicales réalisées avec une prestation d'interprétariat "
                "(%)",
                0,
            ),
        ],
    },
    "Accès aux droits": {
        "thematiques": [6],
        "nature": NATURE,
        "choix": [
            "Accès au droit commun (CPAM, CAF…)",
            "Aide administrative et juridique en droit des étrangers",
            "Accès aux droits pour les femmes victimes de violence",
            "Autres (préciser)",
        ],
        "lignes": [
            (
                "Nombre d'heures de formation ou d'accompagnement consacrées aux bénéficiaires",
                1,
            ),
            ("Coût horaire unitaire", 2),
        ],
        "outils": (METHODES, "Description des outils et des méthodes"),
    },
    "Accès au sport": {
        "thematiques": [7],
        "lignes": [
            ("Nombre d'événements sportifs auxquels les bénéficiaires ont participé", 0),
        ],
    },
    "Accès à la culture / aux pratiques culturelles et artistiques": {
        "thematiques": [8],
        "lignes": [
            (
                "Nombre d'événements culturels et artistiques auxquels les bénéficiaires ont "
                "participé",
                0,
            ),
        ],
    },
    "Aide à la mobilité": {
        "thematiques": [9],
        "nature": THEMES,
        "choix": [
            "Formations générales à la mobilité (connaissance du territoire, utilisation des "
            "transports collectifs, de moyens de transport alternatifs, mobilité partagée)",
            "Formations spécifiques au code de la route",
            "Apprentissage du vocabulaire du code de la route et/ou de la conduite",
            "Accompagnement vers des solutions de mobilité alternatives à la conduite automobile",
            "Formations spécifiques à la conduite automobile",
            "Autres (préciser)",
        ],
        "lignes": [
            (
                "Nombre de personnes accompagnées dans un parcours de formation à la mobilité "
                "ayant obtenu le code de la route",
                0,
            ),
            (
                "Nombre de personnes accompagnées dans un parcours de formation à la mobilité "
                "ayant obtenu le permis de conduire",
                0,
            ),
        ],
    },
    "Aide à la parentalité / Garde d'enfants": {
        "thematiques": [10],
        "lignes": [
            ("Nombre de places en crèche / halte-garderie", 0),
            ("Nombre d'ateliers de sensibilisation", 0),
        ],
    },
    "Appropriation des principes de la République et des usages de la société française": {
        "thematiques": [11],
        "nature": THEMES,
        "choix": [
            "Laïcité",
            "Égalité femmes-hommes",
            "Citoyenneté",
            "Parentalité",
            "Liens avec la société d'accueil (parrainage, mentorat…)",
            "Autres (préciser)",
        ],
        "lignes": [
            ("Nombre d'heures de formation ou d'accompagnement dispensées", 1),
            ("Coût horaire unitaire", 2),
            ("Nombre de binômes constitués (parrainage, mentorat)", 0),
        ],
        "outils": (METHODES, "Description"),
    },
    "Lutte contre la fracture numérique et l'illectronisme": {
        "thematiques": [12],
        "lignes": [
            ("Nombre d'heures de formation consacrées à la réduction de l'illectronisme", 1),
            ("Coût horaire unitaire", 2),
            (
                "Nombre d'outils (tablette, etc.) mis à disposition individuellement des "
                "étrangers éligibles",
                0,
            ),
        ],
    },
    "Accompagnement global / Parcours d'intégration renforcé": {
        "thematiques": [13],
        "texte": "AGIR",
    },
    "Actions en direction des acteurs / Professionnalisation des acteurs": {
        "thematiques": [14],
        "lignes": [
            (
                "Nombre d'ateliers tenus et nombre d'heures de formation dispensées aux acteurs "
                "de l'intégration",
                0,
            ),
        ],
        "outils": (
            "Outils créés et/ou mis à disposition des professionnels",
            "Description des outils",
        ),
    },
    "Ingénierie / Coordination du contrat et gouvernance locale": {
        "thematiques": [15],
        "texte": "part d'ETPT",
    },
    "Promotion et valorisation de la politique d'intégration": {"thematiques": [16]},
}
