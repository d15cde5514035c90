"""`Contrat`: the whole contract, from which every document is made.

Numbers (articles, axes, fiches, annexes) and totals are computed here and nowhere else; texts refer
to things by key. Rules across fields are checks, in `ctai_docs.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from ctai_docs.contract.form import SourceFinancement, editions, load_edition
from ctai_docs.contract.model.base import Cle, CleCitee, Jour, Ligne, Modele, Montant, OuiNon, Texte
from ctai_docs.contract.model.budget import ZERO, Budget, total_apport
from ctai_docs.contract.model.deliberation import Deliberation
from ctai_docs.contract.model.fiche import FicheAction
from ctai_docs.contract.model.marks import Renvoi
from ctai_docs.contract.model.parties import Beneficiaire, Habilitation, Partie, Personne
from ctai_docs.contract.model.presentation import Presentation
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.french import du, enumerate_fr, write_years


class StatutMontant(StrEnum):
    """How firm an amount is."""

    FERME = "ferme"
    MAXIMAL = "maximal"
    PREVISIONNEL = "previsionnel"
    PREVISIONNEL_MAXIMAL = "previsionnel_maximal"
    NON_CHIFFRE = "non_chiffre"


class Numerotation(StrEnum):
    """How fiches are numbered: 1, 2, 3… through the contract, 1.1, 2.1… by axis, or 1.1.1…

    The last counts the sub-themes of an axis, in the order in which they come.
    """

    CONTINUE = "continue"
    PAR_AXE = "par_axe"
    PAR_SOUS_THEME = "par_sous_theme"


class Contribution(Modele):
    """What one party pays for one budget year.

    Examples:
        >>> from decimal import Decimal
        >>> ctai_docs.Contribution(payeur="etat", montant=Decimal(170000)).montant
        Decimal('170000.00')
    """

    payeur: Annotated[CleCitee, Renvoi("parties")] = Field(
        title="Payeur", description="La clé d'une partie."
    )
    montant: Montant | None = Field(
        default=None, title="Montant, en euros", description="Absent : fixé plus tard, par avenant."
    )
    statut: StatutMontant = Field(
        default=StatutMontant.PREVISIONNEL,
        title="Statut du montant",
        description="ferme, maximal, previsionnel, previsionnel_maximal, non_chiffre.",
    )
    en_lettres: Ligne | None = Field(
        default=None,
        title="Montant en lettres",
        description="Facultatif : écrit par l'outil, vérifié s'il est donné.",
    )


class Exercice(Modele):
    """A budget year of the contract. It need not be a calendar year.

    Examples:
        >>> ctai_docs.Exercice.model_validate({"cle": "2026"}).fin
        datetime.date(2026, 12, 31)
    """

    cle: Cle = Field(title="Clé", description="2026")
    debut: Jour = Field(
        title="Début", description="Le premier jour ; inutile pour une année civile."
    )
    fin: Jour = Field(title="Fin", description="Le dernier jour ; inutile pour une année civile.")
    contributions: tuple[Contribution, ...] = Field(
        default=(),
        title="Contributions",
        description="Ce que chaque payeur apporte cette année-là.",
    )

    @model_validator(mode="before")
    @classmethod
    def _calendar_year(cls, value: object) -> object:
        """Read `cle: 2026` alone as the calendar year."""
        if (
            isinstance(value, dict)
            and str(value.get("cle", "")).isdigit()
            and len(str(value["cle"])) == 4
        ):
            year = str(value["cle"])
            return {"debut": f"{year}-01-01", "fin": f"{year}-12-31"} | value | {"cle": year}
        return value

    @property
    def est_civil(self) -> bool:
        """Whether the budget year is the calendar year of its key."""
        return (self.cle, self.debut.month, self.debut.day) == (str(self.debut.year), 1, 1) and (
            self.fin == self.debut.replace(month=12, day=31)
        )

    def contribution(self, payeur: str) -> Contribution | None:
        """Return what the party of this key pays, if it is said."""
        return next((c for c in self.contributions if c.payeur == payeur), None)


class Imputation(Modele):
    """Where the State's money comes from in its budget."""

    programme: Ligne = Field(
        default="104", title="Programme", description="Le numéro du programme du budget de l'État."
    )
    action: Ligne | None = Field(
        default="12", title="Action", description="Le numéro de l'action dans le programme."
    )
    sous_action: Ligne | None = Field(default=None, title="Sous-action", description="Son numéro.")
    activite: Ligne | None = Field(
        default=None,
        title="Code d'activité",
        description="Le code de la nomenclature, en chiffres.",
    )


class Versement(Modele):
    """How the State's contribution is paid."""

    imputation: Imputation = Field(
        default_factory=Imputation,
        title="Imputation budgétaire",
        description="La ligne du budget de l'État.",
    )
    ordonnateur: Ligne | None = Field(
        default=None, title="Ordonnateur", description="Avec son article : le préfet de la Moselle."
    )
    comptable: Ligne | None = Field(
        default=None, title="Comptable assignataire", description="Avec son article."
    )
    beneficiaires: tuple[Beneficiaire, ...] = Field(
        default=(),
        title="Bénéficiaires du versement",
        description="À qui l'État verse sa contribution, avec la part de chacun.",
    )


class Axe(Modele):
    """An axis of the contract, under which fiches stand.

    Examples:
        >>> ctai_docs.Axe(cle="langue", intitule="Apprendre le français").intitule
        'Apprendre le français'
    """

    cle: Cle = Field(title="Clé", description="Le nom court que les fiches citent : logement.")
    intitule: Ligne = Field(title="Intitulé", description="Imprimé en titre de l'axe.")
    avant_propos: Texte | None = Field(
        default=None, title="Avant-propos", description="En Markdown, avant les fiches de l'axe."
    )
    montant: Montant | None = Field(
        default=None,
        title="Montant déclaré",
        description="Facultatif, en euros ; vérifié : crédits P104 et part de la collectivité.",
    )


class Article(Modele):
    """An article of the contract: a standard clause by its key, or one's own title and text."""

    abrege = "cle"

    cle: Cle = Field(title="Clé", description="objet, duree, montant, gouvernance…")
    titre: Ligne | None = Field(
        default=None, title="Titre", description="Absent : celui de la clause type."
    )
    texte: Texte | None = Field(
        default=None, title="Texte", description="Absent : celui de la clause type."
    )


class Annexe(Modele):
    """An annex beside the fiches and the budget annex, which every contract has."""

    cle: Cle = Field(title="Clé", description="Le nom court que les textes citent.")
    intitule: Ligne = Field(title="Intitulé", description="Imprimé dans la liste des annexes.")
    fichier: Ligne | None = Field(
        default=None, title="Fichier joint", description="Chemin dans le dossier."
    )


class Precedent(Modele):
    """The contract that this one renews."""

    periode: Ligne | None = Field(default=None, title="Période", description="2022-2025")
    signature: Ligne | None = Field(default=None, title="Signature", description="décembre 2022")


class Silence(Modele):
    """A finding that the dossier accepts, and why: the report shows it."""

    code: Ligne = Field(title="Code de la règle", description="MON-004")
    chemin: Ligne | None = Field(
        default=None,
        title="Chemin",
        description="fiches.un-toit.budget.cout_unitaire. Absent : partout.",
    )
    motif: Ligne = Field(
        title="Motif", description="Pourquoi ce constat est accepté ; le rapport le montre."
    )


class Controles(Modele):
    """What the dossier asks of the checks."""

    seuil_part_etat: int | None = Field(
        default=None,
        ge=1,
        le=100,
        title="Seuil de la part de l'État, en %",
        description="Un dépassement est un avertissement.",
    )
    silences: tuple[Silence, ...] = Field(
        default=(), title="Règles tues", description="Les constats acceptés, chacun avec son motif."
    )


class Contrat(Modele):
    """A contrat territorial d'accueil et d'intégration, with all its fiches.

    It is frozen: `modify` and `apply` return another one. Amounts are `Decimal`, in euros; numbers
    and totals are properties. `read_contrat` makes one of plain data, with errors in French.

    Examples:
        >>> contrat = ctai_docs.load("examples/metz_2026").contrat
        >>> contrat.annees, contrat.total_etat, contrat.numeros["un-toit"]
        ('2026-2028', Decimal('470000.00'), '8')
    """

    edition: Ligne = Field(
        default="2026", title="Édition du formulaire national", description="2026 ou 2022."
    )
    collectivite: Ligne | None = Field(
        default=None,
        title="Collectivité, avec son article",
        description="la Ville de Metz et son CCAS. Absente : les parties locales.",
    )
    territoire: Ligne | None = Field(default=None, title="Territoire", description="Metz")
    debut: Jour = Field(title="Début du contrat", description="Le premier jour.")
    fin: Jour = Field(title="Fin du contrat", description="Le dernier jour.")
    renouvelable: OuiNon = Field(default=False, title="Renouvelable", description="Oui, ou non.")
    precedent: Precedent | None = Field(
        default=None, title="Contrat précédent", description="Le contrat que celui-ci continue."
    )
    parties: tuple[Partie, ...] = Field(
        min_length=2, title="Parties", description="L'État, et une collectivité au moins."
    )
    communes_associees: tuple[Ligne, ...] = Field(
        default=(),
        title="Communes associées, non signataires",
        description="Leurs noms ; elles ne signent pas.",
    )
    pilote: Annotated[CleCitee, Renvoi("parties")] | None = Field(
        default=None, title="Pilote", description="La clé de la partie qui coordonne."
    )
    temoins: tuple[Personne, ...] = Field(
        default=(), title="En présence de", description="Des personnes présentes à la signature."
    )
    lieu_signature: Ligne | None = Field(
        default=None, title="Lieu de signature", description="Metz : imprimé après « Fait à »."
    )
    date_signature: Jour | None = Field(
        default=None, title="Date de signature", description="Absente : laissée à écrire à la main."
    )
    date_effet: Jour | None = Field(
        default=None, title="Date d'effet", description="Absente : le premier jour du contrat."
    )
    tribunal: Ligne | None = Field(
        default=None, title="Tribunal administratif", description="Strasbourg"
    )
    preambule: Texte | None = Field(
        default=None, title="Préambule", description="En Markdown, avant l'article 1er."
    )
    public: Texte | None = Field(
        default=None,
        title="Public cible",
        description="Absent : EPA, BPI et BPT, définis par la clause type.",
    )
    exercices: tuple[Exercice, ...] = Field(
        min_length=1,
        title="Exercices budgétaires",
        description="Les années budgétaires du contrat.",
    )
    total_contributions: Montant | None = Field(
        default=None,
        title="Total déclaré des contributions de l'État",
        description="Facultatif, en euros ; vérifié.",
    )
    versement: Versement = Field(
        default_factory=Versement,
        title="Versement",
        description="La ligne budgétaire, l'ordonnateur, les comptes.",
    )
    numerotation: Numerotation = Field(
        default=Numerotation.CONTINUE,
        title="Numérotation des fiches",
        description="continue, par_axe ou par_sous_theme.",
    )
    axes: tuple[Axe, ...] = Field(
        default=(), title="Axes", description="Les priorités du contrat, dans l'ordre."
    )
    articles: tuple[Article, ...] | None = Field(
        default=None, title="Articles", description="Absents : les clauses types."
    )
    annexes: tuple[Annexe, ...] = Field(
        default=(), title="Autres annexes", description="Outre les fiches et l'annexe budgétaire."
    )
    fiches: tuple[FicheAction, ...] = Field(
        default=(),
        title="Fiches-actions",
        description="Une par fichier, dans le dossier « fiches ».",
    )
    deliberations: tuple[Deliberation, ...] = Field(
        default=(),
        title="Délibérations",
        description="Une par fichier, dans le dossier « deliberations ».",
    )
    presentation: Presentation = Field(
        default_factory=Presentation,
        title="Présentation",
        description="Couleur, logos, page « En un coup d'œil ».",
    )
    controles: Controles = Field(
        default_factory=Controles,
        title="Contrôles",
        description="Ce que le dossier demande aux contrôles.",
    )

    # ------------------------------------------------------------------ who
    @property
    def etat(self) -> Partie | None:
        """The State among the parties."""
        return next((p for p in self.parties if p.est_etat), None)

    @property
    def parties_locales(self) -> tuple[Partie, ...]:
        """The parties other than the State."""
        return tuple(p for p in self.parties if not p.est_etat)

    @property
    def designation(self) -> str:
        """The collectivité as titles name it: « la Ville de Metz et son CCAS »."""
        return self.collectivite or enumerate_fr([p.appellation for p in self.parties_locales])

    @property
    def complement(self) -> str:
        """The same after « contrat »: de la Ville de Metz et du Département de la Moselle."""
        if self.collectivite:
            return du(self.collectivite)
        return enumerate_fr([du(p.appellation) for p in self.parties_locales])

    @property
    def en_un_coup_d_oeil(self) -> bool:
        """Whether it has its page « En un coup d'œil »: asked for, with fiches to show."""
        return self.presentation.coup_d_oeil and bool(self.fiches)

    def partie(self, cle: str | None) -> Partie | None:
        """Return the party of this key."""
        return next((p for p in self.parties if p.cle == cle), None)

    def nom_beneficiaire(self, payee: Beneficiaire) -> str:
        """Return the name of a payee, with its article: that of its party, else its own."""
        party = self.partie(payee.partie)
        return party.nom if party else payee.nom or payee.partie or ""

    def habilitation(self, party: Partie) -> Habilitation | None:
        """Return by which act a party may sign: the one it declares, else its deliberation."""
        if party.habilitation or party.est_etat:
            return party.habilitation
        voted = next((d for d in self.deliberations if d.partie == party.cle), None)
        if voted is None:
            return None
        return Habilitation(organe=voted.organe.nom, date=voted.seance, numero=voted.numero)

    # ------------------------------------------------------------------ when
    @property
    def annees(self) -> str:
        """The years of the contract: « 2026-2028 »."""
        return write_years(self.debut, self.fin)

    def exercice(self, fiche: FicheAction) -> Exercice:
        """Return the budget year of a fiche: the one it names, else the first."""
        return next((e for e in self.exercices if e.cle == fiche.exercice), self.exercices[0])

    # ------------------------------------------------------------------ numbers
    @cached_property
    def fiches_ordonnees(self) -> tuple[FicheAction, ...]:
        """The fiches in the order of their axes, as they are numbered and printed."""
        rank = {axe.cle: index for index, axe in enumerate(self.axes)}
        return tuple(sorted(self.fiches, key=lambda f: rank.get(f.axe, len(rank))))

    @cached_property
    def numeros(self) -> dict[str, str]:
        """The number of each fiche, by key: « 8 », « 3.1 » by axis, « 3.2.1 » by sub-theme."""
        if self.numerotation is Numerotation.CONTINUE:
            return {f.cle: str(n) for n, f in enumerate(self.fiches_ordonnees, 1)}
        found = {
            fiche.cle: f"{n}.{number}"
            for n, axe in enumerate(self.axes, 1)
            for number, fiche in self._numbers_in(axe)
        }
        lost = [f.cle for f in self.fiches_ordonnees if f.cle not in found]  # in a draft only
        return found | {cle: f"{len(self.axes) + 1}.{n}" for n, cle in enumerate(lost, 1)}

    def _numbers_in(self, axe: Axe) -> Iterator[tuple[str, FicheAction]]:
        """Yield the fiches of an axis with their numbers in it."""
        fiches = self.fiches_de(axe)
        if self.numerotation is Numerotation.PAR_AXE:
            yield from ((str(n), fiche) for n, fiche in enumerate(fiches, 1))
            return
        themes = list(dict.fromkeys(f.sous_theme for f in fiches))
        counts = dict.fromkeys(themes, 0)
        for fiche in fiches:
            counts[fiche.sous_theme] += 1
            yield f"{themes.index(fiche.sous_theme) + 1}.{counts[fiche.sous_theme]}", fiche

    def fiches_de(self, axe: Axe) -> tuple[FicheAction, ...]:
        """Return the fiches of an axis, in order."""
        return tuple(f for f in self.fiches_ordonnees if f.axe == axe.cle)

    def axe_de(self, fiche: FicheAction) -> Axe | None:
        """Return the axis that a fiche names, None when the contract has no such axis."""
        return next((a for a in self.axes if a.cle == fiche.axe), None)

    def numero_axe(self, axe: Axe) -> int:
        """Return the number of an axis, from 1."""
        return 1 + [a.cle for a in self.axes].index(axe.cle)

    # ------------------------------------------------------------------ money, in euros
    @property
    def sources(self) -> tuple[SourceFinancement, ...]:
        """The sources of the contract's form; those of the newest form where it does not exist."""
        try:
            return load_edition(self.edition).sources
        except CtaiError:  # a check reports it
            return load_edition(editions()[-1]).sources

    def apports(self, fiches: Iterable[FicheAction]) -> dict[SourceFinancement, Decimal]:
        """Return the amount that each source brings to these fiches, zeros included."""
        found = [fiche.budget.apports for fiche in fiches]
        return {s: _sum(one.get(s.cle, ZERO) for one in found) for s in self.sources}

    def apport_etat(self, budget: Budget) -> Decimal:
        """Return what the State pays in a budget: the sources that the form marks as its own."""
        amounts = budget.apports
        return _sum(amounts.get(source.cle, ZERO) for source in self.sources if source.etat)

    def montant_axe(self, axe: Axe) -> Decimal:
        """Return the amount of an axis: the sources that the form marks as counted there."""
        apports = self.apports(self.fiches_de(axe)).items()
        return _sum(amount for source, amount in apports if source.contrat)

    def contribution_etat(self, exercice: Exercice) -> Contribution | None:
        """Return the State's contribution for a budget year."""
        return exercice.contribution(self.etat.cle) if self.etat else None

    @property
    def contributions_chiffrees(self) -> bool:
        """Whether the State's contribution has an amount for every budget year."""
        found = [self.contribution_etat(e) for e in self.exercices]
        return all(c is not None and c.montant is not None for c in found)

    @property
    def total_cout(self) -> Decimal:
        """Sum of the costs of the actions, in euros."""
        return _sum(f.budget.cout for f in self.fiches)

    @property
    def total_subvention_p104(self) -> Decimal:
        """Sum of the P104 money that the fiches ask for, in euros."""
        return total_apport("subvention_p104", (f.budget for f in self.fiches))

    @property
    def total_etat(self) -> Decimal:
        """Sum of the State's contributions over the budget years, in euros."""
        found = (self.contribution_etat(e) for e in self.exercices)
        return _sum(c.montant for c in found if c and c.montant is not None)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
