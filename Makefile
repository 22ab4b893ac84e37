# Two commands need only Python and make: `make demo` and `make test`. `make help` lists the rest.

PORT ?= 8000
VENV ?= .venv
ARGS ?=
POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/parenting
MARIADB_URL ?= mysql://root@127.0.0.1:3306/parenting
SECONDS ?= 5

# The newest that the suite runs on comes first. A pyenv shim on PATH may exist and yet not run.
PYTHONS := python3.13 python3.12 python3.11 python3 python
IS_NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
PYTHON ?= $(shell for p in $(PYTHONS); do if $$p $(IS_NEW_ENOUGH); then echo $$p; break; fi; done)

RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
comma := ,
DATABASE_EXTRA := $(if $(findstring postgres,$(DATABASE_URL)),$(comma)postgres)$(if $(findstring mysql,$(DATABASE_URL)),$(comma)mariadb)
PYTEST := $(RUN) -m pytest -n auto -m "not service"
# Tests that start commands of their own. They take long, and `make test` runs them: other
# databases, settings and versions are tried with the rest; databases and settings with what asks
# one.
WITHOUT_COMMANDS := $(addprefix --ignore=tests/test_,makefile.py packaging.py docs.py benchmarks.py)
DEMO_CODE := $(wildcard example_site/*.py example_site/demo/*.py example_site/demo/management/commands/*.py)
BENCHMARKS := $(wildcard benchmarks/*.py)
SCRIPTS := $(wildcard wagtail_parenting/static/wagtail_parenting/*/*.js)
TYPESCRIPT := typescript@5.9.3 openapi-typescript@7.13.0

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint e2e test-postgres test-mariadb bench matrix matrix-oldest matrix-newest \
	matrix-projects openapi types frameworks wheel docs clean python-is-new-enough port-is-free

help: ## List the targets
	@echo "make <target>, with Python >= 3.11 found on PATH or named by PYTHON=…"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: port-is-free $(VENV)/.demo ## Set up and run the demo on PORT (8000), with its task worker
	@$(if $(DATABASE_EXTRA),$(PIP) --editable ".[demo$(DATABASE_EXTRA)]" &&) \
		PORT=$(PORT) exec $(RUN) -m example_site serve

# Threads cannot share a database in memory: what comes at once is tried on a file.
test: $(VENV)/.test ## Set up and run all tests that need no service (ARGS="-k name")
	$(PYTEST) $(ARGS)
	$(if $(ARGS),,@mkdir -p build && \
		DATABASE_URL=sqlite:///build/races.sqlite3 $(PYTEST) tests/test_comment_races.py tests/test_linkup_races.py)

lint: $(VENV)/.lint ## ruff check, ruff format --check, mypy
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy wagtail_parenting $(DEMO_CODE) $(BENCHMARKS)

e2e: $(VENV)/.e2e ## Browser tests with the system's Chromium
	@browser=$$(command -v chromium || command -v chromium-browser || command -v google-chrome); \
	if [ -z "$$browser" ]; then echo "Skipped: there is no Chromium on PATH."; \
	elif [ ! -d tests/e2e ]; then echo "Skipped: there is no folder tests/e2e."; \
	else CHROMIUM=$$browser DJANGO_ALLOW_ASYNC_UNSAFE=1 $(RUN) -m pytest tests/e2e $(ARGS); fi

test-postgres: $(VENV)/.test ## What asks a database, on PostgreSQL (POSTGRES_URL=…)
	@$(PIP) --editable ".[test,postgres]"
	DATABASE_URL=$(POSTGRES_URL) $(RUN) -m pytest -n auto --asks-database $(WITHOUT_COMMANDS) $(ARGS)

test-mariadb: $(VENV)/.test ## What asks a database, on MariaDB or MySQL (MARIADB_URL=…)
	@$(PIP) --editable ".[test,mariadb]"
	DATABASE_URL=$(MARIADB_URL) $(RUN) -m pytest -n auto --asks-database $(WITHOUT_COMMANDS) $(ARGS)

bench: $(VENV)/.bench ## Measure speed and size (SECONDS=5 a row, DATABASE_URL=…; needs wrk)
	@$(if $(DATABASE_EXTRA),$(PIP) --editable ".[bench$(DATABASE_EXTRA)]")
	$(RUN) -m benchmarks --seconds $(SECONDS) $(ARGS)

matrix: matrix-oldest matrix-newest matrix-projects ## Oldest and newest Python and Django, settings variants

# The pins of constraints.txt choose Django 5.2 below Python 3.12, and Django 6.1 from there on.
matrix-oldest: # Python 3.11 with Django 5.2
	@$(call test_on,3.11)

matrix-newest: # Python 3.13 with Django 6.1
	@$(call test_on,3.13)

define test_on
found=; for p in python$(1) $(wildcard $(HOME)/.pyenv/versions/$(1)*/bin/python$(1)); do \
	if $$p $(IS_NEW_ENOUGH); then found=$$p; break; fi; done; \
if [ -z "$$found" ]; then echo "Skipped: there is no Python $(1) on this machine."; \
else $(MAKE) --no-print-directory test VENV=.venv-$(1) PYTHON=$$found ARGS="$(WITHOUT_COMMANDS) $(ARGS)"; fi
endef

# A project with tests of its own runs those; one without must pass everybody's, but for those of
# the demo, which is built with the ready-made pages.
matrix-projects: $(VENV)/.test # Each tests/projects/<name>/ with its own settings
	@status=0; for folder in tests/projects/*/; do \
		name=$$(basename $$folder); [ -f $$folder/settings.py ] || continue; \
		tests="tests --asks-database --ignore=tests/test_demo.py $(WITHOUT_COMMANDS)"; \
		if ls $$folder/test_*.py >/dev/null 2>&1; then tests=$$folder; fi; \
		echo "Settings of tests/projects/$$name: $$tests"; \
		$(PYTEST) --ds=tests.projects.$$name.settings $$tests $(ARGS) || status=1; \
	done; exit $$status

openapi: $(VENV)/.test ## Write tests/snapshots/openapi.json
	DJANGO_SETTINGS_MODULE=tests.settings $(RUN) -m example_site.openapi --ours tests/snapshots/openapi.json

types: $(VENV)/.test ## Type-check the components, the frontend, and clients made from the OpenAPI document (npm)
	@mkdir -p build/types
	npm install --silent --no-audit --no-fund --no-save --prefix build/types $(TYPESCRIPT)
	build/types/node_modules/.bin/tsc --project example_site/frontend/jsconfig.json
	build/types/node_modules/.bin/tsc --strict --noEmit --allowJs --checkJs --noUnusedLocals \
		--target es2022 --module es2022 --moduleResolution bundler --lib es2022,dom,dom.iterable $(SCRIPTS)
	DJANGO_SETTINGS_MODULE=tests.settings $(RUN) -m example_site.openapi build/openapi.json
	@if [ ! -d tests/types ]; then echo "Skipped: there is no folder tests/types."; else \
		rm -rf build/types/client && cp -r tests/types build/types/client && \
		cp example_site/frontend/types.js build/types/client/frontend-types.js && \
		build/types/node_modules/.bin/openapi-typescript build/openapi.json \
			--default-non-nullable=false --output build/types/client/openapi.d.ts && \
		build/types/node_modules/.bin/tsc --strict --noEmit --allowJs --target es2022 --module es2022 \
			--moduleResolution bundler $$(find tests/types -name '*.ts' | \
			sed 's|^tests/types|build/types/client|'); fi

frameworks: $(VENV)/.test ## Build, start and ask the frontends of the how-to for Next, Nuxt and Astro (npm)
	$(RUN) -m tests.frameworks

wheel: $(VENV)/.test ## Build sdist and wheel; install the wheel into an empty venv and try it
	@rm -rf dist build/wheel-venv
	@$(PIP) build
	$(RUN) -m build --outdir dist
	$(RUN) -m venv build/wheel-venv
	build/wheel-venv/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt dist/*.whl
	build/wheel-venv/bin/python -I -W error example_site/smoke.py

docs: $(VENV)/.test ## Check the documents: generated pages fresh, links whole, examples true
	$(RUN) docs/generate.py --check
	$(RUN) -m pytest tests/test_docs.py $(ARGS)

clean: ## Remove environments, builds, caches, and what you wrote in the demo
	rm -rf .venv .venv-* build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf example_site/var benchmarks/var
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Setting up -----------------------------------------------------------------------------------

python-is-new-enough:
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) $(IS_NEW_ENOUGH); then \
		echo "wagtail-parenting needs Python 3.11 or newer. Found:" >&2; \
		for p in $(or $(PYTHON),$(PYTHONS)); do \
			if command -v $$p >/dev/null 2>&1; then \
				echo "  $$p: $$($$p -c 'import platform; print(platform.python_version())' 2>/dev/null || echo "does not run")" >&2; \
			fi; done; \
		echo "Install a newer one, or name it: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3.12" >&2; \
		exit 1; fi
	@if ! $(PYTHON) -c 'import venv, ensurepip, sqlite3' >/dev/null 2>&1; then \
		echo "$(PYTHON) lacks venv, pip or sqlite3." >&2; \
		echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; fi

port-is-free: python-is-new-enough
	@$(PYTHON) example_site/ports.py "$(PORT)" $(HOST)

$(VENV)/bin/python: | python-is-new-enough
	@echo "Making $(VENV) with $(PYTHON) …"
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.demo $(VENV)/.test $(VENV)/.lint $(VENV)/.e2e $(VENV)/.bench: $(VENV)/.%: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing what $* needs (a minute or two the first time) …"
	@$(PIP) --editable ".[$*]"
	@touch $@
