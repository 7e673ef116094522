"""What the steering group is shown: counts and a picture, to the manager who asks."""

from tests.office import Office, labels
from tests.stories.test_the_walk import considered_case, restricted


def test_a_manager_asks_for_the_figures_of_a_year_and_gets_a_picture_with_its_text(service: Office) -> None:
    considered_case(service)
    restricted(service)
    service.grace.types("/incident stats")
    assert "An agreed style" not in service.grace.pictures()[-1].alt  # November is not over
    service.at("2026-12-01 10:00")
    service.grace.types("/incident stats")
    picture = service.grace.pictures()[-1]
    assert "An agreed style of communicating under 5" in picture.alt
    assert "Okafor" not in picture.alt
    assert labels(service.grace.seen) == []


def test_a_worker_is_told_who_may(service: Office) -> None:
    service.amira.types("/incident stats")
    assert service.amira.title == "Only a manager can do this"
