"""Two records of one person: merged by a manager, known by either reference, and two again where that was wrong."""

from tests.office import Office
from tests.stories.test_the_walk import considered_case, restricted


def test_a_restriction_goes_with_the_person_and_comes_back(service: Office) -> None:
    service.david.reports("Priscilla Okafor", "Taxi", phone="07700 900321", child="Ada Okafor")
    service.priya.reports("Daniel Okafor", "Taxi too", phone="07700 900555", child="Ada Okafor")
    service.priya.presses("Keep separate")
    considered_case(service)
    restricted(service)
    service.at("2026-11-25 10:00")
    service.david.reports("Cilla Osei", "Where is my form?", phone="07700 900888")
    service.grace.types("/incident check C-0001")
    service.grace.presses("Same person as another")
    service.grace.fills_in(customer="C-0003", reasons="Same card shown")
    assert service.grace.title == "C-0001 is C-0003"
    service.grace.types("/incident check C-0002")
    service.grace.presses("Same person as another")
    service.grace.fills_in(customer="C-0003", reasons="Same child")
    assert "kept apart" in service.grace.errors()["customer"]
    service.amira.types("/incident check Osei")
    assert "In force" in service.amira.reads_answer()
    service.grace.types("/incident check C-0003")
    service.grace.presses("Not the same person: C-0001")
    service.grace.fills_in(reasons="Two sisters")
    service.amira.types("/incident check Osei")
    assert "In force" not in service.amira.reads_answer()
    service.amira.types("/incident check C-0001")
    assert "In force" in service.amira.reads_answer()
    assert "connected with this child" not in service.amira.reads_answer()
