"""Charts: as a picture that any machine draws alike, and as a row of blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord import chart_png
from bot.message import Bar, Chart
from bot.terminal.sparkline import strip

FIRST = date(2026, 8, 24)


def chart(*heights: int, title: str = "Khalifa Haftar", level: float | None = None) -> Chart:
    bars = tuple(Bar(FIRST + timedelta(days=n), height, n >= len(heights) - 7) for n, height in enumerate(heights))
    level_says = "usually 4 a week"
    return Chart(title, "articles", bars, "in words", strong_says="last 7 days", level=level, level_says=level_says)


def texts(chart: Chart) -> list[str]:
    return [
        element.text or ""
        for element in ElementTree.fromstring(chart_png.svg(chart)).iter()
        if element.tag.endswith("text")
    ]


def bars(chart: Chart) -> list[ElementTree.Element]:
    """The bars in the drawing, without the ground and the key."""
    return [
        element
        for element in ElementTree.fromstring(chart_png.svg(chart)).iter()
        if element.tag.endswith("rect") and "rx" not in element.attrib
    ]


@pytest.mark.parametrize("title", ["Khalifa Haftar", "Халифа Хафтар", "خليفة حفتر", "習近平", "", "a" * 500])
def test_a_chart_is_a_png_twice_as_wide_as_discord_shows_it(title: str) -> None:
    png = chart_png.png(chart(1, 0, 5, 2, 3, title=title, level=0.5))
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20], "big") == 800
    assert len(png) < 100_000


def test_arabic_letters_are_joined() -> None:
    joined, apart = "حفتر", "\u200c".join("حفتر")
    assert chart_png.png(chart(1, title=joined)) != chart_png.png(chart(1, title=apart))


@pytest.mark.parametrize(
    "title", ["Recep Tayyip Erdoğan", "Nguyễn Phú Trọng", "Сергій", "عبدالفتاح", "پیش‌رو", "Μητσοτάκης"]
)
def test_a_title_whose_letters_are_there_is_drawn(title: str) -> None:
    assert title in texts(chart(1, title=title))


@pytest.mark.parametrize("title", ["習近平", "नरेन्द्र मोदी", "ישראל", "Haftar 🙂", "金 Kim"])
def test_a_title_whose_letters_are_missing_is_left_out_and_makes_no_empty_boxes(title: str) -> None:
    assert texts(chart(1, title=title))[0] == "articles a day"


def test_what_strangers_wrote_stays_text() -> None:
    assert "</text><script>&\"'" in texts(chart(1, title="</text><script>&\"'"))


@given(st.text(max_size=60))
def test_any_title_makes_a_drawing(title: str) -> None:
    assert "articles a day" in texts(chart(1, title=title))


def test_there_is_a_bar_for_each_day_with_anything_and_a_line_where_a_level_is_known() -> None:
    assert len(bars(chart(1, 0, 5))) == 2
    assert "usually 4 a week" in texts(chart(1, level=0.6))
    assert "usually 4 a week" not in texts(chart(1))


def test_copies_stand_pale_on_the_rest_of_their_bar_and_are_named_where_there_are_any() -> None:
    with_copies = Chart(
        "Haftar", "articles", (Bar(FIRST, 8, True, pale=2), Bar(FIRST, 8, True)), "", pale_says="copies"
    )
    pale, solid, whole = bars(with_copies)
    assert float(pale.attrib["height"]) * 3 == float(solid.attrib["height"])
    assert float(pale.attrib["height"]) + float(solid.attrib["height"]) == float(whole.attrib["height"])
    assert "fill-opacity" in pale.attrib and "fill-opacity" not in solid.attrib
    assert "copies" in texts(with_copies)
    assert "copies" not in texts(replace(with_copies, bars=(Bar(FIRST, 8),)))


def test_the_last_days_stand_out() -> None:
    colours = [bar.attrib["fill"] for bar in bars(chart(*[1] * 20))]
    assert colours == [chart_png.FAINT] * 13 + [chart_png.ACCENT] * 7


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        (1, ["0", "1", "2", "3", "4"]),
        (7, ["0", "2", "4", "6", "8"]),
        (37, ["0", "10", "20", "30", "40"]),
        (5000, ["0", "2,000", "4,000", "6,000"]),
    ],
)
def test_the_scale_has_round_numbers(highest: int, labels: list[str]) -> None:
    assert texts(chart(highest))[3 : 3 + len(labels)] == labels


@pytest.mark.parametrize(
    ("days", "dates"),
    [
        (5, ["28 Aug", "27 Aug", "26 Aug", "25 Aug", "24 Aug"]),
        (91, ["22 Nov", "8 Nov", "25 Oct", "11 Oct", "27 Sep", "13 Sep", "30 Aug"]),
    ],
)
def test_the_last_day_and_days_at_even_distances_are_named(days: int, dates: list[str]) -> None:
    assert texts(chart(*[1] * days))[-len(dates) :] == dates


@pytest.mark.parametrize(
    ("heights", "row"),
    [
        ((0, 1, 8), "2026-08-24 ·▁█ 2026-08-26  at most 8 a day"),
        ((0, 0), "2026-08-24 ·· 2026-08-25  at most 0 a day"),
        ((), ""),
        ((1, *[0] * 89, 3), f"2026-08-24 ▃{'·' * 29}█ 2026-11-22  at most 3 in 3 days"),
    ],
)
def test_a_chart_is_a_row_of_blocks_between_its_first_and_last_day(heights: tuple[int, ...], row: str) -> None:
    assert strip(chart(*heights)) == row


@pytest.mark.parametrize("days", [1, 31, 32, 91])
def test_the_row_of_blocks_has_room_in_a_terminal(days: int) -> None:
    assert len(strip(chart(*(333 for _ in range(days))))) <= 78
