"""Draws a timeline: a row for each route, then words, restrictions and steps, all over the same days."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from bot.charts import sheet
from bot.charts.data import Captions, Row, Span, Timeline
from bot.charts.marks import Mark, badge, contact, flag, in_force, incident, waiting, word
from bot.charts.sheet import FAINT, INK, PAPER, SOFT, WIDTH, Point, Sheet
from bot.charts.spacing import apart, clear

EDGE = 40.0
BREADTH = WIDTH - 2 * EDGE
TITLE, BODY, SMALL = 42, 31, 28
MARK = 25.0
"""The room that one report takes, square."""
HIGHEST = 8
"""Reports on top of one another; more are told by their number."""
BADGE = 44.0
GAP = 12.0
LEAD = 46.0
"""From a day down to its number."""

Stroke = Callable[[Sheet], None]


def draw(shown: Timeline, captions: Captions) -> bytes:
    """The picture as a PNG."""
    page = _Page(shown, captions)
    page.heading()
    for row in shown.rows:
        page.reports(row)
    page.had_words()
    page.restrictions()
    page.done()
    page.days()
    page.written_out()
    return page.png()


class _Page:
    """The picture from top to bottom: `_y` is where it goes on. Strokes wait until its height is known."""

    def __init__(self, shown: Timeline, captions: Captions) -> None:
        self._shown = shown
        self._captions = captions
        self._column = BREADTH / shown.columns
        self._y = EDGE
        self._plot = EDGE
        self._below: list[Stroke] = []
        self._below_words: list[Stroke] = []
        self._strokes: list[Stroke] = []

    def heading(self) -> None:
        """Which case, and what the marks mean."""
        self._text(self._captions.title, TITLE)
        self._y += 14
        self._key((incident, self._captions.incident), (contact, self._captions.contact))
        self._plot = self._y + 8
        if not self._shown.rows:
            self._label(self._captions.no_report)

    def reports(self, row: Row) -> None:
        """Each report of a route on its day. Incidents stand below, so that none of them is left out first."""
        self._label(row.label)
        heaps: dict[int, list[Mark]] = defaultdict(list)
        for mark, days in ((incident, row.incidents), (contact, row.contacts)):
            for day in days:
                heaps[self._shown.column(day)].append(mark)
        abreast = max(1, int(self._column // MARK))
        highest = max(-(-len(heap) // abreast) for heap in heaps.values())
        self._y += GAP + min(HIGHEST, highest) * MARK + (2 * SMALL if highest > HIGHEST else 0)
        for column, heap in heaps.items():
            self._heap(column, heap, abreast)
        self._baseline()

    def had_words(self) -> None:
        """The days on which somebody had a word with the customer."""
        if not self._shown.words:
            return
        self._label(self._captions.words)
        self._y += GAP + MARK * 1.3
        for day in self._shown.words:
            self._at(word, self._x(day, 0.5), self._y - MARK * 0.65)
        self._baseline()

    def restrictions(self) -> None:
        """From the notice to the end; what waits, or was never in force, is an empty box."""
        if not self._shown.spans:
            return
        self._label(self._captions.restrictions)
        self._y += 4
        captions = self._captions
        self._key((in_force, captions.in_force), (waiting, captions.waiting), (flag, captions.review))
        for span, later in zip(self._shown.spans, captions.later, strict=True):
            self._span(span, later)

    def done(self) -> None:
        """The days of the steps, each with its number below: in one row and in order, however close the days are."""
        self._label(self._captions.steps)
        self._y += LEAD
        days = [self._x(each.day, 0.5) for each in self._shown.steps]
        for number, (day, x) in enumerate(zip(days, apart(days, BADGE, EDGE, WIDTH - EDGE), strict=True), 1):
            self._line((day, self._y - LEAD + 10), (x, self._y + 2), SOFT)
            self._badge(number, x, self._y + BADGE / 2)
        self._y += BADGE

    def days(self) -> None:
        """The days below, with lines up through the picture. Today's is dark, and no other day is written over it."""
        self._y += 10
        bottom = self._y
        today = self._x(self._shown.today, 0.5)
        self._y += SMALL + 6
        taken = [self._written(today, self._captions.today, self._y)]
        for day, said in zip(self._shown.ticks, self._captions.ticks, strict=True):
            x = self._middle(self._shown.column(day))
            self._line((x, self._plot), (x, bottom), FAINT, below=True)
            if all(clear(self._place(x, said), other, GAP) for other in taken):
                taken.append(self._written(x, said, self._y))
        self._line((today, self._plot), (today, bottom), SOFT, below=True)
        self._y += 8

    def written_out(self) -> None:
        """What was done on each day, by number."""
        self._y += 12
        for number, said in enumerate(self._captions.done, 1):
            self._y += 10
            self._badge(number, EDGE + BADGE / 2, self._y + BADGE / 2 + 4)
            for line in sheet.wrapped(said, SMALL, BREADTH - BADGE - 18):
                self._text(line, SMALL, EDGE + BADGE + 18)
        self._y += 14
        for line in sheet.wrapped(self._captions.note, SMALL, BREADTH):
            self._text(line, SMALL, colour=SOFT)

    def png(self) -> bytes:
        """Everything on one sheet."""
        paper = Sheet(self._y + EDGE)
        for stroke in (*self._below, *self._below_words, *self._strokes):
            stroke(paper)
        return paper.png()

    def _label(self, said: str) -> None:
        self._y += 16
        for line in sheet.wrapped(said, BODY, BREADTH):
            self._text(line, BODY)

    def _text(self, said: str, size: float, x: float = EDGE, *, colour: str = INK) -> None:
        self._y += size + 8
        self._say((x, self._y), said, size, colour)

    def _say(self, at: Point, said: str, size: float, colour: str = INK) -> None:
        """Words on paper of their own: no line runs through them."""
        x, y = at
        self._below_words.append(
            lambda paper: paper.box(
                (x - 4, y - size), (x + sheet.length(said, size) + 4, y + 8), PAPER, filled=True
            )
        )
        self._strokes.append(_saying(at, said, size, colour))

    def _written(self, x: float, said: str, y: float) -> tuple[float, float]:
        """A few words with their middle at x; gives where they begin and end."""
        start, end = self._place(x, said)
        self._say((start, y), said, SMALL)
        return start, end

    def _place(self, x: float, said: str) -> tuple[float, float]:
        """Where words with their middle at x begin and end, moved where they would leave the sheet."""
        half = sheet.length(said, SMALL) / 2
        x = min(max(x, EDGE + half), WIDTH - EDGE - half)
        return x - half, x + half

    def _key(self, *marks: tuple[Mark, str]) -> None:
        """What marks mean, beside each other."""
        self._y += SMALL + 8
        x = EDGE
        for mark, said in marks:
            self._at(mark, x + MARK / 2, self._y - SMALL * 0.36)
            self._say((x + MARK + 10, self._y), said, SMALL)
            x += MARK + sheet.length(said, SMALL) + 44

    def _heap(self, column: int, heap: Sequence[Mark], abreast: int) -> None:
        """Marks in one column, on the row's line and upwards, each line of them in its middle."""
        middle = self._middle(column)
        for place, mark in enumerate(heap[: abreast * HIGHEST]):
            line, across = divmod(place, abreast)
            on_line = min(abreast, len(heap) - line * abreast)
            x = middle + (across - (on_line - 1) / 2) * MARK
            self._at(mark, x, self._y - (line + 0.5) * MARK)
        if (left_out := len(heap) - abreast * HIGHEST) > 0:
            raised = HIGHEST * MARK + 6 + column % 2 * SMALL  # neighbours at two heights: they never touch
            self._written(middle, f"+{left_out}", self._y - raised)

    def _span(self, span: Span, later: str) -> None:
        self._label(span.label)
        self._y += 8
        top, end = self._y, span.ends or self._shown.today
        self._y += MARK
        middle = top + MARK / 2
        if span.begins:
            self._bar(waiting, span.proposed, span.begins, middle)
            until = self._x(end, 0.0) if span.ends else self._x(end, 0.5)
            start = self._x(span.begins, 0.0)
            self._strokes.append(_bar(in_force, start, max(until, start + MARK / 2), middle))
        else:
            self._bar(waiting, span.proposed, end, middle)
        if span.begins and span.ends is None:
            self._review(span, later, middle)

    def _bar(self, mark: Mark, begins: date, ends: date, middle: float) -> None:
        start, end = self._x(begins, 0.0), self._x(ends, 0.0)
        self._strokes.append(_bar(mark, start, max(end, start + MARK / 2), middle))

    def _review(self, span: Span, later: str, middle: float) -> None:
        """A flag on the day of the review; where that lies beyond the picture, it is said."""
        if span.review <= self._shown.last:
            self._at(flag, self._x(span.review, 0.5), middle)
            return
        self._text(later, SMALL)
        self._at(flag, EDGE + sheet.length(later, SMALL) + MARK, self._y - SMALL * 0.36)

    def _baseline(self) -> None:
        self._line((EDGE, self._y), (WIDTH - EDGE, self._y), FAINT)

    def _line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, *, below: bool = False
    ) -> None:
        (self._below if below else self._strokes).append(lambda paper: paper.line(start, end, colour))

    def _at(self, mark: Mark, x: float, y: float) -> None:
        self._strokes.append(
            lambda paper: mark(paper, (x - MARK / 2, y - MARK / 2), (x + MARK / 2, y + MARK / 2))
        )

    def _badge(self, number: int, x: float, y: float) -> None:
        self._strokes.append(lambda paper: badge(paper, (x, y), BADGE / 2 - 2, str(number)))

    def _middle(self, column: int) -> float:
        return EDGE + (column + 0.5) * self._column

    def _x(self, day: date, share: float) -> float:
        """Where a day is: `share` 0 where it begins, 0.5 in its middle."""
        days = (day - self._shown.first).days + share
        return EDGE + days / self._shown.step * self._column


def _saying(at: tuple[float, float], said: str, size: float, colour: str) -> Stroke:
    return lambda paper: paper.text(at, said, size, colour=colour)


def _bar(mark: Mark, start: float, end: float, middle: float) -> Stroke:
    return lambda paper: mark(paper, (start, middle - MARK / 2), (end, middle + MARK / 2))
