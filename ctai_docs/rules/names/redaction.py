"""How names are written: articles, civilities, ACTES codes, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctai_docs.contract.model import Contrat, FicheAction
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote, unaccented
from ctai_docs.rules.walk import leaves

SANS_ARTICLE = Rule(
    code="NOM-021",
    severity=Severity.AVERTISSEMENT,
    title="Nom sans son article",
    found="Le nom {nom} commence sans article.",
    rule="Les phrases du contrat le font suivre de « de » ou « à » : il leur faut son article.",
    remedy="Écrivez par exemple « {propose} ».",
    source="Usage du projet",
    example="parties[2].court: Ville de Valmont",
)
CIVILITE = Rule(
    code="NOM-022",
    severity=Severity.AVERTISSEMENT,
    title="Civilité inconnue",
    found="La civilité {valeur} n’est pas d’usage.",
    rule="On écrit Madame ou Monsieur, Mme ou M.",
    remedy="Corrigez-la, ou déplacez le titre dans la fonction.",
    source="Usage du projet",
    example="parties[2].representants[1].civilite: Mr",
)
CODE_MAL_ECRIT = Rule(
    code="NOM-023",
    severity=Severity.ERREUR,
    title="Code ACTES mal écrit",
    found="Le code ACTES {valeur} est mal écrit.",
    rule="Un code de matière a deux nombres au moins, séparés par un point.",
    remedy="Écrivez par exemple 8.2 ou 7.10.",
    source="Nomenclature ACTES des matières",
    example="parties[2].habilitation.code_actes: 8",
)
CODE_INCONNU = Rule(
    code="NOM-024",
    severity=Severity.ERREUR,
    title="Code ACTES inconnu",
    found="Le code ACTES {valeur} n’existe pas.",
    rule="Les matières vont de 1.1 à 9.4. {limite}",
    remedy="Corrigez-le ; un tel contrat est d’ordinaire de la matière 8.2, l’aide sociale.",
    source="Nomenclature ACTES des matières",
    example="parties[2].habilitation.code_actes: 8.12",
)
TITRE = Rule(
    code="NOM-025",
    severity=Severity.INFORMATION,
    title="Titre mal présenté",
    found="Le titre {titre} {defaut}.",
    rule="Un titre s’écrit en minuscules, sans point final.",
    remedy="Réécrivez-le.",
    source="Lexique des règles typographiques en usage à l’Imprimerie nationale",
    example="fiches[1].intitule: Parler pour travailler.",
)
MEME_TITRE = Rule(
    code="NOM-026",
    severity=Severity.ERREUR,
    title="Deux fiches de même intitulé",
    found="L’intitulé {titre} est aussi celui de la fiche n° {numero}, de même porteur.",
    rule="Un intitulé désigne une seule action d’un exercice.",
    remedy="Changez l’un des deux, ou supprimez la fiche en double.",
    source="Usage du projet",
    example="fiches[2].intitule: Parler pour travailler\n"
    "fiches[2].porteurs: [Passerelles, Mission locale]",
)
TITRE_PARTAGE = Rule(
    code="NOM-027",
    severity=Severity.AVERTISSEMENT,
    title="Deux porteurs pour un intitulé",
    found="L’intitulé {titre} est aussi celui de la fiche n° {numero}, d’un autre porteur.",
    rule="Un intitulé désigne d’ordinaire une seule action d’un exercice.",
    remedy="Changez l’un des deux, si ce n’est pas voulu.",
    source="Usage du projet",
    example="fiches[2].intitule: Parler pour travailler",
)

FEMININE = (
    "agence agglomération assemblée association caisse collectivité commission commune communauté "
    "délégation direction eurométropole fédération fondation ligue métropole mission préfecture "
    "préfète présidente région trésorerie union ville"
)
MASCULINE = (
    "bureau ccas centre cias comité comptable conseil département directeur "
    "établissement état groupement maire ministère ministre préfet président service syndicat "
    "trésorier"
)
VOWELS = "aeiou"
NOUNS = {
    unaccented(noun): noun_article
    for nouns, noun_article in ((FEMININE, "la"), (MASCULINE, "le"))
    for noun in nouns.split()
}
"""The nouns that never begin a name without an article: « Metz Métropole » begins with none."""

CIVILITIES = {
    *("Madame", "Monsieur", "Mme", "M.", "Mesdames", "Messieurs", "Mlle", "Mademoiselle"),
    *("Docteur", "Dr", "Docteure", "Maître", "Me", "Professeur", "Professeure", "Pr"),
    *("Général", "Générale", "Colonel", "Colonelle", "Amiral", "Amirale"),
}
ACTES = {1: 7, 2: 3, 3: 6, 4: 5, 5: 8, 6: 5, 7: 10, 8: 9, 9: 4}
"""How many sub-matters each matter has. Source: the ACTES nomenclature, levels 1 and 2."""

LONGEST_INITIALS = 15
"""Capitals of a title that may be initials: « AGIR ET CAF »."""

_CODE = re.compile(r"[1-9]\d?(?:\.[1-9]\d?){1,4}")
_FIRST_WORD = re.compile(r"[\w-]+")


def check_articles(contrat: Contrat) -> Iterator[Finding]:
    """Names that sentences use begin with their article, where they have one."""
    for path, name in _named(contrat):
        word = _FIRST_WORD.match(name or "")
        article = NOUNS.get(unaccented(word[0]).lower()) if word else None
        if name and article:
            yield SANS_ARTICLE.at(path, nom=quote(name), propose=_with_article(article, name))


def check_civilites(contrat: Contrat) -> Iterator[Finding]:
    """Civilities are those in use."""
    for path, value in leaves(contrat):
        if path[-1] == "civilite" and str(value).split()[0].capitalize() not in CIVILITIES:
            yield CIVILITE.at(path, valeur=quote(str(value)))


def check_codes_actes(contrat: Contrat) -> Iterator[Finding]:
    """ACTES codes are in the nomenclature; its third level is each préfecture's own."""
    for path, value in leaves(contrat):
        if path[-1] != "code_actes":
            continue
        code = str(value)
        if not _CODE.fullmatch(code):
            yield CODE_MAL_ECRIT.at(path, valeur=quote(code))
            continue
        matter, sub_matter = map(int, code.split(".")[:2])
        if sub_matter > (last := ACTES.get(matter, 0)):
            limit = f"La matière {matter} va de {matter}.1 à {matter}.{last}." if last else ""
            yield CODE_INCONNU.at(path, valeur=quote(code), limite=limit)


def check_titres(contrat: Contrat) -> Iterator[Finding]:
    """Titles have no final stop, and are not in capitals."""
    for path, title in _titles(contrat):
        if title.endswith(".") and not title.endswith(("..", "etc.")):
            yield TITRE.at(path, titre=quote(title), defaut="finit par un point")
        elif title.isupper() and len(title) > LONGEST_INITIALS:
            yield TITRE.at(path, titre=quote(title), defaut="est en capitales")


def check_intitules(contrat: Contrat) -> Iterator[Finding]:
    """Two actions of one budget year have two titles."""
    seen: dict[tuple[str, str], FicheAction] = {}
    for n, fiche in enumerate(contrat.fiches):
        words = " ".join(re.findall(r"\w+", unaccented(fiche.intitule).lower()))
        key = (words, contrat.exercice(fiche).cle)
        other = seen.setdefault(key, fiche)
        if other.cle != fiche.cle:  # of two that share a key, the key is told
            rule = MEME_TITRE if other.porteur == fiche.porteur else TITRE_PARTAGE
            number = contrat.numeros.get(other.cle, "?")
            yield rule.at(("fiches", n, "intitule"), titre=quote(fiche.intitule), numero=number)


CHECKS = (check_articles, check_civilites, check_codes_actes, check_titres, check_intitules)


def _named(contrat: Contrat) -> Iterator[tuple[Path, str | None]]:
    """Yield the names that must bear their article."""
    yield ("collectivite",), contrat.collectivite
    for n, partie in enumerate(contrat.parties):
        yield ("parties", n, "nom"), partie.nom
        yield ("parties", n, "court"), partie.court
        if partie.habilitation:
            yield ("parties", n, "habilitation", "organe"), partie.habilitation.organe
    yield ("versement", "ordonnateur"), contrat.versement.ordonnateur
    yield ("versement", "comptable"), contrat.versement.comptable
    for n, payee in enumerate(contrat.versement.beneficiaires):
        yield ("versement", "beneficiaires", n, "nom"), payee.nom


def _with_article(article: str, name: str) -> str:
    """Return the name after its article; an h counts as a consonant."""
    elided = unaccented(name)[0].lower() in VOWELS
    return f"l’{name}" if elided else f"{article} {name}"


def _titles(contrat: Contrat) -> Iterator[tuple[Path, str]]:
    for n, axe in enumerate(contrat.axes):
        yield ("axes", n, "intitule"), axe.intitule
    for n, article in enumerate(contrat.articles or ()):
        if article.titre:
            yield ("articles", n, "titre"), article.titre
    for n, annexe in enumerate(contrat.annexes):
        yield ("annexes", n, "intitule"), annexe.intitule
    for n, fiche in enumerate(contrat.fiches):
        yield ("fiches", n, "intitule"), fiche.intitule
