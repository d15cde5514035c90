"""The face of the package."""

import subprocess
import sys

from ctai_docs import french


def test_the_names_of_the_package_are_sorted_and_exist():
    """`__all__` is sorted and names nothing that is missing."""
    assert french.__all__ == sorted(french.__all__)
    assert all(hasattr(french, name) for name in french.__all__)


def test_importing_the_package_does_not_load_num2words():
    """The slow dependency waits until an amount is spelt."""
    code = "import sys, ctai_docs.french; sys.exit('num2words' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
