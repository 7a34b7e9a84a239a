"""The verb `init`: a first folder of configuration, with examples that work and comments that explain every key."""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
from pathlib import Path

from config.settings import Settings
from watchers.errors import ConfigError

STARTER_FOLDER = Path(__file__).with_name("starter")

NEXT_STEPS = """\
{folder} holds a first configuration: {names}.

Next:
  1. Put your own actors and feeds into actors.toml and feeds.toml; comments explain every key.
  2. export ACTORWATCH_CONFIG_DIR={quoted}
     actorwatch check            says what would be tracked, and every fault with file, line and key
     actorwatch run --console    polls the feeds and tells in this terminal
  3. For Discord, copy env.example to .env beside it, put your bot's token in, and start: actorwatch run
"""


def init(options: argparse.Namespace, settings: Settings) -> int:
    """Write the files and say what to do next; ConfigError where one is there already, and nothing written."""
    folder = Path(options.dir).resolve()
    files = sorted(path for path in STARTER_FOLDER.iterdir() if path.is_file())
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder} is no folder; name one that is new or empty")
    for path in files:
        if (folder / path.name).exists():
            raise ConfigError(f"{folder / path.name} is there already, so nothing was written; name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copyfile(path, folder / path.name)
    names = ", ".join(path.name for path in files)
    sys.stdout.write(NEXT_STEPS.format(folder=folder, names=names, quoted=shlex.quote(str(folder))))
    return 0
