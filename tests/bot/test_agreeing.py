"""Proposing a restriction: by whom, after what, until when, and nothing that is a block by another name."""

from datetime import date, timedelta

import pytest

from bot.words import agreeing as words
from bot.words import mistakes
from storage.tables import AuditEntry, Restriction
from tests.bot import taking
from tests.bot.desk import Desk, Typed
from tests.bot.reading import labels
from tests.bot.taking import STYLE, value


@pytest.fixture
def talked(desk: Desk) -> Desk:
    """A case in which Amira spoke with the customer."""
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    return desk


def errors(desk: Desk, **typed: Typed) -> dict[str, str]:
    """What is wrong with a proposal of Amira's that says so."""
    taking.propose(desk, desk.amira, **typed)
    assert desk.rows(Restriction) == []
    return desk.amira.errors


def test_the_speaker_and_managers_propose_and_no_other_worker(talked: Desk) -> None:
    talked.priya.send_press("restriction.agree", value(talked))
    assert "The colleague who was asked to speak with the customer does this" in talked.priya.sees
    talked.priya.send_form("restriction.agree", STYLE, value(talked))
    assert talked.rows(Restriction) == []
    for colleague in (talked.amira, talked.helen, talked.tom):
        colleague.send_press("restriction.agree", value(talked))
        assert colleague.form.action == "restriction.agree"


def test_without_a_conversation_nothing_is_proposed(desk: Desk) -> None:
    taking.opened(desk)
    desk.helen.send_form("restriction.agree", STYLE, value(desk))
    assert "First a fairness check" in desk.helen.sees
    taking.consider(desk, desk.helen)
    desk.helen.send_form("restriction.agree", STYLE, value(desk))
    assert "First somebody speaks with the customer" in desk.helen.sees


def test_an_unanswered_request_stops_a_proposal_also_one_that_was_open_before(talked: Desk) -> None:
    talked.amira.send_press("restriction.agree", value(talked))
    talked.priya.file("C-0001", "Asks", adjustment="Large print, please")
    talked.amira.fill({**STYLE, "start": "2026-11-23"})
    assert "a manager answers that first" in talked.amira.sees
    assert talked.rows(Restriction) == []


def test_the_form_opens_with_the_next_working_day_and_six_months(talked: Desk) -> None:
    talked.amira.send_press("restriction.agree", value(talked))
    assert talked.amira.values["start"] == "2026-11-24"
    assert talked.amira.values["review"] == "2027-05-24"


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("start", "2026-11-22", words.START_PAST),
        ("start", "tomorrow", mistakes.DAY),
        ("start", "", mistakes.DAY),
        ("review", "", mistakes.DAY),
        ("review", "2026-11-23", words.REVIEW_BEFORE),
        ("review", "2026-01-01", words.REVIEW_BEFORE),
        ("review", "2027-11-24", words.review_late(12)),
        ("review", "9999-12-31", mistakes.DAY),
        ("kind", "block_telephone", mistakes.CHOOSE),
        ("kind", "", mistakes.CHOOSE),
        ("agreement", "perhaps", mistakes.CHOOSE),
        ("reasons", " ", mistakes.NEEDED),
        ("proportionate", "", mistakes.NEEDED),
        ("exceptions", "", mistakes.NEEDED),
        ("details", "", mistakes.NEEDED),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    talked: Desk, field: str, typed: str, wrong: str
) -> None:
    assert errors(talked, **{field: typed}) == {field: wrong}


def test_a_start_far_away_is_proposed_when_the_time_comes(talked: Desk) -> None:
    assert errors(talked, start="2027-05-24", review="2027-10-01") == {"start": words.START_FAR}


def test_twelve_months_are_the_longest(talked: Desk) -> None:
    taking.propose(talked, talked.amira, review="2027-11-23")
    assert taking.restriction(talked).review_on == date(2027, 11, 23)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2027-08-16", date(2027, 7, 30)),
        ("2027-05-22", date(2027, 5, 21)),
        ("2027-03-29", date(2027, 3, 25)),
        ("2027-05-21", date(2027, 5, 21)),
    ],
)
def test_a_review_moves_earlier_out_of_august_and_days_without_work_and_it_is_said(
    talked: Desk, typed: str, kept: date
) -> None:
    taking.propose(talked, talked.amira, review=typed)
    assert taking.restriction(talked).review_on == kept
    assert ("moved earlier" in talked.amira.sees) is (typed != kept.isoformat())


def test_a_review_is_never_moved_to_before_its_start(talked: Desk) -> None:
    taking.propose(talked, talked.amira, start="2026-11-27", review="2026-11-28")
    assert taking.restriction(talked).review_on == date(2026, 11, 28)


KINDS: list[tuple[dict[str, Typed], str, str]] = [
    ({"kind": "agreed_frequency", "times": "0", "per": "week"}, "times", mistakes.AT_LEAST_ONCE),
    ({"kind": "agreed_frequency", "times": "-1", "per": "week"}, "times", mistakes.whole_number(99)),
    ({"kind": "agreed_frequency", "times": "two", "per": "week"}, "times", mistakes.whole_number(99)),
    ({"kind": "agreed_frequency", "times": "", "per": "week"}, "times", mistakes.AT_LEAST_ONCE),
    ({"kind": "agreed_frequency", "times": "2", "per": "year"}, "per", mistakes.CHOOSE),
    (
        {"kind": "agreed_frequency", "times": "2", "per": "week", "longest": "0"},
        "longest",
        mistakes.AT_LEAST_ONCE,
    ),
    (
        {"kind": "agreed_frequency", "times": "2", "per": "week", "routes": ("pigeon",)},
        "routes",
        mistakes.CHOOSE,
    ),
    (
        {"kind": "agreed_frequency", "times": "2", "per": "week", "routes": ("complaint_form",)},
        "routes",
        mistakes.CHOOSE,
    ),
    ({"kind": "change_of_communication", "closed": ("helpline", "worker_phone")}, "closed", mistakes.A_BLOCK),
    ({"kind": "change_of_communication", "closed": ("inbox", "worker_email")}, "closed", mistakes.A_BLOCK),
    ({"kind": "change_of_communication", "closed": ("complaint_form",)}, "closed", mistakes.CHOOSE),
    ({"kind": "open_enquiry_only", "issues": ("I-0099",)}, "issues", mistakes.CHOOSE),
    ({"kind": "open_enquiry_only", "issues": ()}, "issues", mistakes.CHOOSE),
    ({"kind": "new_issues_only", "issues": ()}, "issues", mistakes.CHOOSE),
    ({"kind": "single_contact", "contact": "99", "deputy": "2"}, "contact", mistakes.CHOOSE),
    ({"kind": "single_contact", "contact": "2", "deputy": "2"}, "deputy", mistakes.SAME_PERSON),
    ({"kind": "single_contact", "contact": "2", "deputy": ""}, "deputy", mistakes.CHOOSE),
]


@pytest.mark.parametrize(("typed", "field", "wrong"), KINDS)
def test_each_kind_says_what_is_wrong_with_its_own_fields(
    talked: Desk, typed: dict[str, Typed], field: str, wrong: str
) -> None:
    talked.amira.send_form("restriction.agree", {**usual(talked), **typed}, value(talked))
    assert talked.amira.errors == {field: wrong}
    assert talked.rows(Restriction) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "agreed_frequency", "times": "2", "per": "week", "routes": ("helpline",), "longest": "20"},
        {"kind": "change_of_communication", "closed": ("helpline",)},
        {"kind": "single_contact", "contact": "2", "deputy": "3"},
        {"kind": "open_enquiry_only", "issues": ("I-0001",)},
        {"kind": "new_issues_only", "issues": ("I-0001",)},
        {"kind": "other"},
    ],
)
def test_each_kind_can_be_proposed(talked: Desk, typed: dict[str, Typed]) -> None:
    talked.amira.send_form("restriction.agree", {**usual(talked), **typed}, value(talked))
    assert taking.restriction(talked).kind == typed["kind"]
    assert taking.states(talked) == ["proposed"]


def test_two_restrictions_do_not_close_together_what_only_a_block_may(talked: Desk) -> None:
    one: dict[str, Typed] = {"kind": "change_of_communication", "closed": ("helpline",)}
    talked.amira.send_form("restriction.agree", {**usual(talked), **one}, value(talked))
    two: dict[str, Typed] = {"kind": "change_of_communication", "closed": ("worker_phone",)}
    talked.amira.send_form("restriction.agree", {**usual(talked), **two}, value(talked))
    assert talked.amira.errors == {"closed": mistakes.A_BLOCK}
    talked.amira.send_form("restriction.agree", {**usual(talked), **two, "closed": ("inbox",)}, value(talked))
    assert taking.states(talked) == ["proposed", "proposed"]


def test_nothing_is_agreed_with_a_customer_whom_nobody_reached(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    for how in ("helpline", "inbox", "letter"):
        taking.talk(desk, desk.amira, how=how, outcome="not_reached", view="")
    assert errors(desk, agreement="agreed") == {"agreement": words.NOT_REACHED}
    taking.propose(desk, desk.amira)
    assert taking.restriction(desk).agreement == "decided"


def test_what_was_talked_over_may_be_agreed(talked: Desk) -> None:
    taking.propose(talked, talked.amira, agreement="agreed")
    assert taking.restriction(talked).agreement == "agreed"


def test_an_old_form_changes_nothing_and_says_what_was_done_since(talked: Desk) -> None:
    before = value(talked)
    taking.propose(talked, talked.amira)
    talked.amira.send_form("restriction.agree", usual(talked), before)
    assert "this button is older than the case" in talked.amira.sees
    assert len(talked.rows(Restriction)) == 1


def test_a_proposal_leaves_what_rebuilds_the_register_in_the_audit(talked: Desk) -> None:
    taking.propose(talked, talked.amira)
    (entry,) = [row for row in talked.rows(AuditEntry) if row.action == "restriction.agree"]
    for fact in (
        '"customer":"C-0001"',
        '"kind":"style"',
        '"agreement":"decided"',
        '"start":"2026-11-23"',
        '"review":"2027-05-24"',
        '"approvers":[4,5]',
        '"restriction":1',
    ):
        assert fact in entry.facts
    assert "shouting" not in entry.facts
    assert entry.staff_id == talked.amira.person.staff_id


def usual(desk: Desk) -> dict[str, Typed]:
    return {**STYLE, "start": f"{desk.now:%Y-%m-%d}", "review": f"{desk.now + timedelta(days=100):%Y-%m-%d}"}


def test_what_the_form_did_not_ask_for_is_taken_as_what_restricts_least_and_said(talked: Desk) -> None:
    talked.amira.file("C-0001", "Transport to school")
    if "Different issue" in labels(talked.amira.card):
        talked.amira.press("Different issue")
    talked.amira.send_press("restriction.agree", value(talked))
    given = {**talked.amira.values, **STYLE, "kind": "open_enquiry_only"}
    talked.amira.send_form("restriction.agree", given, value(talked))
    assert taking.restriction(talked).terms == '{"issues": ["I-0001", "I-0002"]}'
    assert "Open: I-0001 and I-0002. No others were named" in talked.amira.sees


def test_what_is_closed_is_only_what_the_case_is_about_where_the_form_did_not_ask(talked: Desk) -> None:
    talked.amira.file("C-0001", "Transport to school")
    talked.amira.send_press("restriction.agree", value(talked))
    given = {**talked.amira.values, **STYLE, "kind": "new_issues_only"}
    talked.amira.send_form("restriction.agree", given, value(talked))
    assert taking.restriction(talked).terms == '{"issues": ["I-0001"]}'
    assert "Closed: I-0001. No others were named" in talked.amira.sees


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("open_enquiry_only", {"issues"}),
        ("new_issues_only", {"issues"}),
        ("single_contact", {"contact", "deputy"}),
        ("agreed_frequency", {"times", "per"}),
    ],
)
def test_what_was_asked_and_left_empty_is_asked_again_and_nobody_guesses_people_or_numbers(
    talked: Desk, kind: str, asked: set[str]
) -> None:
    empty = {"issues": ()} if asked == {"issues"} else {}
    assert set(errors(talked, kind=kind, **empty)) == asked


def test_the_same_is_not_proposed_twice_while_it_waits(talked: Desk) -> None:
    taking.propose(talked, talked.amira)
    for again in ("waits for a decision", "waits for its notice"):
        taking.propose(talked, talked.helen)
        assert talked.helen.errors == {"kind": words.WAITS}, again
        if again.endswith("decision"):
            taking.approve(talked, talked.tom)
    taking.propose(talked, talked.helen, details="One question in each e-mail")
    assert taking.states(talked) == ["approved", "proposed"]


def test_of_a_single_point_of_contact_one_waits_at_a_time(talked: Desk) -> None:
    amira, priya = (str(each.person.staff_id) for each in (talked.amira, talked.priya))
    taking.propose(talked, talked.amira, kind="single_contact", contact=amira, deputy=priya)
    taking.propose(talked, talked.helen, kind="single_contact", contact=priya, deputy=amira)
    assert talked.helen.errors == {"kind": words.WAITS}
    talked.amira.send_press("restriction.withdraw", value(talked, 1))
    taking.propose(talked, talked.helen, kind="single_contact", contact=priya, deputy=amira)
    assert taking.states(talked) == ["ended", "proposed"]


@pytest.fixture
def waits(desk: Desk) -> Desk:
    """A restriction in force, and a request for another way of communicating that nobody answered."""
    taking.restricted(desk)
    desk.priya.file("C-0001", "Asks", adjustment="Large print, please")
    return desk


def test_while_a_request_waits_what_holds_may_become_less_in_agreement_and_nothing_else(waits: Desk) -> None:
    amira = waits.amira
    for agreement in ("agreed", "decided"):
        taking.propose(waits, amira, agreement=agreement, replaces="1", details="Calls are all right")
        assert amira.errors == {"agreement": words.FIRST_AN_ANSWER}
    taking.propose(waits, amira, agreement="eased", replaces="", details="Calls are all right")
    assert amira.errors == {"replaces": words.EASES_NOTHING}
    taking.propose(waits, amira, agreement="eased", replaces="1", details="Calls are all right")
    assert amira.card.title == "Proposed"
    assert "First, a manager answers" not in amira.sees
    waits.tom.send_press("restriction.decide", value(waits, 2))
    assert "Less than before, and agreed with the customer" in waits.tom.sees
    waits.tom.fill({"agree_because": "It went well"})
    waits.helen.send_press("letter.read", value(waits, 2))
    assert "What we agreed with you" in waits.helen.sees
    taking.notify(waits, waits.helen, 2)
    assert taking.states(waits) == ["replaced", "in_force"]


def test_once_the_old_one_is_lifted_there_is_nothing_to_become_less(waits: Desk) -> None:
    taking.propose(waits, waits.amira, agreement="eased", replaces="1", details="Calls are all right")
    taking.lift(waits, waits.helen)
    waits.tom.send_form("restriction.approve", {"agree_because": "Yes"}, value(waits, 2))
    assert "a manager answers that first" in waits.tom.sees


def test_less_than_before_is_no_answer_where_nothing_holds(talked: Desk) -> None:
    talked.amira.send_press("restriction.agree", value(talked))
    assert "Less than before" not in talked.amira.sees
    assert errors(talked, agreement="eased") == {"agreement": mistakes.CHOOSE}
