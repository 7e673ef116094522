"""A customer with all that there can be on file, each text with a sign of its own that stands nowhere else."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import inspect, text

from storage import Db, customers
from storage.tables import Adjustment, Issue
from tests.bot import taking
from tests.bot.desk import Desk

NAME, PHONE, MAIL, CHILD = "Quillon Zephyrine", "07700 900777", "quillon@example.org", "Xanthippe"
RESERVE = "chair@host.example.org"
SIGN = re.compile(r"quokka\d{3}")
PERSON = ("Quillon", "Zephyrine", "900777", "Xanthippe", "quillon@", "Quincey")

Say = Callable[..., str]


@dataclass
class Signs:
    """Makes texts, each with a sign of its own."""

    made: list[str] = field(default_factory=list)

    def say(self, words: str = "") -> str:
        self.made.append(f"quokka{len(self.made) + 1:03d}")
        return f"{self.made[-1]} {words}".strip()


def fill(desk: Desk) -> Signs:
    """Fill everything in; Helen is the only manager, and a reserve decider outside decides on what she proposes."""
    signs = Signs()
    say = signs.say
    _reports(desk, say)
    _merge(desk, say)
    _case(desk, say)
    _block(desk, say)
    _beside(desk, say)
    return signs


def close(desk: Desk, signs: Signs) -> None:
    """Nothing about them is open any more."""
    helen = desk.helen
    for number in (1, 2):
        helen.send_press("restriction.lift", taking.value(desk, number))
        helen.fill({"reasons": signs.say()})
    helen.send_press("safety.take", "0:0:0:0:1")
    desk.amira.send_press("safety.check_in", "0:0:0:0:1")
    helen.send_press("complaint.decide", "0:0:0:0:1")
    found = {name: signs.say() for name in ("recorded", "effect", "reasons")}
    helen.fill({"outcome": "partly", **found})
    helen.send_press("request.done", "0:0:0:0:1")
    helen.fill({"done": signs.say("sent")})
    _answer_adjustments(desk, signs.say)
    helen.send_press("case.close", taking.value(desk))
    helen.fill({"reasons": signs.say()})


def standing(db: Db) -> list[tuple[str, str]]:
    """Every row of every table of the database, as text."""
    connection = db.connection()
    return [
        (table, " ".join(map(str, row)))
        for table in inspect(connection).get_table_names()
        for row in connection.execute(text(f'select * from "{table}"'))  # noqa: S608 - the database's own names
    ]


def left(desk: Desk) -> dict[str, set[str]]:
    """What of the person stands in which table."""
    found: dict[str, set[str]] = {}
    for table, said in desk.store.read(standing):
        signs = {*SIGN.findall(said), *(each for each in PERSON if each.casefold() in said.casefold())}
        if signs:
            found.setdefault(table, set()).update(signs)
    return found


def _reports(desk: Desk, say: Say) -> None:
    """Three colleagues hold the issue; one report is corrected, one withdrawn."""
    person = {"phone": PHONE, "email": MAIL, "child": CHILD}
    for worker in (desk.amira, desk.priya, desk.david):
        worker.file(NAME, say("plan"), concerns=("several_advisers",), details=say(), **person)
        if "Same issue" in worker.sees:
            worker.press("Same issue")
    desk.amira.command("mine R-00001")
    desk.amira.press("Correct")
    desk.amira.submit(issue=say("plan"))
    more = {"promised": say("call"), "promised_by": "2026-11-30", "adjustment": say("in writing")}
    desk.david.file("C-0001", say("other matter"), **more)
    desk.david.press("Talked about how they contact us")
    desk.david.submit(**{each: say() for each in ("explained", "view", "adjustment", "trying")})
    desk.david.file("C-0001", say("one more"))
    desk.david.command("mine R-00005")
    desk.david.press("Withdraw")
    desk.david.submit(reasons=say())


def _merge(desk: Desk, say: Say) -> None:
    """Somebody else turns out to be them."""
    desk.priya.file("Quincey Zeph", say("taxi"), phone="07700 900888")
    desk.helen.command("check C-0002")
    desk.helen.press("Same person as another")
    desk.helen.submit(customer="C-0001", reasons=say())


def _case(desk: Desk, say: Say) -> None:
    """The walk to a restriction in force that somebody outside decided on."""
    desk.priya.command("mine R-00002")
    desk.priya.send_press("case.suggest", "1:0:2:0:0")
    desk.priya.submit(reasons=say())
    card = next(m.card for m in reversed(desk.outbox()) if m.key.startswith("request:"))
    desk.helen.press("Look closer", card)
    taking.consider(desk, desk.helen, note=say())
    taking.talk(desk, desk.amira, explained=say(), view=say())
    _answer_adjustments(desk, say)
    texts = ("details", "reasons", "proportionate", "exceptions")
    taking.propose(desk, desk.helen, **{each: say() for each in texts})
    _decide_outside(desk, say, 1)
    taking.notify(desk, desk.helen)
    desk.helen.send_press("letter.restriction", taking.value(desk, 1))
    desk.helen.send_press("case.timeline", taking.value(desk))


def _answer_adjustments(desk: Desk, say: Say) -> None:
    for each in desk.rows(Adjustment):
        if each.answered_at is None:
            desk.helen.send_press("adjustment.answer", f"0:0:0:0:{each.id}")
            desk.helen.fill({"answer": say(), "in_place": say()})


def _decide_outside(desk: Desk, say: Say, number: int) -> None:
    desk.helen.send_press("reserve.record", taking.value(desk, number))
    given = {"name": "Morag Ellis", "role": "Head at the host", "date": f"{desk.now:%Y-%m-%d}"}
    desk.helen.fill({**given, "document": say(), "outcome": "approved", "reasons": say()})


def _block(desk: Desk, say: Say) -> None:
    """Two misfits, and a block in force."""
    for report in (7, 8):
        desk.later(days=1)
        desk.david.file("C-0001", say("rings"), concerns=("remarks_to_staff",), details=say())
        desk.helen.send_press("misfit.confirm", taking.value(desk))
        desk.helen.fill({"report": str(report), "restriction": "1", "reasons": say(), "serious": "no"})
    desk.helen.send_press("block.propose", taking.value(desk))
    desk.helen.fill(
        {"kind": "telephone", **{each: say() for each in ("attempted", "since", "extreme", "reach")}}
    )
    _decide_outside(desk, say, 2)
    taking.notify(desk, desk.helen, 2)


def _beside(desk: Desk, say: Say) -> None:
    """A threat, a complaint, a request by law, one more request to communicate otherwise, a draft, nothing more to do, somebody at home."""
    desk.amira.send_press("safety.raise", "0:0:1:0:0")
    desk.amira.submit(said=say())
    desk.priya.send_press("complaint.log", "0:0:0:0:1")
    desk.priya.submit(about=say())
    desk.amira.send_press("request.log", "0:0:0:0:1")
    desk.amira.submit(kind="file", details=say())
    desk.priya.send_press("adjustment.log", "0:0:0:0:1")
    desk.priya.submit(request=say())
    desk.david.send_press("word.note", "0:0:8:0:0")
    desk.david.change("explained", explained=say("not finished"))
    desk.helen.send_press("issue.dismiss", f"1:{desk.row(Issue, 1).version}:0:3:0")
    desk.helen.submit(reasons=say())
    desk.priya.file("Ada Ash", "Something else", phone="07700 900123")
    helen = desk.helen.person.staff_id
    desk.store.write(lambda db: customers.say_of_pair(db, 1, 3, "household", helen, desk.now))
