"""Initials and surnames written in two ways: AITEM beside AIEM, GROSIDDIER beside GROSDIDIER."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ctai_docs.contract.model import Contrat, Personne
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote, unaccented
from ctai_docs.machine.french.mentions import is_near
from ctai_docs.rules.names.personnes import personnes
from ctai_docs.rules.texts.prose import Said, prose

SIGLE = Rule(
    code="NOM-029",
    severity=Severity.AVERTISSEMENT,
    title="Sigle écrit de deux façons",
    found="Le texte écrit {typed}, et le reste du dossier, {right}.",
    rule="Un sigle s’écrit d’une seule façon.",
    remedy="Corrigez-le, si c’est le même.",
    source="Acte de Metz 2026-2028 : AITEM et AIEM, CTAL et CTAI, BTP et BPT, CLAJJ et CLLAJ",
    example="fiches[1].commentaires_porteurs: Le bilan CTAL est joint.",
)
NOM_DE_PERSONNE = Rule(
    code="NOM-030",
    severity=Severity.AVERTISSEMENT,
    title="Nom de personne écrit de deux façons",
    found="Le nom {typed} ressemble à {right}.",
    rule="Un nom de personne s’écrit d’une seule façon dans un contrat.",
    remedy="Corrigez celui des deux qui est faux.",
    source="Usage du projet",
    example="deliberations[1].president.nom: Karim LEROUXX",
)

_INITIALS = """
AAH AAP ACI ADA ADIL ADRETS AFPA AGEFIPH AGIR ALUR AMI AMO ANEF ANVITA APL ARS ASE ASL ASLL AVDL BEP
BOP BPI BPT BTP CADA CAE CAES CAF CAO CAP CASF CCAPEX CCAS CCI CDAS CDD CDI CECRL CEJ CESEDA CESF
CFA CGCT CHRS CHU CIAS CIDFF CIO CIP CIR CMP CMU CNAM CNDA CNED CPAM CPH CPOM CRIA CSS CTAI DALO
DASEN DDETS DDFIP DDPP DELF DALF DGEF DGFIP DIAIR DIHAL DRDJSCS DREETS DRFIP DSDEN EPA EPCI EPCC EPI
ESAT ESS ETP ETPT FAMI FJT FLE FLI FLP FLS FSE FSL FTM GIP GRETA HLM HUDA IAE IBAN IML INSEE MDPH
MDS MECS MFR MJC MNA MSA MSAP OFII OFPRA ONG OPCO PASS PDALHPD PLIE PMI PMSMP POEC POEI PRAHDA PRIPI
PTI QPV QRV RGPD RIB RSA SAS SASU SCIC SEM SIAE SIAO SIRET SMIC SPADA SPIP TCF TEF TIG TVA UDAF
UEROS URSSAF VAE VIF VIH
"""
USUAL = frozenset(_INITIALS.split())
"""Initials in common use, some of them alike by chance. Source: State services."""
_WELL_KNOWN = frozenset(initials for initials in USUAL if len(initials) > 4)
"""The ones long enough for a word that differs by one letter to be a slip."""
PUBLICS = ("EPA", "BPI", "BPT")
"""The publics of the contract, which a list names together."""

_SIGLE = re.compile(r"[A-Z]{3,}[l1]?(?!\w)")
_MISREAD = re.compile(r"[l1]$")
_LIST = re.compile(
    r"(?<!\w)(?P<first>[A-Z]{3})(?:\s*[,/]\s*|\s+(?:et|ou)\s+(?:aux?\s+|des?\s+|les?\s+)?)(?P<second>[A-Z]{3})(?!\w)"
)
_SURNAME = re.compile(
    r"(?<!\w)(?:M\.|MM\.|Mme|Mr|Monsieur|Madame)\s+(?:[A-Z][\w-]+\s+)?(?P<name>[A-ZÀ-Ý][\w'’-]{3,})"
)
_CAPITALS = re.compile(r"(?P<name>[A-ZÀ-Ý]{6,})(?![\w-])")
_OFTEN = 2
"""How many times initials are written before they count as right."""
_LONG = 5
"""The least letters of initials compared with two differences: CLAJJ is CLLAJ."""


def check_sigles(contrat: Contrat) -> Iterator[Finding]:
    """Initials that differ by one letter from those that the dossier writes."""
    said = [s for s in prose(contrat) if s.path[-1] not in ("titulaire", "nom")]
    found = [(s, m) for s in said for m in _sigles(s.words) if not s.words.isupper()]
    counts = Counter(m[0] for _, m in found)
    declared = _declared(contrat) | {"CTAI"}
    right = {word for word, n in counts.items() if n >= _OFTEN} | declared | _WELL_KNOWN
    for where, match in found:
        word = match[0]
        if near := _meant(word, counts, right, declared):
            yield _finding(where, match.start(), word, near)
    yield from _publics(said)


@lru_cache(maxsize=2048)
def _sigles(text: str) -> tuple[re.Match[str], ...]:
    """Return the initials of a text; no look before each letter of it, which takes time."""
    before = ((match, text[match.start() - 1 : match.start()]) for match in _SIGLE.finditer(text))
    return tuple(m for m, sign in before if not (sign.isalnum() or sign in ("_", ".")))


def _meant(word: str, counts: Counter[str], right: set[str], declared: set[str]) -> str | None:
    """Return the initials that a word was meant to be, None where it is right."""
    if _MISREAD.search(word):
        fixed = _MISREAD.sub("I", word)
        return fixed if fixed in right or fixed in USUAL else None
    if word in declared or word in USUAL or len(word) < 4:
        return None
    sure = declared | _WELL_KNOWN
    near = [r for r in right if _are_near(word, r) and (r in sure or counts[r] > counts[word])]
    return max(near, key=lambda r: (r in sure, counts[r], r)) if near else None


def _are_near(word: str, right: str) -> bool:
    if len(right) < 4 or word[0] != right[0] or word in (f"{right}S", right[:-1]):
        return False
    if is_near(word, right):
        return True
    return (
        len(word) == len(right) >= _LONG
        and sum((Counter(word) - Counter(right)).values()) == 1
        and set(word) <= set(right)
    )


def _publics(said: list[Said]) -> Iterator[Finding]:
    """Yield « BPI, BTP »: a list of publics that names something else."""
    for where in said:
        for match in _LIST.finditer(where.words) if where.holds("bpi", "bpt", "epa") else ():
            pair = (match["first"], match["second"])
            for word, other in (pair, pair[::-1]):
                near = [
                    p
                    for p in PUBLICS
                    if other in PUBLICS and word not in PUBLICS and _is_public(word, p)
                ]
                if near:
                    yield _finding(where, match.start(), word, max(near, key=lambda p: p != other))


def _is_public(word: str, public: str) -> bool:
    return sorted(word) == sorted(public) or (is_near(word, public) and word not in USUAL)


def _declared(contrat: Contrat) -> set[str]:
    """Return the initials in the names of parties and operators."""
    names = [n for p in contrat.parties for n in (p.nom, p.court) if n]
    names += [n for f in contrat.fiches for p in f.porteurs for n in (p.nom, p.court) if n]
    return {
        word
        for name in names
        if not name.isupper() or " " not in name
        for found in _sigles(name)
        for word in [found[0]]
    }


def _finding(where: Said, at: int, word: str, right: str) -> Finding:
    line = where.line(at)
    return SIGLE.at(where.path, line_in_text=line, typed=quote(word), right=quote(right))


# ---------------------------------------------------------------------- people
def check_noms(contrat: Contrat) -> Iterator[Finding]:
    """The people of a contract are each written in one way, in its fields and in its texts."""
    known: dict[str, tuple[Path, Personne]] = {}
    for path, person in personnes(contrat):
        if not person.nom:
            continue
        name = _bare(person.nom or "")
        twins = [n for n, (_, other) in known.items() if _are_one(name, n, person, other)]
        if twins and name not in known:
            right = known[twins[0]][1].nom or ""
            yield NOM_DE_PERSONNE.at(
                (*path, "nom"), typed=quote(person.nom or ""), right=quote(right)
            )
        else:
            known.setdefault(name, (path, person))
    yield from _said_names(
        contrat, {name.split()[-1]: p.nom or "" for name, (_, p) in known.items() if name}
    )


def _said_names(contrat: Contrat, surnames: dict[str, str]) -> Iterator[Finding]:
    long = [name for name in surnames if len(name) > 4]
    for said in prose(contrat) if long else ():
        if said.path[-1] == "nom" or (
            not said.is_text and said.path[-1] not in ("objet", "fonction")
        ):
            continue
        civil = said.holds("m. ", "mme", "mr", "monsieur", "madame", "mm. ")
        found = [*_CAPITALS.finditer(said.words), *(_SURNAME.finditer(said.words) if civil else ())]
        for match in {m.start("name"): m for m in found}.values():
            word = _bare(match["name"])
            near = [name for name in long if word not in surnames and _is_slip(word, name)]
            if near:
                yield NOM_DE_PERSONNE.at(
                    said.path,
                    line_in_text=said.line(match.start()),
                    typed=quote(match["name"]),
                    right=quote(surnames[near[0]]),
                )


def _are_one(name: str, other: str, person: Personne, same: Personne) -> bool:
    """Tell whether two names are one mistyped, for one function or one first name."""
    if name == other or not name or not other:
        return False
    one, two = name.split(), other.split()
    first = one[0] == two[0]
    function = _bare(person.fonction).split()[:1] == _bare(same.fonction).split()[:1]
    if len(one) != len(two) or not (first or function):
        return False
    wrong = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    return len(wrong) == 1 and (_is_slip if function else is_near)(*wrong[0])


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two names are near: a letter, or two of the same letters in another order."""
    if one == other or len(other) < 4 or one[0] != other[0]:
        return False
    if is_near(one, other):
        return True
    return len(other) > 5 and abs(len(one) - len(other)) < 2 and _edits(one, other) <= 2


def _edits(one: str, other: str) -> int:
    """Return how many letters separate two words (Levenshtein)."""
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, 1):
        last, row[0] = row[0], n
        for m, b in enumerate(other, 1):
            last, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, last + (a != b))
    return row[-1]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[\w-]+", unaccented(text).lower()))


CHECKS = (check_sigles, check_noms)
