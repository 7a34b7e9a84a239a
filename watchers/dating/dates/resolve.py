"""From a shape's values to calendar dates: one function a rule, none of which guesses.

Years that are left out, weekdays and "ago" count from the reference, the article's own date; where that is unknown
or too coarse (a weekday against a month), the expression stays unresolved. A week is no precision of ours: "two weeks
ago" and "last week" stay unresolved as well.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from watchers.dating.dates.tokens import YEARS
from watchers.dating.dates.words import UNITS
from watchers.model import PartialDate

Dates = tuple[PartialDate, ...]
DAY, WEEK, FORTNIGHT, MONTH, YEAR, DECADE = range(len(UNITS))


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is resolved against.

    `lean` says which reading of "on Sunday" or "in June" is meant: -1 the nearest past one, 1 the nearest to come.
    `said` is the date that the text stated last ("the day after"), `lead` the day that it is all about, `year` the
    year that this sentence is about.
    """

    reference: PartialDate | None
    said: PartialDate | None = None
    lead: PartialDate | None = None
    year: int | None = None
    lean: int = -1
    sure: bool = False  # a verb says so


# ---------------------------------------------------------------- pieces


def way(values: Mapping[str, int]) -> int:
    """Last is -1, next 1, this 0."""
    return (
        -1
        if values.keys() & {"is last", "is previous", "is recent"}
        else 1
        if values.keys() & {"is next", "is following", "is coming"}
        else 0
    )


def as_day(known: PartialDate | None) -> date | None:
    return known.first_day if known is not None and known.day is not None else None


def of_day(day: date) -> Dates:
    return (PartialDate(day.year, day.month, day.day),)


def one(found: PartialDate | None) -> Dates:
    return (found,) if found is not None else ()


def full_date(year: int, month: int, day: int) -> PartialDate | None:
    """A day that exists, in a year that news can be about; else None."""
    if year not in YEARS:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def month_of(year: int, month: int) -> Dates:
    return (PartialDate(year, month),) if year in YEARS else ()


def shifted(known: PartialDate, number: int, unit: int) -> Dates:
    """A date so many units on, as coarse as the unit: days keep the day, months give a month, years a year."""
    if unit == DAY and known.day is not None and abs(number) < 4000:
        return of_day(known.first_day + timedelta(days=number))
    if unit == MONTH and known.month is not None:
        months = known.year * 12 + known.month - 1 + number
        return month_of(months // 12, months % 12 + 1)
    if unit == YEAR and known.year + number in YEARS:
        return (PartialDate(known.year + number),)
    return ()


def moved(day: date, number: int, unit: int) -> Dates:
    """Exactly so many units from a day: "three months after 12 January" is 12 April."""
    if unit in (DAY, WEEK, FORTNIGHT) and number < 4000:
        return of_day(day + timedelta(days=number * {DAY: 1, WEEK: 7, FORTNIGHT: 14}[unit]))
    if unit not in (MONTH, YEAR) or number > 2000:
        return ()
    months = day.year * 12 + day.month - 1 + number * (12 if unit == YEAR else 1)
    year, month = months // 12, months % 12 + 1
    if year not in YEARS:
        return ()
    return one(full_date(year, month, min(day.day, calendar.monthrange(year, month)[1])))


SOON = 1  # months: without a verb that says otherwise, the coming month is meant rather than that of a year ago


def nearest_month(month: int, setting: Setting, *, strictly: bool = False) -> int | None:
    """The year of the nearest such month in the setting's direction; `strictly` leaves the reference's own out."""
    known = setting.reference
    if known is None or known.month is None:
        return None
    if not strictly and not setting.sure and (month - known.month) % 12 <= SOON:
        return known.year + (month < known.month)
    if setting.lean < 0:
        return known.year - (month > known.month or (strictly and month == known.month))
    return known.year + (month < known.month or (strictly and month == known.month))


FAR, NEAR = 300, 60  # days: a reading that far away gives way to one this near on the other side


def nearest_day(month: int, day: int, setting: Setting, *, strictly: bool = False) -> PartialDate | None:
    """The nearest such day that exists in the setting's direction, the reference's own day included.

    The direction is a hint: news names no day almost a year away without its year. `strictly` makes it a rule.
    """
    known = setting.reference
    if known is None or known.month is None:
        return None
    found = _day_towards(month, day, known, setting.lean)
    other = _day_towards(month, day, known, -setting.lean)
    if strictly or found is None or other is None or known.day is None:
        return found
    today = known.first_day
    far, near = (FAR, NEAR) if setting.sure else (FAR - 30, NEAR + 30)
    if abs((found.first_day - today).days) > far and abs((other.first_day - today).days) < near:
        return other
    return found


def _day_towards(month: int, day: int, known: PartialDate, lean: int) -> PartialDate | None:
    limit = (known.month or 1, known.day if known.day is not None else 31 if lean < 0 else 1)
    beyond = (month, day) > limit if lean < 0 else (month, day) < limit
    first = known.year + (lean if beyond else 0)
    candidates = (full_date(year, month, day) for year in range(first, first + lean * 9, lean))
    return next((found for found in candidates if found is not None), None)


def nearest_weekday(weekday: int, day: date, lean: int, *, strictly: bool = False) -> date:
    away = (day.weekday() - weekday) % 7 if lean < 0 else (weekday - day.weekday()) % 7
    return day + timedelta(days=lean * (away or (7 if strictly else 0)))


def leaning(setting: Setting, lean: int) -> Setting:
    return replace(setting, lean=lean)


# ---------------------------------------------------------------- rules with a year


def _year(values: Mapping[str, int], setting: Setting) -> int:
    """The stated year; of two digits the one nearest to the reference."""
    if "year" in values:
        return values["year"]
    middle = setting.reference.year if setting.reference else 2010
    return min((1900 + values["short_year"], 2000 + values["short_year"]), key=lambda year: abs(year - middle))


def _day_of(values: Mapping[str, int]) -> int:
    return _days_of(values)[0]


def _days_of(values: Mapping[str, int]) -> tuple[int, ...]:
    """The days of a month that are named, in order."""
    names = (f"{name}{which}" for which in ("", "2", "3") for name in ("day", "nth", "ordinal", "spelt_day"))
    return tuple(values[name] for name in names if name in values)


def full(values: Mapping[str, int], setting: Setting) -> Dates:
    return one(full_date(_year(values, setting), values["month"], _day_of(values)))


def full_several(values: Mapping[str, int], setting: Setting) -> Dates:
    days = [full_date(_year(values, setting), values["month"], day) for day in _days_of(values)]
    return tuple(found for found in days if found is not None)


def month_year(values: Mapping[str, int], setting: Setting) -> Dates:
    return month_of(values["year"], values["month"])


def months_year(values: Mapping[str, int], setting: Setting) -> Dates:
    return (*month_of(values["year"], values["month"]), *month_of(values["year"], values["month2"]))


def year_alone(values: Mapping[str, int], setting: Setting) -> Dates:
    return (PartialDate(values["year"]),) if values["year"] in YEARS else ()


# ---------------------------------------------------------------- rules that leave the year out


def day_month(values: Mapping[str, int], setting: Setting) -> Dates:
    return one(_day_month(values["month"], _day_of(values), setting))


def _day_month(month: int, day: int, setting: Setting) -> PartialDate | None:
    if setting.year is not None:
        return full_date(setting.year, month, day)
    return nearest_day(month, day, setting)


def days_month(values: Mapping[str, int], setting: Setting) -> Dates:
    days = [_day_month(values["month"], day, setting) for day in _days_of(values)]
    return tuple(found for found in days if found is not None)


def day_month_way(values: Mapping[str, int], setting: Setting) -> Dates:
    direction = way(values)
    if direction == 0:
        return _in_this_year(values["month"], _day_of(values), setting)
    return one(nearest_day(values["month"], _day_of(values), leaning(setting, direction), strictly=True))


def _in_this_year(month: int, day: int, setting: Setting) -> Dates:
    return one(full_date(setting.reference.year, month, day)) if setting.reference else ()


def month_alone(values: Mapping[str, int], setting: Setting) -> Dates:
    year = setting.year if setting.year is not None else nearest_month(values["month"], setting)
    return month_of(year, values["month"]) if year is not None else ()


def month_way(values: Mapping[str, int], setting: Setting) -> Dates:
    direction = way(values)
    if direction == 0:
        return month_of(setting.reference.year, values["month"]) if setting.reference else ()
    year = nearest_month(values["month"], leaning(setting, direction), strictly=True)
    return month_of(year, values["month"]) if year is not None else ()


def month_of_year_way(values: Mapping[str, int], setting: Setting) -> Dates:
    if setting.reference is None or values["unit"] != YEAR:
        return ()
    return month_of(setting.reference.year + way(values), values["month"])


# ---------------------------------------------------------------- rules that count from the article's day


def weekday(values: Mapping[str, int], setting: Setting) -> Dates:
    day = as_day(setting.reference)
    return of_day(nearest_weekday(values["weekday"], day, setting.lean)) if day else ()


SOON_DAYS = 3  # "next Friday" said so few days before is the one after


def weekday_way(values: Mapping[str, int], setting: Setting) -> Dates:
    """Last and coming: the nearest behind and ahead. Previous: the week before. Next: ahead, but not at once."""
    day = as_day(setting.reference)
    if day is None:
        return ()
    if "is previous" in values:
        return of_day(day + timedelta(days=values["weekday"] - day.weekday() - 7))
    direction = way(values) or (setting.lean if setting.sure else 1)
    found = nearest_weekday(values["weekday"], day, direction, strictly=way(values) != 0)
    at_once = values.keys() & {"is next", "is following"} and (found - day).days <= SOON_DAYS
    return of_day(found + timedelta(days=7)) if at_once else of_day(found)


def weekday_of_week(values: Mapping[str, int], setting: Setting) -> Dates:
    day = as_day(setting.reference)
    if day is None or values["unit"] != WEEK:
        return ()
    return of_day(day + timedelta(days=values["weekday"] - day.weekday() + 7 * way(values)))


def weekday_and_day(values: Mapping[str, int], setting: Setting) -> Dates:
    """ "Monday 21": the nearest month in which that day is that weekday."""
    known = as_day(setting.reference)
    if known is None:
        return ()
    months = [known.year * 12 + known.month - 1 + step for step in range(-12, 13)]
    days = [full_date(month // 12, month % 12 + 1, _day_of(values)) for month in months]
    fitting = [day.first_day for day in days if day is not None and day.first_day.weekday() == values["weekday"]]
    return of_day(min(fitting, key=lambda day: abs(day - known))) if fitting else ()


def day_word(values: Mapping[str, int], setting: Setting) -> Dates:
    return shifted(setting.reference, values["relative"], DAY) if setting.reference else ()


def _counted(values: Mapping[str, int], sign: int, known: PartialDate | None) -> Dates:
    if known is None:
        return ()
    if "dual" in values:
        return shifted(known, 2 * sign, values["dual"])
    return shifted(known, sign * values.get("number", 1), values["unit"])


def ago(values: Mapping[str, int], setting: Setting) -> Dates:
    return _counted(values, -1, setting.reference)


def ahead(values: Mapping[str, int], setting: Setting) -> Dates:
    return _counted(values, 1, setting.reference)


def later(values: Mapping[str, int], setting: Setting) -> Dates:
    return _counted(values, 1, setting.said)


def earlier(values: Mapping[str, int], setting: Setting) -> Dates:
    return _counted(values, -1, setting.said)


def unit_way(values: Mapping[str, int], setting: Setting) -> Dates:
    """Last month, this year; "the following month" and "the previous year" count from what was said before."""
    known = setting.reference
    if values.keys() & {"is previous", "is following"}:
        known = setting.said or known
    if known is None or values["unit"] not in (MONTH, YEAR):
        return ()
    return shifted(known, way(values), values["unit"])


def day_of_month(values: Mapping[str, int], setting: Setting) -> Dates:
    known = setting.reference
    if known is None or known.month is None or values.get("unit2", values.get("unit", MONTH)) not in (DAY, MONTH):
        return ()
    day = _day_of(values)
    step = way(values) if "unit" in values and (way(values) or "is this" in values) else None
    if step is None:
        step = 0 if known.day is None or (day - known.day) * setting.lean >= 0 else setting.lean
    month = known.year * 12 + known.month - 1 + step
    return one(full_date(month // 12, month % 12 + 1, day))


# ---------------------------------------------------------------- rules that count from what the text said before


def the_same(values: Mapping[str, int], setting: Setting) -> Dates:
    said = setting.said
    if said is None:
        return ()
    if values["unit"] == DAY and said.day is not None:
        return (said,)
    if values["unit"] == MONTH and said.month is not None:
        return (PartialDate(said.year, said.month),)
    return (PartialDate(said.year),) if values["unit"] == YEAR else ()


def next_day(values: Mapping[str, int], setting: Setting) -> Dates:
    return shifted(setting.said, 1, DAY) if setting.said else ()


def came_after(values: Mapping[str, int], setting: Setting) -> Dates:
    """ "The visit came the day after the port was shelled": the port was, on the day before the report's own day."""
    return shifted(setting.lead, -1, DAY) if setting.lead else day_before(values, setting)


def day_before(values: Mapping[str, int], setting: Setting) -> Dates:
    return shifted(setting.said, -1, DAY) if setting.said else ()


RULES: Mapping[str, Callable[[Mapping[str, int], Setting], Dates]] = {
    "full date": full,
    "full dates": full_several,
    "day and month": day_month,
    "days and month": days_month,
    "day and month, that way": day_month_way,
    "weekday and day": weekday_and_day,
    "month and year": month_year,
    "months and year": months_year,
    "month, that way": month_way,
    "month of a year that way": month_of_year_way,
    "month": month_alone,
    "year": year_alone,
    "weekday, that way": weekday_way,
    "weekday of a week": weekday_of_week,
    "weekday": weekday,
    "day word": day_word,
    "ago": ago,
    "ahead": ahead,
    "later": later,
    "earlier": earlier,
    "unit, that way": unit_way,
    "the same": the_same,
    "the next day": next_day,
    "the day before": day_before,
    "came the day after": came_after,
    "day of a month": day_of_month,
}
