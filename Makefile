# One target per job; a bare `make` lists them. Written for GNU make 3.81, which macOS ships.

supported = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
found := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(supported)' 2>/dev/null && echo $$p && break; done)

PYTHON ?= $(or $(found),python3)
PAGES ?= examples/pages
OUT ?= out
# Who is told of what: the example over the example pages; with pages of your own every page is told.
WATCHES ?= $(if $(filter examples/pages,$(PAGES)),examples/watches.yaml)
SHARED ?=
# The development pages: a folder of them by itself, or the one in SHARED.
DATA ?= $(if $(SHARED),$(SHARED)/data)
EVERY ?= 1
PEERS ?=
# Of make looks: yes takes the pictures as they are now.
ACCEPT ?=
# Of make local: a folder that stands for the buckets, the port of its web page, and whether the functions run in
# containers.
FOLDER ?= local
PORT ?= 8016
CONTAINERS ?=
ARCHITECTURE ?= arm64
# dev or prod: the stack of that name in samconfig.toml; empty: the stack pagebrief.
STAGE ?=
# Of the rewriting function: a name on the model hub and its revision, or a folder; an index of builds of torch
# without CUDA; another base image and its Python.
MODEL ?= sshleifer/distilbart-cnn-12-6
REVISION ?= a4f8f3ea906ed274767e9906dbaede7531d660ff
TORCH_INDEX ?=
BASE ?=
BASE_PYTHON ?=
# Of the load: pages, processes of on_page, and Lambda's own Python if there is one; without it the working copy runs.
PAGES_COUNT ?= 200
WORKERS ?= 2
LAMBDA_PYTHON ?= $(shell python3.13 -c 'import sys; print(sys.executable)' 2>/dev/null)
machine := $(patsubst aarch64,arm64,$(shell uname -m))

bin := .venv/bin
pip := -m pip install -qq --disable-pip-version-check --prefer-binary --no-compile
sam := .venv-sam/bin/sam
audited := lambda local abstractive torch test looks sam audit

# Paths travel as environment variables, so that they may hold spaces.
export PAGES OUT WATCHES SHARED DATA EVERY PEERS FOLDER PORT ARCHITECTURE MODEL REVISION TORCH_INDEX
export SAM_CLI_TELEMETRY = 0
export PIP_NO_WARN_SCRIPT_LOCATION = 1

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

# ── On any machine with Python ────────────────────────────────────────────────────────────────────

.PHONY: setup demo local test lint looks pictures quality floors reference fit bench-cleaning bench-summaries bench-topics bench-hostile
.PHONY: bench-sentences bench-support bench-stories bench-pace bench-load costs
setup: .venv/.installed build/model/.built ## .venv with the pagebrief command, and the model
	@test "$(MAKECMDGOALS)" != setup || echo "Ready: .venv/bin/pagebrief --help"

demo: setup ## digest of PAGES (a file or folder, examples/pages) for WATCHES (a watches.yaml) in OUT (out)
	@$(bin)/pagebrief digest "$$PAGES" $${WATCHES:+--watches "$$WATCHES"} --out "$$OUT"

local: setup .venv/.tests ## all of it on this machine until Ctrl-C: FOLDER (local) for the bucket, a web page for Slack and email
	@$(if $(CONTAINERS),$(MAKE) build ARCHITECTURE=$(machine))
	@exec $(bin)/python -m tools.local --folder "$$FOLDER" --port "$$PORT" $(if $(CONTAINERS),--containers)

test: setup .venv/.tests ## the tests that need nothing but this repository
	@$(bin)/pytest -q -n auto -m "not shared and not reference and not container and not looks"

lint: setup .venv/.tests ## ruff and mypy
	@$(bin)/ruff check .
	@$(bin)/ruff format --check .
	@$(bin)/mypy --explicit-package-bases functions tools benchmarks

looks: setup .venv/.looks ## messages as Chromium shows them: pictures, contrast, no requests; ACCEPT=yes: as they are now is right
	@$(if $(ACCEPT),$(bin)/python -m tools.looks accept,$(bin)/pytest -q -n auto --dist loadfile -m looks tests/looks)

pictures: setup .venv/.looks ## the pictures of README, in docs/pictures
	@$(bin)/python -m tools.looks pictures

quality: setup .venv/.tests ## the floors, over the development pages in SHARED (or DATA), which is not in this repository
	@$(bin)/pytest -q -n auto --dist loadfile -m shared --shared="$${SHARED:-$$DATA/..}"

floors: setup ## measure the development pages in SHARED (or DATA) and raise the floors
	@$(bin)/python -m tools.floors "$$DATA/pages"

reference: setup .venv-reference/.installed ## the encoder against transformers and torch
	@$(bin)/python -m tools.encoder --float
	@.venv-reference/bin/pytest -q -m reference

fit: setup .venv-reference/.installed ## the models that clean pages, from the pages in SHARED
	@.venv-reference/bin/python -m tools.line_model "$$SHARED/data/pages" --form html
	@.venv-reference/bin/python -m tools.line_model "$$SHARED/data/pages" --form text

bench-cleaning: .venv-bench/.installed ## ours and other extractors on every EVERY-th page of SHARED (or DATA); writes docs/cleaning.md
	@.venv-bench/bin/python -m benchmarks.cleaning "$$DATA/pages" --every "$$EVERY"

bench-summaries: .venv-bench/.installed build/model/.built ## ours and other summaries of every EVERY-th article of SHARED (or DATA); writes docs/summaries.md
	@.venv-bench/bin/python -m benchmarks.summaries "$$DATA/summaries" --every "$$EVERY"

bench-topics: setup ## which of twenty descriptions fits, on the pages in SHARED (or DATA); writes docs/watches.md
	@$(bin)/python -m benchmarks.topics "$$DATA"

bench-hostile: setup $(if $(PEERS),.venv-bench/.installed) ## pages made to break a cleaner, within 10 s and 700 MB each; PEERS=yes: the others too
	@$(if $(PEERS),.venv-bench,.venv)/bin/python -m benchmarks.hostile $(if $(PEERS),--peers)

bench-pace: setup .venv-reference/.installed ## our encoder beside transformers and sentence-transformers, and near the machine's limit; writes docs/pace.md
	@.venv-reference/bin/python -m benchmarks.pace

bench-sentences: .venv-bench/.installed ## our sentence splitter and others, over labelled cases
	@.venv-bench/bin/python -W ignore -m benchmarks.sentences

bench-support: setup ## what the gate of rewritten sentences catches and passes, on the articles in SHARED (or DATA)
	@$(bin)/python -m benchmarks.support "$$DATA/summaries"

bench-stories: setup ## copies of the articles in SHARED (or DATA), our own events, and the time a day takes; writes docs/stories.md
	@$(bin)/python -m benchmarks.stories "$$DATA/summaries"

bench-load: setup .venv/.tests $(if $(LAMBDA_PYTHON),.venv-lambda/.installed build/lambda/.built) ## PAGES_COUNT pages through the functions, WORKERS at a time, each accounted for; SAVE=yes writes docs/load.md
	@$(bin)/python -m benchmarks.load $(PAGES_COUNT) --workers $(WORKERS) $(if $(SAVE),--save) \
		$(if $(LAMBDA_PYTHON),--code build/lambda --python .venv-lambda/bin/python)

# What `make build` would put into the zip, for this machine's processor.
build/lambda/.built: build/model/.built requirements/lambda.txt $(shell find functions templates -name '*.py' -o -name '*.j2' -o -name '*.npz')
	@echo "Building the function in build/lambda …"
	@rm -rf build/lambda
	@$(bin)/python -m tools.package --architecture $(machine) --to build/lambda
	@touch $@

.venv-lambda/.installed: requirements/runtime.txt
	@"$(LAMBDA_PYTHON)" -m venv .venv-lambda
	@.venv-lambda/bin/python $(pip) -r requirements/runtime.txt
	@touch $@

costs: setup ## the table of docs/costs.md, from the price list
	@$(bin)/python -m tools.costs

.venv/.installed: requirements/local.txt pyproject.toml
	@$(call make-venv,.venv)
	@echo "Installing requirements/local.txt into .venv …"
	@$(bin)/python $(pip) -r requirements/local.txt
	@$(bin)/python $(pip) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.tests: requirements/test.txt .venv/.installed
	@echo "Installing requirements/test.txt into .venv …"
	@$(bin)/python $(pip) -r requirements/test.txt
	@touch $@

.venv/.looks: requirements/looks.txt .venv/.tests
	@echo "Installing requirements/looks.txt into .venv …"
	@$(bin)/python $(pip) -r requirements/looks.txt
	@touch $@

.venv-reference/.installed: requirements/reference.txt pyproject.toml
	@$(call make-venv,.venv-reference)
	@echo "Installing requirements/reference.txt into .venv-reference …"
	@.venv-reference/bin/python $(pip) -r requirements/reference.txt
	@.venv-reference/bin/python $(pip) --no-deps --no-build-isolation --editable .
	@touch $@

# All is pinned, so nothing is resolved: pip 23 fails at an extra of lxml that two of the others ask for.
.venv-bench/.installed: requirements/bench.txt pyproject.toml
	@$(call make-venv,.venv-bench)
	@echo "Installing requirements/bench.txt into .venv-bench …"
	@.venv-bench/bin/python $(pip) --no-deps -r requirements/bench.txt
	@.venv-bench/bin/python $(pip) --no-deps --no-build-isolation --editable .
	@touch $@

build/model/.built: .venv/.installed $(wildcard tools/encoder/*.py)
	@$(bin)/python -m tools.encoder --out build/model
	@touch $@

# Debian ships venv without ensurepip unless python3-venv is installed.
define make-venv
$(PYTHON) -c '$(supported)' || { \
	echo "Pagebrief needs Python 3.11, 3.12 or 3.13. Name one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }; \
$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	echo "$(PYTHON) can't make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }; \
test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
endef

# ── AWS: needs SAM CLI, which gets an environment of its own ──────────────────────────────────────

.PHONY: sam validate audit-template build build-PageFunction build-DeliveryFunction build-ScheduleFunction build-abstractive
.PHONY: size deploy deploy-abstractive deploy-backfill
sam: .venv-sam/.installed ## .venv-sam with SAM CLI

validate: sam ## check the templates
	@$(sam) validate
	@$(sam) validate --lint --template-file infra/abstractive.yaml
	@$(sam) validate --lint --template-file infra/backfill.yaml

audit-template: .venv-checkov/.installed ## what checkov finds in the templates; what is skipped says why in them
	@.venv-checkov/bin/checkov --file infra/template.yaml infra/abstractive.yaml infra/backfill.yaml \
		--framework cloudformation --skip-download --compact --quiet

build: sam ## the functions for ARCHITECTURE (arm64 or x86_64) in .aws-sam
	@$(sam) build --parameter-overrides Architecture=$(ARCHITECTURE)

# Called by `sam build`, which sets ARTIFACTS_DIR.
build-PageFunction: setup
	@$(bin)/python -m tools.package --architecture $(ARCHITECTURE) --to "$(ARTIFACTS_DIR)"

# These choose no sentences: the same without the model.
build-DeliveryFunction build-ScheduleFunction: setup
	@$(bin)/python -m tools.package --architecture $(ARCHITECTURE) --to "$(ARTIFACTS_DIR)" --without-model

build-abstractive: setup sam ## the image of the rewriting function, with MODEL and REVISION in it
	@$(bin)/python -m tools.abstractive --architecture $(ARCHITECTURE) --to build/abstractive \
		--model "$$MODEL" --revision "$$REVISION" --index "$$TORCH_INDEX" $(if $(BASE_PYTHON),--python $(BASE_PYTHON))
	@$(if $(BASE),sed -i.kept 's|^ARG BASE=.*|ARG BASE=$(BASE)|' build/abstractive/Dockerfile,:)
	@$(sam) build --template-file infra/abstractive.yaml --build-dir .aws-sam/abstractive \
		--parameter-overrides Architecture=$(ARCHITECTURE)

size: ## how large the built functions are
	@$(bin)/python -m tools.size .aws-sam/build/PageFunction
	@$(bin)/python -m tools.size .aws-sam/build/DeliveryFunction
	@$(bin)/python -m tools.size .aws-sam/build/ScheduleFunction

deploy: build ## into your AWS account; asks for the parameters; STAGE=dev or prod
	@$(sam) deploy --guided $(if $(STAGE),--config-env $(STAGE)) \
		--parameter-overrides Architecture=$(ARCHITECTURE) $(if $(STAGE),Stage=$(STAGE))

deploy-abstractive: build-abstractive ## the rewriting function into your account; its output is RewriterArn
	@$(sam) deploy --guided --template-file .aws-sam/abstractive/template.yaml --stack-name pagebrief-abstractive \
		--resolve-image-repos --parameter-overrides Architecture=$(ARCHITECTURE)

deploy-backfill: sam ## what `pagebrief backfill` starts, into your account; asks for outputs of the other stack
	@$(sam) deploy --guided --template-file infra/backfill.yaml --stack-name pagebrief-backfill

.venv-sam/.installed: requirements/sam.txt
	@$(call make-venv,.venv-sam)
	@echo "Installing SAM CLI into .venv-sam …"
	@.venv-sam/bin/python $(pip) -r requirements/sam.txt
	@touch $@

.venv-checkov/.installed: requirements/checkov.txt
	@$(call make-venv,.venv-checkov)
	@echo "Installing checkov into .venv-checkov …"
	@.venv-checkov/bin/python $(pip) -r requirements/checkov.txt
	@touch $@

# ── In a container: needs Docker, or whatever DOCKER_HOST names ───────────────────────────────────

.PHONY: container local-aws invoke
container: .venv/.tests ## the functions in real containers, against local stand-ins for AWS and Slack
	@$(MAKE) build ARCHITECTURE=$(machine)
	@$(bin)/pytest -q -m container

local-aws: setup .venv/.tests ## local stand-ins for AWS and Slack, until Ctrl-C
	@$(bin)/python -m tools.local_aws

invoke: setup .venv/.tests ## one example page through both functions, by sam local invoke
	@$(MAKE) build ARCHITECTURE=$(machine)
	@$(bin)/python -m tools.local_aws --invoke

# ── Upkeep ────────────────────────────────────────────────────────────────────────────────────────

.PHONY: check audit lock clean
check: ## everything that CI runs, timed (quality only with SHARED)
	@.ci/run

# Without --strict, what the database can't be asked about would pass. Not in .ci/run, which has no database to ask.
audit: .venv-audit/.installed ## known vulnerabilities in what is pinned (asks PyPI's database)
	@for name in $(audited); do echo "requirements/$$name.txt"; .venv-audit/bin/pip-audit --strict --disable-pip \
		--no-deps --progress-spinner off -r requirements/$$name.txt || failed=yes; done; test -z "$$failed"

.venv-audit/.installed: requirements/audit.txt
	@$(call make-venv,.venv-audit)
	@echo "Installing requirements/audit.txt into .venv-audit …"
	@.venv-audit/bin/python $(pip) -r requirements/audit.txt
	@touch $@

lock: ## pin all requirements anew (needs uv)
	@requirements/lock.sh

clean: ## remove all that the other targets made
	rm -rf .venv .venv-sam .venv-checkov .venv-reference .venv-bench .venv-audit .aws-sam build out
