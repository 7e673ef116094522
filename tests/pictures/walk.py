"""The walk, with what people had before them at each step."""

from collections.abc import Iterator

from tests.office.shared import MANAGERS, Office
from tests.pictures.taking import Scene, answer, dialog, message, whisper
from tests.stories.test_the_walk import considered_case, key_of, newest_case, value_of

CHECKED = {
    "timely": "for_customer",
    **dict.fromkeys(
        (
            "handled",
            "new_information",
            "genuine",
            "other_route",
            "circumstances",
            "adjustments",
            "meeting",
            "evidence",
            "rights",
        ),
        "nothing_found",
    ),
}
PROPOSED = {
    "agreement": "agreed",
    "reasons": "On three mornings two of us answered the same question, each from the beginning.",
    "proportionate": "We asked her to ring one of us; the calls to both went on.",
    "start": "2026-11-24",
    "review": "2027-05-21",
}


def walked(service: Office) -> Iterator[Scene]:
    """Every scene of the walk, in order."""
    considered_case(service)
    yield whisper("walk-case", service.grace, "# managers")
    yield message("walk-card", service.grace, "case:1/", managers=True)
    yield from _raised(service)
    yield from _proposed(service)
    yield from _decided(service)
    yield from _told(service)


def _raised(service: Office) -> Iterator[Scene]:
    grace, amira = service.grace, service.amira
    grace.presses_raw("case.consider", value_of(service))
    yield dialog("walk-check", grace)
    grace.picks("result", "raise")
    note = "We promised to ring back by Friday and did not."
    grace.fills_in(**CHECKED, result="raise", note=note, speaker=key_of(grace, amira), how="helpline")
    yield dialog("walk-checked", grace)
    yield message("walk-please-speak", amira, "turn:1/")
    amira.presses_on("turn:1/", "Talking points")
    yield whisper("walk-points", amira, "Evenhand")
    amira.presses_on("turn:1/", "Note how it went")
    yield dialog("walk-conversation", amira)
    amira.fills_in(
        held="2026-11-23",
        how="helpline",
        explained="That each of us starts again, and that this makes answers slower",
        view="She waits for a call that was promised, and tries whoever picks up",
        outcome="agreed",
    )
    yield dialog("walk-spoken", amira)


def _proposed(service: Office) -> Iterator[Scene]:
    amira = service.amira
    amira.presses_raw("restriction.agree", value_of(service))
    amira.picks("kind", "single_contact")
    yield dialog("walk-propose", amira)
    contact, deputy = (str(option["key"]) for option in _options(service, "contact")[:2])
    amira.fills_in(kind="single_contact", contact=contact, deputy=deputy, **PROPOSED)
    yield dialog("walk-proposed", amira)
    amira.presses_raw("restriction.agree", value_of(service))
    amira.picks("kind", "agreed_frequency")
    amira.fills_in(kind="agreed_frequency", times="2", per="week", **PROPOSED)
    service.settle()
    yield message("walk-proposer", amira, "turn:1/2-0")


def _decided(service: Office) -> Iterator[Scene]:
    owen = service.owen
    yield message("walk-asked", owen, "decide:1")
    for number in (1, 2):
        owen.presses_on(f"decide:{number}", "Look and decide")
        if number == 1:
            yield dialog("walk-decide", owen)
        owen.fills_in(agree_because="She agreed to it, and still reaches us.")
    yield dialog("walk-decided", owen)
    service.settle()
    yield message("walk-answered", service.amira, "decided:1")


def _told(service: Office) -> Iterator[Scene]:
    grace = service.grace
    for number in (1, 2):
        grace.presses_raw("restriction.notify", value_of(service, restriction=number))
        if number == 1:
            yield dialog("walk-notice", grace)
        grace.fills_in()
    yield dialog("walk-told", grace)
    service.at("2026-11-24 08:30")
    yield message("walk-monitoring", grace, str(newest_case(grace)["key"]), managers=True)
    grace.presses_on(str(newest_case(grace)["key"]), "Show the case", MANAGERS)
    yield whisper("walk-monitored", grace, "# managers")
    grace.presses_raw("case.record", value_of(service))
    yield answer("walk-record", grace)


def _options(service: Office, field: str) -> list[dict[str, str]]:
    found = next(each for each in service.amira.form["fields"] if each["name"] == field)
    return list(found["options"])
