"""Faults of money: parts, sums, years, axes, words, shares."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from ctai_docs.contract.model import FicheAction
from ctai_docs.machine.french import amount_in_words
from tools.score.dossier import Dossier, Spot
from tools.score.faults import at, edited, fault
from tools.score.page import Page

COLL = ("budget", "contribution_collectivite")
OTHERS = ("budget", "autres_financeurs")


def number(value: Decimal | int) -> str:
    """Return an amount as an agent types it: « 12 340 » or « 12 340,50 »."""
    whole, _, cents = f"{value:,.2f}".replace(",", " ").partition(".")
    return whole if cents == "00" else f"{whole},{cents}"


def off(rng: Random, value: Decimal | int) -> str:
    """Return another amount, as slips make it: a euro, a digit, a zero more or less."""
    right = Decimal(value)
    slips = [right + 1, right + 100, right + 1000, right * 10, abs(right - 9), right + 90]
    return number(rng.choice([slip for slip in slips if slip and slip != right]))


def subvention(fiche: FicheAction) -> Decimal:
    """Return the P104 money that a fiche asks for, in euros."""
    return fiche.budget.subvention_p104 or Decimal(0)


def _has_cost(fiche: FicheAction) -> bool:
    return bool(fiche.budget.cout_total)


def _has_plain_part(fiche: FicheAction) -> bool:
    given = fiche.budget.contribution_collectivite
    return bool(given.montant and given.financements_directs is None)


def _parts(d: Dossier, rng: Random, direct: int, in_kind: int) -> tuple[Page, Decimal]:
    """Split the contribution of a fiche into parts, in hundredths of it."""
    page, fiche = d.draw(rng, _has_plain_part)
    whole = fiche.budget.contribution_collectivite.total
    shares = [number(whole * share / 100) for share in (direct, in_kind)]
    keys = ("financements_directs", "contributions_nature")
    page.put({"montant": number(whole)} | dict(zip(keys, shares, strict=True)), *COLL)
    return page, whole


@fault("une part « dont » dépasse sa ligne", "MON-001")
def part_over(d: Dossier, rng: Random) -> Spot:
    """A part alone is larger than the contribution."""
    key = rng.choice(["financements_directs", "contributions_nature"])
    over = rng.choice([101, 150, 1000])
    page, _ = _parts(d, rng, *((over, 0) if key.startswith("f") else (0, over)))
    return at(page, *COLL, key)


@fault("les parts « dont » dépassent ensemble leur ligne", "MON-001")
def parts_over(d: Dossier, rng: Random) -> Spot:
    """Each part is smaller than the contribution, and both together larger."""
    page, _ = _parts(d, rng, rng.choice([50, 60, 90]), rng.choice([60, 80]))
    return at(page, *COLL, "montant")


@fault("les parts « dont » ne font pas leur ligne", "MON-002")
def parts_under(d: Dossier, rng: Random) -> Spot:
    """Both parts are given, and make less than the contribution."""
    page, _ = _parts(d, rng, rng.choice([10, 40]), rng.choice([20, 55]))
    return at(page, *COLL, "montant")


@fault("total des autres financeurs faux", "MON-003")
def funders(d: Dossier, rng: Random) -> Spot:
    """A declared total that is not the sum of the lines."""
    page, fiche = d.draw(rng, lambda f: f.budget.autres_financeurs.total)
    page.put(off(rng, fiche.budget.autres_financeurs.total), *OTHERS, "montant")
    return at(page, *OTHERS, "montant")


@fault("coût total différent des financements", "MON-004")
def cost(d: Dossier, rng: Random) -> Spot:
    """The cost is mistyped."""
    page, fiche = d.draw(rng, _has_cost)
    page.put(off(rng, fiche.budget.cout), "budget", "cout_total")
    return at(page, "budget", "cout_total")


@fault("un financement différent, le coût inchangé", "MON-004")
def funding(d: Dossier, rng: Random) -> Spot:
    """One line of financing is mistyped: the plan is out of balance."""
    page, fiche = d.draw(rng, _has_cost)
    page.put(off(rng, subvention(fiche)), "budget", "subvention_p104")
    return at(page, "budget", "cout_total")


@fault("un financeur oublié", "MON-004")
def funder_left_out(d: Dossier, rng: Random) -> Spot:
    """The contribution of the collectivité is not copied."""
    page, _ = d.draw(rng, _has_plain_part)
    page.drop(*COLL)
    return at(page, "budget", "cout_total")


@fault("dépenses différentes des financements", "MON-005")
def spending(d: Dossier, rng: Random) -> Spot:
    """The table of spending does not reach the financing, or exceeds it."""
    page, fiche = d.draw(rng, _has_cost)
    page.append(
        {"libelle": "Salaires", "montant": off(rng, fiche.budget.cout)}, "budget", "depenses"
    )
    return at(page, "budget", "depenses")


@fault("coût unitaire qui ne suit pas", "MON-006")
def unit_cost(d: Dossier, rng: Random) -> Spot:
    """A unit cost that is not cost by beneficiary."""
    page, fiche = d.draw(
        rng, lambda f: (t := f.indicateurs.beneficiaires["total"]) and t.nombre and not t.unite
    )
    total = fiche.indicateurs.beneficiaires["total"]
    assert total
    assert total.nombre
    wrong = fiche.budget.cout / total.nombre * rng.choice([2, 3, 10]) + rng.choice([0, 1, 7])
    page.put(number(wrong.quantize(Decimal("0.01"))), "budget", "cout_unitaire")
    return at(page, "budget", "cout_unitaire")


@fault("montant d’un axe faux", "MON-020")
def axis(d: Dossier, rng: Random) -> Spot:
    """The declared amount of an axis is not the sum of its fiches."""
    n = rng.randrange(len(d.contrat.axes))
    d.main.put(off(rng, d.contrat.axes[n].montant or 0), "axes", n, "montant")
    return edited(d.main)


@fault("une fiche changée, l’axe non", "MON-020")
def axis_left_behind(d: Dossier, rng: Random) -> Spot:
    """The fiche balances, and its axis keeps the old amount."""
    page, fiche = d.draw(rng, _has_cost)
    more = rng.choice([10, 50, 500])
    page.put(number(subvention(fiche) + more), "budget", "subvention_p104")
    page.put(number(fiche.budget.cout + more), "budget", "cout_total")
    n = next(n for n, axe in enumerate(d.contrat.axes) if axe.cle == fiche.axe)
    return at(d.main, "axes", n, "montant")


@fault("fiches au-dessus de la contribution de l’État", "MON-021")
def over_year(d: Dossier, rng: Random) -> Spot:
    """The fiches ask for more than the year has."""
    page, fiche = d.draw(rng)
    more = rng.choice([101, 1_000, 20_000])
    page.put(number(subvention(fiche) + more), "budget", "subvention_p104")
    return at(d.main, "exercices", 0, "contributions", 0, "montant")


@fault("contribution de l’État laissée à programmer", "MON-022")
def under_year(d: Dossier, rng: Random) -> Spot:
    """The fiches ask for less than the year has."""
    page, fiche = d.draw(rng, lambda f: subvention(f) > 500)
    page.put(number(subvention(fiche) - rng.choice([100, 250])), "budget", "subvention_p104")
    return at(d.main, "exercices", 0, "contributions", 0, "montant")


@fault("montant en lettres différent des chiffres", "MON-023")
def words(d: Dossier, rng: Random) -> Spot:
    """The amount in words is another."""
    n = rng.randrange(len(d.contrat.exercices))
    amount = d.contrat.exercices[n].contributions[0].montant or Decimal(0)
    other = amount + rng.choice([-10_000, 1_000, 500, 70])
    d.main.put(amount_in_words(other), "exercices", n, "contributions", 0, "en_lettres")
    return edited(d.main)


@fault("chiffres changés, lettres non", "MON-023")
def figures(d: Dossier, rng: Random) -> Spot:
    """The amount in figures is changed alone."""
    n = rng.randrange(len(d.contrat.exercices))
    amount = d.contrat.exercices[n].contributions[0].montant or 0
    d.main.put(off(rng, amount), "exercices", n, "contributions", 0, "montant")
    return at(d.main, "exercices", n, "contributions", 0, "en_lettres")


@fault("montant en lettres sans chiffres", "MON-024")
def words_alone(d: Dossier, rng: Random) -> Spot:
    """The figures are forgotten."""
    n = rng.randrange(len(d.contrat.exercices))
    d.main.drop("exercices", n, "contributions", 0, "montant")
    return at(d.main, "exercices", n, "contributions", 0, "en_lettres")


@fault("total déclaré des contributions faux", "MON-025")
def total(d: Dossier, rng: Random) -> Spot:
    """The declared total is not the sum of the years."""
    d.main.put(off(rng, d.contrat.total_etat), "total_contributions")
    return edited(d.main)


@fault("une année changée, le total non", "MON-025")
def year_alone(d: Dossier, rng: Random) -> Spot:
    """A year is changed, its words too, and the total kept."""
    n = rng.randrange(1, len(d.contrat.exercices))
    amount = (d.contrat.exercices[n].contributions[0].montant or Decimal(0)) + 1_000
    path = ("exercices", n, "contributions", 0)
    d.main.put(number(amount), *path, "montant")
    d.main.put(amount_in_words(amount), *path, "en_lettres")
    return at(d.main, "total_contributions")


@fault("contribution sans montant", "MON-026")
def no_amount(d: Dossier, rng: Random) -> Spot:
    """The amount is said firm or provisional, and is not there."""
    n = rng.randrange(len(d.contrat.exercices))
    d.main.drop("exercices", n, "contributions", 0, "montant")
    return at(d.main, "exercices", n, "contributions", 0, "statut")


@fault("contribution « non chiffrée » et chiffrée", "MON-027")
def said_unsaid(d: Dossier, rng: Random) -> Spot:
    """The status contradicts the amount."""
    n = rng.randrange(len(d.contrat.exercices))
    d.main.put("non_chiffre", "exercices", n, "contributions", 0, "statut")
    return edited(d.main)


@fault("payeur donné deux fois", "MON-028")
def payer(d: Dossier, rng: Random) -> Spot:
    """A party pays twice in one year."""
    n = rng.randrange(len(d.contrat.exercices))
    d.main.append({"payeur": "etat", "montant": "1 000"}, "exercices", n, "contributions")
    return at(d.main, "exercices", n, "contributions", 1, "payeur")


@fault("parts de plusieurs bénéficiaires ≠ contribution", "MON-030")
def shares(d: Dossier, rng: Random) -> Spot:
    """Two payees, whose shares are not a year's contribution nor the whole."""
    first = rng.choice([100_000, 150_000, 170_000])
    d.main.put(number(first), "versement", "beneficiaires", 0, "montant")
    other = {"nom": "la Mission locale du Pays messin", "montant": rng.choice(["15 000", "70 100"])}
    d.main.append(other, "versement", "beneficiaires")
    return at(d.main, "versement", "beneficiaires")


@fault("part d’un bénéficiaire oubliée", "MON-031")
def share_missing(d: Dossier, rng: Random) -> Spot:
    """Two payees, one without its share."""
    other = {"nom": rng.choice(["la Maison du FLE", "l'association AIEM"]), "montant": "20 000"}
    d.main.append(other, "versement", "beneficiaires")
    return at(d.main, "versement", "beneficiaires", 0)


@fault("contribution en nature comptée deux fois", "MON-009")
def in_kind_twice(d: Dossier, rng: Random) -> Spot:
    """The contribution in kind is a line of the other funders too."""
    page, fiche = d.draw(
        rng, lambda f: _has_plain_part(f) and not f.budget.autres_financeurs.propres
    )
    whole = fiche.budget.contribution_collectivite.total
    half = number(whole / 2)
    keys = {"montant": number(whole), "financements_directs": half, "contributions_nature": half}
    page.put(keys, *COLL)
    label = rng.choice(["Contributions en nature", "Apport en nature (salles)", "Bénévolat"])
    page.append({"libelle": label, "montant": half}, *OTHERS, "propres")
    return at(page, *OTHERS, "propres", 0)


@fault("reliquats sans contrat précédent", "MON-010")
def leftovers(d: Dossier, rng: Random) -> Spot:
    """Money left over from nothing."""
    d.main.drop("precedent")
    page, _ = d.draw(rng, lambda f: not f.budget.reliquats)
    page.put(rng.choice(["1 000", "250"]), "budget", "reliquats")
    return at(page, "budget", "reliquats")


@fault("part de l’État au-dessus du seuil du dossier", "MON-007")
def share_of_state(d: Dossier, rng: Random) -> Spot:
    """The dossier sets a threshold that a fiche exceeds."""
    d.main.put(str(rng.choice([50, 60, 70])), "controles", "seuil_part_etat")
    page, _ = d.draw(rng, lambda f: subvention(f) * 100 > 75 * f.budget.cout)
    return at(page, "budget", "subvention_p104")


@fault("montant négatif", "MON-040")
def negative(d: Dossier, rng: Random) -> Spot:
    """A minus before an amount."""
    page, fiche = d.draw(rng)
    page.put(f"{rng.choice(['-', '−'])}{number(subvention(fiche))}", "budget", "subvention_p104")
    return edited(page)


@fault("montant nul là où il est dû", "MON-041")
def nil(d: Dossier, rng: Random) -> Spot:
    """A cost of nothing, an axis of nothing."""
    if rng.random() < 0.5:
        page, _ = d.draw(rng, _has_cost)
        page.put("0", "budget", "cout_total")
        return edited(page)
    d.main.put("0", "axes", rng.randrange(len(d.contrat.axes)), "montant")
    return edited(d.main)


@fault("montant absurde", "MON-042")
def absurd(d: Dossier, rng: Random) -> Spot:
    """Too many zeros."""
    page, fiche = d.draw(rng, _has_plain_part)
    part = fiche.budget.contribution_collectivite.total
    page.put(number(part * rng.choice([1_000_000, 100_000])), *COLL)
    return edited(page)


@fault("fiche que personne ne paie", "MON-008")
def unfunded(d: Dossier, rng: Random) -> Spot:
    """A budget of declared cost, and no financing."""
    page, fiche = d.draw(rng, _has_cost)
    page.put({"cout_total": number(fiche.budget.cout)}, "budget")
    return at(page, "budget")


@fault("montant mal tapé dans un champ", "MOD-006")
def slip_in_field(d: Dossier, rng: Random) -> Spot:
    """« 12 00 », « 64 00 € », « 12.00.0 » where an amount is read."""
    page, _ = d.draw(rng, _has_cost)
    wrong = rng.choice(["12 00", "64 00 €", "1 2000", "12,345,6", "3O 000", "douze mille"])
    page.put(wrong, "budget", rng.choice(["subvention_p104", "cout_total"]))
    return edited(page)


@fault("ligne de budget sans montant", "FOR-015")
def line_without_amount(d: Dossier, rng: Random) -> Spot:
    """A line that was added for later."""
    page, _ = d.draw(rng)
    page.append({"libelle": "Mécénat à confirmer"}, *OTHERS, "propres")
    last = len(page.get(*OTHERS, "propres")) - 1
    return at(page, *OTHERS, "propres", last)


@fault("part d’une contribution qui n’a pas de montant", "MON-032")
def share_of_nothing(d: Dossier, rng: Random) -> Spot:
    """What the State gives is not known, and its share is."""
    for n in range(len(d.contrat.exercices)):
        d.main.put("ville", "exercices", n, "contributions", 0, "payeur")
    path = ("versement", "beneficiaires", 0, "montant")
    d.main.put(rng.choice(["170 000", "12 000"]), *path)
    return at(d.main, *path)
