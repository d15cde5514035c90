"""The budget of an action: who pays what, and what it is spent on.

Amounts are euros. Totals are properties, never typed; a total that a published document states
(`cout_total`, `cout_unitaire`, the amount of a contribution that also gives its parts) can be
declared, so that the checks compare it with what it should be.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from ctai_docs.contract.model.base import Ligne, Modele, Montant, Texte, _plain
from ctai_docs.contract.model.marks import Saisie
from ctai_docs.machine.french import read_amount

ZERO = Decimal(0)


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


class ContributionCollectivite(Modele):
    """What the collectivité brings: in money, in kind (staff, rooms…), or a total without parts."""

    abrege = "montant"

    montant: Montant | None = Field(default=None, title="Montant de la contribution")
    financements_directs: Montant | None = Field(default=None, title="Dont financements directs")
    contributions_nature: Montant | None = Field(
        default=None, title="Dont contributions estimées en nature"
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

    montant: Montant | None = Field(default=None, title="Montant, en euros")
    precision: Ligne | None = Field(
        default=None, title="Précision", description="Imprimée entre parenthèses."
    )


class LignePropre(Modele):
    """A line that the action adds to a table of amounts: an operator's own funds, a spending."""

    libelle: Ligne = Field(title="Libellé")
    montant: Montant | None = Field(default=None, title="Montant, en euros")


class AutresFinanceurs(Modele):
    """The other funders: a line of the form under its key (`programme_147: 15 000`), and own lines.

    The keys are those of the form's edition, hence attributes that the model does not name.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Financement] = Field(init=False)

    propres: tuple[LignePropre, ...] = Field(default=(), title="Lignes propres à l'action")
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
    def total(self) -> Decimal:
        """Sum of all lines, in euros."""
        lines = sum((line.montant or ZERO for line in self.lignes.values()), ZERO)
        return lines + sum((line.montant or ZERO for line in self.propres), ZERO)


class Budget(Modele):
    """The provisional budget of an action. Source: the form, part « Budget prévisionnel ».

    Amounts are `Decimal`, in euros; totals are properties.

    Examples:
        >>> from decimal import Decimal
        >>> ctai_docs.Budget(subvention_p104=Decimal(12000), reliquats=Decimal(500)).total
        Decimal('12500.00')
    """

    subvention_p104: Montant | None = Field(
        default=None, title="Subvention demandée sur l'action 12 du programme 104"
    )
    reserve: Ligne | None = Field(
        default=None, title="Réserve sur la subvention", description="Imprimée entre parenthèses."
    )
    reliquats: Montant | None = Field(
        default=None, title="Reliquats disponibles de l'exécution n-1"
    )
    contribution_collectivite: ContributionCollectivite = Field(
        default_factory=ContributionCollectivite, title="Contribution de la collectivité"
    )
    autres_financeurs: AutresFinanceurs = Field(
        default_factory=AutresFinanceurs, title="Contributions des autres financeurs"
    )
    depenses: tuple[LignePropre, ...] = Field(default=(), title="Dépenses par nature")
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
    commentaires: Texte | None = Field(default=None, title="Commentaires")

    @property
    def p104(self) -> Decimal:
        """State money asked for on action 12 of programme 104, in euros."""
        return self.subvention_p104 or ZERO

    @property
    def financements(self) -> Decimal:
        """Sum of all financing, in euros."""
        return (
            self.p104
            + (self.reliquats or ZERO)
            + self.contribution_collectivite.total
            + self.autres_financeurs.total
        )

    @property
    def total_depenses(self) -> Decimal:
        """Sum of the spending lines, in euros."""
        return sum((line.montant or ZERO for line in self.depenses), ZERO)

    @property
    def total(self) -> Decimal:
        """Total cost of the action, in euros: its financing, else its spending."""
        return self.financements or self.total_depenses

    @property
    def montant_contrat(self) -> Decimal:
        """P104 money and the collectivité's contribution, in euros: what the axes add up."""
        return self.p104 + self.contribution_collectivite.total
