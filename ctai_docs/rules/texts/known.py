"""`Known`: the facts of a contract that its texts may repeat, in one table.

Amounts by payer, year, axis and fiche; periods; counts; dates. Readers compare texts with these
facts alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ctai_docs.contract.facts import annexes_numerotees, articles_rediges
from ctai_docs.contract.model import Axe, Budget, Contrat, Exercice, FicheAction, Partie, TypePartie
from ctai_docs.rules.walk import edition_of

Amounts = frozenset[Decimal]

_KINDS = {
    TypePartie.COMMUNE: r"(?:ville|commune)",
    TypePartie.CCAS: "ccas",
    TypePartie.CIAS: "cias",
    TypePartie.METROPOLE: "(?:euro)?métropole",
    TypePartie.DEPARTEMENT: "département",
    TypePartie.REGION: "région",
    TypePartie.COMMUNAUTE_AGGLOMERATION: "(?:agglomération|agglo)",
}
"""How texts call a party of this type, where it is the only one."""
_LOOSE = str.maketrans(
    {"e": "[eéèê]", "E": "[EÉÈÊ]", "é": "[eé]", "É": "[EÉ]", "è": "[eè]"}
    | {"'": "['’]", "’": "['’]", " ": r"\s+"}
)
_BY = r"(?:la|le|l['’]|du|au|de\s+la|à\s+la)\s*"


class Known:
    """What a contract states, as far as a text can state it too."""

    def __init__(self, contrat: Contrat, years: Collection[int] = ()) -> None:
        self.contrat = contrat
        self.told_years = {*range(contrat.debut.year, contrat.fin.year + 1), *years}
        """The years of which a text tells amounts of this contract, before or after an avenant."""
        self.edition = contrat.edition if edition_of(contrat) else None

    # ------------------------------------------------------------------ money
    @cached_property
    def by_year(self) -> dict[int, Amounts]:
        """The contributions of each year, of all payers, and the sums of its fiches."""
        found: dict[int, set[Decimal]] = {}
        for exercice in self.contrat.exercices:
            fiches = [f for f in self.contrat.fiches if self.contrat.exercice(f) is exercice]
            said = {c.montant for c in exercice.contributions if c.montant is not None}
            said |= {sum((c.montant or Decimal(0) for c in exercice.contributions), Decimal(0))}
            said |= _of_fiches(fiches) | {a for f in fiches for a in of_fiche(f)}
            for year in _years(exercice):
                found.setdefault(year, set()).update(said)
        return {year: frozenset(said) for year, said in found.items()}

    @cached_property
    def contributions(self) -> dict[str, dict[int, Amounts]]:
        """What each party pays each year, by its key."""
        found: dict[str, dict[int, set[Decimal]]] = {}
        for exercice in self.contrat.exercices:
            for paid in exercice.contributions:
                if paid.montant is None:
                    continue
                for year in _years(exercice):
                    found.setdefault(paid.payeur, {}).setdefault(year, set()).add(paid.montant)
        return {
            payer: {year: frozenset(said) for year, said in years.items()}
            for payer, years in found.items()
        }

    @cached_property
    def all_contributions(self) -> dict[int, Amounts]:
        """The contributions of each year, of all payers."""
        found: dict[int, frozenset[Decimal]] = {}
        for paid in self.contributions.values():
            for year, said in paid.items():
                found[year] = found.get(year, frozenset()) | said
        return found

    @cached_property
    def payers(self) -> list[tuple[Partie, re.Pattern[str]]]:
        """The parties, with the words by which texts call them."""
        return [(party, _called(self.contrat, party)) for party in self.contrat.parties]

    def of_payer(self, key: str) -> Amounts:
        """Return every amount that a party brings: a year, all years, its part of the fiches."""
        contrat, party = self.contrat, self.contrat.partie(key)
        paid = [a for said in self.contributions.get(key, {}).values() for a in said]
        totals = _all_paid(contrat, key)
        if party and party.est_etat:
            shares = {b.montant for b in contrat.versement.beneficiaires}
            fiches = [_state(f) for f in contrat.fiches]
            axes = [sum(map(_state, contrat.fiches_de(a)), Decimal(0)) for a in contrat.axes]
            whole = {contrat.total_subvention_p104, contrat.total_etat}
            return frozenset(a for a in (*paid, *totals, *shares, *fiches, *axes, *whole) if a)
        fiches = [a for f in contrat.fiches for a in _local(f)]
        axes = [_local_sum(contrat.fiches_de(axe)) for axe in contrat.axes]
        return frozenset(
            a for a in (*paid, *totals, *fiches, *axes, _local_sum(contrat.fiches)) if a
        )

    def of_axe(self, axe: Axe) -> Amounts:
        """Return every amount of an axis and of its fiches."""
        fiches = self.contrat.fiches_de(axe)
        declared = {axe.montant} if axe.montant is not None else set()
        return frozenset(_of_fiches(fiches) | declared | {a for f in fiches for a in of_fiche(f)})

    @cached_property
    def of_contract(self) -> Amounts:
        """The amounts of the whole: contributions, totals, axes, shares of the payees."""
        contrat = self.contrat
        said = {contrat.total_etat, contrat.total_cout, contrat.total_subvention_p104}
        said |= {c.montant or Decimal(0) for e in contrat.exercices for c in e.contributions}
        said |= {contrat.montant_axe(axe) for axe in contrat.axes}
        said |= {axe.montant or Decimal(0) for axe in contrat.axes}
        said |= {b.montant or Decimal(0) for b in contrat.versement.beneficiaires}
        return frozenset(said - {Decimal(0)})

    @cached_property
    def cited_by_acts(self) -> Amounts:
        """What a deliberation may cite: the whole, and the totals of each fiche."""
        budgets = [fiche.budget for fiche in self.contrat.fiches]
        found = {a for b in budgets for a in (b.cout, _p104(b), b.contribution_collectivite.total)}
        return frozenset(found | self.of_contract)

    @cached_property
    def every_amount(self) -> Amounts:
        """All amounts of the contract and of its fiches, and the sums that may be told."""
        contrat = self.contrat
        found = set(self.of_contract) | _of_fiches(contrat.fiches)
        for party in contrat.parties:
            found |= self.of_payer(party.cle)
        for axe in contrat.axes:
            found |= self.of_axe(axe)
        for said in self.by_year.values():
            found |= said
        return frozenset(found | {a for f in contrat.fiches for a in of_fiche(f)})

    def state_share(self, fiche: FicheAction | None) -> tuple[Decimal, Decimal]:
        """Return what the State brings to an action, or to all, and what it costs."""
        if fiche is not None:
            return _p104(fiche.budget), fiche.budget.cout_total or fiche.budget.cout
        return self.contrat.total_subvention_p104, self.contrat.total_cout

    # ------------------------------------------------------------------ counts and numbers
    @cached_property
    def counts(self) -> dict[str, int]:
        """How many axes, fiches, parties… the contract has."""
        contrat = self.contrat
        return {
            "axe": len(contrat.axes),
            "fiche": len(contrat.fiches),
            "partie": len(contrat.parties),
            "article": len(articles_rediges(contrat)),
            "annexe": len(annexes_numerotees(contrat)),
            "exercice": len(contrat.exercices),
            "commune": len(contrat.communes_associees),
        }

    @cached_property
    def ibans(self) -> dict[str, str]:
        """The accounts of the payees as typed, by their letters and digits alone."""
        accounts = [b.compte for b in self.contrat.versement.beneficiaires if b.compte]
        return {_signs(account.iban): account.iban for account in accounts}

    @cached_property
    def identifiers(self) -> dict[str, str]:
        """Accounts, SIRET and numbers of acts as typed, by their letters and digits alone."""
        contrat = self.contrat
        typed = [p.siret for p in contrat.parties]
        typed += [p.habilitation.numero for p in contrat.parties if p.habilitation]
        typed += [act.numero for act in contrat.deliberations]
        return self.ibans | {_signs(code): code for code in typed if code}

    # ------------------------------------------------------------------ time
    @cached_property
    def of_contract_alone(self) -> frozenset[tuple[date, date]]:
        """The period of the contract, from its effect where it has a date of its own."""
        contrat = self.contrat
        begins = {contrat.debut, contrat.date_effet or contrat.debut}
        return frozenset((day, contrat.fin) for day in begins)

    @cached_property
    def spans(self) -> frozenset[tuple[date, date]]:
        """The periods that a text may well tell: the contract's, its budget years', its fiches'."""
        contrat = self.contrat
        found = set(self.of_contract_alone)
        found |= {(e.debut, e.fin) for e in contrat.exercices}
        found |= {(f.debut, f.fin) for f in contrat.fiches if f.debut and f.fin}
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a budget: what it is called, as patterns of words, and its amount."""

    label: str
    amount: Decimal


def of_fiche(fiche: FicheAction) -> set[Decimal]:
    """Return every amount of a fiche."""
    budget = fiche.budget
    found = {line.amount for line in lines_of(fiche)}
    found |= {budget.cout, _of_both(budget), budget.total_depenses, budget.financements}
    found |= {budget.autres_financeurs.total, *_local(fiche)}
    if isinstance(budget.cout_unitaire, Decimal):
        found.add(budget.cout_unitaire)
    return found - {Decimal(0)}


def lines_of(fiche: FicheAction) -> Iterator[Line]:
    """Yield the lines of a fiche's budget that have an amount, each with its name."""
    budget, others = fiche.budget, fiche.budget.autres_financeurs
    local = budget.contribution_collectivite
    named = {
        "subvention_p104": budget.subvention_p104,
        "reliquats": budget.reliquats,
        "contribution_collectivite": local.total,
        "financements_directs": local.financements_directs,
        "contributions_nature": local.contributions_nature,
        "cout_total": budget.cout_total or budget.cout,
        **{key: line.montant for key, line in others.lignes.items()},
    }
    yield from (Line(key, amount) for key, amount in named.items() if amount)
    for own in (*others.propres, *budget.depenses):
        if own.montant:
            yield Line(own.libelle, own.montant)


def _of_fiches(fiches: Iterable[FicheAction]) -> set[Decimal]:
    """Return the sums of some fiches: cost, State, collectivité, both."""
    fiches = tuple(fiches)
    sums = [_sum(f.budget.cout for f in fiches), _sum(_of_both(f.budget) for f in fiches)]
    return {*sums, _sum(map(_state, fiches)), _local_sum(fiches)} - {Decimal(0)}


def _p104(budget: Budget) -> Decimal:
    return budget.apports.get("subvention_p104", Decimal(0))


def _of_both(budget: Budget) -> Decimal:
    """Return what the State and the collectivité bring together."""
    return _p104(budget) + budget.contribution_collectivite.total


def _state(fiche: FicheAction) -> Decimal:
    return _p104(fiche.budget)


def _local(fiche: FicheAction) -> list[Decimal]:
    local = fiche.budget.contribution_collectivite
    parts = (local.total, local.financements_directs, local.contributions_nature)
    return [part for part in parts if part]


def _local_sum(fiches: Iterable[FicheAction]) -> Decimal:
    return _sum(f.budget.contribution_collectivite.total for f in fiches)


def _all_paid(contrat: Contrat, key: str) -> list[Decimal]:
    found = (e.contribution(key) for e in contrat.exercices)
    return [_sum(c.montant or Decimal(0) for c in found if c)]


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _years(exercice: Exercice) -> range:
    return range(exercice.debut.year, exercice.fin.year + 1)


def _called(contrat: Contrat, party: Partie) -> re.Pattern[str]:
    """Return the names of a party in texts: its own, and its kind where no other party has it."""
    names = [
        re.escape(n).replace("\\ ", " ").translate(_LOOSE) for n in (party.nom, party.court) if n
    ]
    if party.est_etat:
        names = [r"l['’][ÉEée]tat"]
    elif party.type in _KINDS and [p.type for p in contrat.parties].count(party.type) == 1:
        names.append(rf"{_BY}{_KINDS[party.type]}\b")
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


def _signs(code: str) -> str:
    return re.sub(r"\W", "", code)
