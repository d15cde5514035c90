"""A command run and its exit code: what the user did wrong is told in French, without traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from ctai_docs.cli import console
from ctai_docs.cli.french import FormerOptionError, UsageError, complaint
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml.files import reason

CLEAN, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130


def guarded(command: Callable[[], Any]) -> int:
    """Run a command and return its exit code."""
    try:
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
        console.warn(f"« {error.filename} » ne peut être ni lu ni écrit : {reason(error)}.")
        return CANNOT_RUN
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        console.warn("Interrompu. Rien n’a été écrit à moitié.")
    return code if isinstance(code, int) else CLEAN
