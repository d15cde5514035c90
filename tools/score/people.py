"""Faults of people counted: tables that do not add up, targets that cannot be."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from ctai_docs.contract.model import FicheAction
from ctai_docs.machine.french import unaccented
from tools.score.dossier import Dossier, Spot
from tools.score.faults import at, edited, fault

ROWS = ("indicateurs", "beneficiaires")
BLOCS = ("indicateurs", "blocs")
OWN = ("indicateurs", "propres")


def people(fiche: FicheAction) -> int:
    """Return the plain number of beneficiaries, 0 where it is none."""
    total = fiche.indicateurs.beneficiaires["total"]
    plain = total is not None and total.nombre is not None and not total.unite
    return int(total.nombre) if plain and total and total.nombre else 0


def _bare(key: str) -> object:
    """Return the test of a fiche that counts its people, and has not this row."""
    return lambda fiche: people(fiche) and fiche.indicateurs.beneficiaires[key] is None


def _in_block(name: str) -> object:
    return lambda fiche: name in fiche.indicateurs.blocs and people(fiche)


@fault("hommes + femmes ≠ total", "PER-001")
def men_women(d: Dossier, rng: Random) -> Spot:
    """The two do not make the total."""
    page, fiche = d.draw(rng, lambda f: people(f) > 3)
    men = people(fiche) // 2
    women = people(fiche) - men - rng.choice([1, 2])
    page.put(str(men), *ROWS, "hommes")
    page.put(str(women), *ROWS, "femmes")
    return at(page, *ROWS, "total")


@fault("total changé, hommes et femmes non", "PER-001")
def total_alone(d: Dossier, rng: Random) -> Spot:
    """The total is updated, the detail is not."""
    page, fiche = d.draw(rng, lambda f: f.indicateurs.beneficiaires["hommes"])
    page.put(str(people(fiche) + rng.choice([1, 5, 12])), *ROWS, "total")
    return edited(page)


@fault("BPI hommes + BPI femmes ≠ BPI", "PER-002")
def bpi_parts(d: Dossier, rng: Random) -> Spot:
    """The parts of the BPI do not make them."""
    page, fiche = d.draw(rng, lambda f: people(f) > 6)
    bpi = people(fiche) // 2
    page.put(str(bpi), *ROWS, "bpi")
    page.put(str(bpi // 3), *ROWS, "bpi_hommes")
    page.put(str(bpi - bpi // 3 - 1), *ROWS, "bpi_femmes")
    return at(page, *ROWS, "bpi")


@fault("une partie plus grande que le tout", "PER-003")
def part_over(d: Dossier, rng: Random) -> Spot:
    """Under 25, women, BPI, BPT: more than all."""
    key = rng.choice(["hommes", "femmes", "moins_25", "bpi", "bpt", "autres_publics"])
    page, fiche = d.draw(rng, people)
    page.put(str(people(fiche) + rng.choice([1, 3, 50])), *ROWS, key)
    return at(page, *ROWS, key)


@fault("BPI de moins de 25 ans plus nombreux que les BPI", "PER-003")
def part_of_part_over(d: Dossier, rng: Random) -> Spot:
    """A part of a part exceeds it."""
    page, fiche = d.draw(rng, lambda f: people(f) > 3)
    bpi = people(fiche) // 2
    page.put(str(bpi), *ROWS, "bpi")
    page.put(str(bpi + 1), *ROWS, "bpi_moins_25")
    return at(page, *ROWS, "bpi_moins_25")


@fault("BPI + BPT + autres publics > total", "PER-004")
def publics(d: Dossier, rng: Random) -> Spot:
    """Three publics, together more than the total."""
    page, fiche = d.draw(rng, lambda f: people(f) > 8)
    total = people(fiche)
    page.put(str(total * 2 // 3), *ROWS, "bpi")
    page.put(str(total // 4), *ROWS, "bpt")
    page.put(f"{total // 2} étudiants étrangers", *ROWS, "autres_publics")
    return at(page, *ROWS, "total")


@fault("plus de participants assidus, formés ou certifiés que de bénéficiaires", "PER-005")
def group(d: Dossier, rng: Random) -> Spot:
    """A target larger than the group it is drawn from."""
    key = rng.choice(["assidus", "progres", "certifications"])
    page, fiche = d.draw(rng, _in_block("francais"))  # type: ignore[arg-type]
    page.put(str(people(fiche) + rng.choice([1, 10])), *BLOCS, "francais", key)
    return at(page, *BLOCS, "francais", key)


@fault("plus de ménages logés que suivis", "PER-005")
def households(d: Dossier, rng: Random) -> Spot:
    """More households housed than followed."""
    page, _ = d.draw(rng, lambda f: "logement" in f.indicateurs.blocs)
    page.put(str(rng.choice([10, 15])), *BLOCS, "logement", "menages")
    page.put(str(rng.choice([16, 20, 30])), *BLOCS, "logement", "menages_loges")
    return at(page, *BLOCS, "logement", "menages_loges")


@fault("plus d’emplois durables que de sorties positives", "PER-005")
def lasting_jobs(d: Dossier, rng: Random) -> Spot:
    """A lasting job is a positive exit."""
    page, _ = d.draw(rng, lambda f: "emploi" in f.indicateurs.blocs and people(f) > 4)
    page.put("2", *BLOCS, "emploi", "sorties_positives")
    page.put("3", *BLOCS, "emploi", "emploi_durable")
    return at(page, *BLOCS, "emploi", "emploi_durable")


@fault("plus de réussites au permis que de bénéficiaires", "PER-005")
def licences(d: Dossier, rng: Random) -> Spot:
    """More people who pass than people."""
    key = rng.choice(["code", "permis"])
    page, fiche = d.draw(rng, _in_block("mobilite"))  # type: ignore[arg-type]
    page.put(str(people(fiche) + rng.choice([1, 20])), *BLOCS, "mobilite", key)
    return at(page, *BLOCS, "mobilite", key)


@fault("indicateur propre plus grand que son groupe", "PER-005", "PER-007")
def own_group(d: Dossier, rng: Random) -> Spot:
    """The row of the form typed again as an own indicator, too large."""
    page, fiche = d.draw(rng, lambda f: people(f) and f.indicateurs.propres)
    label = "Nombre de participants ayant progressé d'au moins un niveau"
    for n, row in enumerate(fiche.indicateurs.propres):
        if unaccented(row.libelle) == unaccented(label):
            page.put(str(people(fiche) + 2), *OWN, n, "cible")
            return at(page, *OWN, n, "cible")
    page.append({"libelle": label, "cible": str(people(fiche) + 2)}, *OWN)
    return at(page, *OWN, len(fiche.indicateurs.propres), "cible")


@fault("part logée loin des ménages logés", "PER-006")
def share_housed(d: Dossier, rng: Random) -> Spot:
    """A percentage that the households do not make."""
    page, _ = d.draw(rng, lambda f: "logement" in f.indicateurs.blocs)
    page.put("12", *BLOCS, "logement", "menages")
    page.put("6", *BLOCS, "logement", "menages_loges")
    page.put(rng.choice(["80 %", "20 %"]), *BLOCS, "logement", "part_fin_parcours")
    return at(page, *BLOCS, "logement", "part_fin_parcours")


@fault("même indicateur, deux valeurs", "PER-007")
def two_values(d: Dossier, rng: Random) -> Spot:
    """The number of eligible foreigners, here and in table 3.1."""

    def has_total(fiche: FicheAction) -> bool:
        first = fiche.indicateurs.propres[:1]
        return people(fiche) > 0 and bool(first and "étrangers éligibles" in first[0].libelle)

    page, fiche = d.draw(rng, has_total)
    page.put(str(people(fiche) + rng.choice([-1, 1, 6])), *OWN, 0, "cible")
    return at(page, *OWN, 0, "cible")


@fault("même indicateur deux fois dans son tableau", "PER-007")
def twin(d: Dossier, rng: Random) -> Spot:
    """An own indicator typed twice, with two values."""
    page, fiche = d.draw(rng, lambda f: f.indicateurs.propres)
    page.append({"libelle": "Nombre de réunions du réseau", "cible": "4"}, *OWN)
    page.append({"libelle": "nombre de réunions du réseau", "cible": rng.choice(["6", "12"])}, *OWN)
    return at(page, *OWN, len(fiche.indicateurs.propres) + 1, "cible")


@fault("coût horaire qui ne suit pas", "PER-008")
def hourly(d: Dossier, rng: Random) -> Spot:
    """An hourly cost that is not cost by hours by people."""
    page, fiche = d.draw(
        rng,
        lambda f: (
            people(f)
            and f.indicateurs.beneficiaires["total"].texte.isdigit()  # type: ignore[union-attr]
            and "francais" in f.indicateurs.blocs
            and (h := f.indicateurs.blocs["francais"]["heures"])
            and h.nombre
        ),
    )
    heures = fiche.indicateurs.blocs["francais"]["heures"]
    assert heures
    right = fiche.budget.cout / Decimal(heures.nombre or 1) / people(fiche)
    wrong = (right * rng.choice([2, people(fiche), 10]) + 1).quantize(Decimal("0.01"))
    page.put(f"{wrong} €".replace(".", ","), *BLOCS, "francais", "cout_horaire")
    return at(page, *BLOCS, "francais", "cout_horaire")


@fault("« 12/6 » : plus de réussites que de personnes", "PER-009")
def upside_down(d: Dossier, rng: Random) -> Spot:
    """The two numbers of a share are swapped."""
    page, _ = d.draw(rng, _in_block("francais"))  # type: ignore[arg-type]
    page.put(rng.choice(["12/6", "30 / 24"]), *BLOCS, "francais", "progres")
    return at(page, *BLOCS, "francais", "progres")


@fault("pourcentage supérieur à 100", "PER-010")
def percentage(d: Dossier, rng: Random) -> Spot:
    """More than all."""
    page, fiche = d.draw(rng, lambda f: f.indicateurs.propres)
    label = rng.choice(["Part des participants satisfaits", "Taux d'assiduité"])
    page.append({"libelle": label, "cible": rng.choice(["180 %", "101 %", "800 %"])}, *OWN)
    return at(page, *OWN, len(fiche.indicateurs.propres), "cible")


@fault("valeur-cible négative", "PER-011")
def negative(d: Dossier, rng: Random) -> Spot:
    """A minus before a number of people."""
    key = rng.choice(["bpt", "autres_publics", "moins_25"])
    page, _ = d.draw(rng, _bare(key))  # type: ignore[arg-type]
    page.put(rng.choice(["-6", "− 12"]), *ROWS, key)
    return at(page, *ROWS, key)


@fault("valeur-cible démesurée", "PER-012")
def huge(d: Dossier, rng: Random) -> Spot:
    """More people than the département has."""
    page, fiche = d.draw(rng, lambda f: f.indicateurs.propres)
    label = {
        "libelle": "Nombre de personnes informées",
        "cible": rng.choice(["1 500 000", "20000000"]),
    }
    page.append(label, *OWN)
    return at(page, *OWN, len(fiche.indicateurs.propres), "cible")


@fault("personnes comptées avec une fraction", "PER-013")
def fraction(d: Dossier, rng: Random) -> Spot:
    """« 1.5 » for 1 500, « 12,5 » people."""
    key = rng.choice(["bpt", "autres_publics"])
    page, _ = d.draw(rng, lambda f: people(f) > 20 and f.indicateurs.beneficiaires[key] is None)
    page.put(rng.choice(["1.5", '"2,5"']), *ROWS, key)
    return at(page, *ROWS, key)
