# Every target is one plain Python command as well: python run.py <target>. `make help` prints the comments below.
PYTHON ?= python3
.DEFAULT_GOAL := all
.PHONY: all test lab check format lock clean clean-all help

all: ## set up .venv, then run the notebooks that are not up to date: tables and figures
	@$(PYTHON) run.py all

test: ## pass every test: lint, types, tests, all notebooks, every line of the helpers
	@$(PYTHON) run.py test

lab: ## open JupyterLab on the start notebook
	@$(PYTHON) run.py lab

check: ## lint, format and types only (what the commit hook calls)
	@$(PYTHON) run.py check

format: ## put the code into ruff's shape
	@$(PYTHON) run.py format

lock: ## after a change of the dependencies in pyproject.toml: uv.lock and requirements.txt anew
	@$(PYTHON) run.py lock

clean: ## remove build/ and the caches, so that the next run does everything anew
	@$(PYTHON) run.py clean

clean-all: ## remove .venv too
	@$(PYTHON) run.py clean-all

help: ## show these lines
	@$(PYTHON) run.py help
