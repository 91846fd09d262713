# Everything starts here: `make run` and `make test` set up what they need by themselves.

bin := .venv/bin
ready := .venv/.ready
catalogue := src/langso/locale/vi/LC_MESSAGES/langso
frontend := node_modules/.ready
sources := $(ready) $(frontend) $(catalogue).mo
compile := $(bin)/uv pip compile pyproject.toml --no-config --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" --quiet $(UPGRADE)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test test-postgresql check bench lock messages migrations schema docs spark clean

help: ## show these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

setup: $(sources) ## make .venv and node_modules with everything that running and testing need

$(ready): requirements/setup.txt requirements/dev.txt pyproject.toml setup.py scripts/setup.sh
	@scripts/setup.sh dev
	@touch $@

# npm ci empties node_modules first, so the stamp is always newer than what is in there.
$(frontend): package.json package-lock.json scripts/frontend.sh | $(ready)
	@scripts/frontend.sh
	@touch $@

$(catalogue).mo: $(wildcard $(dir $(catalogue))*.po) $(ready)
	@$(bin)/python scripts/messages.py compile

run: $(sources) ## serve the product with demonstration data at http://localhost:8000
	@$(bin)/langso demo

test: $(sources) ## run the tests; what this machine lacks is left out by name
	@$(bin)/pytest -n auto

test-postgresql: $(sources) ## run the tests that ask the database on the PostgreSQL that LANGSO_TEST_POSTGRESQL names
	@LANGSO_DATABASE="$${LANGSO_TEST_POSTGRESQL:?names no server (postgresql://...)}" $(bin)/pytest -n auto -m "database or journey"

check: $(sources) ## run every check: format, lint, types, floors, migrations, messages, generated files, documents, tests
	@$(bin)/ruff format --check --quiet
	@$(bin)/ruff check --quiet
	@$(bin)/mypy --no-error-summary
	@$(bin)/lint-imports --no-logo
	@$(bin)/python scripts/migrations.py check
	@$(bin)/python scripts/messages.py check
	@$(bin)/python scripts/generated.py check
	@$(bin)/python scripts/doc_examples.py check
	@$(bin)/pytest -n auto

bench: .venv/.bench $(sources) ## measure ours and the peers, write docs/performance.md
	@$(bin)/python -m benchmarks

spark: .venv/.spark $(sources) ## add Spark to .venv (needs a Java runtime)

.venv/.bench: requirements/bench.txt requirements/spark.txt $(ready)
	@scripts/setup.sh spark bench
	@touch $@ .venv/.spark

.venv/.spark: requirements/spark.txt $(ready)
	@scripts/setup.sh spark
	@touch $@

messages: $(sources) ## compile the Vietnamese messages and say which are missing
	@$(bin)/python scripts/messages.py compile
	@$(bin)/python scripts/messages.py check

schema docs: $(sources) ## write the reference pages and the JSON Schema anew from code and law
	@$(bin)/python scripts/generated.py write

migrations: $(sources) ## write the migrations that changed models ask for
	@$(bin)/python scripts/migrations.py write

lock: $(ready) ## write requirements/ anew from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@$(bin)/uv pip compile --group setup --no-config --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet $(UPGRADE) --output-file requirements/setup.txt
	@$(bin)/uv pip compile --group node --no-config --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet $(UPGRADE) --output-file requirements/node.txt
	@$(compile) --output-file requirements/langso.txt
	@$(compile) --constraint requirements/langso.txt --extra postgresql --group dev --output-file requirements/dev.txt
	@$(compile) --constraint requirements/dev.txt --extra spark --output-file requirements/spark.txt
	@$(compile) --constraint requirements/dev.txt --group bench --output-file requirements/bench.txt

clean: ## remove what was made: .venv, node_modules, caches, var
	@rm -rf .venv node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build var src/*.egg-info
