"""LibreOffice accepts and rejects tracked changes: run by a Python that has `uno`, not imported.

    python3 redline_office.py FOLDER PROFILE

Writes, beside each `X.docx` of the folder, its text: `X.accepted.txt` and `X.rejected.txt`, all
its changes accepted or rejected. One soffice opens them all, through a pipe.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {
    "accepted": ".uno:AcceptAllTrackedChanges",
    "rejected": ".uno:RejectAllTrackedChanges",
}


def main(folder, profile):
    """Start soffice, go through the folder, and end it."""
    pipe = f"redline{os.getpid()}"
    office = subprocess.Popen(
        [
            *("soffice", "--headless", "--norestore", "--nologo"),
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        context = connect(office, pipe)
        manager = context.ServiceManager
        desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        for path in sorted(folder.glob("*.docx")):
            for name, command in COMMANDS.items():
                resolve(desktop, helper, command, path, path.with_suffix(f".{name}.txt"))
        desktop.terminate()
    finally:
        end(office)


def connect(office, pipe):
    """Return the context of the office, once it answers."""
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    for _ in range(300):
        assert office.poll() is None, f"soffice ended with {office.returncode}"
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    raise TimeoutError("soffice does not answer")


def resolve(desktop, helper, command, path, text):
    """Open a file, accept or reject all its changes, and store its text."""
    hidden = PropertyValue("Hidden", 0, True, 0)
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))
    frame = document.CurrentController.Frame
    helper.executeDispatch(frame, command, "", 0, ())
    filters = (
        PropertyValue("FilterName", 0, "Text (encoded)", 0),
        PropertyValue("FilterOptions", 0, "UTF8,LF", 0),
    )
    document.storeToURL(text.as_uri(), filters)
    document.close(True)


def end(office):
    """Wait for soffice to end, or end it: the process that was started, and no other."""
    try:
        office.wait(20)
    except subprocess.TimeoutExpired:
        office.terminate()
        office.wait(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
