# Two commands for a newcomer: `make run` and `make test`. Both set up what they need (Python 3.11+ and make are enough).
# PYTHON=python3.12 says with which Python, EXTRAS=postgres what else running needs; ARGS='tests/test_x.py -k name' which tests.
PYTHON ?=
EXTRAS ?=
ARGS ?=
BIN := .venv/bin
INSTALL := PYTHON="$(PYTHON)" scripts/install requirements.lock

.PHONY: install development run worker test check bench mutate lock clean

install:
	@$(INSTALL) $(EXTRAS:%=requirements-%.lock)

development:
	@$(INSTALL) requirements-dev.lock

run: install
	@$(BIN)/actorwatch run

worker:
	@$(INSTALL) requirements-postgres.lock
	@$(BIN)/actorwatch worker

test: development
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal $(ARGS)

check: development
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/actorwatch check

bench: development
	@$(BIN)/python -m benchmarks

# Which changes of the deciding code no test notices, listed at the end. ARGS='watchers.telling.route*' says of which module
# (anew each time; without ARGS what was tried stands and the rest follows), LIMIT=2h when it stops; `.venv/bin/mutmut show NAME`
# shows one. `make clean` forgets what was tried. timeout(1) is of the coreutils.
LIMIT ?= 1h
mutate:
	@$(INSTALL) requirements-mutate.lock
	@timeout --foreground --signal INT $(LIMIT) $(BIN)/mutmut run --max-children 1 $(ARGS) || [ $$? -eq 124 ]
	@$(BIN)/mutmut results | grep -v ': not checked' || true

# For maintainers, with uv on the PATH: compile the locks after a change of dependencies; each holds the one before.
# With UPGRADE=--upgrade all versions move on; else only what must.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	--custom-compile-command 'make lock' $(UPGRADE) pyproject.toml --group build
lock:
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra postgres -c requirements.lock -o requirements-postgres.lock
	$(COMPILE) --extra postgres --group dev -c requirements-postgres.lock -o requirements-dev.lock
	$(COMPILE) --extra postgres --group dev --group mutate -c requirements-dev.lock -o requirements-mutate.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants
