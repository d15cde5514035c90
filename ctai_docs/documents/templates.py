"""The templates, compiled once: the project's own, or a user's copies in their place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from ctai_docs.contract.form import editions, load_edition
from ctai_docs.documents.views.budget import ContexteBudget
from ctai_docs.documents.views.contrat import ContexteContrat
from ctai_docs.documents.views.deliberation import ContexteDeliberation
from ctai_docs.documents.views.fiche import ContexteFiche
from ctai_docs.documents.views.ready import finalize
from ctai_docs.machine.engine.cache import cache_folder, compile_template
from ctai_docs.machine.engine.environment import TemplateEnvironment, make_environment
from ctai_docs.machine.engine.template import Template

AVENANT = "avenant.docx"
CONTRAT = "contract.docx"
BUDGET = "budget_annex.docx"
DELIBERATION = "deliberation.docx"


class Templates:
    """The templates by name. `autres` holds the user's, by the same names."""

    def __init__(self, autres: Mapping[str, bytes] | None = None) -> None:
        self._own = dict(autres or {})
        self._compiled: dict[tuple[str, str], Template] = {}

    def __getitem__(self, nom: str) -> Template:
        """Return the compiled template. Raise `CtaiError` where a user's cannot be compiled."""
        return self.de_couleur(nom, "")

    def de_couleur(self, nom: str, couleur: str) -> Template:
        """Return the compiled template in this accent colour, in its own where there is none."""
        if nom not in self._own:
            return _standard(nom, couleur)
        key = (nom, couleur)
        if key not in self._compiled:
            self._compiled[key] = _compile(self._own[nom], nom, couleur)
        return self._compiled[key]

    def champs(self, nom: str) -> tuple[str, ...] | None:
        """Return the fields of a fiche that a user's template prints, None where it is ours."""
        if nom not in self._own:
            return None
        from ctai_docs.documents.views.champs import printed_fields  # late: ours are known

        return printed_fields(self[nom].placeholders())

    def champs_des_fiches(self, edition: str) -> tuple[str, ...] | None:
        """Return the same for the template of an edition, None where the edition does not exist."""
        known = edition in editions()
        return self.champs(load_edition(edition).gabarit) if known else None

    def sha256(self, nom: str) -> str:
        """Return the SHA-256 of a template's bytes."""
        return sha256(self._own.get(nom) or standard_bytes(nom)).hexdigest()


@cache
def _environment() -> TemplateEnvironment:
    return make_environment(finalize)


@cache
def _standard(nom: str, couleur: str) -> Template:
    return _compile(standard_bytes(nom), nom, couleur)


def _compile(data: bytes, nom: str, couleur: str) -> Template:
    if couleur:
        from ctai_docs.machine.engine.tint import (
            with_accent,  # late: most contracts ask for no colour
        )

        data = with_accent(data, couleur, nom)
    return compile_template(data, _environment(), nom, cache_folder())


@cache
def standard_bytes(nom: str) -> bytes:
    """Return the bytes of one of the project's templates."""
    return (_folder() / nom).read_bytes()


def standard_names() -> list[str]:
    """Return the names of the project's templates."""
    return sorted(f.name for f in _folder().iterdir() if f.name.endswith(".docx"))


def _folder() -> Traversable:
    """Return where the templates are: in the wheel, or at the top of a checkout."""
    package = files("ctai_docs")
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package / ".." / "templates"


def context_type(nom: str) -> type:
    """Return the type of the context of a template of this name."""
    from ctai_docs.documents.views.avenant import (
        ContexteAvenant,  # late: most contracts have no avenant
    )

    fiches = {load_edition(name).gabarit: ContexteFiche for name in editions()}
    others: dict[str, type] = {
        AVENANT: ContexteAvenant,
        BUDGET: ContexteBudget,
        CONTRAT: ContexteContrat,
        DELIBERATION: ContexteDeliberation,
    }
    return (fiches | others)[nom]
