"""The operator of another fiche named as this one's, left from a copied fiche."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ctai_docs.contract.model import Case, Contrat, FicheAction
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import unaccented
from ctai_docs.rules.texts.prose import holds, prose
from ctai_docs.rules.walk import fiches

AUTRE_OPERATEUR = Rule(
    code="TXT-051",
    severity=Severity.AVERTISSEMENT,
    title="Opérateur d’une autre fiche",
    found="Il est question de {name}, qui porte la fiche « {title} » et non celle-ci.",
    rule="Le portage et la sélection nomment l’opérateur de l’action ; "
    "ceux d’une autre fiche y restent parfois après une copie.",
    remedy="Corrigez ce nom, ou ajoutez cet opérateur aux porteurs.",
    source="Acte de Metz 2026-2028 : cinq fiches sur douze en portaient la trace",
    example="fiches[1].portage[2]: {autre: Habitat Solidaire}",
)

_ANNOUNCED = re.compile(
    r"(?:(?:action|projet|dispositif|atelier|cours)s?\s+(?:(?:est|sont|sera|seront)\s+)?"
    r"(?:portée?s?|menée?s?\s+à\s+bien|mise?s?\s+en\s+œuvre|assurée?s?|pilotée?s?)\s+par"
    r"|(?:porteurs?|opérateurs?|portage|structure\s+porteuse|association\s+porteuse|maître\s+d['’]ouvrage)"
    r"(?:\s+(?:de\s+l['’]action|du\s+projet|retenue?|désignée?|choisie?))?\s*(?::|\best\b|–))"
    r"\s+(?P<name>[^.;\n]{2,80})",
    re.IGNORECASE,
)
_SAYS = ("port", "opérateur", "maître", "pilot", "mis", "assur", "mené")
_INITIALS = re.compile(r"\b[A-Z]{4,}\b")
_ARTICLE = re.compile(r"^(?:(?:l|le|la|les|un|une) )+")


def check_operateurs(contrat: Contrat) -> Iterator[Finding]:
    """Yield the boxes and sentences that name the operator of another fiche as this one's."""
    names = _operators(contrat)
    told = _announced(contrat)
    for path, fiche in fiches(contrat):
        own = [_bare(name) for p in fiche.porteurs for name in (p.nom, p.court) if name]
        if not own:
            continue
        for where, line, said in (*_boxes(path, fiche), *told.get(path, ())):
            if any(_holds(said, name) for name in own):
                continue
            strangers = [n for n in names if _names(said, n) and not _is_of(n, own)]
            if strangers:
                name, title = names[max(strangers, key=len)]
                yield AUTRE_OPERATEUR.at(where, line_in_text=line, name=name, title=title)


def _operators(contrat: Contrat) -> dict[str, tuple[str, str]]:
    """Return the operators that are no party: bare name, name, and the title of their fiche.

    The initials in a name, after a `=`, call it where they are said alone: « CASSIS ».
    """
    parties = [_bare(name) for p in contrat.parties for name in (p.nom, p.court) if name]
    found: dict[str, tuple[str, str]] = {}
    for fiche in contrat.fiches:
        for porteur in fiche.porteurs:
            for name in filter(None, (porteur.nom, porteur.court)):
                bare = _bare(name)
                for said in (bare, *(f"={_bare(word)}" for word in _INITIALS.findall(name))):
                    if len(said) > 2 and not any(_holds(p, said.lstrip("=")) for p in parties):
                        found.setdefault(said, (name, fiche.intitule))
    return found


Told = tuple[Path, int | None, str]
"""Where an operator is named, the line of a text, and the bare words."""


def _boxes(path: Path, fiche: FicheAction) -> Iterator[Told]:
    """Yield the precisions of the boxes of a fiche that speak of its operator."""
    for name in ("portage", "selection"):
        boxes: tuple[Case, ...] = getattr(fiche, name)
        for index, case in enumerate(boxes):
            if said := case.precision or case.libelle:
                yield (*path, name, index), None, _bare(said)


def _announced(contrat: Contrat) -> dict[Path, list[Told]]:
    """Return the plain announcements of each fiche, by its path."""
    found: dict[Path, list[Told]] = {}
    for said in prose(contrat):
        for match in _announcements(said.words) if said.fiche and said.is_text else ():
            told = (said.path, said.line(match.start()), _bare(match["name"]))
            found.setdefault(said.path[:2], []).append(told)
    return found


@lru_cache(maxsize=2048)
def _announcements(words: str) -> tuple[re.Match[str], ...]:
    return tuple(_ANNOUNCED.finditer(words)) if holds(words.lower(), _SAYS) else ()


def _is_of(name: str, own: list[str]) -> bool:
    """Tell whether a name is part of one of the fiche's own operators, or holds it."""
    name = name.lstrip("=")
    return any(_holds(mine, name) or _holds(name, mine) for mine in own)


def _names(said: str, name: str) -> bool:
    """Tell whether a text holds a name, or is the whole of its initials."""
    return f"={said}" == name if name[0] == "=" else _holds(said, name)


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def _bare(name: str) -> str:
    """Return the words of a name, without marks, case and its leading article."""
    return _ARTICLE.sub("", " ".join(re.findall(r"\w+", unaccented(name).lower())))


CHECKS = (check_operateurs,)
