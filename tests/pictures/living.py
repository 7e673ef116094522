"""A restriction in force in Slack, and all that may follow: what does not fit, blocks, letters, complaints, reviews."""

from collections.abc import Iterator

from tests.office.shared import MANAGERS
from tests.pictures.taking import Scene, answer, dialog, message, picture
from tests.slack.office import SlackOffice
from tests.stories.rows import option, raised, talk
from tests.stories.test_the_walk import considered_case, newest_case, propose, restricted, value_of

SHOUTED: dict[str, object] = {"concerns": ["remarks_to_staff"], "details": "Shouted, and rang off twice."}
BLOCK = {
    "kind": "telephone",
    "attempted": "A talk in May, an agreed style since June, and a meeting that we offered twice.",
    "since": "She screamed at whoever answered, on three mornings of this week.",
    "extreme": "Nobody dares to pick up the phone any more.",
    "reach": "By letter, or by e-mail to our shared address.",
}
LIFTED = {"since": "Five calm calls.", "changed": "The plan came.", "needed": "Nothing is needed any more."}


def lived(service: SlackOffice) -> Iterator[Scene]:
    """Every scene of a restriction in force, in order."""
    grace = service.grace
    considered_case(service)
    restricted(service)
    service.at("2026-11-24 10:00")
    service.david.chooses("C-0001")
    yield dialog("met-in-the-form", service.david)
    yield from _fits(service)
    yield from _does_not_fit(service)
    yield from _blocked(service)
    yield from _lettered(service)
    yield from _complained(service)
    yield from _asked_for_a_review(service)
    yield from _reviewed(service)
    grace.types("/incident stats")
    yield answer("stats", grace)
    yield picture("stats-picture", grace)
    grace.types("/incident cases")
    yield answer("register-cases", grace)
    grace.types("/incident restrictions")
    yield answer("register-restrictions", grace)
    yield from _over(service)


def _case(name: str, service: SlackOffice) -> Scene:
    return message(name, service.grace, str(newest_case(service.grace)["key"]), managers=True)


def _shouts(service: SlackOffice) -> None:
    service.david.reports("C-0001", "Shouted about the plan", **SHOUTED)


def _fits(service: SlackOffice) -> Iterator[Scene]:
    grace = service.grace
    _shouts(service)
    yield answer("fit-reporter", service.david)
    yield _case("fit-asked", service)
    grace.presses_on(str(newest_case(grace)["key"]), "Fits after all", MANAGERS)
    yield dialog("fit-form", grace)
    grace.fills_in(reasons="She quoted what the school had said to her.")
    yield answer("fit-noted", grace)


def _does_not_fit(service: SlackOffice) -> Iterator[Scene]:
    grace = service.grace
    for number, day in enumerate(("2026-11-25", "2026-11-26")):
        service.at(f"{day} 10:00")
        _shouts(service)
        grace.presses_raw("misfit.confirm", value_of(service))
        if number == 0:
            yield dialog("misfit-form", grace)
        found = option(grace, 0, "report", f"R-0000{number + 4}")
        grace.fills_in(
            restriction="1", report=found, serious="no", reasons="It is what we agreed she would not do."
        )
        if number == 0:
            yield answer("misfit-noted", grace)


def _blocked(service: SlackOffice) -> Iterator[Scene]:
    grace, owen = service.grace, service.owen
    grace.presses_raw("block.propose", value_of(service))
    yield dialog("block-form", grace)
    grace.fills_in(**BLOCK)
    yield answer("block-proposed", grace)
    yield message("block-asked", owen, "decide:2")
    owen.presses_on("decide:2", "Look and decide")
    yield dialog("block-decide", owen)
    owen.fills_in(agree_because="Nothing less was left.")
    yield answer("block-decided", owen)


def _lettered(service: SlackOffice) -> Iterator[Scene]:
    grace = service.grace
    grace.presses_raw("letter.restriction", value_of(service, 2))
    yield answer("letter-draft", grace)
    grace.presses_raw("letter.read", value_of(service, 2))
    yield answer("letter-read", grace)
    grace.presses_raw("restriction.notify", value_of(service, 2))
    grace.fills_in()
    grace.types("/incident case M-0001")
    yield answer("case-with-a-block", grace)
    grace.presses("Show the timeline")
    yield answer("timeline", grace)
    yield picture("timeline-picture", grace)


def _complained(service: SlackOffice) -> Iterator[Scene]:
    grace, priya = service.grace, service.priya
    priya.types("/incident check C-0001")
    yield answer("check-restricted", priya)
    priya.presses("They complain about this")
    yield dialog("complaint-form", priya)
    priya.fills_in(about="Nobody asked me before the letter came.", received="2026-11-26")
    yield answer("complaint-noted", priya)
    grace.types("/incident case M-0001")
    grace.presses("Answer the complaint")
    yield dialog("complaint-answer", grace)
    grace.fills_in(
        recorded="Morag Ellis, head of service, letter 12",
        outcome="partly",
        effect="We meet her this week.",
        reasons="She was rung twice in one morning.",
    )
    yield answer("complaint-answered", grace)
    yield message("complaint-told", priya, "complaint:1")
    priya.presses_on("complaint:1", "Read it")
    yield answer("complaint-read", priya)


def _asked_for_a_review(service: SlackOffice) -> Iterator[Scene]:
    priya = service.priya
    service.at("2026-12-01 10:00")
    priya.presses_raw("restriction.request", value_of(service, 1))
    yield dialog("review-request", priya)
    priya.fills_in(date="2026-12-01", view="I have calmed down, and the plan is here.")
    yield answer("review-request-noted", priya)


def _reviewed(service: SlackOffice) -> Iterator[Scene]:
    grace = service.grace
    service.at("2026-12-02 08:31")
    yield _case("review-asked", service)
    grace.presses_raw("restriction.review", value_of(service, 1))
    yield dialog("review-form", grace)
    grace.fills_in(**LIFTED)
    yield answer("review-lifted", grace)


def _over(service: SlackOffice) -> Iterator[Scene]:
    grace = service.grace
    grace.presses_raw("restriction.lift", value_of(service, 2))
    yield dialog("lift-form", grace)
    grace.fills_in(reasons="She writes to us, and calmly.")
    yield answer("lifted", grace)
    grace.presses_raw("case.close", value_of(service))
    yield dialog("close-form", grace)
    grace.fills_in(reasons="All is well.")
    yield answer("closed", grace)


def looked_at_again(service: SlackOffice) -> Iterator[Scene]:
    """A report is withdrawn after a decision: a manager says whether it still holds."""
    considered_case(service)
    restricted(service)
    service.at("2026-11-25 10:00")
    service.priya.types("/incident mine R-00002")
    service.priya.presses("Withdraw")
    service.priya.fills_in(reasons="It was about somebody else")
    yield _case("confirm-asked", service)
    service.grace.presses_raw("decision.confirm", value_of(service))
    yield dialog("confirm-form", service.grace)
    service.grace.fills_in(reasons="The other report shows the same")
    yield answer("confirmed", service.grace)


def decided_outside(service: SlackOffice) -> Iterator[Scene]:
    """Nobody here may decide: a complaint about one, a proposal by the other; a form that waited for its writer."""
    grace = service.grace
    raised(service)
    service.amira.presses_raw("case.conversation", value_of(service))
    service.amira.picks("explained", "Five calls a day, to five of us, about one question.")
    service.at("2026-11-23 11:30")
    service.amira.presses_raw("case.conversation", value_of(service))
    yield dialog("kept-form", service.amira)
    talk(service.amira, service, "no_change")
    grace.presses_raw("case.exclude", value_of(service))
    yield dialog("exclude-form", grace)
    grace.fills_in(staff=option(grace, 0, "staff", "Owen Price"), looked_into="no")
    yield answer("excluded", grace)
    propose(grace, service, "style", details="No shouting", review="2027-05-21")
    yield answer("reserve-needed", grace)
    grace.presses_raw("reserve.record", value_of(service, 1))
    yield dialog("reserve-form", grace)
