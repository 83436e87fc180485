# The two commands: `make edition` builds the sample's edition, `make test` runs the tests.
# Needs Python 3.11 or newer and make; downloads nothing but packages, checked by hash.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The tests start the command hundreds of times: what Python compiled once is kept.
unexport PYTHONDONTWRITEBYTECODE

OWN := --no-deps --no-build-isolation --editable .

.PHONY: edition test test-faults test-growth test-growth-short test-growth-long test-delivery test-browser test-browser-again test-browser-long test-ghost test-networks lint types imports check bench lock clean tables mutants

edition: $(VENV)/run
	@$(BIN)/digest build

# One worker more than there are processors: tests also wait, for disks and for processes of their own.
test: $(VENV)/dev
	$(BIN)/python -m pytest -n $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )) --dist worksteal --ignore tests/browser --ignore tests/delivery --ignore tests/ghost --ignore tests/pds \
	  --ignore tests/growth

test-faults: $(VENV)/dev
	$(BIN)/python -m pytest tests/faults --long

# Texts made to be slow: does twice the length take twice the time?  Alone on the machine, as it measures.
test-growth: $(VENV)/dev
	$(BIN)/python -m pytest tests/growth

# Those that once cost the square of the length.
test-growth-short: $(VENV)/dev
	$(BIN)/python -m pytest tests/growth/test_growth.py -k "square and (front or sentences or marked or clean)"

# All at 100,000 characters, and no field may take 2 s or 256 MB: about half an hour.
test-growth-long: $(VENV)/dev
	$(BIN)/python -m pytest tests/growth --long

# Real mail servers, from Debian; as root.
test-delivery: $(VENV)/dev
	sh tests/delivery/install.sh
	$(BIN)/python -m pytest tests/delivery --delivery

# A real Ghost with SQLite, from npm; Node 20, g++ and some minutes the first time.  Not in CI.
GHOST ?= $(CURDIR)/.ghost
test-ghost: $(VENV)/dev
	sh tests/ghost/install.sh $(GHOST)
	$(BIN)/python -m pytest tests/ghost --ghost $(GHOST)

# Bluesky's own server, from npm; Node 18, g++ and some minutes the first time.  On the loopback alone, not in CI.
PDS ?= $(CURDIR)/.pds
test-networks: $(VENV)/dev
	sh tests/pds/install.sh $(PDS)
	$(BIN)/python -m pytest tests/pds --pds $(PDS)

# A real browser (a Chromium on the path); axe and two checkers come from npm.
test-browser: $(VENV)/dev node_modules/.done
	$(BIN)/python -m pytest tests/browser --browser -n auto --dist loadfile

# Those that failed last, one after the other: on a busy machine a browser may once be late.
test-browser-again: $(VENV)/dev node_modules/.done
	$(BIN)/python -m pytest tests/browser --browser --last-failed --last-failed-no-failures none

# The gate over every locale in every theme, and each theme in each locale at each width, instead of in one.
test-browser-long: $(VENV)/dev node_modules/.done
	$(BIN)/python -m pytest tests/browser --browser --long -n auto --dist loadfile

node_modules/.done: Makefile
	for try in 1 2 3; do \
	  npm install --no-save --no-package-lock --silent axe-core@4.14.1 caniemail@1.0.5 html-validate@10.17.0 && break; \
	  sleep 5; \
	done
	@test -f node_modules/axe-core/axe.min.js && touch $@

# A sample of small changes to core code: does a test notice?  Takes hours.
mutants: $(VENV)/dev
	$(BIN)/python tools/mutants.py

# The tables of docs/ that list what a folder holds.
tables: $(VENV)/dev
	$(BIN)/python tools/docs_tables.py

lint: $(VENV)/dev
	$(BIN)/ruff check .

types: $(VENV)/dev
	$(BIN)/mypy

imports: $(VENV)/dev
	$(BIN)/lint-imports

check: lint types imports test

bench: $(VENV)/dev
	$(BIN)/python benchmarks/run.py

# Needs uv (https://docs.astral.sh/uv): plain requirements with hashes, no registry named in them.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --quiet -o requirements.txt
	uv pip compile pyproject.toml --extra cards --extra desk --extra meaning --extra parquet --extra ray --group build --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --quiet -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) .digest build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "digest needs Python 3.11 or newer; try make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) ..." >&2
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) $(OWN)
	@touch $@

$(VENV)/dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) with the test tools ..." >&2
	@$(PIP) --require-hashes -r requirements-dev.txt
	@$(PIP) $(OWN)
	@touch $@ $(VENV)/run
