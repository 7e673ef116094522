"""What a timeline shows: marks on days, spans between days, and the words beside them."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

COLUMNS = 40
"""Columns that can be told apart on a telephone: longer times are shown by the week, or by several weeks."""
WEEK = 7
TICKS = 4


@dataclass(frozen=True)
class Row:
    """Reports by one route: the days of ordinary contacts and of incidents, one entry for each report."""

    label: str
    contacts: tuple[date, ...] = ()
    incidents: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days of all its reports."""
        return (*self.contacts, *self.incidents)


@dataclass(frozen=True)
class Day:
    """A day on which something was done, and what, in words."""

    day: date
    label: str


@dataclass(frozen=True)
class Span:
    """A restriction: asked for on `proposed`, in force from `begins` until the day before `ends`.

    `begins` is None while the customer was not told, or where it was declined; `ends` is None while it is not over.
    """

    label: str
    proposed: date
    begins: date | None
    ends: date | None
    review: date


@dataclass(frozen=True)
class Timeline:
    """A case over days. `rows` by route, `words` had with the customer, `steps` one entry for each day.

    `earlier` counts the days of steps that are left out.
    """

    today: date
    rows: tuple[Row, ...]
    words: tuple[date, ...]
    steps: tuple[Day, ...]
    spans: tuple[Span, ...]
    earlier: int = 0

    @property
    def days(self) -> tuple[date, ...]:
        """Every day on which something is marked, and today."""
        reported = [day for row in self.rows for day in row.days]
        begun = [span.proposed for span in self.spans] + [span.begins for span in self.spans if span.begins]
        ended = [span.ends for span in self.spans if span.ends]
        return (self.today, *reported, *self.words, *(each.day for each in self.steps), *begun, *ended)

    @property
    def first(self) -> date:
        """The first day of the picture."""
        return min(self.days)

    @property
    def last(self) -> date:
        """The last day of the picture: today, or a review that is not much further away than what is shown."""
        reviews = [span.review for span in self.spans if span.begins and span.ends is None]
        latest = max(self.days)
        near = latest + max(latest - self.first, timedelta(days=WEEK))
        return max([latest, *(review for review in reviews if review <= near)])

    @property
    def step(self) -> int:
        """Days in one column."""
        days = (self.last - self.first).days + 1
        return 1 if days <= COLUMNS else WEEK * math.ceil(days / (COLUMNS * WEEK))

    @property
    def columns(self) -> int:
        """How many columns the picture has."""
        return (self.last - self.first).days // self.step + 1

    def column(self, day: date) -> int:
        """The column in which a day lies."""
        return (day - self.first).days // self.step

    @property
    def ticks(self) -> tuple[date, ...]:
        """The days that are written under the picture: the first of a column, at most four, evenly."""
        apart = math.ceil(self.columns / TICKS)
        return tuple(
            self.first + timedelta(days=column * self.step) for column in range(0, self.columns, apart)
        )


@dataclass(frozen=True)
class Captions:
    """The words of a picture beside those of its rows and spans.

    `ticks` and `done` in the order of `Timeline.ticks` and `Timeline.steps`; `later` says by when a span is reviewed.
    """

    title: str
    contact: str
    incident: str
    no_report: str
    words: str
    steps: str
    restrictions: str
    waiting: str
    in_force: str
    review: str
    note: str
    today: str
    done: tuple[str, ...]
    ticks: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """One figure: how long its bar is, and what is said of it; None: it is too small to be told."""

    label: str
    number: int | None
    said: str


@dataclass(frozen=True)
class Group:
    """Figures that are compared with one another."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Bars:
    """A page of figures in groups, with a note below."""

    title: str
    groups: tuple[Group, ...]
    note: str
