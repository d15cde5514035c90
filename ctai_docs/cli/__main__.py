"""`python -m ctai_docs.cli`."""

from ctai_docs.cli.main import entry

entry()
