"""A service in which a case was walked by others, each free text in it a word of its own; David had no part in any of it."""

from tests.office import MANAGERS, Office
from tests.stories.test_the_walk import PHONE, QUESTIONS, key_of, value_of

HIDDEN = (
    *("Zqname", "zqissue", "zqsaid", "zqrequested", "zqnote", "zqexplained", "zqview", "zqreasons"),
    *("zqproportionate", "zqbecause", "zqcomplained", "zqasked", "zqdanger", "zqdraft"),
)
"""What managers read, and who wrote it. What holds for a customer, every colleague reads who chose them: `zqheld`."""


def walk(office: Office) -> None:
    """Two reports, a case, a restriction in force, a complaint, a request, a safety concern, a draft of Grace's."""
    office.david.types("/incident help")
    for worker in (office.amira, office.priya):
        more = {"phone": PHONE, "concerns": ["several_advisers"], "details": "zqsaid"}
        worker.reports("Zqname Okafor", "Rings several of us about the zqissue", **more)
    office.owen.types("/incident help")
    office.priya.presses("Ask a manager")
    office.priya.fills_in(reasons="zqrequested")
    office.grace.presses_on("request:", "Look closer", MANAGERS)
    _decide(office)
    _beside(office)
    office.settle()


def _decide(office: Office) -> None:
    amira, grace, owen = office.amira, office.grace, office.owen
    grace.presses_raw("case.consider", value_of(office))
    grace.picks("result", "raise")
    answers = dict.fromkeys(QUESTIONS, "nothing_found")
    grace.fills_in(**answers, result="raise", note="zqnote", speaker=key_of(grace, amira), how="helpline")
    amira.presses_raw("case.conversation", value_of(office))
    spoken = {"held": "2026-11-23", "how": "helpline", "outcome": "no_change"}
    amira.fills_in(**spoken, explained="zqexplained", view="zqview")
    amira.presses_raw("restriction.agree", value_of(office))
    days = {"start": "2026-11-23", "review": "2027-05-21"}
    said = {"details": "zqheld", "reasons": "zqreasons", "proportionate": "zqproportionate"}
    amira.fills_in(kind="style", agreement="decided", **days, **said)
    owen.presses_on("decide:1", "Look and decide")
    owen.fills_in(agree_because="zqbecause")
    grace.presses_raw("restriction.notify", value_of(office, restriction=1))
    grace.fills_in()


def _beside(office: Office) -> None:
    priya, grace = office.priya, office.grace
    priya.types("/incident check C-0001")
    priya.presses("They complain about this")
    priya.fills_in(about="zqcomplained", received="2026-11-23")
    priya.types("/incident request Okafor")
    priya.fills_in(kind="file", details="zqasked", asked="2026-11-23")
    priya.types("/incident safety")
    priya.fills_in(said="zqdanger", danger="to_staff")
    grace.presses_raw("restriction.lift", value_of(office, restriction=1))
    grace.picks("reasons", "zqdraft")
