"""LibreOffice without network and without what documents bring in from outside.

Its profile refuses linked content, macros, updates of links, and sends what it would still fetch
to a proxy that is not there; on Linux, where the kernel lets it, it has no network at all.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

_COMMON, _INET = "/org.openoffice.Office.Common", "/org.openoffice.Inet/Settings"
SETTINGS: tuple[tuple[str, str, str], ...] = (
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Security/Scripting", "DisableActiveContent", "true"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "HyperlinksWithCtrlClick", "true"),
    (f"{_COMMON}/Load", "UpdateDocMode", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    (_INET, "ooInetProxyType", "2"),
    (_INET, "ooInetNoProxy", ""),
    *((_INET, f"ooInet{protocol}ProxyName", "127.0.0.1") for protocol in ("HTTP", "HTTPS", "FTP")),
    *((_INET, f"ooInet{protocol}ProxyPort", "9") for protocol in ("HTTP", "HTTPS", "FTP")),
)
"""Each: the path of the setting, its name, its value. Port 9 is that of nobody (`discard`)."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def write_profile(folder: Path) -> None:
    """Write the settings of a LibreOffice that starts with the profile in `folder`."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
        for path, name, value in SETTINGS
    )
    target = folder / "user" / "registrymodifications.xcu"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{_HEAD}{items}</oor:items>\n", encoding="utf-8")


@cache
def without_network() -> tuple[str, ...]:
    """Return what precedes a command that is to have no network, () where there is no such way."""
    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    if unshare is None:
        return ()
    prefix = (unshare, "--map-current-user", "--net", "--")
    tried = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    return prefix if tried.returncode == 0 else ()
