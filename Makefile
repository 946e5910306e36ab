# One environment, made once from the lock file; everything below runs in it.
VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help demo check fix format lint imports types test build smoke bench bench-large lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: $(VENV)/.ready ## set up, then run the main job on bundled sample papers: no network, no key
	@$(BIN)/hub demo

check: format lint imports types test build smoke ## everything that must pass, quickest first

$(VENV)/.ready: requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "hub needs Python 3.11 or newer: install one, or say make PYTHON=/path/to/python3"; exit 2; }
	@echo "setting up $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

format: $(VENV)/.ready ## is everything formatted?
	$(BIN)/ruff format --check .

lint: $(VENV)/.ready ## ruff
	$(BIN)/ruff check .

imports: $(VENV)/.ready ## who may import whom
	$(BIN)/lint-imports

types: $(VENV)/.ready ## mypy --strict
	$(BIN)/mypy

test: $(VENV)/.ready ## all tests
	$(BIN)/pytest -n auto

build: $(VENV)/.ready ## wheel and sdist into dist/
	@rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist . > /dev/null
	@ls dist

smoke: build ## the built wheel, in a clean environment without development tools
	$(BIN)/python tests/smoke.py dist/*.whl

fix: $(VENV)/.ready ## repair what a tool can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.ready ## one table: speed as ratios, requests as counts
	$(BIN)/python benchmarks/run.py

bench-large: $(VENV)/.ready ## the same for a million papers: a quarter of an hour, and 6 GB of disk
	$(BIN)/python benchmarks/run.py --only large

lock: ## renew both lock files (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --custom-compile-command "make lock" pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove what was made here
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
