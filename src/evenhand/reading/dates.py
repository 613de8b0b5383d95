"""Dates as newsrooms print them; a date that could mean two days is no date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import NamedTuple

from evenhand.lexicons import read_lexicon

EXPECTED = 'expected YYYY-MM-DD, YYYY-MM-DDTHH:MM+HH:MM or "12 March 2031"'

_SLASHED = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)t?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?P<zone>z)?", re.IGNORECASE
)
_LONGEST = 400  # characters of a line in which a date is looked for


class _Patterns(NamedTuple):
    iso: re.Pattern[str]
    iso_inside: re.Pattern[str]
    named: re.Pattern[str]


@cache
def _words(category: str) -> dict[str, int]:
    entries = read_lexicon("date_words").entries
    chosen = entries[entries["category"] == category]
    return dict(zip(chosen["term"], chosen["value"].astype(int), strict=True))


@cache
def _patterns() -> _Patterns:
    months, zones = ("|".join(sorted(_words(category), key=len, reverse=True)) for category in ("month", "zone"))
    zone = rf"(?P<zone{{}}>(?:{zones})(?!\w)|(?:utc|gmt)?[+-](?:\d\d:?\d\d|\d\d)|[+-]\d:\d\d)"
    iso = (
        r"(?P<year>\d{4})(?P<mark>[-/.]?)(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)"
        r"(?:(?:t|,?\s{1,3})(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?\s?" + zone.format("") + "?)?"
    )
    month, day = rf"(?P<{{}}>{months})\.?", r"(?P<{}>\d\d?)(?:st|nd|rd|th|er|º|\.)?"
    named = (
        rf"(?<!\w)(?:{day.format('day')}\s(?:(?:of|de)\s)?{month.format('month')}|{month.format('month2')}\s{day.format('day2')})"
        r",?\s(?:del?\s)?(?P<year>\d{4})(?!\w)"
    )
    half = r"\s?(?P<half{}>[ap]\.?m\b)?\.?\s?(?:uhr\s?)?"
    weekday = r"(?:,?\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
    time = (
        rf"{weekday}(?:,|\sat|\sum|\s[-–—|])?\s(?P<hour>\d\d?)[:.h](?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\d)"
        + half.format("") + zone.format("") + "?"
    )  # fmt: skip
    before = r"(?P<hour0>\d\d?)[:.h](?P<minute0>\d\d)" + half.format("0") + zone.format("0") + r"?(?:,|\s[-–—|])?\s(?:on\s)?"
    find = rf"(?:(?<!\d){before})?(?:\w{{3,12}}\.?,?\s)?{named}(?:{time}|{weekday})?"
    return _Patterns(re.compile(iso, re.IGNORECASE), re.compile(rf"(?<!\d){iso}(?!\d)", re.IGNORECASE), re.compile(find, re.IGNORECASE))


def read_date(value: str) -> tuple[datetime | None, str]:
    """Read a date that stands alone.

    Returns
    -------
    date, complaint
        The instant in UTC (a time without a zone is taken as UTC), or None and what was wrong.

    Examples
    --------
    >>> read_date("2031-03-12T06:40+01:00")
    (datetime.datetime(2031, 3, 12, 5, 40, tzinfo=datetime.timezone.utc), '')
    >>> read_date("03/04/2031")[1][:31]
    '"03/04/2031" could be two dates'
    """
    text = " ".join(value[:_LONGEST].split())
    shown = f'"{text[:40]}"'
    try:
        if match := _patterns().iso.fullmatch(text) or _COMPACT.fullmatch(text) or _patterns().named.fullmatch(text):
            return _instant(match.groupdict()), ""
        if match := _SLASHED.fullmatch(text):
            return _read_slashed(match, shown)
    except (ValueError, OverflowError):
        return None, f"{shown} is no date that can be; {EXPECTED}"
    return None, f"{shown} is not read as a date; {EXPECTED}"


def find_date(text: str) -> datetime | None:
    """Return the first full date inside a line such as ``Published: 06:12, 12 Mar 2031``, or None.

    Examples
    --------
    >>> find_date("Updated 12 March 2031 7.15am").isoformat()
    '2031-03-12T07:15:00+00:00'
    """
    text = text[:_LONGEST]
    match = _patterns().named.search(text) or _patterns().iso_inside.search(text)
    try:
        return _instant(match.groupdict()) if match else None
    except (ValueError, OverflowError):
        return None


def as_utc(moment: date | datetime) -> datetime:
    """Put a date or time in UTC; without a zone it is taken as UTC."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _instant(found: dict[str, str | None]) -> datetime:
    month = found["month"] or found.get("month2") or ""
    number = int(month) if month.isdigit() else _words("month")[month.lower()]
    hour, minute, half, zone = (found.get(name) or found.get(f"{name}0") for name in ("hour", "minute", "half", "zone"))
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + 12 * half.lower().startswith("p")
    day = int(found["day"] or found.get("day2") or 0)
    return datetime(
        int(found["year"] or 0), number, day, hours, int(minute or 0), int(found.get("second") or 0), tzinfo=_zone(zone)
    ).astimezone(UTC)


def _zone(printed: str | None) -> timezone:
    name = (printed or "").lower()
    if name in _words("zone"):
        return timezone(timedelta(minutes=_words("zone")[name]))
    offset = name.removeprefix("utc").removeprefix("gmt")
    if not offset:
        return UTC
    sign, digits = -1 if offset[0] == "-" else 1, offset[1:].replace(":", "").zfill(2)
    digits = digits.zfill(4) if len(digits) == 3 else digits
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0)))


def _read_slashed(match: re.Match[str], shown: str) -> tuple[datetime | None, str]:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    day, month = (second, first) if second > 12 else (first, second)
    instant = datetime(year, month, day, tzinfo=UTC)
    # With dots the day comes first wherever dates are so written.
    if mark == "." or first > 12 or second > 12 or first == second:
        return instant, ""
    return None, f"{shown} could be two dates; {EXPECTED}"
