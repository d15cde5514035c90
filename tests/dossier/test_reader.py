"""A folder becomes a contract: what is read from where. What is refused is in `tests/cases`."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from pathlib import Path

import pytest

from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.findings import CtaiError, Rule, Severity, show_path
from tests.cases.trees import BASE, grow

METZ = Path(__file__).parents[2] / "examples" / "metz_2026"
READ = ("contrat.yaml", "temoins.yaml", "fiches/01-a.yaml", "avenants/1.yaml")
FICHE = "intitule: Un toit\naxe: logement\n"
symlinks = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture
def dossier(tmp_path):
    """Return a function that makes the dossier of a tree, and its folder."""
    return lambda tree="": grow(tree, tmp_path / "dossier")


def png(width=2, height=1):
    """Return a picture whose pixels are black."""

    def chunk(kind, data):
        sum_ = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0" * (width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def refused(root):
    """Return the codes and places of what is found in a dossier that cannot be read."""
    with pytest.raises(CtaiError) as caught:
        read_dossier(root)
    return [(f.code, str(f.where)) for f in caught.value.findings]


def test_the_metz_dossier_reads():
    """Twelve fiches, in the order of their files."""
    fiches = read_dossier(METZ).contrat.fiches
    assert len(fiches) == 12
    assert [fiches[0].cle, fiches[7].cle] == ["coordinateur", "un-toit"]


def test_a_path_may_be_a_text(dossier):
    """A script need not import `pathlib`."""
    root = dossier()
    assert read_dossier(str(root)).contrat == read_dossier(root).contrat


def test_the_contract_may_be_split_by_key(dossier):
    """A key in a file of its own is the key of the contract: a list, a group of keys or a text."""
    tree = (
        "=== temoins.yaml\n- fonction: Préfète\n=== versement.yml\nordonnateur: la préfète\n"
        "=== preambule.yaml\n|\n  Un texte\n=== fiches/01-a.yaml\n" + FICHE
    )
    contrat = read_dossier(dossier(tree)).contrat
    assert [t.fonction for t in contrat.temoins] == ["Préfète"]
    assert contrat.versement.ordonnateur == "la préfète"
    assert contrat.preambule == "Un texte\n"
    assert len(contrat.fiches) == 1


def test_fiches_come_in_the_order_of_their_files(dossier):
    """10 comes after 09; `.yml` is YAML too; what is no YAML, or hidden, is passed over."""
    names = ("10-c.yaml", "09-b.yml", "01-a.yaml")
    tree = "".join(f"=== fiches/{name}\n{FICHE}" for name in names)
    tree += f"=== fiches/notes.txt\nx\n=== fiches/.brouillon.yaml\n{FICHE}=== LISEZMOI.txt\nx\n"
    assert [f.cle for f in read_dossier(dossier(tree)).contrat.fiches] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("08-un-toit", "un-toit", id="number and dash"),
        pytest.param("08_un-toit", "un-toit", id="number and underscore"),
        pytest.param("un-toit", "un-toit", id="no number"),
        pytest.param("2026-bilan-2", "bilan-2", id="a number inside"),
        pytest.param("08", "08", id="a number only"),
    ],
)
def test_the_file_names_the_fiche(dossier, name, key):
    """The number gives the order, the rest the key."""
    root = dossier(f"=== fiches/{name}.yaml\n{FICHE}")
    assert read_dossier(root).contrat.fiches[0].cle == key


def test_a_key_in_the_file_comes_before_its_name(dossier):
    """A fiche keeps its key when its file is renamed."""
    root = dossier(f"=== fiches/01-autre.yaml\ncle: un-toit\n{FICHE}")
    assert read_dossier(root).contrat.fiches[0].cle == "un-toit"


def test_fiches_may_stand_in_the_contract(dossier):
    """Without a folder `fiches`, the key of the contract is read."""
    root = dossier("=== contrat.yaml +\nfiches: [{cle: a, intitule: A, axe: logement}]\n")
    assert [f.cle for f in read_dossier(root).contrat.fiches] == ["a"]


def test_a_file_that_cannot_be_read_does_not_shift_the_others(dossier):
    """The findings of the next fiche are placed in its file, not in the broken one."""
    root = dossier(
        '=== fiches/01-a.yaml\nintitule: "\n'
        "=== fiches/02-b.yaml\nintitule: B\naxe: logement\ndebut: hier\n"
    )
    assert refused(root) == [
        ("YML-009", "fiches/01-a.yaml:1:11"),
        ("MOD-006", "fiches/02-b.yaml:3:8"),
    ]


def test_a_finding_of_the_checks_is_placed_in_the_file_of_the_fiche(dossier):
    """A path in the contract becomes a file, a line, a column and a path in the file."""
    read = read_dossier(dossier(f"=== fiches/01-a.yaml\n{FICHE}budget:\n  reliquats: 12\n"))
    rule = Rule(code="X-001", severity=Severity.ERREUR, title="", found="")
    (found,) = read.place([rule.at(("fiches", 0, "budget", "reliquats"))])
    assert str(found.where) == "fiches/01-a.yaml:4:14"
    assert found.path == found.shown == ("budget", "reliquats")


def test_a_placed_finding_names_elements_by_their_keys(dossier):
    """In the file that holds them; the path by ranks stays for programs."""
    read = read_dossier(dossier(f"=== fiches/01-a.yaml\n{FICHE}portage: [ccas]\n"))
    rule = Rule(code="X-001", severity=Severity.ERREUR, title="", found="Quoi.")
    paths = ("parties", 1, "nom"), ("fiches", 0, "portage", 0), ("fiches", 0)
    shown = {f.path: show_path(f.shown) for f in read.place([rule.at(path) for path in paths])}
    assert shown == {
        (): "",
        ("parties", 1, "nom"): "parties.ville.nom",
        ("portage", 0): "portage.ccas",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_marks_of_editors_do_not_matter(dossier, encoding, end):
    """A byte order mark, and the line ends of any system."""
    root = dossier()
    text = (BASE + "territoire: Épinal\n").replace("\n", end)
    (root / "contrat.yaml").write_bytes(text.encode(encoding))
    assert read_dossier(root).contrat.territoire == "Épinal"


def test_a_logo_is_read_with_its_size(dossier):
    """A picture inside the dossier, in a folder or not, is kept under the key of its party."""
    root = dossier(LOGO)
    (root / "logos").mkdir()
    (root / "logos" / "ville.png").write_bytes(png(200, 100))
    logos = read_dossier(root).logos
    assert {k: (v.width, v.height) for k, v in logos.items()} == {"ville": (200, 100)}


LOGO = """\
=== parties.yaml
- {cle: etat, type: etat, nom: l'État}
- {cle: ville, type: commune, nom: la Ville, logo: logos/ville.png}
=== contrat.yaml
debut: 2026-01-01
fin: 2026-12-31
exercices: [{cle: 2026}]
"""


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(png(30_000, 30_000), id="too many pixels"),
        pytest.param(png() + b"\0" * 5_000_001, id="too many bytes"),
    ],
)
def test_a_logo_that_is_too_large_is_refused(dossier, data):
    """A picture that would make the documents heavy, or the machine slow."""
    root = dossier(LOGO)
    (root / "logos").mkdir()
    (root / "logos" / "ville.png").write_bytes(data)
    assert refused(root) == [("IMG-002", "logos/ville.png")]


@symlinks
def test_links_inside_the_dossier_are_followed(dossier):
    """A fiche or a logo may be a link to another file of the dossier."""
    root = dossier(LOGO + f"=== fiches/01-a.yaml\n{FICHE}=== fiches/02-b.yaml -> 01-a.yaml\n")
    (root / "logos").mkdir()
    (root / "vrai.png").write_bytes(png())
    (root / "logos" / "ville.png").symlink_to("../vrai.png")
    (root / "contrat.yaml").write_text(
        (root / "contrat.yaml").read_text() + "axes: [{cle: logement, intitule: Logement}]\n"
    )
    read = read_dossier(root)
    assert [f.cle for f in read.contrat.fiches] == ["a", "b"]
    assert list(read.logos) == ["ville"]


@symlinks
def test_the_dossier_itself_may_be_a_link(dossier, tmp_path):
    """Files named from a linked folder are not outside."""
    root = dossier(LOGO)
    (root / "logos").mkdir()
    (root / "logos" / "ville.png").write_bytes(png())
    (tmp_path / "lien").symlink_to("dossier")
    assert list(read_dossier(tmp_path / "lien").logos) == ["ville"]


@symlinks
def test_a_logo_that_is_a_link_to_itself_is_refused(dossier):
    """A loop is a finding, not a crash."""
    root = dossier(LOGO)
    (root / "logos").mkdir()
    (root / "logos" / "ville.png").symlink_to("ville.png")
    assert [code for code, _ in refused(root)] == ["DOS-007"]


@symlinks
def test_a_contract_that_is_a_link_to_nothing_is_no_dossier(dossier):
    """The folder holds no contract that can be opened."""
    root = dossier("=== contrat.yaml absent\n=== contrat.yaml -> ailleurs.yaml\n")
    assert refused(root) == [("DOS-002", str(root))]


def test_a_file_is_no_dossier(tmp_path):
    """The path of the contract itself, instead of its folder."""
    (tmp_path / "contrat.yaml").write_text(BASE, encoding="utf-8")
    path = tmp_path / "contrat.yaml"
    assert refused(path) == [("DOS-011", str(path))]


def test_a_file_without_the_right_to_read_it_is_told(dossier, monkeypatch):
    """The others are read all the same."""
    root = dossier(f"=== fiches/01-a.yaml\n{FICHE}=== fiches/02-b.yaml\naxe: logement\n")
    real = Path.open

    def denied(path, *options):
        if path.name == "01-a.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *options)

    monkeypatch.setattr(Path, "open", denied)
    assert [code for code, _ in refused(root)] == ["DOS-003", "MOD-001"]


@symlinks
@pytest.mark.parametrize("name", READ)
def test_a_link_does_not_bring_in_what_is_outside(dossier, tmp_path, name):
    """A dossier that someone sends reads none of our files."""
    root = dossier()
    (tmp_path / "secret.yaml").write_text("intitule: secret\n", encoding="utf-8")
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(CtaiError, match="c’est un lien qui mène hors du dossier"):
        read_dossier(root)


@symlinks
@pytest.mark.parametrize("name", READ)
def test_a_pipe_or_a_device_does_not_hang_the_reading(dossier, name):
    """Both could be read for ever."""
    root = dossier()
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).unlink(missing_ok=True)
    os.mkfifo(root / name)
    with pytest.raises(CtaiError, match="ce n’est pas un fichier ordinaire"):
        read_dossier(root)


def test_a_file_is_not_read_beyond_its_limit(dossier):
    """A file of terabytes, which takes no room on a disk, costs what the limit costs."""
    root = dossier(LOGO)
    (root / "logos").mkdir()
    (root / "logos" / "ville.png").write_bytes(png())
    for name, code in (("logos/ville.png", "IMG-002"), ("axes.yaml", "YML-001")):
        with (root / name).open("ab") as file:
            file.truncate(10 * 2**40)
        assert [found for found, _ in refused(root)] == [code]


def test_a_wrong_party_is_not_also_a_party_too_few(dossier):
    """Two parties, one of them wrong: one mistake, one finding."""
    root = dossier()
    text = BASE.replace("type: commune", "type: comune")
    (root / "contrat.yaml").write_text(text, encoding="utf-8")
    assert [code for code, _ in refused(root)] == ["MOD-005"]
