"""From a shape's values to calendar dates: one function a rule, none of which guesses.

Years that are left out, weekdays and "ago" count from the reference, the article's own date; where that is unknown
or too coarse (a weekday against a month), the expression stays unresolved. A week is no precision of ours: "two weeks
ago" and "last week" stay unresolved as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from watchers.dates.rules import DateRule
from watchers.dates.setting import (
    DAY,
    MONTH,
    WEEK,
    YEAR,
    Dates,
    Setting,
    as_dates,
    as_day,
    full_date,
    leaning,
    month_of,
    nearest_day,
    nearest_month,
    nearest_weekday,
    of_day,
    shifted,
    way,
)
from watchers.dates.tokens import YEARS
from watchers.model import PartialDate

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
    """A day with month and year: "4 April 2019"."""
    return as_dates(full_date(_year(values, setting), values["month"], _day_of(values)))


def full_several(values: Mapping[str, int], setting: Setting) -> Dates:
    """Days of a month with its year: "4 and 5 April 2019"."""
    days = [full_date(_year(values, setting), values["month"], day) for day in _days_of(values)]
    return tuple(day for day in days if day is not None)


def month_year(values: Mapping[str, int], setting: Setting) -> Dates:
    """A month with its year: "April 2019"."""
    return month_of(values["year"], values["month"])


def months_year(values: Mapping[str, int], setting: Setting) -> Dates:
    """Two months of a year: "April and May 2019"."""
    return (*month_of(values["year"], values["month"]), *month_of(values["year"], values["month2"]))


def years(values: Mapping[str, int], setting: Setting) -> Dates:
    """Both years of a span: "1957-58", "1999/2000"."""
    first, second = values["year"], values["short_year"]
    return tuple(PartialDate(year) for year in (first, second if second > 99 else first - first % 100 + second))


def year_alone(values: Mapping[str, int], setting: Setting) -> Dates:
    """A year: "in 2019"."""
    return (PartialDate(values["year"]),) if values["year"] in YEARS else ()


# ---------------------------------------------------------------- rules that leave the year out


def day_month(values: Mapping[str, int], setting: Setting) -> Dates:
    """A day and month without the year: "on 4 April"."""
    return as_dates(_day_month(values["month"], _day_of(values), setting))


def _day_month(month: int, day: int, setting: Setting) -> PartialDate | None:
    if setting.year is not None:
        return full_date(setting.year, month, day)
    return nearest_day(month, day, setting)


def days_month(values: Mapping[str, int], setting: Setting) -> Dates:
    """Days of a month without the year: "on 4 and 5 April"."""
    days = [_day_month(values["month"], day, setting) for day in _days_of(values)]
    return tuple(day for day in days if day is not None)


def day_month_way(values: Mapping[str, int], setting: Setting) -> Dates:
    """A day and month with a direction: "last 4 April", "next 4 April", "4 April this year"."""
    direction = way(values)
    if direction == 0:
        reference = setting.reference
        return as_dates(full_date(reference.year, values["month"], _day_of(values))) if reference else ()
    return as_dates(nearest_day(values["month"], _day_of(values), leaning(setting, direction), strictly=True))


def in_that_year(values: Mapping[str, int], setting: Setting) -> Dates:
    """ "20 October of that year", of the year that the text stated last."""
    if setting.antecedent is None or values["unit"] != YEAR:
        return ()
    days = _days_of(values)
    if not days:
        return month_of(setting.antecedent.year, values["month"])
    return as_dates(full_date(setting.antecedent.year, values["month"], days[0]))


def month_alone(values: Mapping[str, int], setting: Setting) -> Dates:
    """A month without the year: "in April"."""
    year = setting.year if setting.year is not None else nearest_month(values["month"], setting)
    return month_of(year, values["month"]) if year is not None else ()


def month_way(values: Mapping[str, int], setting: Setting) -> Dates:
    """A month with a direction: "last April", "next April"."""
    direction = way(values)
    if direction == 0:
        return month_of(setting.reference.year, values["month"]) if setting.reference else ()
    year = nearest_month(values["month"], leaning(setting, direction), strictly=True)
    return month_of(year, values["month"]) if year is not None else ()


def month_of_year_way(values: Mapping[str, int], setting: Setting) -> Dates:
    """A month of a year with a direction: "April of last year"."""
    if setting.reference is None or values["unit"] != YEAR:
        return ()
    return month_of(setting.reference.year + way(values), values["month"])


# ---------------------------------------------------------------- rules that count from the article's day


def weekday(values: Mapping[str, int], setting: Setting) -> Dates:
    """A weekday: "on Sunday"."""
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
    nearest = nearest_weekday(values["weekday"], day, direction, strictly=way(values) != 0)
    at_once = values.keys() & {"is next", "is following"} and (nearest - day).days <= SOON_DAYS
    return of_day(nearest + timedelta(days=7)) if at_once else of_day(nearest)


def weekday_of_week(values: Mapping[str, int], setting: Setting) -> Dates:
    """A weekday of a week with a direction: "Sunday of last week"."""
    day = as_day(setting.reference)
    if day is None or values["unit"] != WEEK:
        return ()
    return of_day(day + timedelta(days=values["weekday"] - day.weekday() + 7 * way(values)))


def weekday_and_day(values: Mapping[str, int], setting: Setting) -> Dates:
    """ "Monday 21": the nearest month in which that day is that weekday."""
    today = as_day(setting.reference)
    if today is None:
        return ()
    months = [today.year * 12 + today.month - 1 + step for step in range(-12, 13)]
    days = [full_date(month // 12, month % 12 + 1, _day_of(values)) for month in months]
    fitting = [day.first_day for day in days if day is not None and day.first_day.weekday() == values["weekday"]]
    return of_day(min(fitting, key=lambda day: abs(day - today))) if fitting else ()


def day_word(values: Mapping[str, int], setting: Setting) -> Dates:
    """A word for a day: "yesterday", "tomorrow"."""
    return shifted(setting.reference, values["relative"], DAY) if setting.reference else ()


def _counted(values: Mapping[str, int], sign: int, start: PartialDate | None) -> Dates:
    if start is None:
        return ()
    if "dual" in values:
        return shifted(start, 2 * sign, values["dual"])
    return shifted(start, sign * values.get("number", 1), values["unit"])


def ago(values: Mapping[str, int], setting: Setting) -> Dates:
    """A count back from the article: "three days ago"."""
    return _counted(values, -1, setting.reference)


def ahead(values: Mapping[str, int], setting: Setting) -> Dates:
    """A count on from the article: "in three days"."""
    return _counted(values, 1, setting.reference)


def later(values: Mapping[str, int], setting: Setting) -> Dates:
    """A count on from the date stated last: "three days later"."""
    return _counted(values, 1, setting.antecedent)


def earlier(values: Mapping[str, int], setting: Setting) -> Dates:
    """A count back from the date stated last: "three days earlier"."""
    return _counted(values, -1, setting.antecedent)


def unit_way(values: Mapping[str, int], setting: Setting) -> Dates:
    """Last month, this year; "the following month" and "the previous year" count from what was said before."""
    start = setting.reference
    if values.keys() & {"is previous", "is following"}:
        start = setting.antecedent or start
    if start is None or values["unit"] not in (MONTH, YEAR):
        return ()
    return shifted(start, way(values), values["unit"])


def part_of_unit(values: Mapping[str, int], setting: Setting) -> Dates:
    """ "By the end of the year": the one that the sentence or the article is in, or the last that has ended."""
    unit, reference = values["unit"], setting.reference
    if unit == YEAR and setting.year is not None:
        return (PartialDate(setting.year),)
    if reference is None or unit not in (MONTH, YEAR):
        return ()
    ended = "is end" in values and setting.sure and setting.lean < 0
    return shifted(reference, -1 if ended else 0, unit)


def day_of_month(values: Mapping[str, int], setting: Setting) -> Dates:
    reference = setting.reference
    if (
        reference is None
        or reference.month is None
        or values.get("unit2", values.get("unit", MONTH)) not in (DAY, MONTH)
    ):
        return ()
    day = _day_of(values)
    step = way(values) if "unit" in values and (way(values) or "is this" in values) else None
    if step is None:
        step = 0 if reference.day is None or (day - reference.day) * setting.lean >= 0 else setting.lean
    month = reference.year * 12 + reference.month - 1 + step
    return as_dates(full_date(month // 12, month % 12 + 1, day))


# ---------------------------------------------------------------- rules that count from what the text said before


def the_same(values: Mapping[str, int], setting: Setting) -> Dates:
    antecedent = setting.antecedent
    if antecedent is None:
        return ()
    if values["unit"] == DAY and antecedent.day is not None:
        return (antecedent,)
    if values["unit"] == MONTH and antecedent.month is not None:
        return (PartialDate(antecedent.year, antecedent.month),)
    return (PartialDate(antecedent.year),) if values["unit"] == YEAR else ()


def next_day(values: Mapping[str, int], setting: Setting) -> Dates:
    """The day after the date stated last: "the next day"."""
    return shifted(setting.antecedent, 1, DAY) if setting.antecedent else ()


def came_after(values: Mapping[str, int], setting: Setting) -> Dates:
    """ "The visit came the day after the port was shelled": the port was, on the day before the report's own day."""
    return shifted(setting.lead, -1, DAY) if setting.lead else day_before(values, setting)


def day_before(values: Mapping[str, int], setting: Setting) -> Dates:
    """The day before the date stated last: "the day before"."""
    return shifted(setting.antecedent, -1, DAY) if setting.antecedent else ()


RULES: Mapping[DateRule, Callable[[Mapping[str, int], Setting], Dates]] = {
    DateRule.FULL_DATE: full,
    DateRule.FULL_DATES: full_several,
    DateRule.DAY_AND_MONTH: day_month,
    DateRule.DAYS_AND_MONTH: days_month,
    DateRule.IN_THAT_YEAR: in_that_year,
    DateRule.DAY_AND_MONTH_THAT_WAY: day_month_way,
    DateRule.WEEKDAY_AND_DAY: weekday_and_day,
    DateRule.MONTH_AND_YEAR: month_year,
    DateRule.MONTHS_AND_YEAR: months_year,
    DateRule.MONTH_THAT_WAY: month_way,
    DateRule.MONTH_OF_A_YEAR_THAT_WAY: month_of_year_way,
    DateRule.MONTH: month_alone,
    DateRule.YEARS: years,
    DateRule.YEAR: year_alone,
    DateRule.WEEKDAY_THAT_WAY: weekday_way,
    DateRule.WEEKDAY_OF_A_WEEK: weekday_of_week,
    DateRule.WEEKDAY: weekday,
    DateRule.DAY_WORD: day_word,
    DateRule.AGO: ago,
    DateRule.AHEAD: ahead,
    DateRule.LATER: later,
    DateRule.EARLIER: earlier,
    DateRule.UNIT_THAT_WAY: unit_way,
    DateRule.PART_OF_A_UNIT: part_of_unit,
    DateRule.THE_SAME: the_same,
    DateRule.THE_NEXT_DAY: next_day,
    DateRule.THE_DAY_BEFORE: day_before,
    DateRule.CAME_THE_DAY_AFTER: came_after,
    DateRule.DAY_OF_A_MONTH: day_of_month,
}
