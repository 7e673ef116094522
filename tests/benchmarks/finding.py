"""How long it takes to find out whose a report is, and to save it, the more reports are on file: `python -m tests.benchmarks.finding`.

Small, medium and large are measured in turn, each round beginning with another, so that what else the machine does hits all
alike.
"""

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import track

from bot import identifying, policy
from bot.app import Bot
from bot.chat import Person, Place, PlaceKind, Role, Submission
from bot.context import Context
from bot.matching import Identity
from storage import Db, Store, customers
from tests.benchmarks import past, places
from tests.benchmarks.load import conditions, folder_of, in_turn, load
from tests.benchmarks.tables import compared, quantile, table
from tests.bot.desk import service

SIZES = (10_000, 100_000, 1_000_000)
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
WHO, WHERE = Person(1, past.name_of(1), Role.WORKER), Place("slack", PlaceKind.CHANNEL, "team")
WARM_UP = 20


@dataclass(frozen=True)
class Typed:
    """What is typed, and the name and number of whoever is meant, where those would tell a person who it is."""

    identity: Identity
    meant: tuple[str, str] | None = None


@dataclass
class Filled:
    """A database with so many reports, and what was measured on it, round by round, in seconds."""

    reports: int
    kind: str
    store: Store
    finding: list[list[float]] = field(default_factory=list)
    saving: list[list[float]] = field(default_factory=list)
    number: list[int] = field(default_factory=list)
    met: list[bool] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def typed(self, chance: random.Random) -> Typed:
        """Somebody as a colleague types them: known in one way or another, or new."""
        customer = chance.randint(1, self.reports // past.CONTACTS)
        name, phone = past.name_of(customer), past.phone_of(customer)
        new = f"{chance.choice(past.GIVEN)} {chance.choice(past.FAMILY)}son"
        meant = name, phone
        return chance.choice(
            (
                Typed(Identity(name, phone=phone), meant),
                Typed(Identity(name, phone=phone.replace(" ", "").replace("0", "+44", 1)), meant),
                Typed(Identity(name)),
                Typed(Identity(_slipped(name, chance), phone=phone), meant),
                Typed(Identity(f"Mrs {name.split()[1]}", phone=phone), meant),
                Typed(Identity(None, phone=phone)),
                Typed(Identity(name, phone="01632 960001", child="Wren")),
                Typed(
                    Identity(
                        new, phone="01632 960002", email=f"{new.split(maxsplit=1)[0].lower()}@example.org"
                    )
                ),
            )
        )


def _slipped(name: str, chance: random.Random) -> str:
    """The name with one letter less."""
    place = chance.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1 :]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    given = _arguments(arguments)
    with folder_of(given.folder) as folder, ExitStack() as stack:
        every = list(_filled(folder, given, stack))
        print(conditions(given.sizes, given.rounds))  # noqa: T201 - what the program is for
        turns = [(number, kind) for number in range(given.rounds + 1) for kind in given.databases]
        for number, kind in track(turns, "Measuring", console=Console(stderr=True), transient=True):
            for filled in in_turn([each for each in every if each.kind == kind], number):
                _measure(filled, number, given.times if number else min(WARM_UP, given.times))
        for kind in given.databases:
            print(_table(kind, [each for each in every if each.kind == kind]), end="\n\n")  # noqa: T201
        print(f"Load after: {load()}.")  # noqa: T201


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.finding", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="reports on file")
    parser.add_argument("--databases", nargs="+", choices=list(DATABASES), default=list(DATABASES))
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--times", type=int, default=50, help="of each in a round (50)")
    parser.add_argument("--folder", type=Path, help="where the filled databases are kept for the next run")
    return parser.parse_args(arguments)


def _filled(folder: Path, given: argparse.Namespace, stack: ExitStack) -> Iterator[Filled]:
    for kind in given.databases:
        server = stack.enter_context(places.postgresql(folder / "postgresql")) if kind == "postgresql" else ""
        for size in given.sizes:
            url = places.postgresql_with(server, size) if server else places.sqlite_with(folder, size)
            store = stack.enter_context(Store(url))
            store.migrate()
            yield Filled(size, kind, store)


def _measure(filled: Filled, number: int, times: int) -> None:
    """So many people are looked for, then as many reports are saved; the first round only warms up."""
    chance = random.Random(number)  # noqa: S311 - made up, the same each time
    finding = [_found(filled, filled.typed(chance)) for _ in range(times)]
    bot = Bot(filled.store, policy.packaged(), service())
    saving = [_saved(bot, filled.typed(chance).identity, f"{number}:{each}") for each in range(times)]
    if number:
        filled.finding.append(finding)
        filled.saving.append(saving)


def _found(filled: Filled, typed: Typed) -> float:
    """The seconds until those who may be meant are found and compared."""

    def work(db: Db) -> float:
        ctx = Context(db, WHO, datetime.now(UTC), policy.packaged(), service())
        begun, busy = time.perf_counter(), time.thread_time()
        found = identifying.candidates(ctx, typed.identity)
        taken = time.perf_counter() - begun
        filled.processor.append(time.thread_time() - busy)
        filled.number.append(len(found))
        if typed.meant:
            known = customers.several(db, [each.customer_id for each in found])
            filled.met.append(typed.meant in {(each.name, each.phone) for each in known})
        return taken

    return filled.store.read(work)


def _saved(bot: Bot, identity: Identity, delivery: str) -> float:
    """The seconds until the bot has saved a report and says what to show."""
    event = Submission(
        who=WHO,
        where=WHERE,
        when=datetime.now(UTC),
        delivery=f"finding {delivery}",
        action="report.file",
        fields=_fields(identity),
    )
    begun = time.perf_counter()
    assert bot.handle(event).outcome
    return time.perf_counter() - begun


def _fields(identity: Identity) -> Mapping[str, str]:
    known = {"email": identity.email, "phone": identity.phone, "child": identity.child}
    return {
        "customer": identity.name or identity.phone or "",
        "issue": "The draft plan is late",
        "route": "helpline",
        **{name: typed for name, typed in known.items() if typed},
    }


def _table(kind: str, every: Sequence[Filled]) -> str:
    rows = {
        f"{each.reports:,}": [
            compared(_all(each.finding)),
            _ratio(each.finding, every[0].finding),
            f"{median(each.processor) * 1000:.1f}",
            f"{median(each.number):.0f} / {max(each.number)}",
            f"{100 * sum(each.met) / len(each.met):.1f} %",
            compared(_all(each.saving)),
            _ratio(each.saving, every[0].saving),
        ]
        for each in every
    }
    columns = [
        *(
            "found and compared, ms",
            "to the first",
            "processor, ms",
            "compared with",
            "the right one among them",
        ),
        *("report saved, ms", "to the first"),
    ]
    return table(f"{DATABASES[kind]}: reports on file", columns, rows)


def _all(rounds: Sequence[Sequence[float]]) -> list[float]:
    return [wait for waits in rounds for wait in waits]


def _ratio(mine: Sequence[Sequence[float]], first: Sequence[Sequence[float]]) -> str:
    """How often the first one's median: over all rounds, then the lowest and the highest of a round."""
    rounds = [quantile(own, 50) / quantile(theirs, 50) for own, theirs in zip(mine, first, strict=True)]
    whole = quantile(_all(mine), 50) / quantile(_all(first), 50)
    return f"{whole:.2f} ({min(rounds):.2f} to {max(rounds):.2f})"


if __name__ == "__main__":
    main()
