"""Which language a text is in, whatever its feed says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import case_files
from watchers.text.spoken import language_of

CASES = case_files.load("languages.toml")["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.get('language')}-{case['text'][:12]}")
def test_script_and_words_say_the_language_and_else_the_feed(case: dict[str, Any]) -> None:
    assert language_of(case["text"], case.get("declared")) == case.get("language")
