"""What holds for all tests: no property has a deadline, since how fast a machine is decides nothing.

`pytest tests/fuzz --hypothesis-profile=long` looks for hours rather than seconds for what makes a stage fail.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("actorwatch", deadline=None)
settings.register_profile("long", deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck))
settings.load_profile("actorwatch")

pytest_plugins = ["tests.support.archives"]
