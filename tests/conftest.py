"""What holds for all tests: no property has a deadline, since how fast a machine is decides nothing.

`pytest tests/fuzz --hypothesis-profile=long` looks for hours rather than seconds for what makes a stage fail.
`pytest --no-postgres` skips what needs a PostgreSQL server, where none can be started or time is short.
A program that a test starts loads no sentence encoder, which takes seconds; a test about what articles mean says so.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("actorwatch", deadline=None)
settings.register_profile("long", deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck))
settings.load_profile("actorwatch")

os.environ["ACTORWATCH_MEANING"] = "off"

pytest_plugins = ["tests.support.archives"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-postgres", action="store_true", help="skip what needs a PostgreSQL server")
