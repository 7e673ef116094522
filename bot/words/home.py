"""Somebody's own page with the bot; only they see it. A list that is cut says how to see the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.cards import Bold, Button, Buttons, Card, Divider, Part, Style, bullets, quiet, text
from bot.words import mine, summary, times
from bot.words.mine import Listing
from bot.words.summary import Need
from bot.workdays import WorkCalendar

_NEEDS = 8
_AWAY = 12
_PROMISES = 6
_NO_PROMISE = "You have promised nothing that is still to be done. Note what you promise when you log: you are reminded."


@dataclass(frozen=True)
class Away:
    """A colleague who is away up to and including a day; `cover` is who is here for them, or nobody."""

    name: str
    until: date
    cover: str


@dataclass(frozen=True)
class Home:
    """What the page shows; `waits` is None for people who don't manage. As many as `older` reports: there may be more."""

    waits: tuple[Need, ...] | None
    away: tuple[Away, ...]
    stands_in_for: tuple[str, ...]
    listing: Listing
    older: int


def home_card(page: Home, work: WorkCalendar, today: date) -> Card:
    """The page: what waits first, my reports and promises below; that nobody is away is the last thing to know."""
    away = _absences(page, today)
    return Card(
        times.full_day(today),
        (
            Buttons((Button("Log a communication", "report.file", style=Style.GO),)),
            *(() if page.waits is None else _waiting(page.waits)),
            *away,
            Divider(),
            text(Bold("My reports and promises")),
            *_mine(page, work, today),
            *(
                ()
                if away
                else (
                    quiet("No colleague is away today. To be away yourself: ", Bold("/incident away"), "."),
                )
            ),
        ),
    )


def _waiting(waits: Sequence[Need]) -> tuple[Part, ...]:
    if not waits:
        return (
            text(Bold(summary.NOTHING_NEEDS_YOU)),
            quiet("Every open case: ", Bold("/incident cases"), "."),
        )
    found: list[Part] = [text(Bold(summary.NEEDS_YOU))]
    for need in waits[:_NEEDS]:
        found.append(text(*need.said))
        found += [Buttons(need.buttons)] if need.buttons else []
    if len(waits) > _NEEDS:
        found.append(Buttons((summary.show_all(len(waits)),)))
    return tuple(found)


def _absences(page: Home, today: date) -> tuple[Part, ...]:
    if not page.away:
        return ()
    said = [_away(absent, today) for absent in page.away[:_AWAY]]
    more = len(page.away) - _AWAY
    rest = [f"and {times.count(more, 'more colleague')}"] if more > 0 else []
    whom = times.listed(list(page.stands_in_for))
    stands_in = (text(Bold("You stand in for "), f"{whom}."),) if whom else ()
    return (text(Bold("Away today")), bullets([*said, *rest]), *stands_in)


def _away(absent: Away, today: date) -> str:
    covered = f"covered by {absent.cover}" if absent.cover else "nobody covers"
    return f"{absent.name}, until {times.day(absent.until, today)}, {covered}"


def _mine(page: Home, work: WorkCalendar, today: date) -> tuple[Part, ...]:
    listing = page.listing
    shown = replace(listing, promised=listing.promised[:_PROMISES])
    hidden = len(listing.promised) - _PROMISES
    found: list[Part] = [] if listing.promised else [quiet(_NO_PROMISE)]
    found += mine.parts(shown, work, today)
    if hidden > 0:
        found.append(quiet(f"{times.count(hidden, 'more promise')}: ", Bold("/incident mine")))
    elif len(listing.logged) == page.older:
        found.append(quiet("Older ones: ", Bold("/incident mine")))
    return tuple(found)
