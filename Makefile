PYTHON ?= python3
PORT ?= 5000
BIN := .venv/bin
PROCESSES := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
COMPILED := ledportal/translations/sr_Cyrl/LC_MESSAGES/messages.mo

# What Python compiled is kept, whatever the environment says: the tests start it hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench journeys assets translations docs lock environment development packages

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: assets translations ## Start the register at http://127.0.0.1:5000 (PORT=5001 for another port, PYTHON=python3.12 for another Python)
	@exec $(BIN)/python -m tools.serve --port $(PORT)

demo: assets translations ## Start a register full of samples, on a database of its own (instance/demo.db)
	@exec env LEDPORTAL_SAMPLE_DATA=yes $(BIN)/python -m tools.serve --port $(PORT)

test: development packages assets translations ## Run every test, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n $(PROCESSES) --dist worksteal

bench: development packages assets translations ## Measure 145 and 100,000 offices on both databases, beside references, and play five years of reminders
	$(BIN)/python -m bench

journeys: development packages assets translations ## Drive the whole path in a real browser, all combinations (make test runs two of them)
	$(BIN)/python -m pytest -n $(PROCESSES) tests/journeys --journeys all

check: development assets translations ## Check format, types, templates, translations, docs, migrations and lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy ledportal tools
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python -m tools.translations check
	$(BIN)/python -m tools.documents --check
	$(BIN)/python -m tools.check_migrations
	$(BIN)/python -m tools.check_addresses

assets: environment ## Build the style sheet and the scripts into static/dist/
	@$(BIN)/python -m tools.build_assets

translations: environment $(COMPILED) ## Compile the translations

$(COMPILED): ledportal/translations/sr_Latn/LC_MESSAGES/messages.po ledportal/script.py requirements.txt $(wildcard tools/translations/*.py) | environment
	@$(BIN)/python -m tools.translations compile
	@touch $@

docs: environment ## Write the parts of docs/ that come from the code
	@$(BIN)/python -m tools.documents

lock: development ## Write the lock files anew from pyproject.toml and requirements-dev.in
	$(BIN)/pip-compile $(LOCK) --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --output-file requirements-dev.txt requirements-dev.in

LOCK := --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

environment:
	@$(PYTHON) tools/environment.py requirements.txt

development:
	@$(PYTHON) tools/environment.py requirements-dev.txt

packages: development
	@$(BIN)/python -m tools.node
