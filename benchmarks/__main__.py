"""`make bench`: every measurement in turn. Each is a module with a `main`, and says what its figures are."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import benchmarks

SHARED = {"__main__", "articles"}  # what the measurements have in common

for module in sorted(info.name for info in pkgutil.iter_modules(benchmarks.__path__) if info.name not in SHARED):
    print(f"== {module}: {(importlib.import_module(f'benchmarks.{module}').__doc__ or '').splitlines()[0]}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{module}"], check=False)
