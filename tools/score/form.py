"""Faults in filling in the form: boxes, blocks, parts left empty, keys that it does not have."""

from __future__ import annotations

from random import Random

from ctai_docs.contract.form import load_edition
from ctai_docs.contract.model import FicheAction
from ctai_docs.rules.form.blocs import WITHOUT_TABLE
from tools.score.dossier import Dossier, Spot
from tools.score.faults import at, edited, fault, within

FORM = load_edition("2026")
BLOCS = ("indicateurs", "blocs")


def _blocks(fiche: FicheAction) -> list[str]:
    """Return the filled blocks that one ticked thematic alone calls for."""
    ticked = set(fiche.thematiques)
    return [
        block.cle
        for block in FORM.blocs
        if block.cle in fiche.indicateurs.blocs and len(ticked & set(block.thematiques)) == 1
    ]


def _is_called(fiche: FicheAction) -> bool:
    """Tell whether a call is to choose the operator."""
    return any(case.cle in ("aap", "ami") for case in fiche.selection)


def _thematic(fiche: FicheAction, block: str) -> int:
    calling = next(b.thematiques for b in FORM.blocs if b.cle == block)
    return next(n for n, key in enumerate(fiche.thematiques) if key in calling)


@fault("thématique cochée sans son bloc", "FOR-012")
def block_left_out(d: Dossier, rng: Random) -> Spot:
    """The block of a ticked thematic is not filled in; those without a table may be left empty."""
    page, fiche = d.draw(rng, lambda f: len(_blocks(f)) > 1)
    block = rng.choice([key for key in _blocks(fiche) if key not in WITHOUT_TABLE])
    page.drop(*BLOCS, block)
    return at(page, "thematiques", _thematic(fiche, block))


@fault("une thématique de plus, sans son bloc", "FOR-012")
def thematic_added(d: Dossier, rng: Random) -> Spot:
    """A box ticked too fast."""
    key = rng.choice(["sante", "francais", "emploi"])
    page, fiche = d.draw(
        rng,
        lambda f: (
            key not in f.thematiques
            and key not in f.indicateurs.blocs
            and not {"francais_professionnel"} & set(f.thematiques)
        ),
    )
    page.append(key, "thematiques")
    return at(page, "thematiques", len(fiche.thematiques))


@fault("bloc rempli d’une thématique qui n’est pas cochée", "FOR-013")
def block_unticked(d: Dossier, rng: Random) -> Spot:
    """The thematic of a filled block is no longer ticked."""
    page, fiche = d.draw(rng, lambda f: len(f.thematiques) > 1 and _blocks(f))
    block = rng.choice(_blocks(fiche))
    page.drop("thematiques", _thematic(fiche, block))
    return at(page, *BLOCS, block)


@fault("bloc d’une autre fiche, collé", "FOR-013")
def block_pasted(d: Dossier, rng: Random) -> Spot:
    """A block that the fiche has nothing to do with."""
    page, _ = d.draw(rng, lambda f: "sante" not in f.thematiques and f.indicateurs.blocs)
    page.put({"consultations": "60"}, *BLOCS, "sante")
    return at(page, *BLOCS, "sante")


@fault("partie indispensable vide", "FOR-001", "MOD-003")
def essential(d: Dossier, rng: Random) -> Spot:
    """No description, or no thematic."""
    key = rng.choice(["description", "thematiques"])
    page, _ = d.draw(rng)
    if rng.random() < 0.5:
        page.drop(key)
        return within(page)
    page.put("", key)
    return edited(page)


@fault("partie du formulaire vide", "FOR-002")
def part(d: Dossier, rng: Random) -> Spot:
    """No territory, no carrier, no partner: neither boxes nor comments."""
    key = rng.choice(["territoire", "portage", "partenaires"])
    page, _ = d.draw(rng, lambda f: getattr(f, key) and f.porteurs)
    page.drop(key)
    if page.get(f"commentaires_{key}"):
        page.drop(f"commentaires_{key}")
    return within(page)


@fault("calendrier oublié", "FOR-002")
def calendar(d: Dossier, rng: Random) -> Spot:
    """Neither text nor dates."""
    page, _ = d.draw(rng)
    for key in ("calendrier", "debut", "fin"):
        if page.get(key):
            page.drop(key)
    return within(page)


@fault("« Autre (précisez) » sans la précision", "FOR-008")
def no_precision(d: Dossier, rng: Random) -> Spot:
    """The box is ticked, and nothing said."""
    name = rng.choice(["portage", "selection", "partenaires"])
    page, fiche = d.draw(rng, lambda f: not any(c.cle == "autre" for c in getattr(f, name)))
    page.append("autre", name)
    return at(page, name, len(getattr(fiche, name)))


@fault("précision effacée d’une case « Autre »", "FOR-008")
def precision_removed(d: Dossier, rng: Random) -> Spot:
    """What the box said is gone."""
    name = rng.choice(["portage", "selection", "partenaires"])
    page, fiche = d.draw(rng, lambda f: any(c.cle == "autre" for c in getattr(f, name)))
    n = next(n for n, c in enumerate(getattr(fiche, name)) if c.cle == "autre")
    page.put("{cle: autre}", name, n)
    return at(page, name, n)


@fault("précision sans la case", "FOR-010", "REF-011")
def precision_alone(d: Dossier, rng: Random) -> Spot:
    """A precision on a box that has none, or without its box."""
    page, fiche = d.draw(rng)
    box = rng.choice(["{cpam: agence de Metz}", "{precision: Mission locale}", "{ofii: Metz}"])
    page.append(box, "partenaires")
    return at(page, "partenaires", len(fiche.partenaires))


@fault("précision d’un financeur sans montant", "FOR-011")
def funder_precision(d: Dossier, rng: Random) -> Spot:
    """A private funder is named, and gives nothing."""
    page, _ = d.draw(rng, lambda f: "prives" not in f.budget.autres_financeurs.lignes)
    page.put({"precision": "Fondation de Metz"}, "budget", "autres_financeurs", "prives")
    return at(page, "budget", "autres_financeurs", "prives", "precision")


@fault("aucune valeur-cible", "FOR-006")
def no_target(d: Dossier, rng: Random) -> Spot:
    """The indicators are removed."""
    page, _ = d.draw(rng)
    page.drop("indicateurs")
    return within(page)


@fault("porteur encore « à définir » à la signature", "FOR-003")
def operator_at_signature(d: Dossier, rng: Random) -> Spot:
    """Signed, and nobody to do it."""
    d.main.put("20 décembre 2025", "date_signature")
    page, _ = d.draw(rng, lambda f: not _is_called(f))
    page.drop("porteurs")
    return within(page)


@fault("porteur écrit « à définir » à la signature", "FOR-003")
def operator_typed_at_signature(d: Dossier, rng: Random) -> Spot:
    """The words of the form, typed as a name."""
    d.main.put("20 décembre 2025", "date_signature")
    page, _ = d.draw(rng, lambda f: f.porteurs and not _is_called(f))
    said = rng.choice(["à définir", "À désigner", "opérateur à sélectionner"])
    page.put(f"[{said}]", "porteurs")
    return at(page, "porteurs", 0)


@fault("porteur à définir", "FOR-004")
def operator(d: Dossier, rng: Random) -> Spot:
    """Not signed yet: an information."""
    page, _ = d.draw(rng)
    page.drop("porteurs")
    return within(page)


@fault("indicateur sans valeur ni description", "FOR-007")
def no_value(d: Dossier, rng: Random) -> Spot:
    """A row left for later."""
    page, fiche = d.draw(rng, lambda f: f.indicateurs.propres)
    page.append({"libelle": "Nombre de réunions"}, "indicateurs", "propres")
    return at(page, "indicateurs", "propres", len(fiche.indicateurs.propres))


@fault("axe sans fiche", "FOR-014")
def empty_axis(d: Dossier, rng: Random) -> Spot:
    """An axis announced, with no action."""
    title = rng.choice(["Santé et bien-être", "Mobilités"])
    d.main.append({"cle": "cinq", "intitule": title}, "axes")
    return at(d.main, "axes", len(d.contrat.axes))


@fault("champ que l’édition n’imprime pas", "FOR-016")
def unprinted(d: Dossier, rng: Random) -> Spot:
    """A field of the earlier form."""
    page, _ = d.draw(rng)
    page.put("Jeunes de 16 à 25 ans", "public_cible")
    return edited(page)


@fault("clé de thématique inconnue", "REF-010")
def thematic(d: Dossier, rng: Random) -> Spot:
    """A misspelt thematic."""
    page, fiche = d.draw(rng, lambda f: f.thematiques)
    n = rng.randrange(len(fiche.thematiques))
    page.put(fiche.thematiques[n][:-1] + "z", "thematiques", n)
    return at(page, "thematiques", n)


@fault("clé de case inconnue", "REF-011")
def box(d: Dossier, rng: Random) -> Spot:
    """A misspelt box."""
    page, fiche = d.draw(rng)
    page.append(rng.choice(["caff", "agirr", "franse_travail"]), "partenaires")
    return at(page, "partenaires", len(fiche.partenaires))


@fault("ligne de budget inconnue", "REF-012")
def line(d: Dossier, rng: Random) -> Spot:
    """A programme that the form does not have."""
    page, _ = d.draw(rng)
    key = rng.choice(["programme_174", "fondations", "europe"])
    page.put("1 000", "budget", "autres_financeurs", key)
    return at(page, "budget", "autres_financeurs", key)


@fault("ligne d’indicateur inconnue", "REF-013")
def row(d: Dossier, rng: Random) -> Spot:
    """A row that the table does not have."""
    page, _ = d.draw(rng, lambda f: f.indicateurs.beneficiaires["total"])
    key = rng.choice(["homme", "moins_26", "familles"])
    page.put("12", "indicateurs", "beneficiaires", key)
    return at(page, "indicateurs", "beneficiaires", key)


@fault("bloc d’indicateurs inconnu", "REF-014")
def block(d: Dossier, rng: Random) -> Spot:
    """A block that the form does not have."""
    page, _ = d.draw(rng, lambda f: f.indicateurs.blocs)
    page.put({"heures": "12"}, *BLOCS, "emplois")
    return at(page, *BLOCS, "emplois")


@fault("case cochée deux fois", "REF-015")
def twice(d: Dossier, rng: Random) -> Spot:
    """The same box again."""
    name = rng.choice(["thematiques", "portage"])
    page, fiche = d.draw(rng, lambda f: getattr(f, name))
    first = fiche.thematiques[0] if name == "thematiques" else fiche.portage[0].cle
    page.append("{autre: Régie}" if first == "autre" else str(first), name)
    return at(page, name, len(getattr(fiche, name)))


@fault("outils dans un bloc qui n’en a pas", "REF-016")
def tools(d: Dossier, rng: Random) -> Spot:
    """A part of a block that another block has."""
    page, _ = d.draw(rng, lambda f: "culture" in f.indicateurs.blocs)
    page.append({"nom": "Livret d'accueil"}, *BLOCS, "culture", "outils")
    return at(page, *BLOCS, "culture", "outils")


@fault("portage par un CCAS qui n’est pas partie", "FOR-005")
def no_ccas(d: Dossier, rng: Random) -> Spot:
    """The box is ticked, and the CCAS does not sign."""
    d.main.put(rng.choice(["autre", "departement"]), "parties", 2, "type")
    page, fiche = d.draw(rng, lambda f: not any(c.cle == "ccas" for c in f.portage))
    page.append("ccas", "portage")
    return at(page, "portage", len(fiche.portage))


@fault("précision demandée, le cas échéant, et absente", "FOR-009")
def no_optional_precision(d: Dossier, rng: Random) -> Spot:
    """Which other collectivité?"""
    key = "autre_collectivite"
    page, fiche = d.draw(rng, lambda f: not any(c.cle == key for c in f.partenaires))
    page.append(key, "partenaires")
    return at(page, "partenaires", len(fiche.partenaires))


@fault("couleur trop claire", "PRE-001")
def pale(d: Dossier, rng: Random) -> Spot:
    """A yellow, a light blue, a grey."""
    d.main.put(f'"{rng.choice(["F2A900", "7FB2E5", "999999"])}"', "presentation", "couleur")
    return at(d.main, "presentation", "couleur")
