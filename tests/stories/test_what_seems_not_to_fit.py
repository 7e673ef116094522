"""A report that seems not to fit a restriction is a question to managers; some contacts are never a question."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot import kinds
from bot.words import labels as labels_of
from tests.office import MANAGERS, Colleague, Office, labels, words
from tests.stories.restricting import away, in_force
from tests.stories.test_the_walk import newest_case, value_of
from tests.stories.turns import in_turn

ASKS = "a manager says whether"
FIRST = "Rings several of us about the same plan"
BUNDLE = "The tribunal bundle needs a page number"
TUESDAY, WEDNESDAY = "2026-11-24 10:00", "2026-11-25 10:00"
NEXT_MONDAY, NEXT_TUESDAY = "2026-11-30 10:00", "2026-12-01 10:00"
"""Days on which blocks count: they begin later."""
RUDE: dict[str, object] = {"concerns": ["remarks_to_staff"], "details": "Shouted"}

Story = Callable[[Office], Colleague]


@dataclass(frozen=True)
class Kind:
    """A kind of restriction, and stories about a report after it began: what fits, and what seems not to.

    `why`: what managers read; nothing where only they can tell. `route`: a way that does not fit, if the way matters.
    """

    terms: dict[str, object]
    fits: Story
    misfit: Story
    why: str
    route: str = "helpline"


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
    "other": Kind({"details": "We write the agenda together"}, fits=by(), misfit=by(), why=""),
    "block_telephone": Kind(
        {}, fits=by(route="inbox"), misfit=by(route="worker_phone"), why="it came by a way that is closed"
    ),
    "block_electronic": Kind(
        {},
        fits=by(route="helpline"),
        misfit=by(route="text_message"),
        why="it came by a way that is closed",
        route="inbox",
    ),
}
JUDGED = [kind for kind in KINDS if KINDS[kind].why]
ALWAYS: dict[str, dict[str, object]] = {
    **{
        ticked: {"gets_through": [ticked]}
        for ticked in ("safeguarding", "complaint", "information_request", "asked")
    },
    "asks for another way": {"adjustment": "Please write"},
    "by the complaint form": {"route": "complaint_form"},
    "through somebody else": {"route": "third_party"},
}
"""What always gets through, however it is said."""
UNLESS_RUDE: dict[str, dict[str, object]] = {
    **{ticked: {"gets_through": [ticked]} for ticked in ("new_issue", "our_side")},
    "first heard of now": {"issue": "Her brother needs a place at the nursery"},
}
"""What gets through where nothing was agreed about style."""


def begun(service: Office, kind: str) -> Office:
    """The restriction counts by today."""
    in_force(service, kind, **KINDS[kind].terms)  # type: ignore[arg-type] # fields by name
    service.at(NEXT_MONDAY if kind in kinds.BLOCKS else TUESDAY)
    return service


def card(service: Office) -> str:
    """What the managers' channel says about the case."""
    return words(newest_case(service.grace))


@in_turn("kind", KINDS)
def test_what_fits_asks_nobody_anything(service: Office, kind: str) -> None:
    begun(service, kind)
    colleague = KINDS[kind].fits(service)
    assert "seems not to fit" not in colleague.reads_answer()
    assert ASKS not in card(service)


@in_turn("kind", JUDGED)
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


@in_turn("kind", KINDS)
def test_what_always_gets_through_is_never_a_misfit(service: Office, kind: str) -> None:
    """Every reason in one story: each contact would be a question without it, as the last one shows."""
    begun(service, kind)
    if kind == "agreed_frequency":
        says(service, route="helpline")
    for reason, fields in ALWAYS.items():
        assert not is_asked(rude(service, kind, **fields)), reason
        assert "This always fits" in why_not(service), reason
    for reason, fields in UNLESS_RUDE.items():
        assert is_asked(rude(service, kind, **fields)) is (kind == "style"), reason
    assert is_asked(rude(service, kind)) is (kind in JUDGED)
    says(
        service,
        who="priya",
        promised="Ring back",
        promised_by=(NEXT_MONDAY if kind in kinds.BLOCKS else TUESDAY)[:10],
        gets_through=["asked"],
    )
    service.at(NEXT_TUESDAY if kind in kinds.BLOCKS else WEDNESDAY)
    assert is_asked(rude(service, kind)) is (kind == "style"), "while we are late"


def test_every_kind_and_all_that_can_be_ticked_is_told_here() -> None:
    assert KINDS.keys() == kinds.KINDS.keys()
    assert labels_of.GETS_THROUGH.keys() <= ALWAYS.keys() | UNLESS_RUDE.keys()


def test_that_the_contact_was_away_explains_another_way_to_us_and_no_rude_words(service: Office) -> None:
    in_force(service, "single_contact", contact="priya", deputy="david")
    in_force(service, "change_of_communication", 2, details="By e-mail for now", closed=["helpline"])
    in_force(service, "style", 3, details="No shouting")
    service.at(TUESDAY)
    away(service, "priya", "2026-11-27")
    assert is_asked(rude(service, "style"))
    service.grace.presses_raw("report.fits", value_of(service))
    for kind, asks in (("style", True), ("single_contact", False), ("change_of_communication", False)):
        assert (KINDS[kind].why in words(service.grace.form)) is asks, kind


def test_a_call_longer_than_agreed_is_a_question_too(service: Office) -> None:
    begun(service, "agreed_frequency")
    assert not is_asked(says(service, route="letter", minutes="40"))
    assert is_asked(says(service, route="helpline", minutes="16"))
    service.grace.presses_raw("report.fits", value_of(service))
    assert "the call was longer than agreed" in words(service.grace.form)


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


def test_contact_with_the_deputy_and_while_the_contact_is_away_always_fits(service: Office) -> None:
    begun(service, "single_contact")
    says(service, who="david")
    assert ASKS not in card(service)
    away(service, "priya", "2026-11-27")
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


def rude(service: Office, kind: str, **fields: object) -> Colleague:
    """Amira is shouted at, by a way that does not fit this kind, unless told otherwise."""
    return says(service, **{"who": "amira", "route": KINDS[kind].route, **RUDE, **fields})  # type: ignore[arg-type] # fields by name


def is_asked(reporter: Colleague) -> bool:
    """Whether it is a question; whoever logged it reads so at once."""
    return "It seems not to fit this" in reporter.reads_answer()


def why_not(service: Office) -> str:
    """What a manager reads who wants to confirm that the newest report does not fit what was restricted last."""
    service.grace.presses_raw("misfit.confirm", value_of(service))
    newest = {
        field: str(max(int(option["key"]) for option in offered(service.grace, field)))
        for field in ("report", "restriction")
    }
    service.grace.fills_in(**newest, serious="no", reasons="As I see it")
    return service.grace.errors().get("report", "")


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
