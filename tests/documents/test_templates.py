"""Templates against the types of their contexts, both ways; and which fields no document shows."""

from __future__ import annotations

from typing import get_args

import pytest

from ctai_docs.contract.model import Contrat, Modele
from ctai_docs.documents.linting import BESIDE
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.templates import Templates, context_type, standard_names
from ctai_docs.documents.views.ready import PRINTED
from ctai_docs.machine.engine.lint import lint, unshown
from tests.documents import packs
from tests.documents.marking import marked
from tests.documents.reading import Docx, normal
from tests.rules.examples import base

WHOLE = {
    "avenant.docx": {"contrat", "avenant"},
    "budget_annex.docx": {"contrat"},
    "contract.docx": {"contrat"},
    "deliberation.docx": {"contrat", "deliberation", "president", "secretaire"},
    "fiche_action.docx": {"contrat", "exercice", "fiche", "fiche.budget", "fiche.porteurs[]"},
}
"""Objects of the model that a context holds whole, for the templates of users: ours print their
fields through the view. `test_every_field_of_the_model_is_seen_or_named` sees that they do."""

CONTEXTS = {
    kind: [name for name in standard_names() if context_type(name) is kind]
    for kind in {context_type(name) for name in standard_names()}
}
"""The templates that print each context."""

UNUSED = {
    "document": {"titre", "titre_court", "date", "mentions"},
    "annexe.axes[]": {"numero", "financements"},
    "annexes[]": {"cle", "ancre"},
    "sommaire[]": {"cout", "subvention_p104"},
    "temoins[]": {"partie", "titres"},
    "formulaire.blocs[].case": {"libelle", "precision"},
    "formulaire.blocs[].nature": {"colonnes"},
    "formulaire.thematiques": {"toutes", "colonnes"},
    "formulaire.partenaires": {"toutes", "colonnes"},
    "formulaire.portage": {"colonnes", "rangees"},
    "formulaire.selection": {"colonnes", "rangees"},
}
"""Fields of the views that our templates leave out, by the object that has them: properties of the
file, parts of something else that is printed, ways to lay out the same boxes."""


@pytest.mark.parametrize("name", standard_names())
def test_every_placeholder_of_a_template_exists(name):
    """In the type of its context, and printed as its type asks."""
    template = Templates()[name]
    kind = context_type(name)
    known = unshown(template, kind)
    found = lint(template, kind, unused_ok=known, printed=PRINTED, beside=BESIDE)
    assert [str(finding) for finding in found] == []
    assert len(template.placeholders()) > 10


@pytest.mark.parametrize("kind", sorted(CONTEXTS, key=lambda t: t.__name__))
def test_every_field_of_a_context_is_shown_or_declared_unused(kind):
    """A field that a view computes for nobody is named here, or goes: editions share a context."""
    names = CONTEXTS[kind]
    whole = WHOLE[names[0]]
    forgotten = []
    for path in set.intersection(*(set(unshown(Templates()[name], kind)) for name in names)):
        owner, _, field = path.rpartition(".")
        if path not in whole and owner not in whole and field not in UNUSED.get(owner, ()):
            forgotten.append(path)
    assert forgotten == []


NOT_SHOWN = {
    ("Annexe", "fichier"): "a file that goes beside the documents",
    ("AutresFinanceurs", "montant"): "declared to be checked; the sum is printed",
    ("Axe", "montant"): "declared to be checked; the sum is printed",
    ("Budget", "cout_total"): "declared to be checked; the sum is printed",
    ("Contrat", "total_contributions"): "declared to be checked; the sum is printed",
    ("Contribution", "en_lettres"): "declared to be checked; the words are computed",
    ("Budget", "reserve"): "of the edition of 2022",
    ("FicheAction", "public_cible"): "of the edition of 2022",
    ("FicheAction", "sous_theme"): "of the edition of 2022",
    ("Indicateurs", "liste"): "of the edition of 2022",
    ("Porteur", "presentation"): "of the edition of 2022",
    ("Habilitation", "code_actes"): "sent with the act to the prefecture",
    ("Partie", "logo"): "a picture, on the cover",
}
"""The fields that no document of the edition of 2026 shows as they are typed, and why."""

NOT_REACHED = {
    "Controles": "what the dossier asks of the checks",
    "Silence": "what the dossier asks of the checks",
    "Rubrique": "of the edition of 2022",
    "Presence": "of a deliberation once it is voted",
    "Vote": "of a deliberation once it is voted",
    "Secretaire": "of a deliberation once it is voted",
}
"""The types of which the marked contract has none with a text."""


@pytest.fixture(scope="module")
def marks():
    """The marks of a full contract, and all that its documents say."""
    full = Contrat.model_validate(base())
    act = packs.contrat().deliberations[0].model_copy(update={"partie": "ville"})
    contrat, marker = marked(full.model_copy(update={"deliberations": (act,)}))
    files = packs.render_all(Rendu(contrat))
    words = [
        text
        for name, data in files.items()
        if name.endswith(".docx")
        for _, text in Docx(data).stories()
    ]
    return marker, normal(" ".join(words))


def test_every_field_of_the_model_is_seen_or_named(marks):
    """A contract in which every field bears a mark: a field that no reader sees is named above."""
    marker, words = marks
    seen = {owner for mark, owner in marker.marks.items() if normal(mark) in words}
    unseen = set(marker.marks.values()) - seen
    assert unseen - set(NOT_SHOWN) == set()
    assert {field for field in NOT_SHOWN if field in seen} == set()
    assert len(seen) > 80


def test_every_type_of_the_model_is_in_the_marked_contract(marks):
    """Else its fields would not be looked for."""
    marker, _ = marks
    reached = {kind.__name__ for kind in marker.types}
    assert below(Contrat) - reached <= set(NOT_REACHED)


def below(kind, known=None):
    """Return the names of the types that a type is made of."""
    known = set() if known is None else known
    if kind.__name__ not in known:
        known.add(kind.__name__)
        for field in kind.model_fields.values():
            for inner in _types(field.annotation):
                below(inner, known)
    return known


def _types(annotation):
    if isinstance(annotation, type) and issubclass(annotation, Modele):
        yield annotation
    for inner in get_args(annotation):
        yield from _types(inner)
