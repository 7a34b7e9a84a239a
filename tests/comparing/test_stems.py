"""Which forms of a word are one: a few of each kind of language."""

from __future__ import annotations

import pytest

from watchers.comparing.stems import stem
from watchers.text import folding


@pytest.mark.parametrize(
    "forms",
    [
        ("забастовка", "забастовки", "забастовкой"),
        ("strajk", "strajk"),
        ("rybolov", "rybolovu", "rybolovem"),
        ("школа", "школы", "школу"),
        ("سفير", "السفير", "والسفير", "بالسفير"),
        ("محادثات", "المحادثات"),
        ("bakanlık", "bakanlığı", "bakanlıktan"),
        ("résolution", "résolutions"),
        ("Verhandlung", "Verhandlungen"),
        ("2026", "2026"),
    ],
    ids=lambda forms: forms[0],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(folding.plain(form)) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("port", "portrait"), ("ولد", "بلد"), ("123456", "1234567")])
def test_other_words_and_numbers_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_short_words_and_empty_ones_have_a_stem() -> None:
    assert [stem(word) for word in ("", "и", "ال", "و")] == ["", "и", "ال", "و"]
