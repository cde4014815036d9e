# Every target is one plain Python command as well: python run.py <target>. `make help` prints the comments below.
PYTHON ?= python3
.DEFAULT_GOAL := all
.PHONY: all test verify lab review plan pamphlet figures-all site test-browser bench check check-pdf format lock clean clean-all help

all: ## set up .venv, then run the notebooks that are not up to date: tables and figures
	@$(PYTHON) run.py all

test: ## pass every test: lint, types, floors, tests, all notebooks, every line of the helpers
	@$(PYTHON) run.py test

verify: ## everything anew in a clean clone of HEAD, compared with what is published
	@$(PYTHON) run.py verify

lab: ## open JupyterLab on the start notebook
	@$(PYTHON) run.py lab

review: ## PLAN=data/<name>: sign its judgements, pair by pair, in JupyterLab
	@$(PYTHON) run.py review $(PLAN)

plan: ## tables, figures and reading sheets of other plans: make plan PLAN=data/my-plan (-j N: so many at a time)
	@$(PYTHON) run.py plan $(PLAN)

pamphlet: ## the pamphlet alone, into figures/<plan>/pamphlet (make does it too)
	@$(PYTHON) run.py pamphlet

figures-all: ## every figure in every size, language and variant: build/figures-all, one zip per language
	@$(PYTHON) run.py figures-all

site: ## the site to read, into build/site: notebooks, gallery, cross-reference, document
	@$(PYTHON) run.py site

test-browser: ## the notebooks and the site in Chromium (Debian package: chromium)
	@$(PYTHON) run.py test-browser

bench: ## what everything costs beside an earlier commit, side by side: python run.py bench [COMMIT [ROW …]]
	@$(PYTHON) run.py bench

check: ## lint, format, types and floors only (what the commit hook calls)
	@$(PYTHON) run.py check

check-pdf: ## PDF/UA-1 of every published figure and print for the screen, by veraPDF (needs Java)
	@$(PYTHON) run.py check-pdf

format: ## put the code into ruff's shape
	@$(PYTHON) run.py format

lock: ## after a change of the dependencies in pyproject.toml: uv.lock and requirements.txt anew
	@$(PYTHON) run.py lock

clean: ## remove build/ and the caches, so that the next run runs every notebook anew
	@$(PYTHON) run.py clean

clean-all: ## remove .venv too
	@$(PYTHON) run.py clean-all

help: ## show these lines
	@$(PYTHON) run.py help
