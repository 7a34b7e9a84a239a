"""Dates that may be partial as the span of days that they leave open, and back."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from watchers.model import PartialDate


def span(stated: PartialDate) -> tuple[date, date]:
    """The first and the last day that the date may mean."""
    month = stated.month or 12
    day = stated.day or monthrange(stated.year, month)[1]
    return stated.first_day, date(stated.year, month, day)


def partial(first: date, last: date) -> PartialDate:
    """The date that leaves open just these days."""
    if first == last:
        return PartialDate(first.year, first.month, first.day)
    return PartialDate(first.year, first.month if first.month == last.month else None)
