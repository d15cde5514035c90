"""How many of the faults that people make `check` finds: a clean dossier, broken in every way.

Each fault is a function named after it, in the modules `money`, `people`… It edits the YAML of a
copy as an agent would, and returns the place where the report must name it.
"""
