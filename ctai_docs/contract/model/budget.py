"""The budget of an action: who pays what, and what it is spent on.

Amounts are euros. Totals are properties, never typed; a total that a published document states
(`cout_total`, `cout_unitaire`, the amount of a contribution that also gives its parts) can be
declared, so that the checks compare it with what it should be.

What pays stands in `Budget.apports`, under the keys of the form's lines; the form says in which
order and with which words (`Edition.sources`). A line that the form adds needs no field here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticKnownError

from ctai_docs.contract.form import Sorte, editions, load_edition
from ctai_docs.contract.form.budget import OWN_LINES
from ctai_docs.contract.model.base import Ligne, Modele, Montant, Texte, _plain
from ctai_docs.contract.model.marks import Saisie
from ctai_docs.machine.french import read_amount

ZERO = Decimal(0)
APPORT = "apport"
"""Marks the fields of a budget that pay for the action."""
_STRANGER = object()
"""Replaces the value under a key that no form has, so that the key is refused, not the value."""


def _amount_or_phrase(value: object) -> object:
    if not isinstance(value, (str, int, Decimal)) or isinstance(value, bool):
        raise ValueError("Écrivez un montant, ou une phrase qui dit pourquoi il n'y en a pas.")
    if isinstance(value, str) and not value.strip().lstrip("-−– ")[:1].isdigit():
        return value.strip()
    return read_amount(value)


MontantOuPhrase = Annotated[
    Decimal | Ligne,
    Saisie.MONTANT_OU_PHRASE,
    BeforeValidator(_amount_or_phrase),
    PlainSerializer(lambda value: _plain(value) if isinstance(value, Decimal) else value),
    WithJsonSchema({"type": ["string", "number"]}),
]


def _of_the_form(value: object) -> object:
    if value is _STRANGER:
        raise PydanticKnownError("extra_forbidden")
    return value


class ContributionCollectivite(Modele):
    """What the collectivité brings: in money, in kind (staff, rooms…), or a total without parts."""

    abrege = "montant"

    montant: Montant | None = Field(
        default=None,
        title="Montant de la contribution",
        description="Le total, en euros ; facultatif quand les deux parts le donnent.",
    )
    financements_directs: Montant | None = Field(
        default=None,
        title="Dont financements directs",
        description="En euros : subvention, salaires payés par la collectivité.",
    )
    contributions_nature: Montant | None = Field(
        default=None,
        title="Dont contributions estimées en nature",
        description="En euros : agents, locaux ou matériel mis à disposition.",
    )

    @property
    def parts(self) -> Decimal:
        """Sum of the two « dont » lines, in euros."""
        return (self.financements_directs or ZERO) + (self.contributions_nature or ZERO)

    @property
    def total(self) -> Decimal:
        """The contribution in euros: as declared, else the sum of its parts."""
        return self.parts if self.montant is None else self.montant


class Financement(Modele):
    """The amount of one line of the form, with the precision that the line may ask for."""

    abrege = "montant"

    montant: Montant | None = Field(
        default=None, title="Montant, en euros", description="Ce que ce financeur apporte."
    )
    precision: Ligne | None = Field(
        default=None, title="Précision", description="Imprimée entre parenthèses."
    )


class LignePropre(Modele):
    """A line that the action adds to a table of amounts: an operator's own funds, a spending."""

    libelle: Ligne = Field(title="Libellé", description="Imprimé tel quel, avant le montant.")
    montant: Montant | None = Field(
        default=None, title="Montant, en euros", description="Absent : « sans objet »."
    )


class AutresFinanceurs(Modele):
    """The other funders: a line of the form under its key (`programme_147: 15 000`), and own lines.

    The keys are those of the form's edition, hence attributes that the model does not name.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Financement] = Field(init=False)

    propres: tuple[LignePropre, ...] = Field(
        default=(),
        title="Lignes propres à l'action",
        description="Les financeurs que le formulaire ne nomme pas : un libellé, un montant.",
    )
    montant: Montant | None = Field(
        default=None,
        title="Total déclaré",
        description="Facultatif : calculé s'il manque, vérifié s'il est donné.",
    )

    @property
    def lignes(self) -> dict[str, Financement]:
        """The lines of the form that are filled in, by key."""
        return self.__pydantic_extra__

    @property
    def apports(self) -> dict[str, Decimal]:
        """What each line brings, in euros, by its key; the action's own lines as one."""
        amounts = {key: line.montant or ZERO for key, line in self.lignes.items()}
        return amounts | {OWN_LINES: sum((p.montant or ZERO for p in self.propres), ZERO)}

    @property
    def total(self) -> Decimal:
        """Sum of all lines, in euros."""
        return sum(self.apports.values(), ZERO)


class Budget(Modele):
    """The provisional budget of an action. Source: the form, part « Budget prévisionnel ».

    Amounts are `Decimal`, in euros; totals are properties. A line that the form has and no field
    holds is a key of its own, as among the other funders.

    Examples:
        >>> from decimal import Decimal
        >>> ctai_docs.Budget(subvention_p104=Decimal(12000), reliquats=Decimal(500)).cout
        Decimal('12500.00')
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Annotated[Financement, BeforeValidator(_of_the_form)]] = Field(
        init=False
    )

    subvention_p104: Annotated[Montant | None, APPORT] = Field(
        default=None,
        title="Subvention demandée sur l'action 12 du programme 104",
        description="En euros : ce que la fiche demande à l'État.",
    )
    reserve: Ligne | None = Field(
        default=None, title="Réserve sur la subvention", description="Imprimée entre parenthèses."
    )
    reliquats: Annotated[Montant | None, APPORT] = Field(
        default=None,
        title="Reliquats disponibles de l'exécution n-1",
        description="En euros : l'argent de l'année précédente, quand le contrat est renouvelé.",
    )
    contribution_collectivite: Annotated[ContributionCollectivite, APPORT] = Field(
        default_factory=ContributionCollectivite,
        title="Contribution de la collectivité",
        description="Un montant seul, ou ses deux parts.",
    )
    autres_financeurs: Annotated[AutresFinanceurs, APPORT] = Field(
        default_factory=AutresFinanceurs,
        title="Contributions des autres financeurs",
        description="Un montant sous la clé de chaque ligne du formulaire : fami, programme_147…",
    )
    depenses: tuple[LignePropre, ...] = Field(
        default=(),
        title="Dépenses par nature",
        description="À quoi l'argent est employé : un libellé, un montant.",
    )
    cout_total: Montant | None = Field(
        default=None,
        title="Coût total déclaré",
        description="Facultatif : calculé s'il manque, vérifié s'il est donné.",
    )
    cout_unitaire: MontantOuPhrase | None = Field(
        default=None,
        title="Coût unitaire moyen par bénéficiaire",
        description="Un montant, ou la raison de son absence.",
    )
    commentaires: Texte | None = Field(
        default=None, title="Commentaires", description="Imprimés sous le tableau de financement."
    )

    @model_validator(mode="before")
    @classmethod
    def _refuse_strangers(cls, value: object) -> object:
        """Make pydantic refuse the keys that no form has, rather than the values under them."""
        if not isinstance(value, dict):
            return value
        return {k: v if cls.takes(str(k)) else _STRANGER for k, v in value.items()}

    @classmethod
    def takes(cls, key: str) -> bool:
        """Tell whether a key may stand in a budget: that of a field, or of a line of a form."""
        return key in cls.model_fields or key in cls.open_keys()

    @classmethod
    def open_keys(cls) -> tuple[str, ...]:
        """Return the keys of the lines of all forms that no field holds."""
        lines = (line for name in editions() for line in load_edition(name).budget)
        keys = dict.fromkeys(line.cle for line in lines if "." not in line.cle)
        return tuple(key for key in keys if key not in cls.model_fields)

    @property
    def lignes(self) -> dict[str, Financement]:
        """The lines that no field holds, by key: `fonds_concours`, `autres_financeurs.fami`."""
        others = self.autres_financeurs.lignes.items()
        return self.__pydantic_extra__ | {f"autres_financeurs.{k}": line for k, line in others}

    @property
    def apports(self) -> dict[str, Decimal]:
        """What each source brings, in euros, by the key of its line; nothing is 0."""
        amounts: dict[str, Decimal] = {}
        for name in paying_fields():
            match getattr(self, name):
                case AutresFinanceurs() as group:
                    amounts |= {f"{name}.{key}": a for key, a in group.apports.items()}
                case ContributionCollectivite() as given:
                    amounts[name] = given.total
                case amount:
                    amounts[name] = amount or ZERO
        extra = self.__pydantic_extra__.items()
        return amounts | {key: line.montant or ZERO for key, line in extra}

    @property
    def financements(self) -> Decimal:
        """Sum of all financing, in euros."""
        return sum(self.apports.values(), ZERO)

    @property
    def total_depenses(self) -> Decimal:
        """Sum of the spending lines, in euros."""
        return sum((line.montant or ZERO for line in self.depenses), ZERO)

    @property
    def cout(self) -> Decimal:
        """The cost of the action, in euros: its financing, else its spending.

        Decided here alone: each document, total and rule that needs a cost reads it. The declared
        one (`cout_total`) is compared with it, and printed nowhere.
        """
        return self.financements or self.total_depenses

    @property
    def couts(self) -> tuple[Decimal, ...]:
        """The costs that a ratio may start from: the declared one, if any, and the computed one."""
        return tuple(cost for cost in dict.fromkeys((self.cout_total, self.cout)) if cost)

    def ligne(self, key: str, sorte: Sorte = Sorte.SOURCE) -> tuple[Decimal | str | None, str]:
        """Return the value of a line of the form, an amount or a phrase, and its precision."""
        if sorte is Sorte.TOTAL:
            return self.cout or None, ""
        value: Any = self
        for step in key.split("."):
            value = _held(value, step)
        match value:
            case Financement():
                return value.montant, value.precision or ""
            case ContributionCollectivite() | AutresFinanceurs():
                return value.total or None, ""
        return value, ""


@cache
def paying_fields() -> tuple[str, ...]:
    """Return the fields of a budget that pay for the action."""
    found = Budget.model_fields.items()
    return tuple(name for name, field in found if APPORT in field.metadata)


def total_apport(key: str, budgets: Iterable[Budget]) -> Decimal:
    """Return what one source brings to several budgets, in euros."""
    return sum((budget.apports.get(key, ZERO) for budget in budgets), ZERO)


def _held(value: Modele | None, name: str) -> object:
    """Return the value under a field, or under a key of the form; None where there is none."""
    if value is None or name in type(value).model_fields:
        return getattr(value, name, None)
    extra: Mapping[str, object] = value.__pydantic_extra__ or {}
    return extra.get(name)
