# make demo: the suite, in a browser.   make test: every check.   Both make .venv first; nothing else is touched.

PYTHON ?= python3
BIN := .venv/bin
RAW ?= ../shared/raw
PIP := $(BIN)/python -m pip --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --quiet --upgrade --extra build
export OMP_NUM_THREADS ?= 1

.PHONY: demo test lint spark data methods bench shots lock clean
.DELETE_ON_ERROR:

demo: .venv/.demo
	@exec $(BIN)/lbdp demo $(ARGS)

test: lint  # in two processes, each file in one of them (one server, one browser); then what is measured, alone
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not bench"
	$(BIN)/pytest -m bench

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

data: .venv/.demo
	$(BIN)/lbdp data build --raw $(RAW) --out sample_data --publish-static

methods: .venv/.demo
	for slug in $(notdir $(basename $(wildcard docs/methods/*.md))); do \
		$(BIN)/lbdp evaluate $$slug --stored --into docs/methods/$$slug.md || exit; done

spark: .venv/.spark  # for tests of Spark and of many rows, which are skipped without it

bench: .venv/.demo
	$(BIN)/lbdp bench

shots: .venv/.test
	$(BIN)/python -m tests.browser.shots

lock: .venv/.test
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock -o requirements-dev.lock
	$(COMPILE) --extra spark --extra fast --constraint requirements.lock --constraint requirements-dev.lock \
		-o requirements-spark.lock

clean:
	rm -rf .venv build lbdp.egg-info apps/_shipped

# --- the environment: each step is done once, and again when what it was made from changes -----------------------

$(BIN)/pip:
	@sh .ci/system $(PYTHON)
	@$(PYTHON) -m venv --clear .venv

.venv/.demo: requirements.lock pyproject.toml setup.py | $(BIN)/pip
	@echo "Installing the packages of requirements.lock into .venv (a minute or two, once) ..."
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.test: requirements-dev.lock .venv/.demo
	@echo "Installing the test tools of requirements-dev.lock into .venv ..."
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.spark: requirements-spark.lock .venv/.test
	@echo "Installing the packages of requirements-spark.lock into .venv ..."
	@$(PIP) install --quiet --require-hashes -r requirements-spark.lock
	@touch $@
