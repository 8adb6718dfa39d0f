# Một Cửa. `make` alone prints what there is.
PYTHON ?= python3
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(LOCK_ARGS) pyproject.toml
PYTEST := $(PY) -m pytest
# Two workers: the tests share nothing but the servers they start, and those are behind file locks.
# Files are given out in the order of tests/conftest.py, the long ones first.
WORKERS ?= 2
PARALLEL := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
# make test TESTS=tests/search
TESTS ?=

.DEFAULT_GOAL := help
.PHONY: help install serve test prove lint bench lock clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.11 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/base.txt | $(PY)
	@echo "Đang cài các gói cần để chạy / Installing what it needs to run (.venv)"
	$(PIP) -r requirements/base.txt
	@touch $@

$(DEVELOPMENT): requirements/dev.txt | $(PY)
	$(PIP) -r requirements/dev.txt
	@touch $(RUNTIME) $@

install: $(DEVELOPMENT) ## Make .venv with everything a developer needs

serve: $(RUNTIME) ## Start the portal on this machine (PORT=8000)
	@exec $(PY) manage.py serve --port "$(PORT)"

test: $(DEVELOPMENT) ## Every test on SQLite, then those of the database on PostgreSQL
	$(PYTEST) $(PARALLEL) -m "not prove" $(TESTS)
	$(PY) -m tests.services.postgres -- $(PYTEST) $(PARALLEL) -m "database and not prove" $(TESTS)

prove: $(DEVELOPMENT) ## The long proofs: whole national file, first start of a fresh clone, faults
	$(PYTEST) -m prove $(TESTS)

lint: $(DEVELOPMENT) ## Style, types, who may import whom, missing migrations, Django's checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=portal.settings.test $(PY) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=portal.settings.test $(PY) manage.py check

bench: $(DEVELOPMENT) ## What a page costs, as a ratio to a bare Django view
	$(PY) -m tests.bench

lock: | $(PY) ## Resolve pyproject.toml again into requirements/ (LOCK_ARGS=--upgrade for newer versions)
	@test -x $(BIN)/uv || $(PY) -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --output-file requirements/base.txt
	$(COMPILE) --extra dev --extra pdf --constraint requirements/base.txt --output-file requirements/dev.txt

clean: ## Remove .venv, var/, collected static files and caches
	rm -rf $(VENV) var staticfiles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
