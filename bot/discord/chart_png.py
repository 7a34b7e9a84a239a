"""A chart as a PNG: drawn as SVG here, rendered by resvg, in fonts that come with it: it looks the same everywhere.

Discord shows a picture in an embed 400 pixels wide, beside text on dark or on white: so it is twice that wide, in few
and large letters, on a ground of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from math import ceil
from xml.sax.saxutils import escape

from bot.message import Chart
from bot.render.sanitise import clean

WIDTH_PX, HEIGHT_PX = 800, 360
PLOT_LEFT, PLOT_RIGHT, PLOT_TOP, PLOT_BOTTOM = 84, 776, 112, 310  # px: where the bars stand
GROUND, GRID, FAINT, TEXT, ACCENT = "#232428", "#3f4147", "#8b9099", "#dbdee1", "#3ba1ff"
PALE_OPACITY = 0.45
WIDEST_BAR_PX = 40
LOWEST_BAR_PX = 4
LOWEST_AXIS_TOP_ARTICLES = 4  # a single article a day is no tower
TITLE_HEIGHT_PX = 44  # what the picture is lower without its title
MOST_DATE_LABELS = 7  # below the bars
HALF_DATE_LABEL_PX = 42
LONGEST_TITLE_CHARACTERS = 38
FONT_FAMILIES = ("Noto Sans", "Noto Sans Arabic")
FONT_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC")  # that these fonts have in full


def png(chart: Chart) -> bytes:
    """The picture, in some 45 ms during which the renderer does not let go of the interpreter."""
    import resvg_py  # here and not above: a terminal draws nothing

    return resvg_py.svg_to_bytes(svg_string=svg(chart), skip_system_fonts=True, font_files=_font_files())


@cache
def _font_files() -> list[str]:
    import fontpkg

    return [str(fontpkg.path(family)) for family in FONT_FAMILIES]


def svg(chart: Chart) -> str:
    """The drawing. A title in a script for which no font is there is left out: it stands above the picture as well."""
    highest = max(*(bar.height for bar in chart.bars), chart.level or 0, LOWEST_AXIS_TOP_ARTICLES)
    step = _step(highest)
    top = step * ceil(highest / step)
    title = _title(chart.title)
    above = 0 if title else TITLE_HEIGHT_PX
    parts = (*title, *_key(chart), *_grid(step, top), *_bars(chart, top), *_level(chart, top), *_dates(chart))
    size = f'width="{WIDTH_PX}" height="{HEIGHT_PX - above}"'
    ground = f'<rect y="{above}" {size} rx="16" fill="{GROUND}"/>'
    font = f'font-family="{FONT_FAMILIES[0]}" font-size="24" fill="{TEXT}"'
    view = f'{size} viewBox="0 {above} {WIDTH_PX} {HEIGHT_PX - above}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}><g {font}>{ground}{"".join(parts)}</g></svg>'


def _title(text: str) -> tuple[str, ...]:
    title = clean(text)
    if not title or not drawable(title):
        return ()
    clipped = title if len(title) <= LONGEST_TITLE_CHARACTERS else title[: LONGEST_TITLE_CHARACTERS - 1] + "…"
    return (_text(24, 46, clipped, 'font-size="32" font-weight="600"'),)


def _key(chart: Chart) -> Iterator[str]:
    """What the bars, the strong ones and the line mean."""
    yield _text(24, 88, f"{chart.unit} a day", f'fill="{FAINT}"')
    if chart.strong_says:
        yield f'<rect x="206" y="70" width="20" height="20" rx="3" fill="{ACCENT}"/>'
        yield _text(234, 88, chart.strong_says)
    if chart.pale_says and any(bar.pale for bar in chart.bars):
        yield f'<rect x="378" y="70" width="20" height="20" rx="3" fill="{ACCENT}" fill-opacity="{PALE_OPACITY}"/>'
        yield _text(406, 88, chart.pale_says)
    if chart.level is not None:
        yield f'<path d="M504 80h42" stroke="{TEXT}" stroke-width="3" stroke-dasharray="10 6"/>'
        yield _text(554, 88, chart.level_says)


def _grid(step: int, top: int) -> Iterator[str]:
    for height in range(0, top + 1, step):
        y = _y(height, top)
        yield f'<path d="M{PLOT_LEFT} {y}H{PLOT_RIGHT}" stroke="{GRID}" stroke-width="2"/>'
        yield _text(PLOT_LEFT - 12, y + 8, f"{height:,}", f'text-anchor="end" fill="{FAINT}"')


def _bars(chart: Chart, top: int) -> Iterator[str]:
    slot = (PLOT_RIGHT - PLOT_LEFT) / len(chart.bars)
    width = min(0.78 * slot, WIDEST_BAR_PX)
    for place, bar in enumerate(chart.bars):
        if bar.height <= 0:
            continue
        where = f'x="{PLOT_LEFT + (place + 0.5) * slot - width / 2:.1f}" width="{width:.1f}"'
        colour = ACCENT if bar.strong else FAINT
        y = min(_y(bar.height, top), PLOT_BOTTOM - LOWEST_BAR_PX)
        middle = min(y + _y(0, top) - _y(bar.pale, top), PLOT_BOTTOM)
        if bar.pale:
            yield f'<rect {where} y="{y:.1f}" height="{middle - y:.1f}" fill="{colour}" fill-opacity="{PALE_OPACITY}"/>'
        yield f'<rect {where} y="{middle:.1f}" height="{PLOT_BOTTOM - middle:.1f}" fill="{colour}"/>'


def _level(chart: Chart, top: int) -> Iterator[str]:
    if chart.level is not None:
        line = f'd="M{PLOT_LEFT} {_y(chart.level, top)}H{PLOT_RIGHT}" stroke-dasharray="10 6"'
        yield f'<path {line} stroke="{GROUND}" stroke-width="7" stroke-opacity="0.6"/>'
        yield f'<path {line} stroke="{TEXT}" stroke-width="3"/>'


def _dates(chart: Chart) -> Iterator[str]:
    """The last day and days at even distances before it."""
    slot = (PLOT_RIGHT - PLOT_LEFT) / len(chart.bars)
    apart = next((days for days in (1, 2, 7, 14) if len(chart.bars) <= MOST_DATE_LABELS * days), 28)
    for place in range(len(chart.bars) - 1, -1, -apart):
        x = PLOT_LEFT + (place + 0.5) * slot
        yield f'<path d="M{x:.1f} {PLOT_BOTTOM}v7" stroke="{FAINT}" stroke-width="2"/>'
        within = min(max(x, HALF_DATE_LABEL_PX), WIDTH_PX - HALF_DATE_LABEL_PX - 4)
        yield _text(within, PLOT_BOTTOM + 36, _day(chart.bars[place].day), f'text-anchor="middle" fill="{FAINT}"')


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _y(height: float, top: int) -> float:
    return round(PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * height / top, 1)


def _step(highest: float) -> int:
    """A round number of which two to five reach the height: 1, 2, 5, 10, 20, 50 ..."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if digit * power * 4 >= highest:
                return digit * power
        power *= 10


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(text)}</text>'


def drawable(text: str) -> bool:
    """Whether the fonts have every letter of it; else there would be empty boxes."""
    return all(_in_the_fonts(character) for character in text)


def _in_the_fonts(character: str) -> bool:
    if character.isascii():
        return character.isprintable()
    if "\u0300" <= character <= "\u036f" or character in "\u200c–—‘’“”…·":  # marks for any letter; signs
        return True
    letter = unicodedata.category(character)[0] in "LM" and character <= "\uffff"
    return letter and unicodedata.name(character, "").split(" ")[0] in FONT_SCRIPTS
