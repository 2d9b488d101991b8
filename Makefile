# What CI runs, by the same words. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help system demo test gate lint bench nation coverage mutants gallery codes lock clean

PYTHON ?= python3
# Some images forbid bytecode: then each of the hundreds of processes of the tests compiles all sources anew.
unexport PYTHONDONTWRITEBYTECODE
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
RUN := .venv/bin/mzdocs

SYSTEM := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 poppler-data
# npm comes with some builds of Node.js and from Debian otherwise.
TESTING := $(shell command -v npm >/dev/null || echo npm) poppler-utils libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-draw-nogui ghostscript zbar-tools chromium locales strace gcc libc6-dev e2fsprogs
# A writer in C that make bench measures beside ours.
MEASURED := libhpdf-2.3.0

# What every file of others passes, and every file that leaves: each branch of these is to be taken.
GUARDS := src/mzdocs/load/*,src/mzdocs/core/text.py,src/mzdocs/publish/*,src/mzdocs/render/engine.py,src/mzdocs/leaks/*

help: ## list these words
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv/ready fonts ## set up, build the eight sample stations, say where to look
	$(RUN) build
	$(RUN) district
	@echo
	@echo "成品在 output/<工作站>/{signage,archive,public,reports}/，例如："
	@ls output/taoyuan/signage/plaque-plate.pdf output/taoyuan/signage/board-di-bao-liu-cheng.pdf \
	    output/taoyuan/signage/badges.pdf output/taoyuan/archive/volume-list.pdf output/taoyuan/reports/2026/inspection-report.docx \
	    output/district/reports/2026/circular.docx
	@echo "交给制作单位的压缩包：$(RUN) bundle"

test: .venv/ready-dev fonts lint ## set up, lint, and pass the tests
	.venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

gate: .venv/ready-dev fonts ## the long proofs of SECURITY.md, each with its figure (an hour); PROOFS="races power": only these
	.venv/bin/python -m tests.sweeps $(PROOFS)

lint: .venv/ready-dev ## style and types
	.venv/bin/ruff check src tests data docs scripts
	.venv/bin/ruff format --check src tests data docs scripts
	.venv/bin/mypy

bench: .venv/ready-bench fonts ## records and the eight-station build beside peers -> docs/bench.md (30 minutes); BENCH=--quick, --saves, --build, or a part of it: BENCH="--build judging"
	.venv/bin/python -m tests.bench $(BENCH)

nation: .venv/ready-dev fonts ## a sample of the nation under its real names, and what all would cost -> docs/nation.md (an hour on 2 quiet cores); NATION="--stations 60 --districts 31 --extremes 40 --built 31": less, or more
	.venv/bin/python -m scripts.nation_run $(NATION)

coverage: .venv/ready-coverage fonts ## which branches the tests take (an hour): 95 % of all; TESTS=tests/test_text.py only these
	rm -rf output/coverage && mkdir -p output/coverage
	.venv/bin/python -m coverage run -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)
	.venv/bin/python -m coverage combine -q
	.venv/bin/python -m coverage report --include='$(GUARDS)'
	.venv/bin/python -m coverage report --fail-under=95 | tail -1

mutants: .venv/ready-mutants fonts ## which changes of the gates' code no test sees: MUTANTS=200 at random (an hour), or all (a day)
	.venv/bin/python -m tests.mutants $(MUTANTS)

gallery: .venv/ready fonts ## the pictures of the README, from the pages really made
	$(RUN) build -q
	$(RUN) district -q
	.venv/bin/python docs/gallery.py

codes: .venv/ready ## the page of all codes, docs/codes.md, and which module tells each
	.venv/bin/python scripts/codes_page.py

lock: .venv/ready-dev ## renew the pinned versions
	.venv/bin/pip install -q uv
	.venv/bin/uv pip compile -q --generate-hashes --python-version 3.11 pyproject.toml --group build -o requirements.lock
	.venv/bin/uv pip compile -q --generate-hashes --python-version 3.11 pyproject.toml --group build --group test --group lint -o requirements-dev.lock
	.venv/bin/uv pip compile -q --generate-hashes --python-version 3.11 --group bench -c requirements-dev.lock -o requirements-bench.lock
	.venv/bin/uv pip compile -q --generate-hashes --python-version 3.11 --group mutants -c requirements-dev.lock -o requirements-mutants.lock
	.venv/bin/uv pip compile -q --generate-hashes --python-version 3.11 --group coverage -c requirements-dev.lock -o requirements-coverage.lock

clean: ## delete what was made
	rm -rf .venv output dist

.PHONY: fonts
fonts: | .venv/ready
	@$(RUN) fonts --install >/dev/null

# Only what is missing is installed, and only then is the package list fetched.
define install_missing
	@missing=$$(for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  $(SUDO) apt-get update -q && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -q --no-install-recommends $$missing; \
	fi
endef

.venv/ready: requirements.lock pyproject.toml
	$(call install_missing,$(SYSTEM))
	[ -x .venv/bin/python ] || $(PYTHON) -m venv .venv
	.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-bench: .venv/ready-dev requirements-bench.lock
	$(call install_missing,$(MEASURED))
	.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

.venv/ready-mutants: .venv/ready-dev requirements-mutants.lock
	.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-mutants.lock
	@touch $@

.venv/ready-coverage: .venv/ready-dev requirements-coverage.lock
	.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-coverage.lock
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock tests/npm/package-lock.json
	$(call install_missing,$(TESTING))
	.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	mkdir -p .venv/npm && cp tests/npm/package*.json .venv/npm/
	cd .venv/npm && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
