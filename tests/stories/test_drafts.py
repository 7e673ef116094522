"""A long form waits for its writer as they left it: nobody writes the same thing twice."""

from tests.office import Colleague, Office, labels, words
from tests.stories.test_the_walk import consider, considered_case, propose, talk, value_of

WRITTEN = "They ring five times a day and get a different answer each time."


def writes(colleague: Colleague, form: str, service: Office, **fields: str) -> None:
    """Open a form, fill some of it in, and leave it."""
    for name, text in fields.items():
        colleague.presses_raw(form, value_of(service))
        colleague.picks(name, text)


def test_what_was_written_survives_a_closed_dialog_and_can_be_started_afresh(service: Office) -> None:
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")
    amira = service.amira
    writes(amira, "case.conversation", service, explained=WRITTEN)
    service.at("2026-11-23 10:40")
    writes(amira, "case.conversation", service, view="Worried about the plan.")

    service.at("2026-11-23 11:30")
    amira.presses_raw("case.conversation", value_of(service))
    assert WRITTEN in drawn(amira, "explained")
    assert "Worried" in drawn(amira, "view")
    assert "Kept from today 10:40, for you alone." in words(amira.form)
    amira.presses("Start afresh")
    assert amira.title == "What you filled in is gone"
    amira.presses("Open the form")
    assert drawn(amira, "explained") == ""
    assert "Kept from" not in words(amira.form)


def test_a_draft_is_submitted_as_it_was_left_and_then_it_is_gone(service: Office) -> None:
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")
    talk(service, service.amira)
    amira = service.amira
    writes(amira, "restriction.agree", service, kind="agreed_frequency")
    writes(amira, "restriction.agree", service, times="2", reasons=WRITTEN)
    assert "Kept from" in words(amira.presses_raw("restriction.agree", value_of(service)).form)
    amira.fills_in(per="week", agreement="agreed", proportionate="A word did not help")
    assert amira.title == "Proposed"
    amira.presses_raw("restriction.agree", value_of(service))
    assert "Kept from" not in words(amira.form)
    assert drawn(amira, "reasons") == ""
    service.owen.presses_on("decide:1", "Look and decide")
    assert WRITTEN in service.owen.reads_answer()


def test_a_colleague_never_sees_what_somebody_else_is_writing(service: Office) -> None:
    considered_case(service)
    writes(service.grace, "case.close", service, reasons=WRITTEN)
    service.owen.presses_raw("case.close", value_of(service))
    assert drawn(service.owen, "reasons") == ""
    assert "Start afresh" not in labels(service.owen.seen)
    service.grace.presses_raw("case.close", value_of(service))
    assert drawn(service.grace, "reasons") == WRITTEN


def test_who_comes_second_finds_what_they_wrote(service: Office) -> None:
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")
    talk(service, service.amira)
    service.grace.presses_raw("restriction.agree", value_of(service))
    service.grace.picks("kind", "style")
    propose(service.amira, service, "style", details="No shouting", review="2027-05-21")
    service.grace.fills_in(
        kind="style",
        details="One thing at a time",
        agreement="decided",
        reasons=WRITTEN,
        proportionate="A word did not help",
    )
    assert "somebody was faster" in service.grace.title
    assert "What you filled in is kept" in service.grace.reads_answer()
    service.grace.presses_raw("restriction.agree", value_of(service))
    assert drawn(service.grace, "reasons") == WRITTEN


def drawn(colleague: Colleague, field: str) -> str:
    """What the open form holds in a field."""
    found = next(f for f in colleague.form["fields"] if f["name"] == field)
    return str(found["value"])


def test_the_fairness_check_waits_question_by_question(service: Office) -> None:
    considered_case(service)
    grace = service.grace
    for question, answer in (("handled", "for_customer"), ("timely", "nothing_found")):
        grace.presses_raw("case.consider", value_of(service))
        grace.picks(question, answer)
    grace.presses_raw("case.consider", value_of(service))
    assert (drawn(grace, "handled"), drawn(grace, "timely")) == ("for_customer", "nothing_found")
    assert drawn(grace, "meeting") == "not_known"
    service.owen.presses_raw("case.consider", value_of(service))
    assert drawn(service.owen, "handled") == "not_known"
