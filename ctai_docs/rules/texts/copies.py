"""Copies: passages that two fiches share, one said twice, an answer that repeats another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ctai_docs.contract.facts import articles_rediges
from ctai_docs.contract.model import Contrat, FicheAction
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote, unaccented
from ctai_docs.machine.markdown import Block, Item, ListBlock, Paragraph, Table, plain_text
from ctai_docs.rules.texts.prose import prose
from ctai_docs.rules.walk import edition_of, fiches, parsed

COPIE = Rule(
    code="TXT-050",
    severity=Severity.AVERTISSEMENT,
    title="Paragraphe qui figure dans deux fiches",
    found="Le passage {typed} se lit aussi, {how}, dans la fiche {other}.",
    rule="Un passage recopié d’une autre fiche décrit souvent une autre action.",
    remedy="Vérifiez qu’il est bien à sa place, ou réécrivez-le.",
    source="Usage du projet",
    example="fiches[2].commentaires_porteurs: Les personnes qui arrivent à Valmont trouvent peu "
    "de cours compatibles avec un emploi de nuit ou des horaires hachés.",
)
DEUX_FOIS = Rule(
    code="TXT-052",
    severity=Severity.AVERTISSEMENT,
    title="Passage qui figure deux fois dans une fiche",
    found="Le passage {typed} se lit déjà dans cette fiche, sous « {where} ».",
    rule="Une fiche ne dit pas deux fois la même chose.",
    remedy="Supprimez l’un des deux.",
    source="Acte de Metz 2026-2028 : un tableau publié deux fois",
    example="fiches[1].commentaires_porteurs: Les personnes qui arrivent à Valmont trouvent peu "
    "de cours compatibles avec un emploi de nuit ou des horaires hachés.",
)
AUTRE_RUBRIQUE = Rule(
    code="TXT-053",
    severity=Severity.AVERTISSEMENT,
    title="Réponse qui répète celle d’une autre rubrique",
    found="Cette réponse, {typed}, répète {where}.",
    rule="Chaque rubrique d’une fiche répond à une autre question.",
    remedy="Répondez à cette rubrique, ou videz celle des deux qui est de trop.",
    source="Usage du projet",
    example="fiches[1].commentaires_porteurs: Toute la commune, et surtout le quartier des Forges.",
)

SHORTEST = 12
"""The least words of a passage: shorter ones are alike by chance."""
NEAR = 0.9
"""The least likeness of two paragraphs that are copies."""
LONGEST = 600
"""The most words compared: two paragraphs equal up to there are copies."""
ALIKE_BY_NATURE = ("territoire", "calendrier")
"""Fields that fiches of one contract may well share."""
MAIN = ("public_cible", "description", "commentaires_porteurs", "commentaires_partenaires")
"""Fields that answer different questions, and should not repeat each other."""

_SHINGLE = 3
_STEP = 2
_CROWD = 8
"""The most paragraphs kept for each run of words: an upper bound of the comparisons."""
_SENTENCE = re.compile(r"[.!?;:](?=\s)|\n")
_COUNTED = re.compile(r"(?:dont|nombre|part|taux|pourcentage|duree|cout|montant)\b")
_FEW = 3
"""The least words of an answer: shorter ones are alike by chance."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Passage:
    """A paragraph of a fiche, or a sentence of one: where it is, and its bare words."""

    fiche: int
    path: Path
    line: int
    text: str
    words: Words
    sentences: tuple[tuple[str, Words], ...] = ()


def check_copies(contrat: Contrat) -> Iterator[Finding]:
    """Yield the paragraphs that the dossier has already, and the sentences pasted within others."""
    first: dict[Words, _Passage] = {}
    index: dict[Words, list[_Passage]] = defaultdict(list)
    for passage in _passages(contrat):
        same = first.setdefault(passage.words, passage)
        if same is not passage:
            yield _copy(contrat, passage, same, "mot pour mot")
            continue
        shingles = _shingles(passage.words)
        if near := _nearest(passage, shingles, index):
            yield _copy(contrat, passage, near, "presque mot pour mot")
        else:
            yield from _pasted(contrat, passage, first)
        for shingle in shingles[::_STEP]:
            if len(crowd := index[shingle]) < _CROWD:
                crowd.append(passage)


@lru_cache(maxsize=4096)
def _shingles(words: Words) -> list[Words]:
    return list(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def _pasted(contrat: Contrat, passage: _Passage, first: dict[Words, _Passage]) -> Iterator[Finding]:
    """Yield the sentences of a paragraph met before in the dossier; keep the others."""
    for text, words in passage.sentences:
        part = replace(passage, text=text, words=words, sentences=())
        same = first.setdefault(words, part)
        if same is not part:
            yield _copy(contrat, part, same, "mot pour mot")


def _nearest(
    passage: _Passage, shingles: list[Words], index: dict[Words, list[_Passage]]
) -> _Passage | None:
    """Return a paragraph of another fiche that is nearly this one."""
    shared = Counter(other for shingle in shingles if shingle in index for other in index[shingle])
    for other, count in shared.most_common(3):
        enough = count * 3 * _STEP >= len(shingles) and other.fiche != passage.fiche
        if enough and _are_near(passage.words, other.words):
            return other
    return None


def _are_near(one: Words, other: Words) -> bool:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one[:LONGEST], other[:LONGEST], autojunk=False)
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _passages(contrat: Contrat) -> Iterator[_Passage]:
    """Yield the paragraphs of all fiches that are long enough."""
    headings = _headings(contrat)
    for where, value in _texts(contrat):
        if where[-1] in ALIKE_BY_NATURE or value.count(" ") < SHORTEST // 2:
            continue
        for line, text, words, sentences in _long(value):
            if _is_heading(words, headings) or (where[-1] == "liste" and _COUNTED.match(words[0])):
                continue
            yield _Passage(int(where[1]), where, line, text, words, sentences)


@lru_cache(maxsize=2048)
def _long(text: str) -> tuple[tuple[int, str, Words, tuple[tuple[str, Words], ...]], ...]:
    """Return the paragraphs of a text that are long enough: line, text, words, sentences."""
    found = []
    for line, paragraph in _paragraphs(parsed(text).blocks):
        words = _bare(paragraph) if paragraph.count(" ") > SHORTEST // 2 else ()
        if len(words) >= SHORTEST:
            found.append((line, paragraph, words, _sentences(paragraph, words)))
    return tuple(found)


def _texts(contrat: Contrat) -> Iterator[tuple[Path, str]]:
    """Yield the texts of the fiches."""
    for said in prose(contrat):
        if said.is_text and said.fiche is not None:
            yield said.path, said.text


def _sentences(text: str, whole: Words) -> tuple[tuple[str, Words], ...]:
    """Return the sentences of a paragraph that are long enough, unless it is one."""
    if len(whole) < SHORTEST + 2:
        return ()
    parts = [part.strip() for part in _SENTENCE.split(text) if part.count(" ") >= SHORTEST - 2]
    found = [(part, _bare(part)) for part in parts] if parts != [text] else []
    return tuple((part, words) for part, words in found if SHORTEST <= len(words) < len(whole))


def _headings(contrat: Contrat) -> dict[Words, None]:
    """Return the titles of the contract and the labels of the form: fiches share them by nature."""
    titles = [axe.intitule for axe in contrat.axes] + [f.intitule for f in contrat.fiches]
    titles += [article.titre for article in articles_rediges(contrat)]
    if form := edition_of(contrat):
        rows = (
            *form.beneficiaires,
            *form.acteurs,
            *(r for bloc in form.blocs for r in bloc.lignes),
        )
        titles += [row.libelle for row in rows]
    return {words: None for title in titles if len(words := _bare(title)) >= SHORTEST - _FEW}


def _is_heading(words: Words, headings: dict[Words, None]) -> bool:
    """Tell whether a passage is a title, with little before it: « Axe n° 2 : … »."""
    return any(words[n:] in headings for n in range(_FEW + 1))


@lru_cache(maxsize=4096)
def _bare(text: str) -> Words:
    return tuple(re.findall(r"\w+", unaccented(text).lower()))


def _paragraphs(blocks: Iterable[Block | Item]) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each paragraph, cells of tables included."""
    for block in blocks:
        match block:
            case Paragraph(line=line):
                yield line, plain_text([block])
            case ListBlock(items=items):
                yield from _paragraphs(items)
            case Item(inner):
                yield from _paragraphs(inner)
            case Table(rows=rows, line=line):
                for number, row in enumerate(rows, line + 2):
                    for cell in row:
                        yield number, plain_text([Paragraph(cell.spans)])


def _copy(contrat: Contrat, passage: _Passage, other: _Passage, how: str) -> Finding:
    typed = quote(passage.text)
    if passage.fiche == other.fiche:
        where = _title(other.path)
        return DEUX_FOIS.at(passage.path, line_in_text=passage.line, typed=typed, where=where)
    return COPIE.at(
        passage.path,
        line_in_text=passage.line,
        typed=typed,
        how=how,
        other=f"« {contrat.fiches[other.fiche].intitule} »",
    )


def _title(path: Path) -> str:
    """Return what the form calls a field of a fiche."""
    name = next((step for step in path[2:] if isinstance(step, str)), "")
    return FicheAction.model_fields[name].title or name


# ---------------------------------------------------------------------- one field for another
def check_rubriques(contrat: Contrat) -> Iterator[Finding]:
    """Yield the answers of a fiche that repeat another one, or the list of partners."""
    seen: dict[tuple[object, Words], Path] = {}
    for where, value in _texts(contrat):
        words = _bare(value) if len(value) < 8 * SHORTEST else ()
        other = seen.setdefault((where[1], words), where) if len(words) >= _FEW else where
        is_main = other != where and {other[-1], where[-1]} & set(MAIN)
        if is_main and len(words) < SHORTEST:
            yield _field(where, value, f"celle de « {_title(other)} »")
    for path, fiche in fiches(contrat):
        if fiche.public_cible and _names_partners(fiche.public_cible, fiche):
            yield _field((*path, "public_cible"), fiche.public_cible, "la liste des partenaires")


def _field(path: Path, value: str, where: str) -> Finding:
    return AUTRE_RUBRIQUE.at(path, typed=quote(value.strip()), where=where)


def _names_partners(text: str, fiche: FicheAction) -> bool:
    """Tell whether a text is a list of partners: most of what it enumerates is among them."""
    said = [_bare(item) for item in re.split(r"[,;/\n•]|\bet\b", text) if _bare(item)]
    named = " , ".join(filter(None, (c.libelle or c.precision for c in fiche.partenaires)))
    partners = {
        _bare(item)
        for item in re.split(r"[,;/\n]|\bet\b", f"{named}, {fiche.commentaires_partenaires or ''}")
    }
    return len(said) > 1 and sum(item in partners for item in said) * 5 >= len(said) * 4


CHECKS = (check_copies, check_rubriques)
