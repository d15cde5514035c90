"""How long fuzzing lasts: some examples of each kind, CTAI_FUZZ times as many where it is set.

`CTAI_FUZZ=100 pytest tests/fuzz` takes half an hour, with other examples each time.
"""

from __future__ import annotations

import os
from datetime import timedelta

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("CTAI_FUZZ", "1"))
SECONDS = 5
"""How long one example may take: a text that takes longer would keep an editor waiting."""


def fuzz(examples):
    """Return the settings of a test that draws so many examples, the same ones in short runs."""
    return settings(
        max_examples=examples * TIMES,
        deadline=timedelta(seconds=SECONDS),
        derandomize=TIMES == 1,
        suppress_health_check=list(HealthCheck),
    )
