# Two commands do everything on a fresh machine: `make demo`, `make test`. Both create what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: attack fuzz demo test test-newest test-lowest lock lint types check-score mutants templates goldens \
	contact-sheet guide-pictures docs bench clean

# What runs today runs next year: every dependency has its version and its digest in the lock, as a
# wheel, and the project itself is built with the hatchling of the lock.
$(VENV)/installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: $(VENV)/installed ## The whole Metz pack, in out/metz_2026
	$(BIN)/ctai-docs render examples/metz_2026 -o out/metz_2026

test: $(VENV)/installed ## All tests; those that need LibreOffice or the validator say why they skip
	$(BIN)/python -m pytest -n auto --dist loadfile

lock: $(VENV)/installed ## Write requirements.lock anew: the newest of everything, for Python 3.11 and later
	$(BIN)/uv pip compile --quiet --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --only-binary :all: --no-header --output-file requirements.lock pyproject.toml

# Not what a user runs: what the next lock, or the oldest versions that pyproject.toml allows, would break.
test-newest: $(VENV)/installed ## All tests with the newest of everything
	$(PYTHON) -m venv .venv-newest
	$(BIN)/uv pip install --quiet --python .venv-newest --upgrade --editable '.[dev]'
	$(BIN)/uv pip list --quiet --python .venv-newest
	.venv-newest/bin/python -m pytest -n auto --dist loadfile

test-lowest: $(VENV)/installed ## All tests with the lowest version allowed of each dependency we name
	$(PYTHON) -m venv .venv-lowest
	$(BIN)/uv pip install --quiet --python .venv-lowest --resolution lowest-direct --editable .
	$(BIN)/uv pip list --quiet --python .venv-lowest --format freeze | grep -v '^-e' > .venv-lowest/ours.txt
	$(BIN)/uv pip install --quiet --python .venv-lowest --constraint .venv-lowest/ours.txt --editable '.[dev]'
	$(BIN)/uv pip list --quiet --python .venv-lowest
	.venv-lowest/bin/python -m pytest -n auto --dist loadfile

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed
	$(BIN)/mypy

check-score: $(VENV)/installed ## Recall by class of faults, and false alarms: two minutes
	$(BIN)/python -m tools.check_score

# Other mutants: make mutants MUTANTS="--seed demain --sample 100 ctai_docs/rules/time"
mutants: $(VENV)/installed ## The share of lines changed at random that the nearest tests see: minutes
	$(BIN)/python -m pip install --quiet --editable '.[mutants]'
	$(BIN)/python -m tools.mutants $(MUTANTS)

templates: $(VENV)/installed ## Build templates/*.docx from tools/
	$(BIN)/python -m tools.build_templates

goldens: $(VENV)/installed ## Renew the text dumps that tests compare with
	$(BIN)/python -m pytest --renew-goldens

contact-sheet: $(VENV)/installed ## Paint docs/images/metz.png, the sheet of the README, anew
	$(BIN)/python -m tools.contact_sheet

guide-pictures: $(VENV)/installed ## Paint docs/images anew, with LibreOffice and poppler
	$(BIN)/python -m tools.guide_pictures

attack: $(VENV)/installed ## Hostile input for all that reads: a table, tried and broken, in minutes
	$(BIN)/python -m tools.attack

FUZZ_SECONDS ?= 75
fuzz: $(VENV)/installed ## Each reader fuzzed by its coverage: ten minutes in all, by hand or at night
	$(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	for reader in yaml dossier markdown valeur modele docx xlsx logo; do \
		$(BIN)/python -m tools.attack.fuzz $$reader -max_total_time=$(FUZZ_SECONDS) || exit 1; \
	done

docs: $(VENV)/installed ## The guide and the reference of the library as pages, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/installed ## The table of benchmarks/results.md: minutes, on a machine that does nothing else
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target .bench/rust rust-docxtpl==0.1.2
	-npm install --prefix .bench/node --no-save --no-audit --no-fund --silent docxtemplater@3.71.0 pizzip@3.3.0 carbone@3.8.2
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .venv-newest .venv-lowest .bench out site .mypy_cache .ruff_cache .pytest_cache .hypothesis
