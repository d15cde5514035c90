"""LibreOffice fetches nothing, whatever a document asks for."""

from __future__ import annotations

import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ctai_docs.machine.pdf import alone, find_office, to_pdf
from tests.machine.engine.packages import Draft, document, paragraph, picture


@pytest.fixture
def server():
    """Listen on this machine; return the address, and what was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 names of http.server

        def log_message(self, *_):
            pass

    served = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}", asked
    served.shutdown()
    thread.join()
    served.server_close()


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("network", [True, False])
def test_nothing_is_fetched(server, monkeypatch, network):
    """A linked picture and a text included: neither with its profile alone, nor without network."""
    address, asked = server
    if network:
        monkeypatch.setattr("ctai_docs.machine.pdf.office.without_network", lambda: ())
    shown = picture("rL", "1").replace("r:embed", "r:link")
    field = (
        f"<w:p><w:fldSimple w:instr='INCLUDETEXT \"{address}/t.txt\"'><w:r><w:t>x</w:t></w:r>"
        f"</w:fldSimple><w:fldSimple w:instr='INCLUDEPICTURE \"{address}/i.png\"'/></w:p>"
    )
    data = Draft(document(shown, field, paragraph("fin")), links={"rL": f"{address}/a.png"}).data()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            rels = old.read(name)
            if name == "word/_rels/document.xml.rels":  # the element names a picture
                rels = rels.replace(b'hyperlink" Target="http', b'image" Target="http')
            new.writestr(name, rels)
    assert to_pdf({"a.docx": made.getvalue()})["a.docx"].startswith(b"%PDF")
    assert asked == []


def test_the_profile_is_written_before_the_office_starts(tmp_path):
    """Each setting is in the file that LibreOffice reads, once."""
    alone.write_profile(tmp_path)
    text = (tmp_path / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    for path, name, _ in alone.SETTINGS:
        assert text.count(f'oor:path="{path}"><prop oor:name="{name}"') == 1
