"""What texts say of the contract, held against it: each kind in a table, and what is no fault."""

from __future__ import annotations

import json

import pytest

from ctai_docs.machine.findings import show_path
from ctai_docs.rules import check

from .examples import broken

PERIODS = [
    ("fiches[1].calendrier", "De janvier à décembre 2025.", {"TPS-021"}),
    ("fiches[1].calendrier", "De janvier à juin 2026.", {"TPS-021"}),
    ("fiches[1].calendrier", "Toute l'année 2027.", {"TPS-021"}),
    ("fiches[1].calendrier", "De septembre 2025 à juin 2026.", {"TPS-021"}),
    ("fiches[1].calendrier", "Du 15 janvier 2026 au 15 décembre 2027.", {"TPS-021"}),
    ("fiches[1].calendrier", "Première session en mars 2025, seconde en mai 2026.", {"TPS-021"}),
    (
        "fiches[1].description",
        "Les groupes se tiennent de janvier 2025 à décembre 2026.",
        {"TPS-021"},
    ),
    ("fiches[1].description", "L'action a lieu de mars 2026 à mars 2028.", {"TPS-021"}),
    ("fiches[1].description", "Les groupes se tiennent de janvier à décembre 2025.", {"TPS-021"}),
    ("fiches[1].description", "L'action s'inscrit dans la période 2025-2027.", {"TPS-021"}),
    ("preambule", "Le contrat court du 1er janvier 2026 au 31 décembre 2028.", {"TPS-020"}),
    (
        "preambule",
        "Le nouveau contrat s'applique du 1er janvier 2026 au 31 décembre 2026.",
        {"TPS-020"},
    ),
    ("preambule", "Le contrat 2026-2028 prolonge le précédent.", {"TPS-020"}),
    ("preambule", "Le contrat 2026-2028 engage les parties.", {"TPS-020"}),
    ("preambule", "Conclu pour trois ans, le contrat lie les parties.", {"TPS-022"}),
    ("preambule", "Le présent contrat est conclu pour une durée de 3 ans.", {"TPS-022"}),
    ("preambule", "Le contrat prend fin le 31 décembre 2028.", {"TPS-022"}),
    ("preambule", "Le contrat prend effet à compter du 1er février 2026.", {"TPS-022"}),
    ("preambule", "La Ville agit en vertu de la délibération du 25 novembre 2025.", {"TPS-023"}),
    ("preambule", "Au titre des années 2026 à 2028, l'État contribue.", {"TPS-020"}),
    ("deliberations[1].objet", "Contrat territorial pour la période 2025-2027", {"TPS-020"}),
    ("deliberations[1].objet", "Contrat territorial 2026-2029", {"TPS-020"}),
    ("deliberations[1].expose", "La programmation 2025 réunit trois actions.", {"TPS-020"}),
    ("deliberations[1].expose", "Le contrat couvre la période 2027-2029.", {"TPS-020"}),
    (
        "deliberations[1].expose",
        "Le contrat est signé de janvier 2026 à décembre 2028.",
        {"TPS-020"},
    ),
    ("articles[9].texte", "Le contrat est conclu du 01/01/2026 au 31/12/2028.", {"TPS-020"}),
]
AMOUNTS = [
    ("preambule", "L'État apporte 45 000 € en 2026.", {"TXT-060"}),
    ("preambule", "L'État apporte 64 000 €.", {"TXT-060"}),
    ("preambule", "Les crédits du contrat, soit 83 000 €, sont versés.", {"TXT-060"}),
    ("preambule", "pour l'<axe:langue>, 83 000 € ;", {"TXT-060"}),
    ("preambule", "- pour l'<axe:langue>, 54 000 € ;", {"TXT-060"}),
    ("preambule", "Apprendre le français et travailler : 39 000 €", {"TXT-060"}),
    ("preambule", "L'État contribue pour 54 000 € en 2027.", {"TXT-062"}),
    ("preambule", "En 2026 : 18 000 €.", {"TXT-062"}),
    ("preambule", "L'État verse 54 000 € en 2026, puis 16 000 € en 2027.", {"TXT-060"}),
    ("preambule", "La Ville verse 6 000 € en 2026.", {"TXT-062"}),
    ("preambule", "La Ville de Valmont-sur-Orne apporte 9 000 €.", {"TXT-060"}),
    ("preambule", "Une contribution de 27 000 € de l'État.", {"TXT-060"}),
    ("preambule", "L'État apporte quarante-cinq mille euros.", {"TXT-060"}),
    ("preambule", "Le total de la contribution de l'État s'élève à 27 000 €.", {"TXT-060"}),
    ("preambule", "Valmont Agglomération verse 60 000 €.", {"TXT-060"}),
    ("deliberations[1].expose", "L'État contribue pour 54 000 € en 2027.", {"TXT-062"}),
    ("deliberations[1].expose", "L'État apporte 18 000 € au titre de 2026.", {"TXT-062"}),
    ("deliberations[1].expose", "La Ville apporte 54 000 €.", {"TXT-060"}),
    ("articles[9].texte", "L'État verse 84 000 euros sur deux ans.", {"TXT-060"}),
    ("preambule", "La <fiche:vivre-ici> coûte 42 000 €.", {"TXT-060"}),
    ("fiches[1].budget.commentaires", "Autofinancement de Passerelles : 600 €.", {"TXT-063"}),
    (
        "fiches[1].budget.commentaires",
        "La contribution en nature est estimée à 4 000 €.",
        {"TXT-063"},
    ),
    (
        "fiches[1].budget.commentaires",
        "La subvention du programme 104 est de 31 000 €.",
        {"TXT-063"},
    ),
    ("fiches[1].budget.commentaires", "Le programme 147 apporte 3 500 €.", {"TXT-063"}),
    ("fiches[1].description", "Le coût total de l'action est de 84 000 €.", {"TXT-063"}),
    (
        "fiches[2].budget.commentaires",
        "En nature : un bureau et un véhicule, pour 3 000 €.",
        {"TXT-063"},
    ),
    ("fiches[1].budget.commentaires", "Le FAMI finance 2 000 €.", {"TXT-063"}),
    (
        "fiches[1].budget.commentaires",
        "Déplacements : 2 500 € ; salaires et charges : 63 000 €.",
        {"TXT-063"},
    ),
]
COUNTS = [
    ("preambule", "Le contrat s'articule autour de trois axes.", {"TXT-064"}),
    ("preambule", "Les 13 fiches-actions sont annexées.", {"TXT-064"}),
    ("preambule", "Les quatre fiches du contrat sont suivies.", {"TXT-064"}),
    ("preambule", "Le contrat tient en 3 axes :", {"TXT-064"}),
    (
        "deliberations[1].expose",
        "Le contrat s'articule autour de trois axes prioritaires : la langue.",
        {"TXT-064"},
    ),
    ("deliberations[1].expose", "Deux fiches-actions sont annexées au contrat.", {"TXT-064"}),
    ("preambule", "Les trois parties signataires s'engagent.", {"TXT-064"}),
    ("preambule", "Le contrat comprend onze articles.", {"TXT-064"}),
    ("preambule", "Le contrat compte quinze fiches.", {"TXT-064"}),
    ("fiches[1].description", "L'une des 13 fiches-actions du contrat.", {"TXT-064"}),
    ("fiches[1].description", "Les 45 bénéficiaires de l'action sont reçus.", {"TXT-065"}),
    ("preambule", "Les 3 exercices du contrat.", {"TXT-064"}),
    ("fiches[1].budget.commentaires", "Le programme 104 finance 80 % du coût total.", {"TXT-066"}),
    ("fiches[1].budget.commentaires", "L'État finance 70 % du budget de l'action.", {"TXT-066"}),
    ("preambule", "Vu la délibération n° 2025-11-24-70.", {"TXT-067"}),
    ("articles[9].texte", "IBAN : FR14 2004 1010 0505 0001 3M02 660", {"TXT-067"}),
    ("articles[9].texte", "Le SIRET 219 904 638 00081 est celui de la Ville.", {"TXT-067"}),
    ("preambule", "Trois axes prioritaires guident l'action.", {"TXT-064"}),
    ("preambule", "les trois communes associées", {"TXT-064"}),
]
LEFT_OVER = [
    ("preambule", "En 2027 [n+1], les crédits sont fixés.", {"TXT-032"}),
    ("preambule", "Le lieu est [à confirmer].", {"TXT-032"}),
    ("preambule", "Voir la note[^1].", {"TXT-032"}),
    ("preambule", "==À revoir avec le préfet==", {"TXT-032"}),
    ("preambule", "Fait à ________, le ____.", {"TXT-032"}),
    ("fiches[1].description", "L'action accueille XX personnes.", {"TXT-032"}),
    ("fiches[1].description", "L'action accueille X personnes.", {"TXT-032"}),
    ("preambule", "Pour la deuxième année(s) d'exécution.", {"TXT-070"}),
    ("preambule", "Le(s) montant(s) s'élève(nt) à la somme prévue.", {"TXT-070"}),
    ("fiches[1].description", "À compléter : le calendrier détaillé", {"TXT-032"}),
    ("fiches[1].description", "Calendrier : à préciser.", {"TXT-032"}),
    ("fiches[1].description", "Date : à confirmer avec la préfecture", {"TXT-032"}),
    ("preambule", "M. <nom du maire>", {"TXT-002", "TXT-032"}),
    ("preambule", "Le {{ nom }} signe.", {"TXT-032"}),
    ("preambule", "Signé le ...........", {"TXT-032"}),
    (
        "fiches[1].budget.commentaires",
        "Si contributions en nature, précisez lesquelles.",
        {"TXT-071"},
    ),
    (
        "fiches[1].description",
        "Décrire précisément l'action en indiquant le constat qui la motive, les besoins.",
        {"TXT-071"},
    ),
    (
        "fiches[1].calendrier",
        "Précisez ici la durée de l'action, la date de début et de fin.",
        {"TXT-071"},
    ),
    (
        "fiches[1].description",
        "Le projet.\n\nAjoutez d'autres indicateurs si pertinents.",
        {"TXT-071"},
    ),
    ("fiches[1].commentaires_porteurs", "Portage de l'action :", {"TXT-071"}),
    ("fiches[1].indicateurs.propres[1].libelle", "Intitulé indicateur", {"TXT-071"}),
    ("fiches[1].territoire", "Territoire de déploiement", {"TXT-071"}),
    ("preambule", "Le contrat a **deux axes.", {"TXT-072"}),
    ("preambule", "Le contrat a deux axes** prioritaires.", {"TXT-072"}),
    ("preambule", "• la langue\n• le logement", {"TXT-073"}),
    ("preambule", "Les axes : • la langue • le logement", {"TXT-073"}),
    ("preambule", "– la langue\n– le logement", {"TXT-073"}),
    ("fiches[1].intitule", "**Parler** pour travailler", {"TXT-072"}),
    ("versement.imputation.activite", "La dépense est imputée sur le programme 104.", {"TXT-074"}),
    (
        "versement.imputation.action",
        "action 12 intégration des étrangers primo-arrivants",
        {"TXT-074"},
    ),
]
NAMES = [
    (
        "fiches[1].commentaires_porteurs",
        "Le bilan CTAL est joint, le réseau CTAI aussi.",
        {"NOM-029"},
    ),
    ("fiches[1].description", "La DDETT et la DDETS suivent ; la DDETS, la DDETS.", {"NOM-029"}),
    ("fiches[1].description", "Le public (BPI, BTP) est reçu.", {"NOM-029"}),
    ("fiches[1].description", "Les BPI et les BTP sont reçus.", {"NOM-029"}),
    ("fiches[1].description", "Le réseau CTAl est réuni.", {"NOM-029"}),
    ("deliberations[1].president.nom", "Karim LEROU", {"NOM-030"}),
    ("deliberations[1].expose", "Monsieur LEROUXX présente le contrat.", {"NOM-030"}),
    ("deliberations[1].expose", "M. Karim LERUOX présente.", {"NOM-030"}),
    ("fiches[1].commentaires_porteurs", "Portage de l'action : Habitat Solidaire", {"TXT-051"}),
    ("fiches[1].description", "Opérateur : Habitat Solidaire Valmontois.", {"TXT-051"}),
    ("fiches[1].description", "L'action est mise en œuvre par Habitat Solidaire.", {"TXT-051"}),
    ("versement.beneficiaires[1].compte.titulaire", "VILLE DE VALMONT-SUR-ORNE", {"NOM-031"}),
    ("versement.beneficiaires[1].compte.titulaire", "ASSOCIATION PASSERELLES", {"NOM-031"}),
    ("parties[1].representants[1].civilite", "Monsieur", {"NOM-032"}),
    ("deliberations[1].expose", "Monsieur la Préfète du Val-d'Orne signe.", {"NOM-032"}),
    ("deliberations[1].expose", "Madame le Maire de Valmont présente le contrat.", {"NOM-032"}),
    ("articles[9].texte", "Monsieur le Préfet signe.", {"NOM-032"}),
    ("preambule", "La Ville de Nancy accueille des primo-arrivants.", {"NOM-033"}),
    ("preambule", "Le CCAS de Clermont-Ferrand coordonne.", {"NOM-033"}),
    ("preambule", "La préfecture de la Meuse suit l'exécution.", {"NOM-033"}),
    ("preambule", "La Ville de Valmnt suit l'exécution.", {"NOM-033"}),
    ("fiches[1].description", "Le Département s'engage à suivre les ménages.", {"NOM-034"}),
    ("articles[9].texte", "La Région apporte son concours.", {"NOM-034"}),
    ("parties[2].representants[1].fonction", "Maire de Nancy", {"NOM-033"}),
    ("versement.ordonnateur", "le préfet de la Meuse", {"NOM-033"}),
    ("articles[9].texte", "Le tribunal administratif de Nancy est compétent.", {"NOM-033"}),
    ("fiches[1].description", "Le Maire de Metz soutient l'action.", {"NOM-033"}),
]
TITLES = [
    ("preambule", "Voir la fiche n° 2 : Un toit et des droits.", {"TXT-040"}),
    ("preambule", "- Fiche action n° 2 : Un toit, un droit - Habitat Solidaire", {"TXT-040"}),
    ("preambule", "Axe 1 : Apprendre le français pour travailler", {"TXT-040"}),
    ("preambule", "Axe 2 – Se loger, se soigner, prendre part à la vie de la cité", {"TXT-040"}),
    ("preambule", "L'axe 1 (Apprendre la langue et travailler)", {"TXT-040"}),
    ("preambule", "Fiche-action 1 « Parler pour mieux travailler »", {"TXT-040"}),
    ("preambule", "Voir la fiche n° 3 : Vivre ensemble ici.", {"TXT-040"}),
    ("preambule", "Les obligations des articles 1er et 5 à 10 sont remplies.", {"TXT-034"}),
    ("preambule", "Les articles 5 à 20.", {"TXT-035"}),
    ("preambule", "la fiche-action 16", {"TXT-035"}),
    ("preambule", "Voir l'article 7.", {"TXT-034"}),
    ("preambule", "Axe 2 : Apprendre le français et travailler", {"TXT-035"}),
    ("preambule", "Fiche n° 1 : Un toit, des droits", {"TXT-035"}),
]
QUIET = [
    ("fiches[1].description", "L'association a mené l'action de 2023 à 2025."),
    ("fiches[1].description", "Depuis 2019, de janvier à décembre 2024, 30 personnes."),
    ("fiches[1].description", "L'année scolaire 2025-2026 est couverte."),
    ("fiches[1].description", "Le bilan 2024/2025 est bon."),
    ("preambule", "Le contrat 2023-2025 a été le premier."),
    ("preambule", "Selon l'enquête 2019-2020 de l'INSEE."),
    ("preambule", "En 2026 et 2027, les parties agissent."),
    ("preambule", "Le contrat, conclu pour 2 ans, est renouvelable pour un an."),
    ("fiches[1].calendrier", "De janvier à mars 2026 ; puis de mai à décembre 2026."),
    ("fiches[1].calendrier", "De janvier à décembre 2026."),
    ("preambule", "La stratégie 2024-2027 de l'État."),
    ("preambule", "L'État apporte 54 000 € en 2026 et 18 000 € en 2027, soit 72 000 €."),
    (
        "preambule",
        "En 2026, l'État apporte 54 000 € et la Ville 8 000 € ; en 2027, 18 000 € et 6 000 €.",
    ),
    ("preambule", "Le contrat précédent, l'État a versé 300 000 €."),
    ("preambule", "L'État verse 329 € par mois à chacun."),
    ("preambule", "Un ticket coûte 3,40 €."),
    ("preambule", "En 2026, les parties réunissent 68 000 €."),
    ("preambule", "L'agglomération paie 12 500 € de bus."),
    ("fiches[1].budget.commentaires", "En nature : salles 2 000 €, matériel 1 000 €."),
    ("fiches[1].budget.commentaires", "Les salaires comptent un poste à 24 000 €."),
    ("fiches[1].budget.commentaires", "Le prêt de salles, en nature, vaut 3 000 €."),
    ("preambule", "pour l'<axe:langue>, dont 30 000 € de l'État ;"),
    ("fiches[1].description", "Une aide de 150 € par personne."),
    ("preambule", "Le contrat tient en deux axes."),
    ("preambule", "Deux fiches sont portées par le CCAS."),
    ("preambule", "Ces trois axes de la stratégie nationale."),
    ("preambule", "L'un des trois axes de la stratégie."),
    ("fiches[1].description", "Le projet a trois axes de travail."),
    ("fiches[1].description", "Les 20 bénéficiaires du groupe débutant"),
    ("preambule", "Les deux premiers axes."),
    ("preambule", "plus de 800 fiches par thème"),
    ("fiches[1].budget.commentaires", "Le programme 104 finance 63 % du coût total."),
    ("preambule", "loi n° 2018-778 du 10 septembre 2018"),
    ("preambule", "80 % des habitants"),
    ("preambule", "Le contrat précédent avait cinq axes."),
    ("preambule", "Deux articles du code civil."),
    ("preambule", "« Il vient […] demain »"),
    ("preambule", "Les XXe et XXIe siècles."),
    ("preambule", "Un [lien](https://www.metz.fr) et l'[axe](axe:langue)."),
    ("preambule", "Aider aux formulaires à compléter à la CAF."),
    ("fiches[1].description", "Les étranger(e)s et agent(e)s."),
    ("fiches[1].description", "**Gras** et *italique* et 5 * 3."),
    ("fiches[1].description", "Dates à définir"),
    ("preambule", "M. X est là."),
    ("fiches[1].description", "Le code {A1, A2}"),
    ("fiches[1].description", "moins de 5 ans et plus de 3"),
    ("fiches[1].description", "Les années N et N-1."),
    ("versement.beneficiaires[1].compte.titulaire", "TRESORERIE DE CAEN"),
    ("versement.beneficiaires[1].compte.titulaire", "CENTRE D'ACTION SOCIALE DE VALMONT"),
    ("fiches[1].description", "Les métiers du BTP et de la restauration."),
    ("fiches[1].description", "La CAF, la CPAM et le CCAS ; le CIAS de l'agglomération."),
    ("deliberations[1].expose", "Monsieur le Maire présente ; Madame la Préfète signe."),
    ("preambule", "Comme la Ville de Nancy, Valmont accueille."),
    ("preambule", "Le préfet désigne son représentant."),
    ("fiches[1].description", "Le Département finance des places."),
    ("preambule", "Axe 1 : Apprendre le français et travailler"),
    ("preambule", "- Fiche action n° 2 : Un toit, des droits - Habitat Solidaire"),
    ("preambule", "La fiche-action 16 du contrat de Strasbourg."),
    ("preambule", "la fiche-action n° 16 de l'Eurométropole de Strasbourg"),
    ("preambule", "la fiche-action n° 9 du précédent contrat"),
    ("preambule", "Dans le premier contrat, la fiche-action 2 portait sur le logement."),
]


def found(path, text):
    """Return the codes found in the clean dossier with this text, and their paths."""
    findings = check(broken(f"{path}: {json.dumps(text, ensure_ascii=False)}")).findings
    return {(finding.code, show_path(finding.path)) for finding in findings}


def table(rows):
    """Return the rows of a table as parameters, each named by its text."""
    return [pytest.param(*row, id=f"{row[0]}: {row[1][:60]}") for row in rows]


@pytest.mark.parametrize(("path", "text", "codes"), table(PERIODS))
def test_periods_are_those_of_the_contract_and_of_its_actions(path, text, codes):
    """In the preamble, an article, a deliberation, a fiche, a calendar."""
    assert {code for code, _ in found(path, text)} == codes


@pytest.mark.parametrize(("path", "text", "codes"), table(AMOUNTS))
def test_amounts_are_those_of_their_payer_year_axis_and_line(path, text, codes):
    """An amount is compared where the text says what it is."""
    assert {code for code, _ in found(path, text)} == codes


@pytest.mark.parametrize(("path", "text", "codes"), table(COUNTS))
def test_counts_shares_and_numbers_are_those_of_the_contract(path, text, codes):
    """In figures or in words."""
    assert {code for code, _ in found(path, text)} == codes


@pytest.mark.parametrize(("path", "text", "codes"), table(LEFT_OVER))
def test_nothing_of_a_form_or_a_draft_is_left(path, text, codes):
    """Placeholders, instructions, marks that close nothing."""
    assert {code for code, _ in found(path, text)} == codes


@pytest.mark.parametrize(("path", "text", "codes"), table(NAMES))
def test_names_are_those_of_the_contract(path, text, codes):
    """Initials, people, parties, towns, holders of accounts."""
    assert {code for code, _ in found(path, text)} == codes


@pytest.mark.parametrize(("path", "text", "codes"), table(TITLES))
def test_numbers_stand_beside_the_right_title(path, text, codes):
    """A wrong title is told as such, and a wrong number as such."""
    assert {code for code, _ in found(path, text)} == codes


@pytest.mark.parametrize(("path", "text"), table(QUIET))
def test_what_is_another_fact_is_left_alone(path, text):
    """Other times, other amounts, other acts; and the facts of the contract, well said."""
    assert found(path, text) == set()


def test_a_finding_is_at_the_line_of_what_it_is_about():
    """The third line of a text is named as such."""
    text = "Le contrat suit.\n\nL'État apporte 45 000 €."
    (finding,) = check(broken(f"preambule: {json.dumps(text)}")).findings
    assert (finding.code, finding.line_in_text) == ("TXT-060", 2)


def test_all_wrong_numbers_of_a_list_are_told():
    """« articles 5 à 20 » names the eight that the contract does not have, and no four of them."""
    (finding,) = check(broken("preambule: Voir les articles 5 à 20.")).findings
    assert "13, 14, 15, 16, 17, 18, 19 ni 20" in finding.found


def test_all_titles_of_a_list_of_numbers_are_told():
    """Whoever reads them sees which are not meant."""
    (finding,) = check(broken("preambule: Voir les articles 1er et 5 à 10.")).findings
    assert finding.code == "TXT-034"
    assert all(f"{number} «" in finding.found for number in (1, 5, 6, 7, 8, 9, 10))


@pytest.mark.parametrize(
    "title", ["Apprendre le français et travailler", "Un titre tout autre, long"]
)
def test_fiches_may_share_a_heading_and_the_labels_of_the_form(title):
    """The title of an axis and a national indicator are no copies."""
    label = (
        "Nombre de participants ayant progressé d'au moins un niveau du Cadre européen commun de "
        "référence pour les langues (CECRL) entre le début et la fin de la formation"
    )
    texts = [f"fiches[{n}].commentaires_porteurs: {json.dumps(label)}" for n in (1, 2)]
    heading = f"axes[1].intitule: Un axe du contrat dont le titre est très long, {title}"
    said = f"Axe n° 1 : Un axe du contrat dont le titre est très long, {title}"
    texts += [f"fiches[{n}].commentaires_partenaires: {json.dumps(said)}" for n in (1, 2)]
    codes = {finding.code for finding in check(broken(heading, *texts)).findings}
    assert not codes & {"TXT-050", "TXT-052"}


def test_the_director_of_a_ccas_may_be_its_secretary():
    """An information for a board, an error for a council."""
    board = check(broken("deliberations[2].secretaire.membre: non")).findings
    council = check(broken("deliberations[1].secretaire.membre: non")).findings
    assert [finding.code for finding in board] == ["ACT-017"]
    assert [finding.code for finding in council] == ["ACT-010"]


def test_a_sentence_pasted_in_a_longer_paragraph_is_a_copy():
    """Word for word, whatever stands around it."""
    said = (
        "Un mot. Les personnes qui arrivent à Valmont trouvent peu de cours compatibles avec un "
        "emploi de nuit ou des horaires hachés. Un autre mot."
    )
    assert found("fiches[2].budget.commentaires", said) == {
        ("TXT-050", "fiches[2].budget.commentaires")
    }


@pytest.mark.parametrize(
    ("public", "is_found"),
    [("France Travail, OFII et Mission locale", True), ("Les étrangers, et leurs familles", False)],
)
def test_a_public_is_no_list_of_partners(public, is_found):
    """Each part of a form answers its own question."""
    lines = (
        "edition: 2022",
        f"fiches[1].public_cible: {public}",
        "fiches[1].commentaires_partenaires: France Travail, OFII, Mission locale",
    )
    codes = {finding.code for finding in check(broken(*lines)).findings}
    assert ("TXT-053" in codes) is is_found
