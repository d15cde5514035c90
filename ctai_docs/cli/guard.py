"""A command run and its exit code: mistakes of the user are told in French, without traceback.

Any other error is a bug of ours: its details go to a file, which the message names. Tests set
`CTAI_DOCS_TRACE`, so that a bug is raised and cannot hide behind a polite sentence.
"""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import typer

from ctai_docs.cli import console
from ctai_docs.cli.french import FormerOptionError, UsageError, complaint
from ctai_docs.machine.files import reason
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.waiting import heard

TRACE = "CTAI_DOCS_TRACE"
"""The environment variable that has a bug raised rather than told."""
CLEAN, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130


def guarded(command: Callable[[], Any]) -> int:
    """Run a command and return its exit code."""
    try:
        with heard(console.warn):
            code = command()
    except UsageError as error:
        console.warn(complaint(error))
        return CANNOT_RUN
    except FormerOptionError as error:
        console.warn(str(error))
        return CANNOT_RUN
    except CtaiError as error:
        console.show(error.findings)
        return CANNOT_RUN
    except OSError as error:
        console.warn(_refused(error))
        return CANNOT_RUN
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:
        if os.environ.get(TRACE):
            raise
        console.warn(_unforeseen(error))
        return CANNOT_RUN
    if code == INTERRUPTED:
        console.warn("Interrompu. Rien n’a été écrit à moitié.")
    return code if isinstance(code, int) else CLEAN


def _refused(error: OSError) -> str:
    """Return what the system refuses, and for which file where that is known."""
    if error.filename in (None, ""):
        return f"Le système refuse une lecture ou une écriture : {reason(error)}."
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
    return f"« {name} » ne peut être ni lu ni écrit : {reason(error)}."


def _unforeseen(error: Exception) -> str:
    """Return what is said of a bug of ours, once its details are written."""
    what = "La mémoire manque" if isinstance(error, MemoryError) else type(error).__name__
    details = "".join(traceback.format_exception(error))
    where = "Les détails n’ont pas pu être écrits."
    with suppress(OSError):
        number, path = tempfile.mkstemp(".txt", "ctai-docs-erreur-")
        with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(details)
        where = f"Les détails sont dans « {path} »."
    return (
        f"ctai-docs s’est arrêté sur un cas qu’il ne prévoit pas ({what}). C’est une faute du "
        f"programme, non de votre dossier. {where} Joignez ce fichier à votre message à qui "
        "entretient ctai-docs, et recommencez en simplifiant ce que vous venez d’ajouter."
    )
