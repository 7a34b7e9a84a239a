"""Signing: the same everywhere, small, and able to find copies by what they share."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.comparing import article
from watchers.comparing.article_profile import read
from watchers.comparing.signature import keys, sign
from watchers.comparing.tokens import figures, shingles, words
from watchers.model import Frequencies

SENTENCES = [
    f"The {n}th council of harbour towns number {n * n} met in room {n * 7} and spoke of ship {n + 1000} at length."
    for n in range(120)
]
LONG = article("long", "Councils of harbour towns", " ".join(SENTENCES))
NOWHERE = Frequencies(0, {})


def test_signing_gives_the_same_in_every_process() -> None:
    program = (
        "from tests.comparing.test_signature import LONG, read, sign; s = sign(read(LONG));"
        "print(s.size, s.hashes, sorted(s.words.items()))"
    )
    root = Path(__file__).parents[2]
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root)
        for _ in range(2)
    ]
    signature = sign(read(LONG))
    expected = f"{signature.size} {signature.hashes} {sorted(signature.words.items())}\n"
    assert [run.stdout for run in runs] == [expected, expected]


def test_hashes_fit_into_a_signed_column() -> None:
    signature = sign(read(LONG))
    assert signature.hashes and signature.words
    assert all(0 <= number < 1 << 63 for number in (*signature.hashes, *signature.words))


@pytest.mark.parametrize(("count", "least", "most"), [(1, 8, 8), (10, 8, 20), (120, 40, 64)])
def test_the_sample_grows_with_the_text_between_its_bounds(count: int, least: int, most: int) -> None:
    signature = sign(read(replace(LONG, text=" ".join(SENTENCES[:count]))))
    assert least <= len(signature.hashes) <= most


def test_half_of_a_text_shares_half_of_the_sample() -> None:
    whole = set(sign(read(LONG)).hashes)
    half = sign(read(replace(LONG, text=" ".join(SENTENCES[:60]))))
    assert len(whole & set(half.hashes)) >= 0.7 * min(len(half.hashes), len(whole)) / 2


def test_keys_prefer_the_rare_words_among_the_weighty() -> None:
    signature = sign(read(article("a", "Zanzibar", "The ferry to Zanzibar left, and the ferry came back on Monday.")))
    frequencies = Frequencies(1000, dict.fromkeys(signature.words, 900))
    best = keys(signature, NOWHERE)[0]
    assert keys(signature, replace(frequencies, counts={**frequencies.counts, best: 1}))[0] == best
    assert len(keys(sign(read(LONG)), NOWHERE)) == 16


def test_a_teaser_without_text_is_signed_by_its_headline() -> None:
    assert sign(read(article("a", "Ministers meet in the old harbour of Salis"))).size > 0
    assert sign(read(article("b"))).size == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The General spoke today in Tripoli.", "“The general spoke TODAY in Trípoli”"),
        ("الجنرال تحدث اليوم في طرابلس", "الجنرالُ تَحدّث اليوم فى طرابلس"),
        ("港口今天关闭了", "港口今天 关闭了。"),
    ],
)
def test_case_marks_and_quotes_make_no_other_text(one: str, other: str) -> None:
    assert shingles(words(one)) == shingles(words(other))


def test_figures_are_read_in_every_script() -> None:
    assert figures("1,200 ships, 3.5 per cent, ٤٢ سفينة") == ["1200", "3.5", "42"]
