# Turin in two commands: `make run` opens it, `make test` proves it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
unexport PYTHONDONTWRITEBYTECODE  # to compile the program anew at each start takes most of a second

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --no-deps --disable-pip-version-check
PO := $(wildcard turin/translations/*/LC_MESSAGES/messages.po)

.PHONY: help run test fuzz check bench format translations pictures clean program kit tools browser nginx
.PHONY: style floors types markup sentences schema

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 22

run: program $(PO:.po=.mo) ## Open a demonstration at http://127.0.0.1:8000 (PORT, TURIN_INSTANCE)
	@TURIN_DEMO=1 exec $(BIN)/python -m turin.supervisor

test: tools browser $(PO:.po=.mo) ## Run all tests on SQLite and PostgreSQL (ARGS="tests/turin -k word")
	@$(BIN)/pytest -n 4 --dist loadgroup -q $(ARGS)

fuzz: tools $(PO:.po=.mo) ## Send 200 odd answers to every field of every form (ARGS="-k address")
	@$(BIN)/pytest -n 2 --dist loadgroup -q --hypothesis-profile=fuzz -o faulthandler_timeout=0 tests/fuzz $(ARGS)

check: style floors types markup sentences schema ## Check style, types, floors, templates, translations and migrations

style floors types markup sentences schema: tools $(PO:.po=.mo)

style:
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

floors:
	$(BIN)/lint-imports --no-logo

types:
	$(BIN)/mypy

markup:
	$(BIN)/djlint --lint --quiet templates

sentences:
	$(BIN)/python -m tests.translations

schema:
	$(BIN)/pytest -q tests/migrations -k "models_say or row_of_serial"

format: tools ## Put code in order
	@$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

translations: tools ## Gather the sentences of the sources and put them into every language
	@$(BIN)/python -m tests.translations --update

pictures: tools browser ## Take README's pictures of the demonstration that runs
	@$(BIN)/python -m tests.pictures http://127.0.0.1:$${PORT:-8000}

bench: tools nginx $(PO:.po=.mo) ## Measure pages, downloads, certificates and applications, and print goals and figures
	@$(BIN)/python -m tests.benchmarks

clean: ## Remove what can be made again; the instance folder stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	find turin/translations -name '*.mo' -delete

# --- What the above stand on --------------------------------------------------------------------
# Packages are installed when the requirements change, not at every start: the mark is their hash.

define installed
	@mark=.venv/installed-$$(sha256sum $(2) | cut -c1-16)-$(1)
	if [ ! -e "$$mark" ]; then
		echo "Installing $(3) (once) ..."
		$(PIP) -r $(2)
		rm -f .venv/installed-*-$(1)
		touch "$$mark"
	fi
endef

program: $(BIN)/python
	$(call installed,program,requirements.txt,what Turin runs on)

kit: $(BIN)/python
	$(call installed,kit,tests/requirements.txt,what the tests need)

tools: program kit

browser:
	@command -v chromium-headless-shell >/dev/null && exit
	echo "Installing Debian's Chromium, which the browser tests drive (once) ..."
	as_root=$$([ "$$(id -u)" = 0 ] || echo sudo)
	$$as_root apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -qq -y --no-install-recommends chromium-headless-shell >/dev/null

nginx:
	@command -v nginx /usr/sbin/nginx >/dev/null && exit
	echo "Installing nginx, which the benchmarks compare downloads with (once) ..."
	as_root=$$([ "$$(id -u)" = 0 ] || echo sudo)
	$$as_root apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -qq -y --no-install-recommends nginx-light >/dev/null

# Debian's python3 has no ensurepip unless python3-venv is installed: pip then comes from python3-pip.
$(BIN)/python:
	@command -v python3 >/dev/null || { echo "Turin needs Python 3.11: apt-get install python3"; exit 1; }
	python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
		echo "Turin needs Python 3.11 or later; python3 is $$(python3 -V)"
		exit 1
	}
	echo "Making a virtual environment in .venv ..."
	trap 'rm -rf .venv' ERR
	python3 -m venv .venv >/dev/null 2>&1 || {
		rm -rf .venv
		python3 -m venv --without-pip .venv
		python3 -m pip --version >/dev/null || { echo "Turin needs pip: apt-get install python3-pip"; false; }
		python3 -m pip --python $(BIN)/python install --quiet --quiet pip
	}

%.mo: %.po | program
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
