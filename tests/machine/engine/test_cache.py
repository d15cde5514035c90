"""Templates kept on disk: the same renderings, and never a file that another could have written."""

import os
import subprocess
import sys
import time

import pytest

from ctai_docs.machine.engine import cache
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.docs import docx, p, sdt, tbl, tr

DATA = docx(
    p("{{ a }}"),
    sdt(p("{{ b|upper }}"), tag="{{ a }}"),
    tbl(tr("{%tr for x in l %}"), tr("{{ x }}"), tr("{%tr endfor %}")),
    footer1=p("{{ a }}"),
)
CONTEXT = {"a": "un & <deux>", "b": "b\tc", "l": ["x", "y"]}


@pytest.fixture
def folder(tmp_path):
    """Return a folder that does not exist yet."""
    return tmp_path / "cache"


@pytest.fixture
def compilations(monkeypatch):
    """Count the templates compiled."""
    seen = []
    compiled = Template.compile.__func__

    def count(cls, data, environment, name=""):
        seen.append(name)
        return compiled(cls, data, environment, name)

    monkeypatch.setattr(Template, "compile", classmethod(count))
    return seen


def get(folder, data=DATA, name="m.docx"):
    """Return the template, as the library gets it."""
    return cache.compile_template(data, make_environment(), name, folder)


def test_what_comes_back_renders_the_same(folder, compilations):
    """Source, code, proof and parts of the package make the same template."""
    made, kept = get(folder), get(folder)
    assert len(compilations) == 1
    assert kept.render(CONTEXT).parts == made.render(CONTEXT).parts
    assert dict(kept.package.parts) == dict(made.package.parts)
    assert [part.proof for part in kept.parts] == [part.proof for part in made.parts]
    assert [str(item) for item in kept.placeholders()] == [str(i) for i in made.placeholders()]


def test_the_folder_and_its_files_are_the_users_alone(folder):
    """Nobody else reads or writes there."""
    get(folder)
    [file] = folder.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600


def open_folder(folder):
    """Let others write in the folder."""
    folder.chmod(0o777)


def open_file(folder):
    """Let others write the file."""
    next(folder.iterdir()).chmod(0o666)


def link_file(folder):
    """Put a link to another file in the place of the file."""
    file = next(folder.iterdir())
    file.rename(folder.parent / "elsewhere")
    file.symlink_to(folder.parent / "elsewhere")


def link_folder(folder):
    """Put a link to another folder in the place of the folder."""
    folder.rename(folder.parent / "real")
    folder.symlink_to(folder.parent / "real")


def cut_file(folder):
    """Lose the end of the file."""
    file = next(folder.iterdir())
    file.write_bytes(file.read_bytes()[:-10])


def change_file(folder):
    """Change one byte of the file."""
    file = next(folder.iterdir())
    data = bytearray(file.read_bytes())
    data[100] ^= 1
    file.write_bytes(bytes(data))


def empty_file(folder):
    """Lose all of the file."""
    next(folder.iterdir()).write_bytes(b"")


@pytest.mark.parametrize(
    "spoil",
    [open_folder, open_file, link_file, link_folder, cut_file, change_file, empty_file],
    ids=lambda function: function.__name__,
)
def test_a_file_that_others_could_have_written_or_that_is_spoilt_is_not_read(
    folder, compilations, spoil
):
    """The template is compiled as if there were no file, and nothing is said."""
    made = get(folder)
    spoil(folder)
    assert get(folder).render(CONTEXT).parts == made.render(CONTEXT).parts
    assert len(compilations) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("whose", ["folder", "file"])
def test_what_belongs_to_another_is_not_read(folder, compilations, whose):
    """Code of another user is never run."""
    get(folder)
    os.chown(folder if whose == "folder" else next(folder.iterdir()), 12345, 12345)
    get(folder)
    assert len(compilations) == 2


def test_another_template_name_or_version_is_another_file(folder, compilations, monkeypatch):
    """The key holds all that the code depends on."""
    get(folder)
    get(folder, docx(p("{{ b }}")))
    get(folder, name="autre.docx")
    monkeypatch.setattr(cache, "_versions", lambda: b"another Jinja")
    get(folder)
    assert len(compilations) == 4
    assert len(list(folder.iterdir())) == 4


def test_the_versions_name_python_jinja_and_docxtpl():
    """An upgrade of any of them makes other files."""
    versions = cache._versions().decode()
    assert sys.version.split()[0] in versions
    assert "jinja2-" in versions
    assert "docxtpl-" in versions
    assert "engine/proof.py" in versions.replace(os.sep, "/")


def test_a_template_that_does_not_compile_is_not_kept(folder):
    """Its findings are made anew each time."""
    for _ in range(2):
        with pytest.raises(CtaiError):
            get(folder, docx(p("{% if %}")))
    assert not folder.exists()


def test_old_files_go(folder, monkeypatch):
    """Each edit of a template leaves a file; only the newest stay."""
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    for n in range(5):
        get(folder, name=f"{n}.docx")
        time.sleep(0.01)
    assert len(list(folder.iterdir())) == 3
    assert not any("." in file.name for file in folder.iterdir())


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path, compilations):
    """A file stands where the folder should be."""
    (tmp_path / "file").write_bytes(b"")
    get(tmp_path / "file" / "cache")
    get(tmp_path / "file")
    assert len(compilations) == 2


def test_the_folder_is_the_users_own_and_can_be_switched_off(monkeypatch, tmp_path):
    """`CTAI_DOCS_CACHE=non` does without; a relative place is not one."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv(cache.SWITCH, raising=False)
    assert cache.cache_folder() == tmp_path / "ctai-docs"
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert cache.cache_folder() is None
    monkeypatch.setenv(cache.SWITCH, "non")
    assert cache.cache_folder() is None


def test_a_second_run_imports_neither_docxtpl_nor_python_docx(tmp_path):
    """They cost more than all the rest of a cold start; the first run alone pays for them."""
    code = (
        "import sys\nfrom ctai_docs.documents.templates import Templates, standard_names\n"
        "for name in standard_names(): Templates()[name]\n"
        "print({'docxtpl', 'docx'} & set(sys.modules))"
    )
    env = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path),
        "CTAI_DOCS_CACHE": "",
        "HOME": str(tmp_path),
    }
    runs = [
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
        for _ in range(2)
    ]
    assert runs[0].stdout.strip() != b"set()"
    assert runs[1].stdout.strip() == b"set()"
