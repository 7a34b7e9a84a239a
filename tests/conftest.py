"""What holds for all tests: no property has a deadline, since how fast a machine is decides nothing."""

from hypothesis import settings

settings.register_profile("actorwatch", deadline=None)
settings.load_profile("actorwatch")
