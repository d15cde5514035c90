"""YAML in and out: every scalar stays text, every value knows its line and column."""

from ctai_docs.machine.yaml.events import Loaded, read_yaml
from ctai_docs.machine.yaml.positions import Positions
from ctai_docs.machine.yaml.writer import Plain, write_yaml

__all__ = ["Loaded", "Plain", "Positions", "read_yaml", "write_yaml"]
