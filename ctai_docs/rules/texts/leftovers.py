"""Leftovers in a text, not meant to be printed: fillers, instructions, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ctai_docs.contract.form import Edition, load_edition
from ctai_docs.contract.model import Texte
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote, unaccented
from ctai_docs.machine.markdown import plain_text
from ctai_docs.rules.texts.known import Known
from ctai_docs.rules.texts.prose import Said, holds
from ctai_docs.rules.walk import parsed

A_COMPLETER = Rule(
    code="TXT-032",
    severity=Severity.ERREUR,
    title="Texte à compléter",
    found="Le texte contient {typed}.",
    rule="Ce qui reste à compléter ne s’imprime pas dans un contrat.",
    remedy="Complétez-le, ou supprimez-le.",
    source="Usage du projet",
    example="fiches[1].commentaires_porteurs: Convention signée le XXX.",
)
PLURIEL = Rule(
    code="TXT-070",
    severity=Severity.AVERTISSEMENT,
    title="Pluriel laissé au choix",
    found="Le texte écrit {typed}.",
    rule="Un acte dit s’il y en a une ou plusieurs ; « (s) » est d’un formulaire.",
    remedy="Écrivez le singulier ou le pluriel.",
    source="Acte de Metz 2026-2028, article 3 : « les deuxièmes (et troisième) année(s) »",
    example="preambule: Le(s) montant(s) des années suivantes sont fixés par avenant.",
)
CONSIGNE = Rule(
    code="TXT-071",
    severity=Severity.ERREUR,
    title="Consigne du formulaire laissée comme réponse",
    found="Le texte contient {typed}, qui est une consigne du formulaire.",
    rule="Une consigne dit comment répondre ; elle ne s’imprime pas comme réponse.",
    remedy="Répondez-y, ou supprimez-la.",
    source="Acte de Metz 2026-2028 : « Si contributions en nature… » y reste dix fois",
    example='fiches[1].budget.commentaires: "Si contributions en nature, précisez lesquelles."',
)
MARQUES = Rule(
    code="TXT-072",
    severity=Severity.AVERTISSEMENT,
    title="Marque de mise en forme qui s’imprimerait",
    found="Le texte contient {typed}, qui s’imprimerait tel quel.",
    rule="Le gras s’écrit entre deux paires d’étoiles, sans espace à l’intérieur, et "
    "seulement dans un texte de plusieurs lignes.",
    remedy="{remedy}",
    source="Markdown (CommonMark)",
    example='preambule: "Le contrat a **deux axes."',
)
PUCES = Rule(
    code="TXT-073",
    severity=Severity.AVERTISSEMENT,
    title="Liste collée d’un autre document",
    found="La ligne commence par le signe {typed}.",
    rule="Une liste s’écrit avec un tiret au début de chaque élément ; ce signe ne fait pas de "
    "liste, et les lignes s’imprimeraient à la suite.",
    remedy="Remplacez-le par « - », après une ligne vide.",
    source="Markdown (CommonMark)",
    example='preambule: "• la langue\\n• le logement"',
)
PHRASE = Rule(
    code="TXT-074",
    severity=Severity.AVERTISSEMENT,
    title="Phrase à la place d’un code",
    found="Ce champ contient {typed}.",
    rule="Un programme, une action, un code d’activité, un numéro d’acte sont des codes.",
    remedy="Écrivez le code seul, ou déplacez la phrase dans un texte.",
    source="Usage du projet",
    example="versement.imputation.activite: La dépense est imputée sur le programme 104.",
)

_TO_DO = (
    r"(?:compl[ée]ter|pr[ée]ciser|renseigner|remplir|confirmer|valider|v[ée]rifier|d[ée]terminer)"
)
_COUNTED = (
    r"(?:€|euros|personnes|bénéficiaires|participant|apprenant|stagiaires|jeunes|femmes|hommes|ménages"
    r"|familles|places|groupes|sessions|séances|ateliers|heures|jours|mois|ans\b|logements|actions"
    r"|fiches|axes|structures|partenaires)"
)
_FILLERS = re.compile(
    # a name for what is not known yet
    r"(?<!\w)(?:[xX]{3,}|XX(?!\s*(?:e|è|ème|siècle)\b)|TODO|TBD|TBC|FIXME|[Ll]orem ipsum|\?{3,})"
    r"(?!\w)"
    rf"|(?<![\w.])X (?={_COUNTED})"
    r"|(?<!\w)xx (?=[a-zé€%])"
    # between marks
    rf"|\((?:[àÀaA] {_TO_DO}(?: [^()\n]{{0,40}})?)\)"
    r"|\[(?!…\]|\.\.\.\]|sic\])[^\[\]\n]{1,60}\](?![(\[:])"
    r"|==[^=\n]{1,200}==|(?<![\w_])_{3,}(?![\w_])|\.{5,}|(?:…\s?){2,}"
    r"|\{\{[^{}\n]{1,60}\}\}|\{[a-zàâéèêîôû_ ]{3,40}\}|<<[^<>\n]{1,60}>>"
    r"|<(?=[^<>:@\n/]* )[A-Za-zÀ-ÿ][^<>:@\n/=]{1,60}>"
    # said so
    rf"|^(?:[^\w\n]|_)*[àÀ] {_TO_DO}(?=\s*(?::|[^\w\n]*$))"
    rf"|:\s*[àÀ] {_TO_DO}(?=[^\w\n]*$| (?:par|avec|avant|ultérieurement|plus tard)\b)",
    re.MULTILINE,
)
_HINTS = (
    *("[", "<", "{", "==", "___", ".....", "… …", "……", "xx", "???", " x ", "todo", "tbd", "tbc"),
    *("fixme", "lorem", "à compl", "à préc", "à rens", "à rempl", "à conf", "à vali", "à vérif"),
    *("à déter", "a compl", "a préc", "a prec", "a rens"),
)
"""Signs of something left to fill in: a text without any is not searched further."""

_OPTIONAL = re.compile(r"(?<!\w)\w+\((?:s|x|es|nt|ent|aux|ne|le)\)(?!\w)", re.IGNORECASE)
_BULLET = re.compile(
    r"^[ \t]*(?P<sign>[•●▪■◦‣⁃∙·✓✔➢➤►❖\uf0b7\uf0a7]|o(?=\s{2,}|\t))[ \t]*(?=\S)", re.MULTILINE
)
_SIGNS = re.compile("[•●▪■◦‣⁃∙·✓✔➢➤►❖–—\\uf0b7\\uf0a7]|\\no[ \\t]|^o[ \\t]")
_DASH = re.compile(r"^[ \t]*(?P<sign>[–—])[ \t]+(?=\S)", re.MULTILINE)
_STARS = re.compile(
    r"\*\*|~~|(?<![\w_])__(?=[^\W_])|(?<=[^\W_])__(?![\w_])|(?<![\w*])\*(?=[A-Za-zÀ-ÿ])(?![^*\n]*\*)"
)
_CODES = {"programme", "action", "sous_action", "activite", "numero", "code_actes", "nature_actes"}
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST_LABEL = 120
_HEAD = 5
_ORDERS = (
    *("précis", "indiqu", "décri", "coch", "insér", "ajoutez", "rensei", "joign", "compter 10"),
    *(
        "recruté",
        "considér",
        "cette partie",
        "modèle",
        "expri",
        "indépend",
        "plusieurs rép",
        "durable c",
    ),
)
"""Signs of an instruction of a form: a text without any is not searched further."""


def fillers(path: Path, value: object, text: str) -> Iterator[Finding]:
    """Yield what is left to fill in: « XXX », « [à confirmer] », « ____ », « À compléter : »."""
    for found in _left(text):
        line = text.count("\n", 0, found.start()) if type(value) is Texte else None
        yield A_COMPLETER.at(
            path, line_in_text=line, typed=quote(_shown(found[0], text, found.end()))
        )


@lru_cache(maxsize=4096)  # as texts are parsed: once, however often they are checked
def _left(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_FILLERS.finditer(text)) if holds(f" {text.lower()}", _HINTS) else ()


def _shown(found: str, text: str, end: int) -> str:
    """Return a filler, with the word it stands for where it is one letter."""
    word = re.match(r"\w+|€", text[end:]) if found.strip() in ("X", "xx") else None
    return f"{found}{word[0]}".strip() if word else found.strip(" :")


def read_plurals(_: Known, said: Said) -> Iterator[Finding]:
    """Yield « année(s) », « s'élève(nt) »."""
    for found in _OPTIONAL.finditer(said.words):
        yield PLURIEL.at(said.path, line_in_text=said.line(found.start()), typed=quote(found[0]))


def read_marks(_: Known, said: Said) -> Iterator[Finding]:
    """Yield the stars that close nothing, and those of a line."""
    typed = said.text
    shown = _plain(typed) if said.is_text else typed
    if found := _STARS.search(shown):
        start = typed.find(shown[found.start() : found.start() + 20].split("\n")[0])
        yield MARQUES.at(
            said.path,
            line_in_text=said.line(max(start, 0)),
            typed=quote(shown[found.start() : found.start() + 30].split("\n")[0]),
            remedy=_CLOSE if said.is_text else "Retirez ces signes.",
        )


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    return plain_text(parsed(text).blocks)


_CLOSE = "Fermez le gras là où il finit, ou retirez les étoiles."


def read_bullets(_: Known, said: Said) -> Iterator[Finding]:
    """Yield the bullets of another tool."""
    if not said.is_text or not _SIGNS.search(said.text):
        return
    found = list(_BULLET.finditer(said.text))
    dashes = list(_DASH.finditer(said.text))
    for match in (*found, *(dashes if len(dashes) > 1 else ()))[:1]:
        line = said.line(match.start("sign"))
        yield PUCES.at(said.path, line_in_text=line, typed=quote(match["sign"]))
    if not found and said.text.count("•") > 1:
        yield PUCES.at(said.path, line_in_text=said.line(said.text.index("•")), typed=quote("•"))


def read_instructions(known: Known, said: Said) -> Iterator[Finding]:
    """Yield the instructions and the labels of the form that stand as an answer."""
    if said.fiche is None or known.edition is None:
        return
    sentences, labels, heads = instructions(known.edition)
    is_short = len(said.text) < _LONGEST_LABEL and said.lower[:_HEAD] in heads
    whole = _bare(said.text) if is_short else ""
    may_be = labels if said.path[-1] not in _LABELLED else _bare_headings()
    if whole and whole in may_be:
        typed = quote(said.text.strip())
        yield CONSIGNE.at(said.path, line_in_text=said.line(0), typed=typed)
        return
    for start, sentence in _sentences(said.text) if said.holds(*_ORDERS) else ():
        if _bare(sentence) in sentences or _start(sentence) in sentences:
            line = said.line(start)
            yield CONSIGNE.at(said.path, line_in_text=line, typed=quote(sentence.strip()))


_LABELLED = {"libelle", "intitule", "nom", "precision"}
"""Fields that may well repeat a label of the form."""
_FIRST = 6
"""The first words by which the sentence of an instruction is recognised."""


@cache
def instructions(edition: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the sentences of a form's instructions, with their beginnings, and its headings.

    And the first letters of the headings, by which most answers are known to be none.
    """
    form: Edition = load_edition(edition)
    rows = [
        *form.beneficiaires,
        *form.acteurs,
        *form.budget,
        *(r for b in form.blocs for r in b.lignes),
    ]
    texts = [*form.consignes.values(), *form.instructions, *(row.note for row in rows)]
    sentences = {_bare(s) for text in texts for _, s in _sentences(text) if len(_bare(s)) > 12}
    starts = {_start(s) for text in texts for _, s in _sentences(text) if _start(s)}
    labels = [text for text in (*form.rubriques.values(), *texts, *_HEADINGS) if text]
    headings = frozenset(map(_bare, labels)) - {""}
    return frozenset(sentences | starts), headings, frozenset(t.lower()[:_HEAD] for t in labels)


@cache
def _bare_headings() -> frozenset[str]:
    return frozenset(map(_bare, _HEADINGS))


_HEADINGS = ("Intitulé indicateur", "Valeur-cible", "Valeurs-cibles", "Objectif Valeurs-cibles")


def _start(sentence: str) -> str:
    """Return the first words of a sentence, or nothing where it has few."""
    words = _bare(sentence).split()
    return " ".join(["…", *words[:_FIRST]]) if len(words) > _FIRST else ""


@lru_cache(maxsize=2048)
def _sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Return the sentences of a text with their places."""
    found = re.finditer(r"[^.;:\n?!|]+", text)
    return tuple((match.start(), match[0]) for match in found if len(match[0]) > 12)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", unaccented(text).lower()))


def codes(path: Path, value: object) -> Iterator[Finding]:
    """Yield the sentences typed where a code is expected."""
    if type(value) is str and path[-1] in _CODES and len(_WORD.findall(value)) > 2:
        yield PHRASE.at(path, typed=quote(value))
