"""Starts the program on the loopback Discord at TEST_DISCORD: `python -m tests.support.discord_double.launch run`."""

from __future__ import annotations

import os
import sys

from bot.__main__ import main
from tests.support.discord_double.double import point_at

if __name__ == "__main__":
    point_at(os.environ["TEST_DISCORD"])
    sys.exit(main())
