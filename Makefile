# The two commands are `make demo` and `make test`; each sets up what it needs first.
UV := ./scripts/uv
BIN := .venv/bin
export UV_PROJECT_ENVIRONMENT := .venv
unexport PYTHONDONTWRITEBYTECODE # each of the tests' many processes would compile everything again

.PHONY: setup demo test test-http test-browser test-faults chaos fuzz leak mutations check words bench lock

setup: .venv/.ready

.venv/.ready: pyproject.toml slack-sandbox/pyproject.toml requirements.lock scripts/uv
	@$(UV) venv --quiet --allow-existing $(if $(PYTHON),--python $(PYTHON),--python '>=3.11') .venv
	@$(UV) pip sync --quiet --compile-bytecode --require-hashes requirements.lock
	@$(UV) pip install --quiet --no-deps --editable . --editable slack-sandbox
	@touch $@

demo: setup  ## a fortnight of an example unit, played against the local Slack; ARGS=--full prints all of it
	@$(BIN)/sprint-notes demo $(ARGS)

test: setup  ## every test, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest $(ARGS)

test-http: setup  ## every conversation once more, over HTTP instead of Socket Mode
	@CONVERSATIONS=http $(BIN)/python -m pytest tests/conversations -k http $(ARGS)

test-browser: setup  ## the local Slack's page in Chromium, a bot in Node, marked, kramdown; installs what is missing
	@./scripts/browser-tools
	@$(BIN)/python -m pytest -n 2 tests/browser tests/readers slack-sandbox/tests/page slack-sandbox/tests/node $(ARGS)

test-faults: setup  ## the bot killed at every place that has a name, databases that go, clocks, a storm on each
	@$(BIN)/python -m pytest tests/chaos tests/crash $(ARGS)

chaos: test-faults  ## SEEDS more storms from SEED on: kills, lies of Slack, all at once; DATABASE, HISTORY=minute, JOBS
	@$(BIN)/python -m tests.chaos.many --seeds $(or $(SEEDS),5) --first $(or $(SEED),1) --database $(or $(DATABASE),all) \
		--history $(or $(HISTORY),any) --jobs $(or $(JOBS),2)

fuzz: setup  ## twice COUNT requests of Slack's, changed at random by SEED, and what memory has become
	@FUZZ_COUNT=$(or $(COUNT),20000) FUZZ_SEED=$(or $(SEED),12) $(BIN)/python -m pytest -n 0 tests/http/test_fuzz.py $(ARGS)

leak: setup  ## sixty fortnights in one process: its memory, threads, files, and rows by table
	@$(BIN)/python -m pytest -n 0 tests/leak $(ARGS)

mutations: setup  ## breaks each mechanism of tests/mutations.py once; its test has to notice
	@$(BIN)/python -m tests.mutations $(ARGS)

check: setup  ## lint, types, import contracts, dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .
	@cd slack-sandbox && ../$(BIN)/deptry slack_sandbox

words: setup  ## writes docs/words.md: every sentence that the bot can say
	@$(BIN)/python -m scripts.words

bench: setup  ## speed, as ratios against a floor measured in the same run
	@$(BIN)/python -m bench

lock: setup  ## renew requirements.lock from both pyproject.toml, and what of it is installed with deploy/install
	@$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--group dev --group slack-sandbox/pyproject.toml:dev pyproject.toml slack-sandbox/pyproject.toml \
		--output-file requirements.lock
	@$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--constraint requirements.lock pyproject.toml --output-file deploy/requirements.lock
