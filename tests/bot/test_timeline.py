"""Which marks stand on which days of a timeline: what the measures of the case count, and nothing else."""

from datetime import date

import pytest

from bot import policy, steps, timeline
from bot.cards import Image
from bot.charts import Timeline
from bot.chat import Reply, Whisper
from bot.context import Context
from bot.targets import MANAGERS, Target
from storage import Db, cases
from storage.tables import AuditEntry, Issue, Report
from tests.bot.desk import PHONE, Desk, service
from tests.bot.reading import labels

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)
CASE = "1:0:0"


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Liz Okafor: a call on Thursday, an e-mail and a call with a concern on Friday; Helen opened a case on Monday."""
    desk.amira.file("Liz Okafor", phone=PHONE, happened="2026-11-19T10:00", route="helpline")
    report(desk, happened="2026-11-20T10:00", route="worker_email")
    report(desk, happened="2026-11-20T15:00", route="helpline", concerns=("several_advisers",))
    desk.helen.send_press("case.open", Target(1, 0, 0, MANAGERS).value)
    return desk


def report(desk: Desk, **fields: str | tuple[str, ...]) -> None:
    desk.amira.command()
    desk.amira.fill({"customer": "C-0001", "issue": "Draft plan is late", **fields})


def shown(desk: Desk) -> Timeline:
    def work(db: Db) -> Timeline:
        case = cases.get(db, 1)
        assert case is not None
        ctx = Context(
            db=db, who=desk.helen.person, when=desk.now, policy=policy.packaged(), service=service()
        )
        about = steps.of_case(ctx, case)
        assert about is not None
        return timeline.timeline(ctx, about)

    return desk.store.write(work)


def picture(reply: Reply) -> Image:
    """The picture that only the actor got."""
    (part,) = reply.parts
    assert isinstance(part, Whisper)
    return next(each for each in part.card.parts if isinstance(each, Image))


def withdraw(desk: Desk, number: str) -> None:
    desk.amira.command(f"mine {number}")
    desk.amira.press("Withdraw")
    desk.amira.submit(reasons="Wrong person")


def test_each_report_stands_on_its_day_in_the_row_of_its_route(office: Desk) -> None:
    calls, mails = shown(office).rows
    assert calls.label == "Helpline: 2, 1 with a concern"
    assert (calls.contacts, calls.incidents) == ((THURSDAY,), (FRIDAY,))
    assert (mails.label, mails.contacts, mails.incidents) == ("E-mail to a worker: 1", (FRIDAY,), ())


def test_a_withdrawn_report_is_left_out(office: Desk) -> None:
    withdraw(office, "R-00003")
    assert [(row.contacts, row.incidents) for row in shown(office).rows] == [
        ((THURSDAY,), ()),
        ((FRIDAY,), ()),
    ]


def test_a_corrected_report_stands_where_it_is_corrected_to(office: Desk) -> None:
    office.amira.command("mine R-00002")
    office.amira.press("Correct")
    office.amira.submit(route="letter", happened="2026-11-23T08:00", concerns=("heavy_demands",))
    assert [row.label for row in shown(office).rows][1] == "Letter: 1, 1 with a concern"
    assert shown(office).rows[1].incidents == (MONDAY,)


def test_a_report_of_another_person_after_all_is_left_out(office: Desk) -> None:
    third = office.row(Report, 3)
    version = office.row(Issue, third.issue_id).version
    office.amira.send_press("customer.separate", Target(third.issue_id, version, 3, MANAGERS).value)
    assert office.row(Report, 3).customer_id != 1
    assert [(row.contacts, row.incidents) for row in shown(office).rows] == [
        ((THURSDAY,), ()),
        ((FRIDAY,), ()),
    ]


def test_no_report_left_still_gives_a_picture(office: Desk) -> None:
    for number in ("R-00001", "R-00002", "R-00003"):
        withdraw(office, number)
    assert shown(office).rows == ()
    assert "No report counts now." in picture(office.helen.send_press("case.timeline", CASE)).alt


def test_a_word_with_the_customer_stands_on_the_day_when_it_was_held(office: Desk) -> None:
    office.amira.command("word C-0001")
    office.amira.submit(
        customer="C-0001", held="2026-11-20", explained="Many calls", view="Worried", trying="One call a week"
    )
    assert shown(office).words == (FRIDAY,)


def test_steps_of_one_day_are_one_mark_with_everything_that_was_done(office: Desk) -> None:
    (step,) = shown(office).steps
    assert (step.day, step.label) == (MONDAY, "the case was opened")
    office.helen.send_press("case.close", CASE)
    office.helen.submit(reasons="Two genuine questions")
    (step,) = shown(office).steps
    assert step.label == "the case was opened; the case was closed"


def test_the_picture_goes_to_whoever_asked_with_references_and_nothing_that_was_said(office: Desk) -> None:
    image = picture(office.helen.send_press("case.timeline", CASE))
    assert image.png.startswith(b"\x89PNG")
    assert image.alt.startswith("Timeline of M-0001, C-0001, 19 Nov 2026 to 23 Nov 2026.")
    assert "Okafor" not in image.alt
    assert "Draft plan" not in image.alt


def test_a_look_at_the_timeline_is_recorded_once(office: Desk) -> None:
    for _ in range(2):
        office.helen.send_press("case.timeline", CASE, delivery="the same")
    looked = [entry.subject for entry in office.rows(AuditEntry) if entry.action == "case.timeline"]
    assert looked == ["M-0001"]


def test_only_managers_are_offered_and_sent_it(office: Desk) -> None:
    assert "Show the timeline" in labels(office.helen.card)
    office.amira.send_press("case.timeline", CASE)
    assert office.amira.card.title == "Only a manager can do this"


@pytest.mark.parametrize("value", ["", "9:0:0", "1:0", "1:0:7", "x:y:z", "1" * 30])
def test_a_button_that_we_did_not_draw_draws_nothing(office: Desk, value: str) -> None:
    office.helen.send_press("case.timeline", value)
    assert not any(isinstance(part, Image) for part in office.helen.card.parts)
