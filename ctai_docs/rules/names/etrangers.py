"""Names foreign to the contract: another town, party, holder of an account, gender."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ctai_docs.contract.model import Contrat, Partie, Personne, TypePartie
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import au, quote, unaccented
from ctai_docs.rules.names.personnes import personnes
from ctai_docs.rules.texts.places import places
from ctai_docs.rules.texts.prose import Said, prose

TITULAIRE = Rule(
    code="NOM-031",
    severity=Severity.AVERTISSEMENT,
    title="Compte d’un autre titulaire",
    found="Le compte est au nom de {typed}, et la contribution, versée {right}.",
    rule="La contribution est versée sur le compte de son bénéficiaire, ou de son comptable.",
    remedy="Vérifiez le titulaire sur le relevé d’identité bancaire, ou le bénéficiaire.",
    source="Usage du projet",
    example="versement.beneficiaires[1].compte.titulaire: VILLE DE VALMONT-SUR-ORNE",
)
GENRE = Rule(
    code="NOM-032",
    severity=Severity.AVERTISSEMENT,
    title="Civilité et fonction de deux genres",
    found="La civilité de {typed} ne s’accorde pas à {right}.",
    rule="La civilité et la fonction s’accordent à la personne.",
    remedy="Corrigez l’une ou l’autre.",
    source="Circulaire du 21 novembre 2017 sur les règles de féminisation des textes officiels",
    example="parties[1].representants[1].civilite: Monsieur",
)
AILLEURS = Rule(
    code="NOM-033",
    severity=Severity.AVERTISSEMENT,
    title="Nom d’une autre collectivité",
    found="Le texte nomme {typed}, et le contrat est celui {right}.",
    rule="Un texte repris d’un autre contrat en garde parfois les noms.",
    remedy="Corrigez ce nom ; s’il est voulu, nommez-le parmi les partenaires ou les communes.",
    source="Usage du projet",
    example="preambule: La Ville de Clermont accueille chaque année des primo-arrivants.",
)
PAS_PARTIE = Rule(
    code="NOM-034",
    severity=Severity.AVERTISSEMENT,
    title="Engagement de qui n’est pas partie",
    found="Le texte engage {typed}, qui n’est aucune partie du contrat.",
    rule="Un contrat n’engage que ses parties.",
    remedy="Corrigez ce nom, ou ajoutez la partie.",
    source="Code civil, art. 1199",
    example="preambule: Le Département s'engage à suivre les ménages.",
)

_BODY = (
    r"(?P<body>(?i:ville|commune|mairie|maire|conseil\s+municipal|ccas|cias"
    r"|centre\s+communal\s+d['’]action\s+sociale|(?:euro)?métropole|agglomération"
    r"|communauté\s+(?:d['’]agglomération|de\s+communes|urbaine)|département|conseil\s+départemental"
    r"|région|conseil\s+régional|pr[ée]fecture|pr[ée]f[eè]te?|tribunal\s+administratif))"
)
_NAMED = re.compile(
    rf"(?<![\w-]){_BODY}\s+(?:de\s+la\s+(?:région\s+)?|de\s+l['’]|du\s+|des\s+|de\s+|d['’])"
    r"(?P<place>(?:(?:Le|La|Les)\s+)?[A-ZÉÈÊÎÔ][\w’'-]+(?:\s+[A-ZÉÈÊ][\w’'-]+)*)"
)
_OF_TYPE = {
    "ville": TypePartie.COMMUNE,
    "commune": TypePartie.COMMUNE,
    "mairie": TypePartie.COMMUNE,
    "maire": TypePartie.COMMUNE,
    "conseil municipal": TypePartie.COMMUNE,
    "ccas": TypePartie.CCAS,
    "cias": TypePartie.CIAS,
    "centre communal d'action sociale": TypePartie.CCAS,
    "metropole": TypePartie.METROPOLE,
    "eurometropole": TypePartie.METROPOLE,
    "agglomeration": TypePartie.COMMUNAUTE_AGGLOMERATION,
    "communaute d'agglomeration": TypePartie.COMMUNAUTE_AGGLOMERATION,
    "communaute de communes": TypePartie.COMMUNAUTE_COMMUNES,
    "communaute urbaine": TypePartie.COMMUNAUTE_URBAINE,
    "departement": TypePartie.DEPARTEMENT,
    "conseil departemental": TypePartie.DEPARTEMENT,
    "region": TypePartie.REGION,
    "conseil regional": TypePartie.REGION,
    "prefecture": TypePartie.ETAT,
    "prefet": TypePartie.ETAT,
    "prefete": TypePartie.ETAT,
    "tribunal administratif": TypePartie.AUTRE,
}
_ABROAD = re.compile(
    r"\b(?:comme|exemple|voisine?s?|jumel\w+|coopération|transfront\w+|réseau|partenaires?|partenariat|avec"
    r"|autres?|expérience|modèle|inspir\w+|venus?|venant|originaires?|arrivé\w*|élève|collège|rue|place)\b",
    re.IGNORECASE,
)
_ENGAGED = re.compile(
    r"(?<![\w-])(?P<who>(?:la|le|l['’])\s*(?P<body>(?i:ville|commune|ccas|cias|euro?métropole|métropole"
    r"|département|région|agglomération|communauté\s+(?:d['’]agglomération|de\s+communes|urbaine)))"
    r"(?:\s+(?:de\s+la|du|de|des|d['’])\s*[A-ZÉ][\w’'-]+)?)\s+"
    r"(?P<verb>s['’]engage(?:nt)?|s['’]oblige(?:nt)?|désigne(?:ra)?|est\s+partie|signe|est\s+signataire"
    r"|contribue\s+(?:financièrement|pour|à\s+hauteur)|apporte|verse)\b",
    re.IGNORECASE,
)
_GENDERED = re.compile(
    r"(?<!\w)(?P<civility>Monsieur|M\.|Madame|Mme)\s+(?P<article>le|la|l['’])\s*(?P<function>[\w-]+(?:\s+de\s+la\s+préfecture)?)"
)
_FEMININE = re.compile(
    r"(?:pr[ée]f[èe]te|pr[ée]sidente|adjointe|conseill[èe]re|directrice|d[ée]l[ée]gu[ée]e|mairesse"
    r"|secr[ée]taire g[ée]n[ée]rale|coordinatrice|administratrice|ministre d[ée]l[ée]gu[ée]e)\b"
)
_MEN, _WOMEN = ("monsieur", "m.", "m", "messieurs"), ("madame", "mme", "mesdames")
_TREASURY = re.compile(
    r"tresor|dgfip|ddfip|drfip|\bsgc\b|service de gestion comptable|regie|regisseur|paierie|payeur"
    r"|comptable|banque de france|recette|perception"
)
_SMALL = {
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "et",
    "a",
    "au",
    "aux",
    "en",
    "sur",
    "sous",
    "communal",
    "association",
    "asso",
}


def check_titulaires(contrat: Contrat) -> Iterator[Finding]:
    """The holder of an account is the payee: by its own words, or its initials."""
    places = _shared(contrat)
    for n, payee in enumerate(contrat.versement.beneficiaires):
        if payee.compte is None:
            continue
        party, holder = contrat.partie(payee.partie), payee.compte.titulaire
        name = contrat.nom_beneficiaire(payee)
        own = _likeness(holder, name, party, places)
        others = [_likeness(holder, p.nom, p, places) for p in contrat.parties if p is not party]
        if _TREASURY.search(_lower(holder)) or (own and own >= max(others, default=0)):
            continue
        path: Path = ("versement", "beneficiaires", n, "compte", "titulaire")
        yield TITULAIRE.at(path, typed=quote(holder), right=au(name))


def _likeness(holder: str, name: str, party: Partie | None, places: set[str]) -> int:
    """Return how many words a holder shares with a name, its short form and its initials."""
    words = {*_words(name), *_words(party.court or "" if party else ""), *_initials(name)}
    return len(set(_words(holder)) & words - places)


def _shared(contrat: Contrat) -> set[str]:
    """Return the words that the names of several parties share: those of their place."""
    counts = Counter(word for party in contrat.parties for word in set(_words(party.nom)))
    return {word for word, count in counts.items() if count > 1}


def _initials(name: str) -> set[str]:
    """Return the initials of a name, and those that stand before its place: « ccas »."""
    whole = "".join(w[0] for w in _all_words(name) if w not in ("de", "du", "d", "l", "le", "la"))
    return {whole, whole[:4]}


def _all_words(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", unaccented(name).lower())


def _words(name: str) -> list[str]:
    return [_SAME.get(word, word) for word in _all_words(name) if word not in _SMALL]


_SAME = {"mairie": "ville", "commune": "ville", "municipalite": "ville"}
"""Words that name one body."""


def check_genres(contrat: Contrat) -> Iterator[Finding]:
    """A man is no « Préfète », and a mayor who is a woman no « Monsieur le Maire »."""
    people = list(personnes(contrat))
    for path, person in people:
        civility = (person.civilite or "").lower()
        if civility in _MEN and _FEMININE.match(_lower(person.fonction)):
            typed = quote(f"{person.civilite} … {person.fonction}")
            yield GENRE.at((*path, "civilite"), typed=typed, right="la fonction")
    holders: dict[str, dict[str | None, Personne]] = {}
    for _, person in people:
        holders.setdefault(_stem(person.fonction), {}).setdefault(person.nom, person)
    for said in prose(contrat):
        if said.path[-1] in _OF_OTHERS:
            continue
        for match in (
            _GENDERED.finditer(said.words) if said.holds("monsieur", "madame", "m. ", "mme") else ()
        ):
            if finding := _ill_matched(said, match, holders):
                yield finding


def _ill_matched(
    said: Said, match: re.Match[str], holders: dict[str, dict[str | None, Personne]]
) -> Finding | None:
    """Return the finding of « Monsieur la Préfète », or of the civility of the one who is mayor."""
    is_woman = match["civility"] in ("Madame", "Mme")
    if not is_woman and _FEMININE.match(_lower(match["function"])):
        return _gender(said, match, "la fonction")
    holder = list(holders.get(_stem(match["function"]), {}).values())
    civility = (holder[0].civilite or "").lower() if len(holder) == 1 else ""
    if (civility in _WOMEN and not is_woman) or (civility in _MEN and is_woman):
        return _gender(said, match, holder[0].designation)
    return None


def _gender(said: Said, match: re.Match[str], right: str) -> Finding:
    typed = quote(match[0])
    return GENRE.at(said.path, line_in_text=said.line(match.start()), typed=typed, right=right)


def _lower(text: str) -> str:
    return unaccented(text).lower().replace("’", "'")


def _stem(function: str) -> str:
    """Return the first word of a function, man or woman: « prefet », « president »."""
    word = _lower(function).split()[0]
    for feminine, masculine in (
        ("prefete", "prefet"),
        ("ere", "er"),
        ("trice", "teur"),
        ("nte", "nt"),
        ("ee", "e"),
        ("te", "t"),
    ):
        if word.endswith(feminine):
            return word.removesuffix(feminine) + masculine
    return word


def check_ailleurs(contrat: Contrat) -> Iterator[Finding]:
    """The towns, prefectures and parties that texts name are those of the contract."""
    known = places(contrat)
    types = {party.type for party in contrat.parties}
    for said in prose(contrat):
        if said.path[-1] in _OF_OTHERS or not said.holds(*_BODIES):
            continue
        for match in _bodies(said.words):
            kind = _kind(match["body"])
            if kind is TypePartie.AUTRE:  # a court: it sits where the contract says
                seat = contrat.tribunal or match["place"]
                is_known = _lower(seat).split()[0] in _lower(match["place"])
            else:
                is_known = kind not in types or _is_known(said, match["place"], known)
            if not is_known:
                typed, line = quote(match[0]), said.line(match.start())
                yield AILLEURS.at(
                    said.path, line_in_text=line, typed=typed, right=contrat.complement
                )
        for match in _ENGAGED.finditer(said.words) if said.is_text else ():
            kind = _kind(match["body"])
            if kind and kind not in types and not _is_named(contrat, match["body"]):
                typed, line = quote(match["who"]), said.line(match.start())
                yield PAS_PARTIE.at(said.path, line_in_text=line, typed=typed)


_BODIES = (
    *("ville", "commun", "mair", "ccas", "cias", "métropole", "agglo", "départ", "région"),
    *("préf", "tribunal", "municipal"),
)
"""Words of texts that name a public body."""
_OF_OTHERS = {"siege", "nom", "court", "titulaire", "precision", "libelle", "titres"}
"""Fields in which any name may stand."""


@lru_cache(maxsize=2048)
def _bodies(words: str) -> tuple[re.Match[str], ...]:
    return tuple(_NAMED.finditer(words))


def _kind(body: str) -> TypePartie | None:
    return _OF_TYPE.get(" ".join(_lower(body).split()))


def _is_known(said: Said, place: str, known: Counter[str]) -> bool:
    """Tell whether a place is named elsewhere in the dossier, or the sentence is about others."""
    words = [word for word in re.findall(r"\w+", _lower(place)) if word not in ("le", "la", "les")]
    least = (
        1 if said.is_text or said.path[-1] in ("objet",) else 2
    )  # a field that itself counts once
    if any(known[word] >= least for word in words):
        return True
    sentence = said.words[slice(*said.sentence(said.words.find(place)))]
    return said.is_text and bool(_ABROAD.search(sentence))


def _is_named(contrat: Contrat, body: str) -> bool:
    """Tell whether a party of another type is called so: « Metz Métropole »."""
    word = _lower(body).split()[0]
    return any(word in _lower(f"{p.nom} {p.court or ''}") for p in contrat.parties)


CHECKS = (check_titulaires, check_genres, check_ailleurs)
