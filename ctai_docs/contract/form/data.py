"""What the files of the form are read into."""

from pydantic import BaseModel, ConfigDict


class Data(BaseModel):
    """Base of the form's types: immutable, and refusing keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
