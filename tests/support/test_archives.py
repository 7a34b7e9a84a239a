"""A run of the tests without PostgreSQL: no server is started, and all else runs."""

from __future__ import annotations

import subprocess
import sys

from tests.test_layers import ROOT


def test_without_postgresql_the_tests_of_sqlite_run_alone() -> None:
    asked = ("tests/archive/test_changes.py", "--no-postgres", "-v", "-p", "no:randomly", "-p", "no:cacheprovider")
    done = subprocess.run((sys.executable, "-m", "pytest", *asked), cwd=ROOT, capture_output=True, text=True)
    verdicts = {line.split()[1] for line in done.stdout.splitlines() if "[postgresql]" in line}
    assert done.returncode == 0, done.stdout
    assert verdicts == {"SKIPPED"}
    assert "[sqlite] PASSED" in done.stdout
