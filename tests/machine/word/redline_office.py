"""LibreOffice accepts or rejects the tracked changes of files, by a macro that one soffice runs.

The macro is Basic because every LibreOffice has it: a Python that speaks UNO is a package apart.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

MACRO = """
Sub Run(folder As String)
  On Error Goto Failed
  Dim found(1000) As String
  Dim count As Integer, rank As Integer
  found(0) = Dir(folder & "/*.docx")
  Do While found(count) <> ""
    count = count + 1
    found(count) = Dir()
  Loop
  For rank = 0 To count - 1
    Resolve(folder & "/" & found(rank), "accepted", ".uno:AcceptAllTrackedChanges")
    Resolve(folder & "/" & found(rank), "rejected", ".uno:RejectAllTrackedChanges")
  Next
Failed:
  StarDesktop.terminate()
End Sub

Sub Resolve(path As String, how As String, command As String)
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  Dim storing(1) As New com.sun.star.beans.PropertyValue
  storing(0).Name = "FilterName"
  storing(0).Value = "Text (encoded)"
  storing(1).Name = "FilterOptions"
  storing(1).Value = "UTF8,LF"
  document = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, opening())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  document.storeToURL(ConvertToURL(path & "." & how & ".txt"), storing())
  document.close(True)
End Sub
"""
MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">{}</script:module>'
)
HOW = ("accepted", "rejected")


def office_texts(files, folder):
    """Return the lines of files, all their changes accepted and rejected, as LibreOffice does."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    with tempfile.TemporaryDirectory() as profile:
        _soffice(profile, "--terminate_after_init")  # makes the profile, with an empty module
        module = Path(profile, "user/basic/Standard/Module1.xba")
        module.write_text(MODULE.format(escape(MACRO)), encoding="utf-8")
        _soffice(profile, f'macro:///Standard.Module1.Run("{folder}")')
    return {(name, how): _lines(folder / f"{name}.docx.{how}.txt") for name in files for how in HOW}


def _soffice(profile, *arguments):
    """Run one soffice to its end; what it does not make, the caller misses."""
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}"]
    quiet = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    office = subprocess.Popen([*command, *arguments], start_new_session=True, **quiet)
    try:
        office.wait(300)
    except subprocess.TimeoutExpired:
        os.killpg(office.pid, signal.SIGKILL)
        raise


def _lines(path):
    """Return the lines of a text that hold words, without bullets nor the pages of a contents."""
    lines = (line.strip(" \t•◦–▪") for line in path.read_text(encoding="utf-8-sig").splitlines())
    return [re.sub(r"\t(…|\d+)$", "", line) for line in lines if line]
