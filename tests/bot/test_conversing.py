"""The conversation: by the colleague who was named, noted as it was; and who is asked, reminded and told."""

import pytest

from bot.cards import Style
from bot.words import conversing as words
from bot.words import mistakes
from storage.tables import Absence, Adjustment, AuditEntry, CaseStep
from tests.bot import taking
from tests.bot.desk import Desk
from tests.bot.reading import buttons, labels, said
from tests.bot.taking import value


@pytest.fixture
def raised(desk: Desk) -> Desk:
    """A case that Amira is to raise with the customer by 30 November."""
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    return desk


def talks(desk: Desk) -> int:
    return sum(row.action == "case.conversation" for row in desk.rows(CaseStep))


def reminders(desk: Desk) -> int:
    return sum(m.key.startswith("turn:1/1-0-") for m in desk.amira.waiting())


def test_the_colleague_who_was_named_is_asked_with_what_they_need(raised: Desk) -> None:
    assert "Note how it went" in labels(raised.amira.message)
    raised.amira.press("Talking points", raised.amira.message)
    assert "Priscilla Okafor" in raised.amira.sees
    assert "Priscilla" not in said(raised.amira.message)


@pytest.mark.parametrize("who", ["priya", "helen", "tom"])
def test_nobody_else_notes_it_managers_neither(raised: Desk, who: str) -> None:
    colleague = getattr(raised, who)
    colleague.send_press("case.conversation", value(raised))
    assert "The colleague who was asked to speak with the customer does this" in colleague.sees
    fields = {"held": "2026-11-23", "how": "helpline", "explained": "x", "view": "y", "outcome": "agreed"}
    colleague.send_form("case.conversation", fields, value(raised))
    assert talks(raised) == 0


@pytest.mark.parametrize("afterwards", [False, True], ids=["after the conversation", "after all was lifted"])
def test_to_propose_a_restriction_is_offered_and_not_suggested(raised: Desk, *, afterwards: bool) -> None:
    taking.talk(raised, raised.amira)
    if afterwards:
        taking.propose(raised, raised.amira)
        taking.approve(raised, raised.tom)
        taking.notify(raised, raised.helen)
        taking.lift(raised, raised.helen)
    raised.helen.command("case M-0001")
    styles = {button.label: button.style for button in buttons(raised.helen.card)}
    assert styles["Propose a restriction"] is Style.PLAIN
    assert Style.GO not in styles.values()


def test_before_it_is_raised_nobody_notes_a_conversation(desk: Desk) -> None:
    taking.opened(desk)
    desk.amira.send_press("case.conversation", value(desk))
    assert "First a fairness check" in desk.amira.sees


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("held", "2026-11-24", mistakes.FUTURE),
        ("held", "", mistakes.DAY),
        ("how", "pigeon", mistakes.CHOOSE),
        ("explained", " ", mistakes.NEEDED),
        ("view", "", words.VIEW_NEEDED),
        ("outcome", "perhaps", mistakes.CHOOSE),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    raised: Desk, field: str, typed: str, wrong: str
) -> None:
    taking.talk(raised, raised.amira, **{field: typed})
    assert raised.amira.errors == {field: wrong}
    assert talks(raised) == 0


def test_one_conversation_is_enough(raised: Desk) -> None:
    taking.talk(raised, raised.amira)
    raised.amira.send_press("case.conversation", value(raised))
    assert "The conversation is noted already" in raised.amira.sees


def test_not_reached_counts_after_two_other_ways_and_a_letter(raised: Desk) -> None:
    for how in ("helpline", "helpline", "letter"):
        taking.talk(raised, raised.amira, how=how, outcome="not_reached", view="")
        raised.helen.send_press("restriction.agree", value(raised))
        assert "First somebody speaks with the customer" in raised.helen.sees
    taking.talk(raised, raised.amira, how="inbox", outcome="not_reached", view="")
    taking.propose(raised, raised.helen)
    assert taking.states(raised) == ["proposed"]


def word(desk: Desk, held: str) -> None:
    desk.amira.command("word okafor")
    desk.amira.fill({"held": held, "explained": "Calls", "view": "Worried", "trying": "One call a week"})
    assert not desk.amira.sees.startswith("The word")


@pytest.mark.parametrize(
    ("held", "counts"), [("2026-08-23", True), ("2026-08-22", False), ("2026-11-23", True)]
)
def test_a_word_within_three_months_before_counts_as_one_of_the_ways(
    desk: Desk, held: str, *, counts: bool
) -> None:
    desk.amira.file("Priscilla Okafor", phone=taking.PHONE)
    word(desk, held)
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    for how in ("helpline", "letter"):
        taking.talk(desk, desk.amira, how=how, outcome="not_reached", view="")
    desk.helen.send_press("restriction.agree", value(desk))
    assert ("First somebody speaks" not in desk.helen.sees) is counts


def test_a_word_alone_is_no_conversation_of_a_case(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", phone=taking.PHONE)
    word(desk, "2026-11-23")
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    desk.helen.send_press("restriction.agree", value(desk))
    assert "First somebody speaks with the customer" in desk.helen.sees
    desk.helen.send_press("block.propose", value(desk))
    assert "First somebody speaks with the customer" in desk.helen.sees


def test_an_unanswered_request_never_stops_the_conversation(raised: Desk) -> None:
    raised.priya.file("C-0001", "Asks", adjustment="Large print, please")
    taking.talk(raised, raised.amira)
    assert talks(raised) == 1


def test_what_the_customer_asks_for_waits_for_an_answer_and_stops_what_would_restrict(raised: Desk) -> None:
    taking.talk(raised, raised.amira, adjustment="E-mail instead of calls")
    assert raised.rows(Adjustment)[0].request == "E-mail instead of calls"
    raised.amira.send_press("restriction.agree", value(raised))
    assert "a manager answers that first" in raised.amira.sees


def test_on_the_day_it_is_reminded_of_once(raised: Desk) -> None:
    for day in (27, 30):
        assert reminders(raised) == 0
        raised.tick(raised.now.replace(day=day))
    assert reminders(raised) == 1
    raised.tick(raised.now.replace(month=12, day=1))
    assert reminders(raised) == 1


def test_a_conversation_that_was_held_is_not_reminded_of(raised: Desk) -> None:
    taking.talk(raised, raised.amira)
    raised.tick(raised.now.replace(day=30))
    assert reminders(raised) == 0


def test_where_the_speaker_is_away_their_cover_reads_the_reminder(raised: Desk) -> None:
    raised.amira.command("away")
    raised.amira.submit(until="2026-12-18", cover=str(raised.priya.person.staff_id))
    raised.tick(raised.now.replace(day=30))
    assert raised.rows(Absence)
    assert any(m.key.startswith("turn:") for m in raised.priya.waiting())
    raised.priya.send_press("case.conversation", value(raised))
    assert "The colleague who was asked to speak with the customer does this" in raised.priya.sees


def test_the_points_open_for_the_speaker_and_managers_alone_and_looking_is_recorded(raised: Desk) -> None:
    raised.priya.send_press("case.points", value(raised))
    assert raised.priya.card.title == "This is not yours to open or change"
    for colleague in (raised.amira, raised.tom):
        colleague.send_press("case.points", value(raised))
        assert "Priscilla Okafor" in colleague.sees
    assert sum(row.action == "case.points" for row in raised.rows(AuditEntry)) == 2


def test_examples_that_read_the_same_are_told_once(raised: Desk) -> None:
    raised.amira.send_press("case.points", value(raised))
    examples = [row for row in raised.amira.sees.splitlines() if "Rings about the plan" in row]
    assert len(examples) == 1
    assert examples[0].endswith("(twice)")


@pytest.mark.parametrize(("outcome", "told"), [("no_change", False), ("not_reached", True)])
def test_nobody_is_said_to_have_spoken_with_them_only_until_somebody_did(
    raised: Desk, outcome: str, *, told: bool
) -> None:
    nobody = "Nobody had a word with them"
    raised.tom.send_press("case.show", value(raised))
    assert nobody in raised.tom.sees
    taking.talk(raised, raised.amira, outcome=outcome)
    raised.tom.send_press("case.show", value(raised))
    assert (nobody in raised.tom.sees) is told


def test_the_points_are_shut_for_whom_a_complaint_is_about(raised: Desk) -> None:
    raised.helen.send_press("case.exclude", value(raised))
    raised.helen.submit(staff=str(raised.tom.person.staff_id), looked_into="no")
    raised.tom.send_press("case.points", value(raised))
    assert "Priscilla" not in raised.tom.sees


def test_the_audit_tells_when_how_and_what_came_of_it_and_nothing_said(raised: Desk) -> None:
    taking.talk(raised, raised.amira)
    (entry,) = [row for row in raised.rows(AuditEntry) if row.action == "case.conversation"]
    assert '"how":"helpline"' in entry.facts
    assert '"outcome":"no_change"' in entry.facts
    assert "Worried" not in entry.facts
