"""How fast, against what: the table of the README, measured by `make bench`."""
