# The vocabulary of this project: `make` alone lists it. Only what stands there under "On AWS",
# settings and logs reach AWS. What a command needs is installed first, by toolchain/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
STAGE ?= dev
FORMAT ?= amplify
LOCAL_PORT ?= 4566
export LOCAL_PORT V

# STAG=prod is refused: it would be dev, in silence. Below another make stand that one's arguments.
# What AWS's clients read, such as AWS_PROFILE=prod, make hands on to them.
ARGUMENTS := ACCOUNT ALLOW_CLIENT_BREAK ATTRIBUTES CLEAN COUNTRIES EXECUTION_POLICY FOLLOW FOR FORMAT GROUPS LIVE LOAD \
LOCAL_PORT ONLY ORIGINS OUT PREFIX PROJECT PYTHON REGION REQUEST SINCE STACK STAGE UPGRADE USERS V YES
GIVEN := $(foreach one,$(.VARIABLES),$(if $(filter command,$(origin $(one))),$(one)))
UNKNOWN := $(if $(filter 0,$(MAKELEVEL)),$(filter-out $(ARGUMENTS) AWS_%,$(GIVEN)))
$(if $(UNKNOWN),$(error there is no argument $(UNKNOWN); these are: $(ARGUMENTS)))

# A PYTHON that is named is looked for where the user has it; else the one of .venv comes first.
ifndef PLAIN_PATH
export PLAIN_PATH := $(value PATH)
endif
INSTALL = $(if $(findstring file,$(origin PYTHON)),,PATH="$$PLAIN_PATH";) \
command -v $(call quoted,PYTHON) > /dev/null || { $(ERROR) "there is no $(PYTHON): install Python 3.11 or newer and name \
it, as in \`make local PYTHON=python3.12\`."; exit 1; }; $(call quoted,PYTHON) -m toolchain
# `value`: a `$` in a path is no variable. The tools are run by `python -m`: a script's first line
# cannot name a path with a space.
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(value PATH)
# Without byte code every synth is three times slower.
unexport PYTHONDONTWRITEBYTECODE
# Node keeps its compiled code: each start of the CDK CLI saves about half a second. Not below
# node_modules, as is usual: npm, which empties that, fails where another Node writes there.
export NODE_COMPILE_CACHE := $(CURDIR)/.venv/.cache/node
export CDK_DISABLE_CLI_TELEMETRY := true
CDK := cdk --no-notices
LOCK = uv pip compile --quiet $(call flag,UPGRADE,--upgrade) --universal --generate-hashes --python-version 3.11 --no-annotate --no-header
NPM_LOCK = npm $(if $(call flag,UPGRADE,update),update,install) --package-lock-only --silent
ERROR := >&2 echo error:

# $(call quoted,NAME): what a variable was given, as one word, whatever characters stand in it.
quoted = '$(subst ','\'',$(value $(1)))'
# $(call option,NAME,--option): the option with that, none where nothing was given.
option = $(if $(value $(1)),$(2) $(quoted))

.PHONY: help
help: ## list this vocabulary
	@awk -F ':.*## ' '/^##  / { printf "\n%s\n", substr($$0, 5) } \
	/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

##  On this machine

.PHONY: init
init: for-dev ## make this project your own (asks; or PROJECT= COUNTRIES= ATTRIBUTES= GROUPS= ORIGINS=)
	@python -m ops init $(foreach one,PROJECT COUNTRIES ATTRIBUTES GROUPS ORIGINS,$(if $(filter-out \
	undefined,$(origin $(one))),--$(shell echo $(one) | tr A-Z a-z) $(call quoted,$(one))))

.PHONY: local watch local-down local-status
local: for-local ## run the whole system here and prove it (LOCAL_PORT=4566; V=1 shows the CDK CLI)
	@python -m ops local up

watch: for-local ## redeploy what changes, as it changes, and show what the Lambdas log (Ctrl-C)
	@python -m ops watch

local-down: for-local ## stop it; its users are gone
	@python -m ops local down

local-status: for-local ## tell what runs
	@python -m ops local status

.PHONY: web
web: for-page ## serve the demo page at http://127.0.0.1:5173/, against the local cloud
	@python -m ops web

.PHONY: settings outputs
outputs: settings
settings: for-aws ## print the settings of STAGE for a frontend (FORMAT=amplify; OUT=file writes it)
	@python -m ops settings --stage $(STAGE) --format $(FORMAT) $(call option,OUT,--out) \
	$(call option,PREFIX,--prefix) $(call flag,LIVE,--live)

.PHONY: logs
logs: for-aws ## show what STAGE logs, as one log (FOLLOW=1 SINCE=1h REQUEST=id)
	@python -m ops logs --stage $(STAGE) $(call flag,FOLLOW,--follow) $(call option,SINCE,--since) \
	$(call option,REQUEST,--request)

##  Its tests and checks

.PHONY: test recipes check format lint types leaks templates fuzz bench snapshots
test: for-tests ## run every test, the live ones on a cloud of their own (ONLY="unit live": suites, or paths)
	@python -m pytest $(SELECTED) $(if $(FRONTENDS),,-m "not npm")

recipes: for-tests for-templates ## do docs/recipes.md in a copy of the project, and prove each
	@python -m pytest tests/recipes

check: lint types leaks templates ## all of the next four

lint: for-dev ## judge the Python code's style, and which way its imports point
	@echo "ruff check" && ruff check --quiet
	@echo "ruff format" && ruff format --check --quiet
	@echo "imports point one way" && lint-imports --no-cache > /dev/null || { lint-imports --no-cache; exit 1; }

types: for-dev ## check its types
	@echo "mypy" && python -m mypy --no-error-summary

leaks: for-dev ## look for secrets and phone numbers in what git tracks
	@echo "secrets and phone numbers" && python -m tests.leaks

templates: for-templates ## synthesize every stage, and judge its templates by five sets of rules
	@python -m tests.rules

format: for-dev ## write the Python code in the one style
	@ruff check --fix --quiet; ruff format --quiet

fuzz: for-dev ## run the property tests with many more examples
	@HYPOTHESIS_PROFILE=fuzz python -m pytest -m hypothesis

bench: for-dev ## measure this project's promises about speed and size
	@python -m tests.bench

snapshots: for-dev ## renew the template snapshots; read the difference before you commit it
	@python -m pytest tests/snapshot --snapshot-update

# A word names a folder of tests/, anything with a slash is a path. The frontends' packages are
# there for those that need them.
SELECTED = $(foreach one,$(ONLY),$(if $(findstring /,$(one)),$(one),tests/$(one)))
FRONTENDS = $(if $(ONLY),$(findstring consumers,$(ONLY))$(filter-out unit assertions snapshot tests/unit/% tests/assertions/% \
tests/snapshot/%,$(ONLY)),all)

##  On AWS

# $(call flag,NAME,--option): the option for NAME=1, yes or true, none for 0, no, false or empty.
flag = $(if $(word 2,$($(1)))$(filter-out 1 yes true 0 no false,$($(1))),$(error \
$(1) is 1 or 0 (yes or no, true or false), and not "$($(1))"),$(if $(filter 1 yes true,$($(1))),$(2)))
BREAK = $(call flag,ALLOW_CLIENT_BREAK,--allow-client-break)

.PHONY: cost permissions bootstrap synth diff deploy prove doctor compare account destroy
cost: for-aws ## what STAGE costs a month, an attack costs, and the first quota, without AWS (USERS=10000)
	@python -m ops cost --stage $(STAGE) $(call option,USERS,--users)

permissions: on-aws for-aws ## print the IAM policy that STAGE is deployed by (FOR=caller, execution, cleaning, diff, backup, doctor; ACCOUNT= REGION= STACK=)
	@python -m ops permissions --stage $(STAGE) $(call option,FOR,--for) \
	$(call option,ACCOUNT,--account) $(call option,REGION,--region) $(call option,STACK,--stack)

bootstrap: on-aws for-aws ## prepare STAGE's account and region for the CDK, once (EXECUTION_POLICY=arn,arn)
	@python -m ops bootstrap --stage $(STAGE) \
	$(call option,EXECUTION_POLICY,--execution-policy)

synth: for-aws ## write the templates of STAGE to cdk.out (STAGE=dev)
	@$(CDK) synth --quiet -c stage=$(STAGE)

diff: on-aws for-aws ## compare STAGE with what is deployed
	@python -m ops diff --stage $(STAGE)

deploy: on-aws for-aws ## guard, deploy and prove STAGE (YES=1 ALLOW_CLIENT_BREAK=1 CLEAN=1)
	@python -m ops deploy --stage $(STAGE) $(BREAK) $(call flag,YES,--yes) $(call flag,CLEAN,--clean)

prove: for-aws ## show that STAGE does what it promises, by a user of its own (YES=1 for a protected one)
	@python -m ops prove --stage $(STAGE) $(call flag,YES,--yes)

doctor: for-aws ## tell what STAGE is ready for, and what to do about the rest (LOAD=sign-ins a second)
	@python -m ops doctor --stage $(STAGE) $(call option,LOAD,--sign-ins-per-second)

compare: for-aws ## show what STAGE's cloud does where AWS and the local one differ (YES=1)
	@python -m ops compare --stage $(STAGE) $(call flag,YES,--yes)

account: on-aws for-aws ## let API Gateway write logs in STAGE's account and region, once
	@python -m ops account --stage $(STAGE)

destroy: on-aws for-aws ## remove STAGE with its users; a protected one refuses (YES=1)
	@python -m ops destroy --stage $(STAGE) $(call flag,YES,--yes)

.PHONY: delivery
delivery: for-aws ## let a repository's workflows deploy, once an account: DELIVERY in stages.py (YES=1)
	@$(CDK) deploy --all --app "python3 delivery.py" $(call flag,YES,--require-approval=never)

.PHONY: on-aws
on-aws:
	@[ "$(STAGE)" != local ] || { $(ERROR) "stage local lives on this machine: use \`make local\` and \
	\`make local-down\`, or name another stage, as in STAGE=dev."; exit 2; }

##  Upkeep

.PHONY: contract lock clean
contract: for-aws ## renew contracts/, what must stay of deployed stages (STAGE=S begins one)
	@python -m ops contract $(if $(filter-out file,$(origin STAGE)),$(STAGE)) $(BREAK)

lock: for-dev ## write every lock of pyproject.toml and package.json (UPGRADE=1 renews all that they pin)
	@$(LOCK) pyproject.toml --group dev -o requirements/dev.txt
	@$(LOCK) pyproject.toml --group local -c requirements/dev.txt -o requirements/local.txt
	@$(LOCK) pyproject.toml --group deploy -c requirements/dev.txt -o requirements/deploy.txt
	@$(LOCK) pyproject.toml -c requirements/dev.txt -o requirements.txt
	@$(LOCK) --group installer -c requirements/dev.txt -o requirements/installer.txt
	@$(LOCK) --group checkov -o requirements/checkov.txt
	@$(NPM_LOCK)
	@$(NPM_LOCK) --prefix tests/consumers
	@$(NPM_LOCK) --prefix web

clean: ## remove everything installed and generated, but no outputs and no local cloud
	@rm -rf .venv .venv-checkov node_modules tests/consumers/node_modules web/node_modules web/dist \
	web/screenshots cdk.out .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What a command needs: a group of pyproject.toml, and folders with a package-lock.json.
.PHONY: for-aws for-local for-page for-dev for-tests for-templates
for-aws: ; @$(INSTALL) deploy --npm .
for-local: ; @$(INSTALL) local --npm .
for-page: ; @$(INSTALL) local --npm . web
for-dev: ; @$(INSTALL) dev --npm .
for-tests: ; @$(INSTALL) dev --npm . $(if $(FRONTENDS),web tests/consumers)
for-templates: ; @$(INSTALL) dev --npm . --checkov
