"""The door of the command line: every verb leads to a function, and the door itself is light."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from bot.__main__ import VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_leads_to_a_function(verb: str) -> None:
    module, _, name = VERBS[verb].partition(":")
    assert callable(getattr(import_module(module), name))


def test_the_processes_that_parse_feeds_do_not_load_the_whole_program() -> None:
    """They load the file that was started, and each would pay its memory and its second again."""
    code = "import sys, bot.__main__; sys.exit(any(name in sys.modules for name in ('discord', 'sqlalchemy', 'rich')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
