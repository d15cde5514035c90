# Two commands do everything on a fresh machine: `make demo`, `make test`. Both create what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types check-score templates goldens contact-sheet guide-pictures bench clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

demo: $(VENV)/installed ## The whole Metz pack, in out/metz_2026
	$(BIN)/ctai-docs render examples/metz_2026 -o out/metz_2026

test: $(VENV)/installed ## All tests; those that need LibreOffice or the validator say why they skip
	$(BIN)/python -m pytest

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed
	$(BIN)/mypy

check-score: $(VENV)/installed ## Recall by class of faults, and false alarms: two minutes
	$(BIN)/python -m tools.check_score

templates: $(VENV)/installed ## Build templates/*.docx from tools/
	$(BIN)/python -m tools.build_templates

goldens: $(VENV)/installed ## Renew the text dumps that tests compare with
	$(BIN)/python -m pytest --renew-goldens

contact-sheet: $(VENV)/installed ## Paint docs/images/metz.png, the sheet of the README, anew
	$(BIN)/python -m tools.contact_sheet

guide-pictures: $(VENV)/installed ## Paint docs/images anew, with LibreOffice and poppler
	$(BIN)/python -m tools.guide_pictures

bench: $(VENV)/installed ## The table of benchmarks/results.md: minutes, on a machine that does nothing else
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target .bench/rust rust-docxtpl==0.1.2
	-npm install --prefix .bench/node --no-save --no-audit --no-fund --silent docxtemplater@3.71.0 pizzip@3.3.0 carbone@3.8.2
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .bench out .mypy_cache .ruff_cache .pytest_cache .hypothesis
