"""Where the program's own files lie, and where its data goes when nobody says.

a checkout             config/, seeds/, data/ and .env beside pyproject.toml
an installed package   config/ and seeds/ beside the code, as they were packed; data in a folder of the user's own
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

OWN = "make a folder of your own with `actorwatch init DIR` and name it in ACTORWATCH_CONFIG_DIR"


def is_installed(program: Path) -> bool:
    """Whether an installer put the code into the folder `program`: then the package's metadata stand beside it.

    An editable install leaves the code in its checkout, and its metadata elsewhere.
    """
    return any(program.glob("actorwatch-*.dist-info"))


def default_data_dir(program: Path, environ: Mapping[str, str]) -> Path:
    """`data/` of a checkout; of an installed package, a folder of the user's. RuntimeError where a user has no home."""
    return user_data(environ) / "actorwatch" if is_installed(program) else program / "data"


def user_data(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """The folder in which programs keep a user's data, as the platform has it; XDG_DATA_HOME counts if absolute."""
    given = Path(environ.get("XDG_DATA_HOME", ""))
    if given.is_absolute():
        return given
    return Path.home() / ("Library/Application Support" if platform == "darwin" else ".local/share")
