"""Dates as newsrooms print them; a date that could mean two days is no date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

EXPECTED = 'expected YYYY-MM-DD, YYYY-MM-DDTHH:MM+HH:MM or "12 March 2031"'

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ZONE = r"(?P<zone{}>z|utc|gmt|[+-]\d\d:?\d\d|[+-]\d\d)"
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.]?)(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)"
    r"(?:(?:t|,?\s{1,3})(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?\s?" + _ZONE.format("") + "?)?",
    re.IGNORECASE,
)
_DAY = r"(?P<{}>\d\d?)(?:st|nd|rd|th)?"
_NAMED = (
    rf"(?<!\w)(?:{_DAY.format('day')}\s(?:of\s)?{_MONTH.format('month')}|{_MONTH.format('month2')}\s{_DAY.format('day2')})"
    r",?\s(?P<year>\d{4})(?!\w)"
)
_TIME = (
    r"(?:,|\sat|\s[-–—|])?\s(?P<hour>\d\d?)[:.h](?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\d)"
    r"\s?(?P<half>[ap]\.?m\b)?\.?\s?" + _ZONE.format("") + "?"
)
_TIME_BEFORE = r"(?P<hour0>\d\d?)[:.h](?P<minute0>\d\d)\s?(?P<half0>[ap]\.?m\b)?\.?\s?" + _ZONE.format("0") + r"?(?:,|\s[-–—|])?\s(?:on\s)?"
_FIND = re.compile(rf"(?:(?<!\d){_TIME_BEFORE})?(?:\w{{3,9}},?\s)?{_NAMED}(?:{_TIME})?", re.IGNORECASE)
_SLASHED = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})")


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
    text = " ".join(value.split())
    shown = f'"{text[:40]}"'
    try:
        if match := _ISO.fullmatch(text) or _FIND.fullmatch(text):
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
    match = _FIND.search(text) or re.search(rf"(?<!\d){_ISO.pattern}(?!\d)", text, re.IGNORECASE)
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
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    hour, minute, half, zone = (found.get(name) or found.get(f"{name}0") for name in ("hour", "minute", "half", "zone"))
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + 12 * half.lower().startswith("p")
    day = int(found["day"] or found.get("day2") or 0)
    return datetime(
        int(found["year"] or 0), number, day, hours, int(minute or 0), int(found.get("second") or 0), tzinfo=_zone(zone)
    ).astimezone(UTC)


def _zone(printed: str | None) -> timezone:
    if not printed or printed[0] not in "+-":
        return UTC
    sign, digits = -1 if printed[0] == "-" else 1, printed[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0)))


def _read_slashed(match: re.Match[str], shown: str) -> tuple[datetime | None, str]:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    day, month = (second, first) if second > 12 else (first, second)
    instant = datetime(year, month, day, tzinfo=UTC)
    # With dots the day comes first wherever dates are so written.
    if mark == "." or first > 12 or second > 12 or first == second:
        return instant, ""
    return None, f"{shown} could be two dates; {EXPECTED}"
