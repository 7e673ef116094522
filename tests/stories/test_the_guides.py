"""The pages for staff and for managers, followed: what they say to type is typed, and buttons are found by the names written there."""

import re

from tests.office import MANAGERS, Colleague, Office, button, labels, words
from tests.server.guide import Guide
from tests.stories.test_the_walk import PHONE, QUESTIONS, considered_case

STAFF, FOR_MANAGERS = Guide("staff.md"), Guide("managers.md")
LOG = "Log a communication: 20 seconds"
WALK = "A case, step by step"


def typed(section: str) -> list[str]:
    """What a section says to type, in order."""
    return re.findall(r"`(/incident[^`]*)`", section)


def bold(section: str) -> list[str]:
    """What a section names in bold, in order."""
    return re.findall(r"\*\*([^*]+)\*\*", section)


def test_the_page_for_staff_from_top_to_bottom(service: Office) -> None:
    amira, priya, david = service.amira, service.priya, service.david
    log = STAFF.section(LOG)
    [command] = typed(log)
    first, second, save, *_more = bold(log)
    amira.types(command)
    needed = [each["label"] for each in amira.form["fields"] if each["required"]]
    assert needed == [first.rstrip(":"), second.rstrip(":")]
    assert amira.form["submit"] == save
    amira.reports("Elizabeth Okafor", "Draft plan is late", phone=PHONE)
    assert amira.title == "Saved as R-00001"
    priya.reports("Elizabeth Okafor", "Draft plan is late", phone=PHONE)
    david.reports("Mrs Okafor", "No draft EHC plan yet for Tobi", phone=PHONE)
    settles_who_replies(priya, david)
    danger = STAFF.section("A threat, or somebody who may be harmed")
    [safety] = typed(danger)
    amira.types(safety)
    assert bold(danger)[0] in amira.reads_answer()
    everything_to_type(amira)
    [ask] = re.findall(r"\*([^*]+)\*, under", STAFF.section("If something is not as you expect"))
    priya.presses(ask)
    assert priya.title == ask


def settles_who_replies(priya: Colleague, david: Colleague) -> None:
    """Priya reads who is on it too; David is asked first, for Evenhand is not sure."""
    section = "Colleagues are on this too"
    reply, leave, *asked, more = bold(STAFF.section(section))
    [undo] = re.findall(rf"\*([^*]+)\* \(under \*\*{more}\*\*\)", STAFF.section(section))
    assert priya.title == section
    assert f"{leave} Amira" in labels(priya.seen)
    assert set(asked) <= set(labels(david.seen))
    priya.presses(reply)
    assert undo in labels(priya.seen)


def everything_to_type(amira: Colleague) -> None:
    """Each line of the table leads somewhere of its own: none becomes the issue of a new report."""
    for line in typed(STAFF.section("What you can type")):
        amira.types(line)
        assert amira.title != "Log a communication", line
    [mine, *_] = typed(STAFF.section("If something is not as you expect"))
    amira.types(mine)
    named = re.findall(r"then \*([^*]+)\* or \*([^*]+)\*", STAFF.section("If something is not as you expect"))
    assert named
    assert set(named[0]) <= set(labels(amira.seen))


def test_the_page_for_managers_step_by_step(service: Office) -> None:
    considered_case(service)
    grace, owen, amira = service.grace, service.owen, service.amira
    check, went, propose, decide, told, lift = re.findall(
        r"^\d\. \*\*([^*]+)\*\*", FOR_MANAGERS.section(WALK), re.MULTILINE
    )
    grace.types("/incident case M-0001")
    grace.presses(check)
    staff = next(o["key"] for o in speakers(grace) if o["label"] == "Amira Khan")
    answers = dict.fromkeys(QUESTIONS, "nothing_found")
    grace.fills_in(
        **answers, note="Looked at all of it", result="raise", speaker=staff, how="helpline", by="2026-11-27"
    )
    amira.presses_on("turn:1/", went)
    amira.fills_in(
        held="2026-11-23", how="helpline", explained="Five calls a day", view="Worried", outcome="no_change"
    )
    newest = [each for each in amira.messages() if each["key"].startswith("turn:1/")][-1]
    amira.presses_button(button(newest, propose))
    amira.picks("kind", "style")
    amira.fills_in(
        details="No shouting",
        agreement="decided",
        reasons="Nothing changed",
        proportionate="A word did not help",
    )
    owen.presses_on("decide:1", decide)
    owen.fills_in(agree_because="Fair, and in proportion")
    grace.types("/incident case M-0001")
    grace.presses(next(each for each in labels(grace.seen) if each.startswith(told)))
    grace.fills_in(letter="Restriction letter", how="letter")
    service.at("2026-11-24 09:00")
    grace.types("/incident case M-0001")
    grace.presses(next(each for each in labels(grace.seen) if each.startswith(lift)))
    grace.fills_in(reasons="It is calm again")
    assert "is lifted" in grace.title


def speakers(grace: Colleague) -> list[dict[str, str]]:
    grace.picks("result", "raise")
    found = next(f for f in grace.form["fields"] if f["name"] == "speaker")
    options: list[dict[str, str]] = found["options"]
    return options


def test_what_managers_name_on_the_shared_issues_card_is_there(service: Office) -> None:
    names = re.findall(
        r"^- \*\*([^*]+)\*\*", FOR_MANAGERS.section("Three colleagues hold one issue"), re.MULTILINE
    )
    for worker in (service.amira, service.priya, service.david):
        worker.reports("Elizabeth Okafor", "Draft plan is late", phone=PHONE, concerns=["several_advisers"])
    shown = service.grace.message("shared:", MANAGERS)
    undone = "Undo"
    assert [each for each in names if each not in labels(shown)] == [undone]
    service.grace.presses_on("shared:", "Name who replies", MANAGERS)
    owner = service.grace.form["fields"][0]["options"][0]["key"]
    service.grace.fills_in(owner=owner)
    assert undone in labels(service.grace.message("shared:", MANAGERS))


def test_on_the_first_day_every_list_leads_on(service: Office) -> None:
    service.grace.types("/incident help")
    for line, said in FIRST_DAY.items():
        service.grace.types(line)
        assert said in words(service.grace.seen), line


FIRST_DAY = {
    "/incident mine": "When a customer is in touch:",
    "/incident check Okafor": "Somebody new is taken up when you log what they say:",
    "/incident cases": "One begins with",
    "/incident restrictions": "Open cases:",
    "/incident case": "Every open one:",
}
