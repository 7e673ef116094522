"""Fifty people decide in the same moment, a network delivers twice at once, a report comes while its case is closed."""

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.chat import Press, Submission
from storage import Store, audit
from storage.tables import AuditEntry, Case, Report, Restriction, SharingChange
from tests.bot import taking
from tests.bot.desk import TEAM, Colleague, Desk
from tests.faults import crowd
from tests.faults.crowd import Crowd


@pytest.fixture
def everybody(store: Store, database_url: str) -> Iterator[Crowd]:
    """Fifty managers beside the usual two, served by every replica."""
    desk = Desk(store, evenhand_managers=f"helen@example.org,tom@example.org,{crowd.addresses()}")
    with crowd.crowd(desk, database_url) as found:
        yield found


def test_of_fifty_who_say_that_they_reply_one_does_and_the_others_read_who(everybody: Crowd) -> None:
    desk, people = everybody.desk, crowd.people(everybody.desk)
    for worker in (desk.amira, desk.priya):
        taking.incident(desk, worker)
    button = desk.priya.button("I'll reply")

    replies = everybody.at_once([press(each, button.action, button.value) for each in people])

    (taken,) = desk.rows(SharingChange)[-1:]
    assert [row.kind for row in desk.rows(SharingChange)].count("issue.take") == 1
    assert entries(desk)["issue.take"] == 1
    (winner,) = [each for each in people if each.person.staff_id == taken.by_id]
    told = [crowd.read(reply) for reply in replies]
    assert sum("you reply" in each for each in told) == 1
    assert sum(f"{winner.profile.name} replies" in each for each in told) == len(people) - 1
    assert desk.store.read(audit.verify) is None


def test_of_fifty_who_approve_and_refuse_one_decides_and_the_others_read_who(everybody: Crowd) -> None:
    desk, people = everybody.desk, crowd.people(everybody.desk)
    taking.proposed(desk)
    value, by_reason = taking.value(desk, 1), {"agree_because": "In proportion", "reasons": "A word first"}
    decisions = ("restriction.approve", "restriction.decline")

    replies = everybody.at_once(
        [submission(each, decisions[n % 2], value, **by_reason) for n, each in enumerate(people)]
    )

    decided = desk.row(Restriction, 1)
    counted = entries(desk)
    assert sum(counted[each] for each in decisions) == 1
    (winner,) = [each for each in people if each.person.staff_id == decided.decided_by]
    told = [crowd.read(reply) for reply in replies]
    assert (
        sum(f"was {decided.decision}" in each and winner.profile.name in each for each in told)
        == len(people) - 1
    )
    assert desk.store.read(audit.verify) is None


def test_one_delivery_that_reaches_every_replica_at_once_is_saved_once(everybody: Crowd) -> None:
    desk = everybody.desk
    desk.amira.command()
    fields = {
        **desk.amira.values,
        "customer": "new:Rosa Lindqvist",
        "issue": "Draft plan is late",
        "phone": "07700 900123",
    }
    same = submission(desk.amira, desk.amira.form.action, desk.amira.form.value, **fields)

    replies = everybody.at_once([same] * crowd.FIFTY)

    (report,) = desk.rows(Report)
    assert report.id == 1
    told = Counter(crowd.read(reply).partition("\n")[0] for reply in replies)
    assert told == {"Saved as R-00001": 1, "Already saved: R-00001": crowd.FIFTY - 1}
    assert entries(desk)["report.file"] == 1


def test_a_report_that_comes_while_its_case_is_closed_is_saved_and_the_case_closed_once(
    everybody: Crowd,
) -> None:
    desk, people = everybody.desk, crowd.people(everybody.desk)
    taking.opened(desk)
    desk.helen.send_press("case.close", taking.value(desk))
    closing = [
        submission(each, "case.close", desk.helen.form.value, reasons="All is well")
        for each in (desk.helen, desk.tom)
    ]
    reporting = [
        submission(
            each, "report.file", "", customer="C-0001", issue="Rings about the plan", channel="helpline"
        )
        for each in people[:20]
    ]

    replies = everybody.at_once([*reporting[:10], *closing, *reporting[10:]])

    told = [crowd.read(reply) for reply in (*replies[:10], *replies[12:])]
    assert sorted(set(crowd.REFERENCE.findall("\n".join(told)))) == [
        f"R-{number:05d}" for number in range(3, 23)
    ]
    assert len(desk.rows(Report)) == 22
    titles = Counter(crowd.read(reply).partition("\n")[0] for reply in replies[10:12])
    assert titles == {"M-0001 is closed": 1, "M-0001: somebody was faster": 1}
    assert entries(desk)["case.close"] == 1
    assert desk.row(Case, 1).closed_at == desk.now
    assert desk.store.read(audit.verify) is None


def press(by: Colleague, action: str, value: str) -> Press:
    """They press this."""
    return Press(
        who=by.person,
        where=TEAM,
        when=by.desk.now,
        delivery=by.desk.new_delivery(),
        action=action,
        value=value,
    )


def submission(by: Colleague, action: str, value: str, **fields: str | tuple[str, ...]) -> Submission:
    """They submit this."""
    return Submission(
        who=by.person,
        where=TEAM,
        when=by.desk.now,
        delivery=by.desk.new_delivery(),
        action=action,
        fields=fields,
        value=value,
    )


def entries(desk: Desk) -> Counter[str]:
    """How often each action stands in the audit."""
    return Counter(row.action for row in desk.rows(AuditEntry))
