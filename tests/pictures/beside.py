"""What happens beside shared issues and cases, with what people had before them: threats, requests, records, words."""

from collections.abc import Iterator

from tests.office.shared import MANAGERS
from tests.pictures.taking import Scene, answer, dialog, group, message
from tests.slack.office import SlackOffice
from tests.stories.rows import option
from tests.stories.test_the_walk import PHONE

ISSUE = "Rings several of us about the same plan"
THREAT = "“I know where you park your car. I will wait for you there.” It was about the plan."


def threatened(service: SlackOffice) -> Iterator[Scene]:
    """A threat, somebody who has it, a measure at once, and whoever looks at it afterwards."""
    grace, amira, owen = service.grace, service.amira, service.owen
    for manager in (grace, owen):
        manager.types("/incident help")
    amira.reports("Priscilla Okafor", ISSUE, phone=PHONE, concerns=["remarks_to_staff"], details=THREAT)
    yield answer("safety-remark", amira)
    amira.presses("This was a threat")
    yield dialog("safety-form", amira)
    amira.fills_in()
    yield answer("safety-raised", amira)
    yield message("safety-manager", grace, "safety:1")
    yield message("safety-channel", grace, "safety:1", managers=True)
    service.at("2026-11-23 09:15")
    yield message("safety-again", owen, "safety:1/2")
    grace.presses_on("safety:1/2", "I've got this")
    yield answer("safety-mine", grace)
    yield message("safety-taken", amira, "raised:1/taken")
    amira.presses_on("raised:1/taken", "Yes, please")
    yield message("safety-check-in", grace, "check_in:1")
    yield from _protected(service)


def _protected(service: SlackOffice) -> Iterator[Scene]:
    grace, owen = service.grace, service.owen
    grace.presses_on("safety:1/2", "Read what happened")
    grace.presses("Set a safety measure")
    yield dialog("measure-form", grace)
    terms = "No calls for now: we write to each other."
    grace.fills_in(kind="block_telephone", details=terms, reasons=THREAT, exceptions="Letters and e-mail")
    yield answer("measure-set", grace)
    yield message("measure-asked", owen, "decide:1")
    service.priya.chooses("C-0001")
    yield dialog("measure-met", service.priya)
    owen.presses_on("decide:1", "Look and decide")
    yield dialog("measure-decide", owen)
    owen.fills_in(agree_because="She was followed once before.")
    yield answer("measure-decided", owen)


def asked_for(service: SlackOffice) -> Iterator[Scene]:
    """Another way of communicating, their own records, and what is wrong in them."""
    grace, amira = service.grace, service.amira
    amira.reports("Priscila Okafor", ISSUE, phone=PHONE)
    amira.presses("Note an adjustment")
    yield dialog("adjustment-form", amira)
    amira.fills_in(request="Please write to me. Calls overwhelm me.")
    yield answer("adjustment-noted", amira)
    grace.types("/incident check C-0001")
    yield answer("check-manager", grace)
    grace.presses("Answer the request")
    yield dialog("adjustment-answer", grace)
    grace.fills_in(answer="We write to you from now on.", in_place="Write, don't ring")
    yield message("adjustment-told", amira, "adjustment:1")
    amira.types("/incident request Okafor")
    yield dialog("request-form", amira)
    amira.fills_in(kind="file", details="Everything since September", asked="2026-11-23")
    yield answer("request-noted", amira)
    grace.types("/incident check C-0001")
    grace.presses("Done: their own records")
    yield dialog("request-done", grace)
    grace.fills_in(done="Handed over at the office", date="2026-11-23")
    yield message("request-told", amira, "asked:1")
    yield from _put_right(service)


def _put_right(service: SlackOffice) -> Iterator[Scene]:
    grace = service.grace
    grace.types("/incident check C-0001")
    grace.presses("Correct their record")
    yield dialog("record-form", grace)
    grace.fills_in(name="Priscilla Okafor", before="wrong", reasons="She spelt it on the phone")
    yield answer("record-corrected", grace)
    service.david.reports("Cilla Osei", "Where is my form?", phone="07700 900888")
    grace.types("/incident check C-0001")
    grace.presses("Same person as another")
    yield dialog("merge-form", grace)
    grace.fills_in(customer="C-0002", reasons="She showed the same card at both visits")
    yield answer("merged", grace)
    grace.presses("Not the same person: C-0001")
    yield dialog("unmerge-form", grace)
    grace.fills_in(reasons="They are two sisters")
    yield answer("unmerged", grace)


def alongside(service: SlackOffice) -> Iterator[Scene]:
    """Ask a manager, a word with a customer, a household, and one's own reports put right."""
    amira = service.amira
    amira.reports("Priscilla Okafor", ISSUE, phone=PHONE, promised="Ring back", promised_by="2026-11-24")
    amira.presses("Ask a manager")
    yield dialog("ask-form", amira)
    amira.fills_in(reasons="Four of us heard the same this week. What should we say?")
    yield answer("asked", amira)
    yield message("asked-managers", service.grace, "request:", managers=True)
    service.grace.presses_on("request:", "No case needed", MANAGERS)
    yield dialog("no-case-form", service.grace)
    service.grace.fills_in(reasons="A genuine question, and nobody had answered it. David rings today.")
    yield message("no-case-told", amira, "request:")
    amira.presses_on("request:", "Read why")
    yield answer("no-case-why", amira)
    amira.types("/incident word Okafor")
    yield dialog("word-form", amira)
    amira.fills_in(
        customer="C-0001",
        held="2026-11-23",
        explained="Five calls a day",
        view="Worried",
        trying="A call on Fridays",
    )
    yield answer("word-noted", amira)
    service.at("2026-11-24 08:31")
    yield message("promise-due", amira, "promise:1")
    yield from _mended(service)


def _mended(service: SlackOffice) -> Iterator[Scene]:
    amira = service.amira
    amira.types("/incident mine R-00001")
    yield answer("own-report", amira)
    amira.presses("Correct")
    yield dialog("correct-form", amira)
    amira.fills_in(issue="Rings four of us about the same plan")
    yield answer("corrected", amira)
    amira.types("/incident mine R-00001")
    amira.presses("Withdraw")
    yield dialog("withdraw-form", amira)
    amira.fills_in(reasons="It was about somebody else")
    yield answer("withdrawn", amira)


def together(service: SlackOffice) -> Iterator[Scene]:
    """Colleagues talk, managers say that nothing more is needed, a household is kept apart."""
    amira, priya, grace = service.amira, service.priya, service.grace
    amira.reports("Elizabeth Okafor", "Draft plan is late", phone="01632 960100", child="Tobi Okafor")
    priya.reports("C-0001", "Draft plan is late")
    priya.presses("Talk together")
    yield answer("talk", priya)
    yield group("talk-group", priya)
    service.david.reports("C-0001", "Draft plan is late")
    grace.presses_on("shared:", "No action needed", MANAGERS)
    yield dialog("dismiss-form", grace)
    grace.fills_in(reasons="A genuine question, and Amira answers it today")
    yield message("dismissed", grace, "shared:", managers=True)
    service.david.reports("Samuel Okafor", "Transport", phone="01632 960100", child="Tobi Okafor")
    yield answer("household", service.david)
    grace.types("/incident check C-0001").presses("Keep separate")
    yield answer("household-apart", grace)


def away_with_cover(service: SlackOffice) -> Iterator[Scene]:
    """Somebody is away, and the cover gets what comes."""
    amira = service.amira
    amira.reports("Priscilla Okafor", ISSUE, phone=PHONE)
    service.david.types("/incident help")
    amira.types("/incident away")
    amira.fills_in(until="2026-11-27", cover=option(amira, 0, "cover", "David Cole"))
    yield answer("away-set", amira)
    service.priya.reports("Priscilla Okafor", ISSUE, phone=PHONE)
    yield message("covered", service.david, "issue:1")
