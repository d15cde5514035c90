"""The machine that makes Word files; it knows nothing of the contract."""
