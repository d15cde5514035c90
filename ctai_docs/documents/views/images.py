"""The logos of the parties on the cover of the contract."""

from __future__ import annotations

from dataclasses import dataclass

from ctai_docs.machine.word.pictures import Picture, drawing

_WIDTH_CM, _HEIGHT_CM = 4.5, 2.5


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo and its alternative text: what a template prints with `{{r … }}`."""

    picture: Picture
    alt: str

    def __html__(self) -> str:
        """Return the WordprocessingML of the logo."""
        return drawing(self.picture, self.alt, _WIDTH_CM, _HEIGHT_CM)
