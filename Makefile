# Two commands for a newcomer: `make run` and `make test`. Both set up what they need (Python 3.11+ and make are enough).
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: install run test check bench lock clean

install: $(STAMP)

# The lock pins every version with its hashes; the project itself cannot be hashed, so it is installed without dependencies.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "actorwatch needs Python 3.11 or newer; try: make PYTHON=python3.11 $(MAKECMDGOALS)")' >&2
	@$(PYTHON) -m venv .venv >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . >&2
	@touch $(STAMP)

run: $(STAMP)
	@$(BIN)/actorwatch run

test: $(STAMP)
	@$(BIN)/python -m pytest

check: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/actorwatch check

bench: $(STAMP)
	@$(BIN)/python -m benchmarks

# For maintainers, with uv on the PATH: compile the lock anew after a change of dependencies.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --all-extras --upgrade -o requirements.lock --custom-compile-command 'make lock' pyproject.toml

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
