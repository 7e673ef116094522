"""What is pressed less often: leave it with a colleague, talk together, a household, a promise, an absence."""

from tests.office import MANAGERS, Office, words

PHONE = "07700 900321"


def two_hold_it(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Draft plan is late", phone=PHONE)
    service.priya.reports("C-0001", "Draft plan is late")


def test_it_is_left_with_a_colleague_and_talked_about_together(service: Office) -> None:
    two_hold_it(service)
    service.priya.presses("Leave it with Amira")
    assert "You, since Mon 23 Nov 09:00" in words(service.amira.message("issue:1/"))
    service.priya.presses("Talk together")
    assert service.priya.title == "A conversation about I-0001 is open"


def test_managers_say_that_nothing_more_is_needed(service: Office) -> None:
    two_hold_it(service)
    service.david.reports("C-0001", "Draft plan is late")
    service.grace.presses_on("shared:", "No action needed", MANAGERS)
    service.grace.fills_in(reasons="A genuine question, answered")
    service.at("2026-11-24 08:30")
    assert "1 shared issue needed nothing more" in words(service.grace.message("summary:", MANAGERS))


def test_two_of_a_household_are_kept_apart_and_not_any_more(service: Office) -> None:
    service.amira.reports("Elizabeth Okafor", "Plan late", phone="01632 960100", child="Tobi Okafor")
    service.priya.reports("Samuel Okafor", "Plan late", phone="01632 960100", child="Tobi Okafor")
    service.grace.types("/incident check C-0001").presses("Keep separate")
    assert service.grace.title == "Kept separate"
    service.david.chooses("C-0001")
    assert "Same household" not in words(service.david.form)
    service.grace.presses("Undo")
    assert service.grace.title == "No longer kept separate"
    service.david.chooses("C-0001")
    assert "Same household" in words(service.david.form)


def test_a_promise_is_done_from_its_reminder(service: Office) -> None:
    service.amira.reports("Rosa Lindqvist", "Plan late", promised="Ring back", promised_by="2026-11-24")
    service.at("2026-11-24 08:30")
    service.amira.presses_on("promise:", "Done")
    assert "Ring back" not in service.amira.types("/incident mine").reads_answer()


def test_who_is_back_early_says_so(service: Office) -> None:
    service.amira.types("/incident away").fills_in(until="2026-12-04")
    assert "You are away until" in service.amira.title
    service.amira.presses("I'm back")
    assert service.amira.title == "Welcome back"
    service.amira.reports("Rosa Lindqvist", "Plan late")
    assert "Away" not in service.grace.types("/incident summary").reads_answer()
