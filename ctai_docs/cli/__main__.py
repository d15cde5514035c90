"""`python -m ctai_docs.cli`."""

from ctai_docs.cli.main import entry

if __name__ == "__main__":  # a process of a batch imports this module by another name
    entry()
