"""What a chart costs: thirteen weeks of `/actor` as a picture, the first one of a process and those after it.

    python -m benchmarks.charts [CHARTS]

Prints milliseconds of CPU (the renderer does not let go of the interpreter meanwhile), and kibibytes.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from statistics import median
from time import process_time

from bot.discord import chart_png
from bot.message import Chart
from bot.render import volumes
from watchers.lookups import volume
from watchers.model import DayCount

LAST = date(2026, 3, 1)


def main(count: int = 50) -> None:
    drawn = _chart()
    first, size = _draw(drawn)
    after = [_draw(drawn)[0] for _ in range(count)]
    print(f"the first {first:.0f} ms, then median {median(after):.0f} ms, most {max(after):.0f} ms; {size} KiB")


def _chart() -> Chart:
    days = [
        DayCount(LAST - timedelta(days=ago), 3 + ago * 7 % 11, ago % 3)
        for ago in range(volume.DAYS_OF_ALL_WEEKS - 1, -1, -1)
    ]
    chart = volumes.chart("خليفة حفتر", volume.of(days, LAST - timedelta(days=400)))
    assert chart is not None
    return chart


def _draw(chart: Chart) -> tuple[float, int]:
    """Milliseconds, and the size of the picture."""
    began = process_time()
    png = chart_png.png(chart)
    return 1000 * (process_time() - began), len(png) // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
