"""A chart as one row of text: a block for each day, or for each two or more where they would not fit."""

from __future__ import annotations

from math import ceil

from bot.message import Chart

BLOCKS = "▁▂▃▄▅▆▇█"
NO_BLOCK = "·"
# Thirteen weeks, three days each; with what stands around them a row of 80 characters holds them.
MOST_BLOCKS = 31


def strip(chart: Chart) -> str:
    """`2026-01-01 ·▁█ 2026-01-03  at most 8 a day`; empty for a chart without days."""
    if not chart.bars:
        return ""
    days = ceil(len(chart.bars) / MOST_BLOCKS)
    heights = [bar.height for bar in chart.bars]
    ends = range(len(heights), 0, -days)  # from the end, so that only the first block may stand for fewer days
    sums = [sum(heights[max(end - days, 0) : end]) for end in reversed(ends)]
    blocks = "".join(_block(height, max(sums)) for height in sums)
    per_block = "a day" if days == 1 else f"in {days} days"
    return f"{chart.bars[0].day} {blocks} {chart.bars[-1].day}  at most {max(sums):,} {per_block}"


def _block(height: int, highest: int) -> str:
    return BLOCKS[ceil(len(BLOCKS) * height / highest) - 1] if height > 0 else NO_BLOCK
