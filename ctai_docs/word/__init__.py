"""WordprocessingML made by us."""
