# `make run` and `make test` need nothing but Python 3.11 to 3.13, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE ?= warehouse/demo
ALIKE := --dist loadscope --no-loadscope-reorder # a module in one process; the dear ones first (tests/conftest.py)
# What keeps data; `make coverage` holds its branches to 95 %. A variable: commas within $(or) would part it.
KEEPS := schemas/*,warehouse/*,flows/load/*,flows/readers/*

.PHONY: recipes run test test-cluster check format docs dist bench eval gate constants coverage fuzz lock lock-train kills clean

run: $(VENV)/.run ## load the seed articles and show what was found
	$(BIN)/onrecord run seeds/articles --warehouse $(STORE)

test: $(VENV)/.dev ## run all tests
	$(BIN)/python -m pytest -n auto $(ALIKE) --durations 20

check: $(VENV)/.dev ## linter, formatter, type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

recipes: $(VENV)/.dev ## follow flows/exports/RECIPES.md with the tools themselves, in an environment of their own
	$(PYTHON) -m venv $(VENV)-recipes
	$(BIN)/uv pip install -q --python $(VENV)-recipes/bin/python --editable . --group recipes
	$(VENV)-recipes/bin/python -m pytest -q tests/recipes

test-cluster: $(VENV)/.dev ## loads on Dask and Ray, in an environment of their own: 600 MB
	$(PYTHON) -m venv $(VENV)-cluster
	$(VENV)-cluster/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements-cluster.lock
	$(VENV)-cluster/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(VENV)-cluster/bin/python -m pytest -q tests/cluster

docs: $(VENV)/.run ## write the pages of tables and views anew, and the answers in README
	$(BIN)/python -m schemas.document
	$(BIN)/python -m warehouse.views.document
	$(BIN)/python -m flows.document
	$(BIN)/python -m tests.answers

dist: $(VENV)/.run ## wheel and sdist of the commit, the same bytes each time; OUT=folder
	$(BIN)/python .ci/dist.py $(or $(OUT),dist)

bench: $(VENV)/.dev ## print speeds, memory and ratios
	$(BIN)/python -m tests.bench

eval: $(VENV)/.run ## make eval GOLD=folder/of/gold KIT=folder/that/holds/eval
	$(BIN)/python -m tests.eval "$(GOLD)" $(if $(KIT),--kit "$(KIT)")

gate: $(VENV)/.dev ## hold what ships to its floors; with GOLD= and KIT= all development gold too (see tests/gate/__main__.py)
	$(BIN)/python -m tests.gate $(if $(GOLD),--gold "$(GOLD)" --kit "$(KIT)") $(if $(SETS),--sets "$(SETS)") $(if $(UPDATE),--update) \
	    $(if $(LOWER),--lower "$(LOWER)") $(if $(ACCEPT),--accept "$(ACCEPT)") $(if $(SHOW),--show)

constants: $(VENV)/.dev ## change each number of the derivation, and say which nothing notices; ONLY=derive.dates for a room, SAMPLE=n
	$(BIN)/python -m tests.gate.constants $(if $(ONLY),--only "$(ONLY)") $(if $(SAMPLE),--sample $(SAMPLE)) \
	    $(if $(SEED),--seed $(SEED))

fuzz: $(VENV)/.dev ## property tests with fresh examples, again and again for MINUTES=n
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),5)

coverage: $(VENV)/.dev ## lines and branches that the tests run, of what keeps data; TESTS= and OF= for a part
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -q $(or $(TESTS),-n auto $(ALIKE))
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report --include "$(or $(OF),$(KEEPS))" \
	    --fail-under 95

kills: $(VENV)/.dev ## kill -9 at TIMES=n random moments, and hold the store to its promises; SEED=n repeats, BEGIN=n goes on
	$(BIN)/python -m tests.crash --times $(or $(TIMES),200) --begin $(or $(BEGIN),0) $(if $(SEED),--seed $(SEED))

lock-train: $(VENV)/.dev ## write the lock of the training extra anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    pyproject.toml --extra train -o requirements-train.lock

lock: $(VENV)/.dev ## write the locks anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    pyproject.toml --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    pyproject.toml --constraint requirements-dev.lock --extra dask --extra ray --group dev -o requirements-cluster.lock

clean:
	rm -rf $(VENV) $(VENV)-cluster $(VENV)-recipes build dist *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
	    || { echo "onrecord needs Python 3.11, 3.12 or 3.13; say which with: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
