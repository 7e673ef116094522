"""A year of a large service, made up: who reported what about whom, and when. The same for the same number."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

COLLEAGUES = 200
MANAGERS = frozenset({4, 5})
"""Those of the colleagues who manage, by number; as in `tests.bot.busy`."""
ISSUES = (1, 2, 3, 4)
"""How many contacts each of a customer's issues has."""
CONTACTS = sum(ISSUES)
APART, WITHIN = timedelta(days=45), timedelta(days=160)
"""Between a customer's issues: longer than reports are compared. Within this, customers begin."""
SPAN = WITHIN + len(ISSUES) * APART
INCIDENT = 20
"""Every so many-th contact is an incident."""
SHARED = 3
"""Every so many-th issue is one that two colleagues hear of."""
GIVEN = (
    *("Ada", "Bela", "Cara", "Dev", "Esme", "Finn", "Gita", "Hugh", "Ines", "Jon", "Kofi", "Lena", "Milan"),
    *("Nuala", "Oskar", "Petra", "Quinn", "Rosa", "Sami", "Tove", "Uma", "Viktor", "Wren", "Yusuf", "Zora"),
)
_ENDS = "by", "croft", "den", "ford", "grave", "ham", "ley", "mont", "stead", "worth", "wick", "thorpe"
_BEGINS = (
    *("Ash", "Birch", "Cald", "Dun", "Easter", "Fen", "Gar", "Hollo", "Inver", "Jelli", "Kes", "Lang"),
    *("Mar", "Nor", "Oak", "Pen", "Quar", "Raven", "Sel", "Thorn", "Ulver", "Wal", "Yar", "Zeal"),
)
FAMILY = tuple(f"{begin}{end}" for begin in _BEGINS for end in _ENDS)
ABOUT = ("The draft plan is late", "Transport to school", "A missed meeting", "A place at college")


@dataclass(frozen=True, order=True)
class Contact:
    """One contact; customers, issues and colleagues by number, `first` where nobody knew the customer before."""

    at: datetime
    customer: int
    issue: int
    reporter: int
    first: bool
    concern: bool

    @property
    def about(self) -> str:
        """What it was about: the same for all contacts of an issue."""
        return ABOUT[self.issue % len(ABOUT)]


def name_of(customer: int) -> str:
    """A name that several customers have where there are many."""
    return f"{GIVEN[customer % len(GIVEN)]} {FAMILY[(customer * 7) % len(FAMILY)]}"


def phone_of(customer: int) -> str:
    """A telephone number that nobody has in truth; of every thousandth customer the same."""
    return f"07700 90{customer % 1000:04d}"


def contacts(number: int, until: datetime) -> list[Contact]:
    """So many contacts, oldest first, the last of them before this moment."""
    customers = -(-number // CONTACTS)
    every = [each for customer in range(1, customers + 1) for each in _of(customer, until - SPAN)]
    return sorted(every)[:number]


def _of(customer: int, since: datetime) -> Iterator[Contact]:
    chance = random.Random(customer)  # noqa: S311 - made up, the same each time
    begun = since + WITHIN * chance.random()
    for place, size in enumerate(ISSUES):
        issue = (customer - 1) * len(ISSUES) + place
        who = chance.randrange(COLLEAGUES)
        for turn in range(size):
            reporter = (who + (turn % 2 if issue % SHARED == 0 else 0)) % COLLEAGUES + 1
            at = begun + APART * place + timedelta(days=turn, seconds=chance.randrange(20_000))
            first = place == turn == 0
            yield Contact(at, customer, issue, reporter, first, chance.randrange(INCIDENT) == 0)
