"""A report that seems not to fit a restriction is a question to managers; some contacts are never a question."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.office import MANAGERS, Colleague, Office, labels, words
from tests.stories.restricting import away, in_force
from tests.stories.test_the_walk import newest_case, value_of

ASKS = "a manager says whether"
FIRST = "Rings several of us about the same plan"
BUNDLE = "The tribunal bundle needs a page number"
TUESDAY, WEDNESDAY = "2026-11-24 10:00", "2026-11-25 10:00"

Story = Callable[[Office], Colleague]


@dataclass(frozen=True)
class Kind:
    """A kind of restriction, and stories about a report after it began: what fits, and what seems not to."""

    terms: dict[str, object]
    fits: Story
    misfit: Story
    why: str


def says(service: Office, who: str = "david", issue: str = FIRST, **fields: object) -> Colleague:
    """A contact of the customer's about the issue that is known, unless told otherwise."""
    colleague: Colleague = getattr(service, who)
    colleague.reports("C-0001", issue, **fields)
    same = "Same issue" if issue == FIRST else "Different issue"
    if same in labels(colleague.seen):
        colleague.presses(same)
    return colleague


def by(**usual: object) -> Story:
    """The same, told later."""
    return lambda service: says(service, **usual)  # type: ignore[arg-type] # fields by name


def twice(**usual: object) -> Story:
    def story(service: Office) -> Colleague:
        says(service, **usual)  # type: ignore[arg-type] # fields by name
        return says(service, **usual)  # type: ignore[arg-type] # fields by name

    return story


KINDS: dict[str, Kind] = {
    "change_of_communication": Kind(
        {"details": "By e-mail for now", "closed": ["helpline"]},
        fits=by(route="inbox"),
        misfit=by(route="helpline"),
        why="it came by a way that is closed",
    ),
    "single_contact": Kind(
        {"contact": "priya", "deputy": "david"},
        fits=by(who="priya"),
        misfit=by(who="amira"),
        why="it did not go to the agreed contact",
    ),
    "agreed_frequency": Kind(
        {"times": "1", "per": "week", "routes": ["helpline"], "longest": "15"},
        fits=by(route="helpline"),
        misfit=twice(route="helpline"),
        why="it is more often than agreed",
    ),
    "style": Kind(
        {"details": "No shouting"},
        fits=by(),
        misfit=by(concerns=["remarks_to_staff"], details="Shouted"),
        why="it has remarks to a colleague",
    ),
    "open_enquiry_only": Kind(
        {"issues": ["I-0002"], "also": BUNDLE},
        fits=by(issue="Transport to the new school"),
        misfit=by(),
        why="it is about another issue, and not a new one",
    ),
    "new_issues_only": Kind(
        {"issues": ["I-0001"]},
        fits=by(issue=BUNDLE),
        misfit=by(),
        why="it is about an issue that we have answered",
    ),
}


def begun(service: Office, kind: str) -> Office:
    """The restriction counts since yesterday."""
    in_force(service, kind, **KINDS[kind].terms)  # type: ignore[arg-type] # fields by name
    service.at(TUESDAY)
    return service


def card(service: Office) -> str:
    """What the managers' channel says about the case."""
    return words(newest_case(service.grace))


@pytest.mark.parametrize("kind", KINDS)
def test_what_fits_asks_nobody_anything(service: Office, kind: str) -> None:
    begun(service, kind)
    colleague = KINDS[kind].fits(service)
    assert "seems not to fit" not in colleague.reads_answer()
    assert ASKS not in card(service)


@pytest.mark.parametrize("kind", KINDS)
def test_what_seems_not_to_fit_is_a_question_and_the_reporter_reads_what_to_say(
    service: Office, kind: str
) -> None:
    begun(service, kind)
    colleague = KINDS[kind].misfit(service)
    colleague.chooses("C-0001")
    assert "You could say: “" in words(colleague.form)
    assert ASKS in card(service)
    assert "doesn't fit" in " ".join(labels(newest_case(service.grace)))
    service.grace.presses_raw("report.fits", value_of(service))
    assert KINDS[kind].why in words(service.grace.form)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reason", ["complaint", "safeguarding", "information_request", "asked"])
def test_what_always_gets_through_is_never_a_misfit(service: Office, kind: str, reason: str) -> None:
    begun(service, kind)
    if kind == "agreed_frequency":
        says(service, route="helpline")
    says(
        service,
        who="amira",
        route="helpline",
        gets_through=[reason],
        concerns=["remarks_to_staff"],
        details="Shouted",
    )
    assert ASKS not in card(service)
    service.grace.presses_raw("misfit.confirm", value_of(service))
    newest = max(int(option["key"]) for option in offered(service.grace, "report"))
    service.grace.fills_in(report=str(newest), restriction="1", serious="no", reasons="As I see it")
    assert "This always fits" in service.grace.errors()["report"]


def test_the_reporter_reads_at_once_that_it_is_a_question_and_no_reproach(service: Office) -> None:
    begun(service, "single_contact")
    amira = service.amira
    amira.reports("C-0001", FIRST)
    if "Same issue" in labels(amira.seen):
        amira.presses("Same issue")
    said = amira.reads_answer()
    assert "It seems not to fit this" in said
    assert "it did not go to the agreed contact" in said
    assert "It was right to log it." in said
    assert "“Priya Shah looks after this for you. May I pass on what you say?”" in said


def test_something_new_is_looked_at_on_its_merits(service: Office) -> None:
    begun(service, "single_contact")
    says(service, who="amira", issue=BUNDLE)
    assert ASKS not in card(service)


def test_contact_with_the_deputy_and_while_the_contact_is_away_always_fits(service: Office) -> None:
    begun(service, "single_contact")
    says(service, who="david")
    assert ASKS not in card(service)
    away(service, "priya", "2026-11-27")
    says(service, who="amira")
    assert ASKS not in card(service)


def test_a_request_for_another_way_of_communicating_always_fits(service: Office) -> None:
    begun(service, "single_contact")
    says(service, who="amira", adjustment="Please write")
    assert ASKS not in card(service)


def test_what_comes_by_the_complaint_form_always_fits(service: Office) -> None:
    begun(service, "single_contact")
    says(service, who="amira", route="complaint_form")
    assert ASKS not in card(service)


def test_what_comes_while_we_are_late_always_fits(service: Office) -> None:
    begun(service, "single_contact")
    says(service, who="priya", promised="Ring back", promised_by="2026-11-24")
    service.at(WEDNESDAY)
    says(service, who="amira")
    assert ASKS not in card(service)


def test_a_kind_that_only_people_can_judge_asks_nothing_and_a_manager_may_say_so(service: Office) -> None:
    in_force(service, "other", details="We write the agenda together")
    service.at(TUESDAY)
    says(service)
    assert ASKS not in card(service)
    service.grace.presses_raw("misfit.confirm", value_of(service))
    service.grace.fills_in(report="3", restriction="1", serious="no", reasons="No agenda, as agreed")
    assert service.grace.title == "R-00003 is confirmed not to fit"


def test_a_manager_confirms_what_is_asked_with_reasons_alone(service: Office) -> None:
    asked(service)
    service.grace.presses_on(case_key(service), "A report doesn't fit", MANAGERS)
    assert "Tue 24 Nov, and M-0001/1 (A single point of contact): it did not go" in words(service.grace.form)
    service.grace.fills_in(reasons="Priya was there all day")
    assert service.grace.title == "R-00003 is confirmed not to fit"
    assert ASKS not in card(service)
    assert "1 report confirmed not to fit" in card(service)
    service.grace.presses_raw("report.fits", value_of(service))
    assert "No report waits for an answer" in service.grace.reads_answer()


def test_a_manager_says_that_it_fits_after_all_and_is_not_asked_again(service: Office) -> None:
    asked(service)
    service.grace.presses_on(case_key(service), "Fits after all", MANAGERS)
    service.grace.fills_in(reasons="They pressed the wrong number")
    assert service.grace.title == "R-00003 fits after all"
    assert ASKS not in card(service)
    assert "report confirmed not to fit" not in card(service)
    service.grace.presses_raw("case.record", value_of(service))
    assert "a report fits after all" in service.grace.reads_answer()
    assert "They pressed the wrong number" in service.grace.reads_answer()


def test_a_worker_neither_confirms_nor_says_that_it_fits(service: Office) -> None:
    asked(service)
    for action in ("misfit.confirm", "report.fits"):
        service.david.presses_raw(action, value_of(service))
        assert service.david.title == "Only a manager can do this"


@pytest.mark.parametrize("label", ["A report doesn't fit", "Fits after all"])
def test_what_was_said_of_a_report_is_undone_once_it_is_corrected_and_is_asked_anew(
    service: Office, label: str
) -> None:
    answered(service, label)
    service.at("2026-11-24 11:00")
    service.amira.types("/incident mine R-00003")
    service.amira.presses("Correct")
    service.amira.fills_in(details="They rang the office number")
    assert "report confirmed not to fit" not in card(service)
    assert f"{ASKS} R-00003 fits" in card(service)
    answer(service, label)
    assert ASKS not in card(service)


def test_a_correction_that_says_what_always_gets_through_ends_the_question(service: Office) -> None:
    answered(service, "A report doesn't fit")
    service.at("2026-11-24 11:00")
    service.amira.types("/incident mine R-00003")
    service.amira.presses("Correct")
    service.amira.fills_in(gets_through=["asked"])
    assert "report confirmed not to fit" not in card(service)
    assert ASKS not in card(service)


@pytest.mark.parametrize("label", ["", "A report doesn't fit", "Fits after all"])
def test_a_withdrawn_report_is_no_question_and_no_misfit(service: Office, label: str) -> None:
    answered(service, label)
    service.at("2026-11-24 11:00")
    service.amira.types("/incident mine R-00003")
    service.amira.presses("Withdraw")
    service.amira.fills_in(reasons="It was somebody else")
    assert "report confirmed not to fit" not in card(service)
    assert ASKS not in card(service)


def test_the_summary_brings_the_question_and_a_lifted_restriction_ends_it(service: Office) -> None:
    asked(service)
    service.grace.types("/incident summary")
    assert f"M-0001 {ASKS} R-00003 fits what was agreed" in service.grace.reads_answer()
    service.grace.presses_raw("restriction.lift", value_of(service, 1))
    service.grace.fills_in(reasons="It is calm again")
    assert ASKS not in card(service)


def asked(service: Office) -> None:
    """Amira hears from somebody who has Priya as their contact: R-00003 is a question."""
    begun(service, "single_contact")
    says(service, who="amira")
    assert f"{ASKS} R-00003 fits" in card(service)


def answered(service: Office, label: str) -> None:
    """The question is answered by this button; without one it stays open."""
    asked(service)
    if label:
        answer(service, label)


def answer(service: Office, label: str) -> None:
    service.grace.presses_on(case_key(service), label, MANAGERS)
    service.grace.fills_in(reasons="As I see it")


def case_key(service: Office) -> str:
    return str(newest_case(service.grace)["key"])


def offered(by: Colleague, name: str) -> list[dict[str, str]]:
    """The options of a field of the open form."""
    found: list[dict[str, str]] = next(f["options"] for f in by.form["fields"] if f["name"] == name)
    return found
