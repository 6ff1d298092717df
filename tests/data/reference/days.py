"""
Days, periods and three-valued answers, as plainly as can be said.

A day is its number (datetime's ordinal). An answer is True, False or None (not known). A date that is not certain is a list of all the values that it may
have, None among them where there may be no such date; ANY stands for "any day at all".
"""
import datetime

ANY = "any day"
FIRST, LAST = 1, datetime.date.max.toordinal()


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


def text(number):
    return None if number is None else datetime.date.fromordinal(number).isoformat()


def days_in(year, month):
    return 29 if month == 2 and (year % 4 == 0 and year % 100 != 0 or year % 400 == 0) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def plus_months(number, months):
    """The same day of a later month, or the last one there is; None past the last day of all."""
    if number is None:
        return None
    date = datetime.date.fromordinal(number)
    index = date.year * 12 + date.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return datetime.date(year, month, min(date.day, days_in(year, month))).toordinal() if year <= 9999 else None


def birthday(born, years):
    """The day on which an age is reached: 1 March for the 29th of February in a common year."""
    date = datetime.date.fromordinal(born)
    if date.year + years > 9999:
        return LAST + 1
    if (date.month, date.day) == (2, 29) and days_in(date.year + years, 2) == 28:
        return datetime.date(date.year + years, 3, 1).toordinal()
    return datetime.date(date.year + years, date.month, date.day).toordinal()


def births(words):
    """First and last day that a date of birth may stand for: it may be known to the month or the year."""
    parts = [int(part) for part in words.split("-")]
    if len(parts) == 3:
        return day(words), day(words)
    first, last = (parts[1], parts[1]) if len(parts) == 2 else (1, 12)
    return datetime.date(parts[0], first, 1).toordinal(), datetime.date(parts[0], last, days_in(parts[0], last)).toordinal()


# Three values ----------------------------------------------------------------------------------------------------------------


def both(*answers):
    return False if False in answers else None if None in answers else True


def either(*answers):
    return True if True in answers else None if None in answers else False


def no(answer):
    return None if answer is None else not answer


def agreed(answers):
    """What is so on every possibility; else it is not known."""
    answers = set(answers)
    return answers.pop() if len(answers) == 1 else None


def on_or_before(date, possible):
    """Is the date on or before the other one? Not so where there is none."""
    return compare(date, possible, lambda a, b: a <= b)


def on_or_after(date, possible):
    return compare(date, possible, lambda a, b: a >= b)


def compare(date, possible, test):
    if date == ANY or possible == ANY:
        return False if possible == [None] else None
    return agreed(other is not None and (None if other == ANY else test(date, other)) for other in possible)
