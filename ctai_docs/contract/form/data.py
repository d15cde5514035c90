"""What the files of the form are read into."""

from pydantic import BaseModel, ConfigDict


class FormData(BaseModel):
    """Base of the form's types: immutable, and refusing keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Libelle(FormData):
    """Something the form names: the key of the answer, the official label, a short title."""

    cle: str
    libelle: str
    titre: str = ""
    note: str = ""
    niveau: int = 0
    precision: bool = False

    @property
    def court(self) -> str:
        """The short title, which screen readers announce: at most 64 characters."""
        return self.titre or self.libelle
