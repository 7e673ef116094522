"""Rows beside the steps of a case: complaints, what is asked by law, registers, promises, being away."""

from bot.targets import Target
from tests.office import MANAGERS, Office, words
from tests.stories.rows import REVIEW, ROWS, option, raised, row, talk
from tests.stories.test_the_walk import PHONE, considered_case, propose, restricted, value_of

__all__ = ["ROWS"]


@row
def complaints_are_answered_by_a_manager_who_had_no_part_in_it(service: Office) -> None:
    raised(service)
    talk(service.amira, service, "no_change")
    propose(service.amira, service, "style", details="No shouting", review=REVIEW)
    service.grace.presses_on("decide:1", "Look and decide")
    service.grace.fills_in(agree_because="In proportion, as I see it")
    for number, outcome, said in ((1, "upheld", "Upheld: they were right"), (2, "not_upheld", "Not upheld")):
        service.priya.types("/incident check C-0001")
        service.priya.presses("They complain about this")
        service.priya.fills_in(about=f"Nobody asked me, for the {number}. time", received="2026-11-23")
        service.grace.presses_raw("complaint.decide", Target(extra=number).value)
        assert "You had a part in this case." in service.grace.reads_answer()
        service.owen.presses_on(f"complaint:{number}", "Answer the complaint")
        service.owen.fills_in(outcome=outcome, effect="We ask them first", reasons="As I found it")
        assert service.owen.title == "M-0001: the complaint is answered"
        service.priya.presses_on(f"complaint:{number}", "Read it")
        assert f"{said} (Owen Price)" in service.priya.reads_answer()


@row
def a_customer_asks_for_each_of_four_things_and_each_has_its_day(service: Office) -> None:
    """A month after 25 November is Christmas, and the next working day Tuesday 29 December."""
    service.amira.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    service.at("2026-11-25 08:30")
    service.at("2026-11-25 10:00")
    christmas = dict.fromkeys(("file", "correction", "erasure"), "Tuesday 29 December")
    for kind, day in {**christmas, "information": "Wednesday 23 December"}.items():
        service.amira.types("/incident request Okafor")
        service.amira.fills_in(kind=kind, details=f"As they asked for it: {kind}", asked="2026-11-25")
        assert f"Due by {day}" in service.amira.reads_answer(), kind
    service.grace.types("/incident summary")
    told = service.grace.reads_answer()
    for what in ("their own records", "a correction of their records", "erasure of their records"):
        assert f"C-0001 asks for {what}: due by Tue 29 Dec" in told
    assert "C-0001 asks for information about the service: due by Wed 23 Dec" in told


@row
def the_register_is_narrowed_to_what_is_asked_for(service: Office) -> None:
    considered_case(service)
    restricted(service)
    propose(service.amira, service, "other", details="One agenda each time", review=REVIEW)
    for words_behind, shown in (
        ("in force", ["M-0001/1"]),
        ("waiting", ["M-0001/2"]),
        ("C-0001", ["M-0001/1", "M-0001/2"]),
        ("ended", []),
        ("C-0002", []),
    ):
        service.grace.types(f"/incident restrictions {words_behind}")
        told = service.grace.reads_answer()
        assert [each for each in ("M-0001/1", "M-0001/2") if each in told] == shown, words_behind
    service.grace.presses_raw("restriction.lift", value_of(service, 1))
    service.grace.fills_in(reasons="It is calm again")
    service.grace.types("/incident restrictions ended")
    assert "M-0001/1 C-0001 · An agreed style of communicating, lifted since" in service.grace.reads_answer()


@row
def sixty_days_in_which_everything_fits_are_told_once(service: Office) -> None:
    considered_case(service)
    restricted(service)
    days = {"2027-01-21": False, "2027-01-22": True, "2027-01-25": False}
    for day, told in days.items():
        service.at(f"{day} 08:31")
        shown = words(service.grace.message(f"summary:{day}", MANAGERS))
        assert ("M-0001/1 60 days in which every contact fitted: an early review?" in shown) is told, day


@row
def a_promise_is_reminded_of_on_its_day_and_kept(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "The plan", promised="Ring back", promised_by="2026-11-25")
    service.at("2026-11-24 08:31")
    assert not any(m["key"].startswith("promise:") for m in service.amira.messages())
    service.at("2026-11-25 08:31")
    assert "A promise from R-00001 is due on Wed 25 Nov" in words(service.amira.message("promise:1"))
    assert "R-00001 a promise by AK is due" in words(service.grace.message("summary:2026-11-25", MANAGERS))
    service.david.presses_raw("promise.done", Target(extra=1).value)
    assert "This is not yours" in service.david.title
    service.amira.presses_on("promise:1", "Done")
    assert "Done: the promise from R-00001" in words(service.amira.message("promise:1"))
    service.at("2026-11-26 08:31")
    assert "a promise by AK" not in words(service.grace.message("summary:2026-11-26", MANAGERS))


@row
def somebody_is_away_is_covered_and_comes_back(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    service.david.types("/incident help")
    service.amira.types("/incident away")
    service.amira.fills_in(until="2026-11-27", cover=option(service.amira, 0, "cover", "David Cole"))
    assert service.amira.title == "You are away until Friday 27 November 2026"
    assert "David Cole gets your messages." in service.amira.reads_answer()
    service.priya.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    assert "You cover for AK." in words(service.david.message("issue:1"))
    assert service.amira.messages() == []
    service.at("2026-11-25 10:00")
    service.amira.types("/incident mine")
    service.amira.presses("I'm back")
    assert service.amira.title == "Welcome back"
    assert "2 colleagues hold the same issue" in words(service.amira.message("issue:1"))
