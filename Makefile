# Every target makes the environment it needs in .venv, with uv where it is installed and with pip otherwise.

PYTHON ?= python3
BIN := .venv/bin
LOCALE ?= zh-Hans

ifneq ($(shell command -v uv 2>/dev/null),)
CREATE = uv venv --quiet --allow-existing .venv
INSTALL = uv pip install --quiet --python $(BIN)/python --constraint constraints.txt
GROUPS_NEED = :
else
CREATE = $(PYTHON) -m venv .venv
INSTALL = $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt
# Older releases of pip do not know dependency groups.
GROUPS_NEED = $(INSTALL) "pip>=25.1"
endif

.PHONY: help demo test check rules quality mutants bench docs wheel format catalogs receipts constraints clean

help:
	@echo "make demo     check a small bank, offer, replay, tighten, and embed the check (LOCALE=zh-Hant, en …)"
	@echo "make test     run the tests"
	@echo "make check    run the static gates: ruff, mypy, pyright, import-linter"
	@echo "make rules    run the examples of every rule, and the mutants of the rules"
	@echo "make quality  measure the wording rules on our corpus, and on that of SUITABILITY_CORPUS (ACCEPT=1: keep what is right)"
	@echo "make mutants  change the code of language/ and engine/ and see the tests fail (BASE=revision: changed files only)"
	@echo "make bench    measure against the peers (ONCE=1: a smoke test)"
	@echo "make docs     build the documentation into site/, in Chinese and English, and check its links"
	@echo "make wheel    build the wheel and check it far from its sources"
	@echo "make format   let ruff rewrite the sources"
	@echo "make receipts write the receipts that every later release must replay, as this release writes them"
	@echo "make catalogs bring the translations up to date with the texts, and say what is to be translated"

demo: .venv/ready
	@PATH="$(CURDIR)/$(BIN):$$PATH" LOCALE=$(LOCALE) bash examples/demo.sh

test: .venv/ready-dev
	@$(BIN)/python -m pytest -n auto -q $(ARGS)

check: .venv/ready-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/pyright
	@$(BIN)/lint-imports --no-logo

rules: .venv/ready
	@$(BIN)/suitability rules test --mutants
	@$(BIN)/suitability rules coverage | tail -n 2

quality: .venv/ready
	@$(BIN)/suitability rules quality tests/corpus/*.jsonl $(if $(SUITABILITY_CORPUS),$(SUITABILITY_CORPUS)/dev.jsonl) \
	  --on 2026-11-22 --high-only --limits --ratchet tests/corpus/ratchet.json $(if $(ACCEPT),--accept) $(ARGS)

mutants: .venv/ready-dev
	@$(BIN)/python tools/code_mutants.py $(if $(BASE),--base $(BASE)) $(ARGS)

bench: .venv/ready-bench
	@$(BIN)/python -m benchmarks $(if $(ONCE),--once)

docs: export DISABLE_MKDOCS_2_WARNING = true
docs: export NO_MKDOCS_2_WARNING = true
docs: .venv/ready-docs
	@$(BIN)/mkdocs build --strict --quiet --config-file mkdocs.en.yml
	@$(BIN)/mkdocs build --strict --quiet --config-file mkdocs.zh.yml
	@cp docs/index.html site/index.html
	@$(BIN)/python tools/check_site.py site

wheel: .venv/ready-dev
	@bash .ci/wheel.sh $(BIN)/python

format: .venv/ready-dev
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

catalogs: .venv/ready
	@$(BIN)/python tools/make_catalogs.py

receipts: .venv/ready
	@$(BIN)/python tools/keep_receipts.py

constraints:
	@uv pip compile pyproject.toml --group dev --group docs --group bench --universal --upgrade --quiet \
	  --no-annotate --custom-compile-command "make constraints" --output-file constraints.txt

clean:
	@rm -rf .venv site dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.venv/ready: pyproject.toml constraints.txt hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one: make PYTHON=python3.12")'
	@$(CREATE)
	@$(INSTALL) attrs babel hatchling pydantic
	@$(INSTALL) --no-build-isolation --editable ".[catalog,markup]"
	@touch $@

.venv/ready-dev .venv/ready-docs .venv/ready-bench: .venv/ready-%: .venv/ready
	@$(GROUPS_NEED)
	@$(INSTALL) --group $*
	@touch $@
