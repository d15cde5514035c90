"""What can be wrong with a template or its rendering, in words for whoever edits it in Word.

Each finding names the part and quotes the paragraph; Jinja gives only a line, which `Source`
turns into a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from traceback import walk_tb
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from lxml import etree

from ctai_docs.machine.characters import UNWRITABLE
from ctai_docs.machine.engine.filters import LimitError
from ctai_docs.machine.engine.source import Place, Source, plain_text
from ctai_docs.machine.findings import Finding, Rule, Severity

QUOTED = 80


def _rule(code: str, title: str, found: str, rule: str, remedy: str) -> Rule:
    return Rule(code, Severity.ERREUR, title, found, rule, remedy, "Langage des modèles, docxtpl")


SYNTAX = _rule(
    "TPL-010",
    "Balise illisible",
    "La balise de « {paragraph} » ne se lit pas : {why}.",
    "Une balise s’écrit {{{{ nom }}}} ou {{% … %}}, et tout « if » ou « for » a sa fin.",
    "Corrigez-la dans Word, ou retapez-la d’un seul trait.",
)
REFUSED = _rule(
    "TPL-011",
    "Construction refusée",
    "« {paragraph} » emploie {what}.",
    "Un modèle lit les données, choisit et répète ; rien d’autre.",
    "Retirez cette construction du modèle.",
)
UNDEFINED = _rule(
    "TPL-020",
    "Donnée inconnue",
    "« {paragraph} » demande « {name} », que les données n’ont pas.",
    "Chaque balise du modèle correspond à une donnée.",
    "Vérifiez le nom écrit dans la balise.",
)
FAILED = _rule(
    "TPL-021",
    "Balise impossible à remplir",
    "« {paragraph} » n’a pas pu être rempli : {why}.",
    "Une balise imprime une donnée telle qu’elle est.",
    "Simplifiez la balise, ou vérifiez la donnée qu’elle demande.",
)
FORBIDDEN = _rule(
    "TPL-022",
    "Geste interdit",
    "« {paragraph} » tente un geste interdit : {why}.",
    "Un modèle lit les données, choisit et répète ; rien d’autre.",
    "Retirez cette balise du modèle.",
)
LIMIT = _rule(
    "TPL-023",
    "Modèle démesuré",
    "« {paragraph} » dépasse une limite : {why}.",
    "Aucun document n’en demande autant.",
    "Vérifiez les boucles et les répétitions du modèle.",
)
MALFORMED = _rule(
    "TPL-024",
    "Document mal formé",
    "Le document rempli n’est plus du XML vers « {paragraph} » ({why}).",
    "Un « if » ou un « for » qui entoure des paragraphes, des lignes ou des cellules s’écrit "
    "{{%p, {{%tr ou {{%tc, et finit dans le même bloc.",
    "Vérifiez où commencent et finissent les blocs voisins.",
)
CHARACTER = _rule(
    "TPL-025",
    "Caractère interdit",
    "Un texte contient le caractère {character}, vers « {paragraph} ».",
    "Word ne peut pas enregistrer ce caractère.",
    "Supprimez-le du texte saisi.",
)

_UNDEFINED = (
    re.compile(r"^'(?P<name>[^']+)' is undefined"),
    re.compile(r"has no (?:attribute|element) '?(?P<name>[^']+)'?$"),
)
_FRENCH = (
    (r"Encountered unknown tag '(\w+)'.*", r"« \1 » n’est pas une commande"),
    (r"Unexpected end of template.*closed is '(\w+)'.*", r"« \1 » n’est jamais fermé"),
    (r"unexpected end of template.*", "la balise n’est jamais fermée"),
    (r"unexpected '(.+)'", r"« \1 » n’est pas attendu ici"),
    (r"expected token 'end of .+', got '(.+)'", r"« \1 » n’est pas attendu ici"),
    (r"expected token '(.+)', got 'end of .+'", r"il manque « \1 » avant la fin de la balise"),
    (r"expected token '(.+)', got '(.+)'", r"« \2 » n’est pas attendu ici (plutôt « \1 »)"),
    (r"unexpected char (.+) at .*", r"le caractère \1 n’est pas attendu ici"),
    (r"Missing end of comment tag", "« {# » n’est jamais fermé par « #} »"),
    (r"Missing end of raw directive", "« raw » n’est jamais fermé"),
)
"""What Jinja says, as a whole, and the French for it."""


_NUMBER_AND_TEXT = "un nombre et un texte ne s’additionnent pas : collez-les avec « ~ »"
_FAILURES = (
    (r"can only concatenate str \(not .*", _NUMBER_AND_TEXT),
    (r"unsupported operand type\(s\) for \+: .*'str'.*", _NUMBER_AND_TEXT),
    (r"unsupported operand type\(s\) for (\S+): .*", r"« \1 » ne s’applique pas à ces données"),
    (r"'(\S+)' not supported between instances .*", r"« \1 » ne compare pas ces données"),
    (r"can't multiply sequence by .*", "« * » ne s’applique pas à un texte"),
    (r"'\w+' object is not iterable", "cette donnée n’est pas une liste"),
    (r"'\w+' object is not (?:subscriptable|a mapping)", "cette donnée n’a pas d’éléments"),
    (r"'\w+' object is not callable", "cette donnée n’est pas une fonction"),
    (r"object of type '\w+' has no len\(\)", "cette donnée n’a pas de longueur"),
    (r"division by zero|.*DivisionByZero.*|.*DivisionUndefined.*", "division par zéro"),
)


def _failure(error: Exception) -> str:
    """Return why a tag could not be filled, in French; what Python alone could say is its kind."""
    if isinstance(error, RecursionError):
        return "récursion sans fin"
    message = str(error)
    for english, french in _FAILURES:
        if re.fullmatch(english, message, flags=re.DOTALL):
            return re.sub(english, french, message, flags=re.DOTALL)
    return message or type(error).__name__


def at_compile(source: Source, template: str, error: Exception) -> Finding:
    """Return the finding for what Jinja could not read."""
    if not isinstance(error, jinja2.TemplateSyntaxError):
        return _finding(SYNTAX, source, template, None, why="trop d’imbrications")
    message = error.message or ""
    unclosed = source.unclosed() if message.startswith("Unexpected end of template") else None
    if message == "Missing end of comment tag":
        unclosed = _comment(source)
    place = unclosed or source.place(_line_in(source, error))
    return _finding(SYNTAX, source, template, place, why=_in_french(message))


def _comment(source: Source) -> Place:
    """Return the place of a comment that is never closed, which is the last one."""
    start = source.text.rfind("{#")
    first, last = source.text.rfind("<w:p", 0, start), source.text.find("</w:p>", start)
    return Place("{#", plain_text(source.text[first:last]), False)


def refused(source: Source, template: str, what: str, line: int) -> Finding:
    """Return the finding for a construct outside the language of templates."""
    return _finding(REFUSED, source, template, source.place(line), what=what)


def at_render(source: Source, template: str, error: Exception, jinja: jinja2.Template) -> Finding:
    """Return the finding for what stopped a render of the numbered source."""
    place = source.place(max(_lines(error, jinja), default=0))
    if isinstance(error, LimitError):
        return _finding(LIMIT, source, template, place, why=str(error))
    if isinstance(error, SecurityError):
        return _finding(FORBIDDEN, source, template, place, why=_security(error))
    if isinstance(error, jinja2.UndefinedError):
        return _finding(UNDEFINED, source, template, place, name=_missing(error))
    return _finding(FAILED, source, template, place, why=_failure(error))


def malformed(source: Source, template: str, xml: str, why: str) -> Finding:
    """Return the finding for a rendering that is not XML."""
    character = UNWRITABLE.search(xml)
    if character:
        near = xml[xml.rfind("<w:p", 0, character.start()) : character.start()]
        place = Place("", plain_text(near), False)
        code = f"U+{ord(character[0]):04X}"
        return _finding(CHARACTER, source, template, place, character=code)
    return _finding(MALFORMED, source, template, _near_fault(xml), why=why.partition(", line")[0])


def quoted(text: str) -> str:
    """Return a paragraph's text as findings quote it."""
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"


def _finding(
    rule: Rule, source: Source, template: str, place: Place | None, **values: str
) -> Finding:
    words: dict[str, Any] = {"paragraph": quoted(place.paragraph if place else source.inside)}
    return rule.in_file(source.where(template), **words | values)


def _line_in(source: Source, error: jinja2.TemplateSyntaxError) -> int:
    """Return the line of the error in the numbered source; the last tag's, where it is the end."""
    return min(error.lineno, len(source.places) + 1)


def _lines(error: Exception, jinja: jinja2.Template) -> Iterator[int]:
    """Yield the lines of the template that the error came through."""
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_globals.get("__jinja_template__") is jinja:
            yield jinja.get_corresponding_lineno(line)


def _in_french(message: str) -> str:
    """Return Jinja's message in French, or as it is."""
    for english, french in _FRENCH:
        if found := re.fullmatch(english, message, flags=re.DOTALL):
            return found.expand(french)
    return message.rstrip(".")


def _security(error: Exception) -> str:
    """Return what the sandbox refused, in French."""
    message = str(error)
    private = re.match(r"access to attribute '(\w+)'", message)
    if private:
        return f"« {private[1]} » est privé"
    called = re.match(r"(.*) is not safely callable", message)
    return f"{called[1]} ne s’appelle pas" if called else message


def _missing(error: jinja2.UndefinedError) -> str:
    """Return the name that the data lack."""
    message = error.message or ""
    names = (pattern.search(message) for pattern in _UNDEFINED)
    return next((match["name"] for match in names if match), message)


def _near_fault(xml: str) -> Place | None:
    """Return the paragraph where the XML stops being well-formed."""
    lines = re.sub(r"[\r\n]", " ", xml).replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")
    try:
        etree.fromstring(lines.encode(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        until = lines.split("\n")[: error.position[0]]
        texts = (plain_text(line) for line in reversed(until))
        text = next(filter(None, texts), "")
        return Place("", text, False) if text else None
    return None
