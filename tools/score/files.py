"""Faults of files: names that the dossier does not read, encodings, pictures."""

from __future__ import annotations

from random import Random

from tools.score.dossier import Dossier, Spot
from tools.score.faults import fault
from tools.score.page import Page

FICHE = "intitule: Un jardin\naxe: logement\n"


def _file(d: Dossier, name: str, text: str) -> Spot:
    """Add a file, which may hold no YAML, and return its place."""
    page = Page(name, "")
    page.raw(text)
    d.pages[name] = page
    return Spot(name)


@fault("fichier du nom d’aucune clé", "DOS-004")
def unknown_file(d: Dossier, rng: Random) -> Spot:
    """A key of a fiche, a note."""
    return _file(d, rng.choice(["budget.yaml", "notes.yaml", "axe.yaml"]), "a: b\n")


@fault("clé du contrat écrite dans deux fichiers", "DOS-005")
def twice(d: Dossier, rng: Random) -> Spot:
    """In contrat.yaml, and in a file of its own."""
    name, text = rng.choice([("territoire", "Metz\n"), ("axes", "- {cle: a, intitule: A}\n")])
    return _file(d, f"{name}.yaml", text)


@fault("fichier YAML enregistré en .txt", "DOS-010")
def hidden_ending(d: Dossier, rng: Random) -> Spot:
    """As Notepad does."""
    name = rng.choice(["fiches/13-jardin", "fiches/jardin", "axes"])
    return _file(d, f"{name}.yaml.txt", FICHE)


@fault("copie d’une fiche sous un nom sans clé", "DOS-012")
def copy(d: Dossier, rng: Random) -> Spot:
    """As the file manager names it."""
    name = rng.choice(["13-jardin - Copie", "13-jardin (1)", "Copie de 13-jardin"])
    return _file(d, f"fiches/{name}.yaml", FICHE)


@fault("sous-dossier qui n’est pas lu", "DOS-013")
def unknown_folder(d: Dossier, rng: Random) -> Spot:
    """A plural forgotten."""
    name = rng.choice(["fiche", "deliberation", "brouillons"])
    return Spot(f"{_file(d, f'{name}/13-jardin.yaml', FICHE).file.split('/')[0]}/")


@fault("logo qui n’est pas une image", "IMG-001")
def no_picture(d: Dossier, rng: Random) -> Spot:
    """A PDF, a picture cut short."""
    d.main.put("logos/logo.png", "parties", 0, "logo")
    return _file(d, "logos/logo.png", rng.choice(["%PDF-1.7\n", "ceci est un texte"]))


@fault("logo de plus de 5 Mo", "IMG-002")
def heavy_picture(d: Dossier, _: Random) -> Spot:
    """A scan."""
    d.main.put("logos/logo.png", "parties", 0, "logo")
    return _file(d, "logos/logo.png", "x" * 5_000_001)


@fault("fichier démesuré", "YML-001")
def huge(d: Dossier, rng: Random) -> Spot:
    """Too heavy, or too deep."""
    text = rng.choice(["# rien\n" * 800_000, f"public: {'[' * 60}{']' * 60}\n"])
    return _file(d, "fiches/13-jardin.yaml", text)


@fault("fichier enregistré en Windows-1252", "YML-002")
def windows(d: Dossier, rng: Random) -> Spot:
    """An accent is one byte, which is no UTF-8."""
    page, _ = d.draw(rng)
    page.raw(page.text.replace("é", "\udce9"))  # the byte E9, as the bench writes it
    return Spot(page.name)
