"""How often people are interrupted (DESIGN, "Notification hygiene"): what may be pushed at one person in a day, counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from storage.tables import Absence, Message

SAFETY: Final = frozenset({"safety", "raised", "check_in"})
"""What interrupts everyone, whether away or not, and again until somebody has it."""
ALLOWED: Final[Mapping[str, int]] = {
    "issue": 2,  # one for each issue that they hold with others
    "promise": 3,  # one for each promise on its day
    "turn": 2,  # one where it is their turn, one where a review draws near
    "news": 2,
    "decide": 2,
    "decided": 2,
    "request": 1,
    "adjustment": 1,
    "complaint": 2,  # that it waits, and its answer
    "asked": 2,
}
"""New messages of one kind to one person in a day, at most; an edited message pushes nothing."""
IN_ALL: Final = 5
"""New messages to one person in a day, at most; safety beside them."""


def kind(row: Message) -> str:
    """What sort of message it is: the first word of its key."""
    return row.key.partition(":")[0]


def thing(row: Message) -> str:
    """What a message is about: its thread, of a case its restriction too."""
    _version, _, rest = row.key.partition("/")[2].partition("-")
    about_a_case = kind(row) in {"turn", "news"}
    return f"{row.thread}-{rest.partition('-')[0]}" if about_a_case else row.thread


def ordinary(rows: Iterable[Message]) -> list[Message]:
    """Messages to one person each, safety left out."""
    return [row for row in rows if row.kind == "person" and kind(row) not in SAFETY]


def pushed(rows: Iterable[Message]) -> Counter[tuple[str, str]]:
    """How many of these are pushed at a person, by person and kind; what is held until they are back is not."""
    return Counter((row.target, kind(row)) for row in ordinary(rows) if row.next_try_at is None)


def at_most(rows: list[Message]) -> Counter[str]:
    """How many of a kind somebody got at most, and of all kinds."""
    found: Counter[str] = Counter()
    for (_target, of), times in pushed(rows).items():
        found[of] = max(found[of], times)
    found["all kinds"] = max(_in_all(rows).values(), default=0)
    return found


def judge(rows: list[Message], away: Mapping[str, date], everybody: int) -> None:
    """Fail if a day's new messages are more than anybody should get."""
    now = [row for row in ordinary(rows) if row.next_try_at is None]
    per_thing = Counter((row.target, thing(row)) for row in now if kind(row) == "issue")
    assert max(per_thing.values(), default=0) <= 1, f"told twice about one issue: {per_thing.most_common(1)}"
    for (target, of), times in pushed(rows).items():
        assert times <= ALLOWED.get(of, 0), f"{times} messages of {of} to {target} in a day"
    in_all = _in_all(rows)
    assert max(in_all.values(), default=0) <= IN_ALL, f"too much in a day: {in_all.most_common(1)}"
    for row in ordinary(rows):
        if last_day := away.get(row.target):
            assert row.next_try_at, f"{row.key} interrupts somebody who is away"
            assert row.next_try_at.date() > last_day, f"{row.key} comes before they are back"
    readers = Counter(row.key for row in now)
    assert max(readers.values(), default=0) < everybody, "everybody is interrupted, and not for safety"


def _in_all(rows: list[Message]) -> Counter[str]:
    return Counter(row.target for row in ordinary(rows) if row.next_try_at is None)


def away_on(absences: Iterable[Absence], handles: Mapping[int, str], day: date) -> dict[str, date]:
    """Who was away by the morning of this day, and their last day of it: what comes before somebody goes reaches them."""
    return {
        handles[row.staff_id]: row.last_day
        for row in absences
        if row.first_day < day <= row.last_day and not row.ended_at
    }
