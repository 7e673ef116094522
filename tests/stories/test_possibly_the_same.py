"""The same person lately, about something that reads differently: mentioned to who logs it, and to nobody else."""

from tests.office import Office, button, labels, words
from tests.stories.test_the_main_job import names_in

PHONE = "07700 900321"


def two_matters(service: Office) -> None:
    """A taxi with Amira; two days later something else with Priya, from the same person."""
    service.amira.reports("Priscilla Okafor", "Taxi late every morning", phone=PHONE, child="Tobi")
    service.at("2026-11-25 10:00")
    service.priya.reports("Mrs Okafor", "Dyslexia screening", phone=PHONE, child="Tobi")


def test_it_is_mentioned_and_no_colleague_is_told(service: Office) -> None:
    two_matters(service)
    said = service.priya.reads_answer()
    assert "Saved as R-00002" in said
    assert "Possibly the same issue" in said
    assert "The same mobile number" in said
    assert "But the topics differ." in said
    assert "Amira Khan" in names_in(service.priya.card)
    assert not [told for told in service.amira.messages() if told["key"].startswith("issue:")]


def test_nothing_leads_to_an_answer_that_need_not_be_given(service: Office) -> None:
    two_matters(service)
    assert "You may leave this unanswered." in service.priya.reads_answer()
    assert button(service.priya.seen, "Same issue")["style"] != "go"


def test_who_knows_better_says_so_and_then_colleagues_are_told(service: Office) -> None:
    two_matters(service)
    service.priya.presses("Same issue")
    assert service.priya.title == "Colleagues are on this too"
    assert "2 colleagues hold the same issue" in words(service.amira.message("issue:1/"))


def test_what_is_only_ones_own_is_not_mentioned(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Taxi late every morning", phone=PHONE, child="Tobi")
    service.at("2026-11-25 10:00")
    service.amira.reports("Mrs Okafor", "Dyslexia screening", phone=PHONE, child="Tobi")
    assert "Possibly" not in service.amira.reads_answer()
    assert "Same issue" not in labels(service.amira.card)


def test_a_name_for_short_is_explained_with_both_names(service: Office) -> None:
    service.amira.reports("Elizabeth Marlowe", "Draft plan is late", phone=PHONE, child="Rowan")
    service.priya.reports("Liz Marlowe", "Still no draft plan", phone=PHONE, child="Rowan")
    assert "Liz is short for Elizabeth." in service.priya.reads_answer()
    assert "Elizabeth" not in words(service.amira.message("issue:1/"))
