"""Faults of typing: what YAML or the model refuses, with the line that must be named."""

from __future__ import annotations

from random import Random

from tools.score.dossier import Dossier, Spot
from tools.score.faults import edited, fault
from tools.score.page import Page


def _page(d: Dossier, rng: Random) -> Page:
    return d.draw(rng)[0] if rng.random() < 0.7 else d.main


def _line(page: Page, rng: Random, start: str = "") -> int:
    """Return a line of the file, counted from 0, that begins so."""
    lines = page.text.split("\n")
    return rng.choice(
        [n for n, line in enumerate(lines) if line.startswith(start) and ": " in line]
    )


def _change(page: Page, number: int, line: str) -> Spot:
    lines = page.text.split("\n")
    lines[number] = line
    page.raw("\n".join(lines))
    return Spot(page.name, number + 1)


@fault("clé écrite deux fois", "YML-004")
def duplicate(d: Dossier, rng: Random) -> Spot:
    """The second is named."""
    page = _page(d, rng)
    key = rng.choice([key for key in page.data if page.get(key)])
    page.raw(page.text.rstrip("\n") + f"\n{key}: encore\n")
    return Spot(page.name, page.text.count("\n"))


@fault("tabulation en retrait", "YML-008")
def tab(d: Dossier, rng: Random) -> Spot:
    """Where spaces are awaited."""
    page, _ = d.draw(rng)
    number = _line(page, rng, "  subvention_p104")
    return _change(page, number, "\t" + page.text.split("\n")[number].strip())


@fault("deux-points dans un texte sans guillemets", "YML-014")
def colon(d: Dossier, rng: Random) -> Spot:
    """« intitule: Un titre : la suite »."""
    page, fiche = d.draw(rng, lambda f: ":" not in f.intitule and f.intitule[0].isalnum())
    number = _line(page, rng, "intitule:")
    return _change(page, number, f"intitule: {fiche.intitule} : une suite")


@fault("guillemet ouvert et non fermé", "YML-009", "YML-010")
def quote(d: Dossier, rng: Random) -> Spot:
    """The next quotation mark of the file closes it: the report is there, and names the line."""
    page, fiche = d.draw(rng)
    number = _line(page, rng, "axe:")
    return Spot(_change(page, number, f'axe: "{fiche.axe}').file)


@fault("crochet non fermé", "YML-009")
def bracket(d: Dossier, rng: Random) -> Spot:
    """A list on one line."""
    page, _ = d.draw(rng)
    number = _line(page, rng, "thematiques: [")
    return _change(page, number, page.text.split("\n")[number].rstrip().removesuffix("]"))


@fault("retrait faux", "YML-019", "YML-014", "YML-016", "YML-020", "YML-018", "MOD-002", "MOD-004")
def indent(d: Dossier, rng: Random) -> Spot:
    """A line of the budget pushed or pulled by one space."""
    page, _ = d.draw(rng)
    number = _line(page, rng, "  cout_total")
    return _change(page, number, rng.choice([" ", "   "]) + page.text.split("\n")[number].strip())


@fault("espace oubliée après deux-points", "YML-015", "YML-016")
def no_space(d: Dossier, rng: Random) -> Spot:
    """« axe:logement »."""
    page, fiche = d.draw(rng)
    return _change(page, _line(page, rng, "axe:"), f"axe:{fiche.axe}")


@fault("deux-points oubliés", "YML-016", "YML-020", "YML-015")
def no_colon(d: Dossier, rng: Random) -> Spot:
    """« axe logement »."""
    page, fiche = d.draw(rng)
    return _change(page, _line(page, rng, "axe:"), f"axe {fiche.axe}")


@fault("clé mal orthographiée", "MOD-002")
def unknown(d: Dossier, rng: Random) -> Spot:
    """A key that the model does not have."""
    page, _ = d.draw(rng)
    key, wrong = rng.choice(
        [
            ("calendrier", "calendier"),
            ("budget", "budgets"),
            ("territoire", "territoir"),
            ("portage", "portages"),
        ]
    )
    number = next(n for n, line in enumerate(page.text.split("\n")) if line.startswith(f"{key}:"))
    return _change(page, number, page.text.split("\n")[number].replace(key, wrong, 1))


@fault("clé obligatoire oubliée", "MOD-001")
def missing(d: Dossier, rng: Random) -> Spot:
    """No title, no axis; no start of the contract."""
    if rng.random() < 0.3:
        d.main.drop(rng.choice(["debut", "fin"]))
        return Spot(d.main.name)
    page, _ = d.draw(rng)
    page.drop(rng.choice(["intitule", "axe"]))
    return Spot(page.name)


@fault("choix qui n’existe pas", "MOD-005")
def choice(d: Dossier, rng: Random) -> Spot:
    """A type of party, a status of amount."""
    n = rng.randrange(3)
    if rng.random() < 0.5:
        d.main.put(rng.choice(["comune", "ville", "préfecture"]), "parties", n, "type")
    else:
        d.main.put(rng.choice(["definitif", "prévu"]), "exercices", n, "contributions", 0, "statut")
    return edited(d.main)


@fault("clé obligatoire laissée vide", "MOD-003", "MOD-001")
def empty(d: Dossier, rng: Random) -> Spot:
    """« intitule: » and nothing."""
    page, _ = d.draw(rng)
    page.put("", rng.choice(["intitule", "axe"]))
    return edited(page)


@fault("liste à la place d’un texte, texte à la place d’un groupe", "MOD-004", "MOD-006")
def shape(d: Dossier, rng: Random) -> Spot:
    """Another shape than the model's."""
    page, _ = d.draw(rng)
    if rng.random() < 0.5:
        page.put("[Un titre, deux]", "intitule")
    else:
        page.put({"total": "[12, 14]"}, "indicateurs", "beneficiaires")
        return Spot(page.name, page.line("indicateurs", "beneficiaires", "total"))
    return edited(page)


@fault("caractère invisible ou de droite à gauche", "YML-003")
def control(d: Dossier, rng: Random) -> Spot:
    """Pasted from elsewhere: a control, a bidirectional override."""
    page = _page(d, rng)
    number = _line(page, rng)
    line = page.text.split("\n")[number]
    sign = rng.choice(["\x00", "\x0b", "\x1f", "\ufffe", "\x7f"])
    return _change(page, number, f"{line}{sign}")


@fault("signe qui renverse le sens de lecture", "YML-003", "MOD-006")
def override(d: Dossier, rng: Random) -> Spot:
    """U+202E makes « 000 21 » of « 12 000 »."""
    page, _ = d.draw(rng)
    number = _line(page, rng, "intitule:")
    sign = rng.choice(["\u202e", "\u202d", "\u2066", "\u202a"])
    return _change(page, number, f"{page.text.split(chr(10))[number]} {sign}x")


@fault("référence YAML (& ou *)", "YML-007")
def anchor(d: Dossier, rng: Random) -> Spot:
    """Anchors and aliases are refused."""
    page, _ = d.draw(rng)
    number = _line(page, rng, "axe:")
    typed = rng.choice(["&a x", "*a", "!!python/object x", "@x", "`x"])
    return _change(page, number, f"axe: {typed}")


def _contract_line(d: Dossier, line: str) -> Spot:
    """Add a line to the end of the contract."""
    d.main.raw(f"{d.main.text.rstrip(chr(10))}\n{line}\n")
    return Spot(d.main.name, d.main.text.rstrip("\n").count("\n") + 1)


@fault("clé vide", "YML-005")
def no_key(d: Dossier, rng: Random) -> Spot:
    """A colon, and no key before it."""
    return _contract_line(d, rng.choice([": Metz", "[a]: b", "? {a: b}"]))


@fault("deux documents dans un fichier", "YML-006")
def several(d: Dossier, rng: Random) -> Spot:
    """Pasted one after the other."""
    page, _ = d.draw(rng)
    page.raw(f"{page.text.rstrip(chr(10))}\n---\nintitule: Un autre\n")
    return Spot(page.name)


@fault("texte après un crochet fermé", "YML-011")
def after_bracket(d: Dossier, rng: Random) -> Spot:
    """A list, and words."""
    return _contract_line(d, f"communes_associees: [Woippy] et {rng.choice(['Ars', 'Scy'])}")


@fault("barre oblique inverse entre guillemets", "YML-012")
def escape(d: Dossier, rng: Random) -> Spot:
    """A path of Windows."""
    return _contract_line(d, f'public: "C:\\{rng.choice(["Metz", "Dossiers", "Contrats"])}"')


@fault("texte sur la ligne de | ou >", "YML-013")
def after_sign(d: Dossier, rng: Random) -> Spot:
    """The text begins on the next line."""
    return _contract_line(d, f"public: {rng.choice('|>')} Le contrat")


@fault("tiret sur la ligne de la clé", "YML-017")
def dash(d: Dossier, rng: Random) -> Spot:
    """A list begins on the next line."""
    return _contract_line(d, f"communes_associees: - {rng.choice(['Woippy', 'Ars'])}")
