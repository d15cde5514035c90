"""The face of the package."""

from ctai_docs.machine import french


def test_the_names_of_the_package_are_sorted_and_exist():
    """`__all__` is sorted and names nothing that is missing."""
    assert french.__all__ == sorted(french.__all__)
    assert all(hasattr(french, name) for name in french.__all__)
