# Everything sets itself up in .venv from a bare Python 3.11 or newer. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

# The oldest DuckDB that must open the published copy, and those between it and ours.
OLDEST_DUCKDB := 1.2.2
OLD_DUCKDB := $(OLDEST_DUCKDB) 1.3.2 1.4.5 1.5.6

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast test-long mutants test-duckdb-versions check format bench fuzz lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Roamledger needs Python 3.11 or newer; this is %s. Try: make PYTHON=python3.12" % sys.version.split()[0])'
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "Python has no venv here. Debian and Ubuntu: apt install python3-venv"; exit 2; }
	@echo "Setting up .venv (about a minute, once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Adding the tools for tests and checks ..."
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.runtime  ## past pages of real carriers, served on this machine: fetch, read, compare, alert, ask
	@./roamledger demo

.venv-duckdb/%: | $(VENV)/.dev
	@$(PIP) install --no-deps --target $@.part duckdb==$* && mv $@.part $@ || { rm -rf $@.part; exit 1; }

test: $(VENV)/.dev  ## every test
	@$(MAKE) -s .venv-duckdb/$(OLDEST_DUCKDB) || echo "DuckDB $(OLDEST_DUCKDB) is not to be had: its test is skipped"
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

test-fast: $(VENV)/.dev  ## the tests that need no Prefect server (under 30 seconds)
	@$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow"

test-long: $(VENV)/.dev  ## a ledger's life as a state machine, 400 lives of 30 steps (an hour)
	@MACHINE_EXAMPLES=400 MACHINE_STEPS=30 $(BIN)/python -m pytest -q tests/warehouse/test_machine.py

mutants: $(VENV)/.dev  ## planted bugs, each caught by a named test
	@$(BIN)/python tests/mutants.py

test-duckdb-versions: $(OLD_DUCKDB:%=.venv-duckdb/%)  ## every statement of the docs in DuckDB 1.2 to 2.0
	@$(BIN)/python -m pytest -q tests/warehouse/test_old_duckdb.py

check: $(VENV)/.dev  ## lint, format, types, import arrows, SQL
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint -q warehouse

format: $(VENV)/.dev  ## put code and SQL into shape
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format -q .
	@$(BIN)/sqlfluff fix -q warehouse

bench: $(VENV)/.dev  ## measure, side by side
	@$(BIN)/python -m benchmarks

fuzz: $(VENV)/.dev  ## ten minutes of any bytes through the reader (libFuzzer, in a .fuzz of its own)
	@$(PYTHON) -m venv .fuzz && .fuzz/bin/python -m pip --disable-pip-version-check -q install atheris==3.0.0
	@PYTHONPATH=.:$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') \
		.fuzz/bin/python tests/transforms/fuzz.py .fuzz/corpus -max_total_time=600 -max_len=12000 -timeout=20 \
		-artifact_prefix=.fuzz/

lock: $(VENV)/.dev  ## settle every version anew (needs uv; writes no index address)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean:  ## remove what the targets made
	rm -rf $(VENV) .venv-duckdb .fuzz .pytest_cache .mypy_cache .ruff_cache demo-ledger
