"""Reads what was typed into a form: cleaned, checked, a mistake named by its field."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot import limits
from bot.chat import Values
from bot.words import mistakes
from bot.workdays import WorkCalendar

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
"""Control and direction characters: they can't be seen, and could turn the text around them."""
_YEARS = range(1900, 2200)
"""Years that somebody may mean; others are slips, and days can't be counted back or forward from them."""


def cleaned(text: str) -> str:
    """Text as it is kept: composed, without unseen characters or lone halves, trimmed."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub("", unicodedata.normalize("NFC", whole)).strip()


def one_line(text: str) -> str:
    """Cleaned text on one line."""
    return " ".join(cleaned(text).split())


@dataclass
class Reader:
    """Reads the fields of one form; `errors` gathers what is wrong, by field."""

    fields: Values
    work: WorkCalendar
    errors: dict[str, str] = field(default_factory=dict)

    def raw(self, name: str) -> str:
        """What was typed, as it came."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ",".join(value)

    def text(self, name: str, *, required: bool = False, limit: int = limits.LINE) -> str:
        """One line of text of at most `limit` characters."""
        return self._measured(name, one_line(self.raw(name)), required=required, limit=limit)

    def long(self, name: str, *, required: bool = False, limit: int = limits.DETAILS) -> str:
        """Text of several lines, of at most `limit` characters."""
        return self._measured(name, cleaned(self.raw(name)), required=required, limit=limit)

    def choice(self, name: str, options: Collection[str], *, required: bool = False) -> str:
        """The key chosen, or an empty string."""
        chosen = self.raw(name)
        if not chosen and not required:
            return ""
        if chosen not in options:
            self.errors[name] = mistakes.CHOOSE
            return ""
        return chosen

    def choices(self, name: str, options: Collection[str]) -> tuple[str, ...]:
        """The keys chosen, each once."""
        value = self.fields.get(name, ())
        chosen = tuple(dict.fromkeys(part for part in ([value] if isinstance(value, str) else value) if part))
        if any(key not in options for key in chosen):
            self.errors[name] = mistakes.CHOOSE
        return chosen

    def number(self, name: str, *, most: int) -> int | None:
        """A whole number from 0 to `most`, or None where nothing was typed."""
        typed = one_line(self.raw(name))
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit()) or len(typed) > len(str(most)) or int(typed) > most:
            self.errors[name] = mistakes.whole_number(most)
            return None
        return int(typed)

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A day written `YYYY-MM-DD`."""
        typed = one_line(self.raw(name))
        if not typed and not required:
            return None
        try:
            read = date.fromisoformat(typed)
        except ValueError:
            read = date.min
        if read.year not in _YEARS:
            self.errors[name] = mistakes.DAY
            return None
        return read

    def moment(self, name: str, default: datetime) -> datetime:
        """A moment in UTC; without a zone the service's clocks are meant."""
        typed = one_line(self.raw(name))
        if not typed:
            return default
        try:
            read = datetime.fromisoformat(typed)
            moment = (read if read.tzinfo else read.replace(tzinfo=self.work.zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            moment = datetime.min.replace(tzinfo=UTC)
        if moment.year not in _YEARS:
            self.errors[name] = mistakes.MOMENT
            return default
        return moment

    def _measured(self, name: str, value: str, *, required: bool, limit: int) -> str:
        if required and not value:
            self.errors[name] = mistakes.NEEDED
        if len(value) > limit:
            self.errors[name] = mistakes.too_long(len(value), limit)
        return value
