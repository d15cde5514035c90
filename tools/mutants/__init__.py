"""`make mutants`: lines changed at random, and whether the nearest tests see it.

python -m tools.mutants --sample 40 --seed ctai ctai_docs/rules ctai_docs/contract/model/budget.py

The operators are cosmic-ray's, with two of ours. Its runner is not used: it rewrites the files of
the working copy and starts Python anew for each mutant; here a fork imports the changed source
from memory. mutmut 3 leaves out functions with a decorator, hence every property of the model.
"""
