"""A case over days, as a picture for the manager who asks."""

from io import BytesIO

from PIL import Image

from tests.office import Office, words
from tests.stories.test_the_walk import considered_case, newest_case, restricted, value_of


def test_the_manager_who_asks_gets_the_picture_and_nobody_else(service: Office) -> None:
    considered_case(service)
    restricted(service)
    service.grace.types("/incident case M-0001")
    service.grace.presses("Show the timeline")
    (picture,) = service.grace.pictures()
    assert picture.name == "timeline-M-0001.png"
    assert Image.open(BytesIO(picture.png)).width == 1080
    assert picture.alt.startswith("Timeline of M-0001, C-0001, 23 Nov 2026 to 23 Nov 2026.")
    assert "Helpline: 2, 2 with a concern, 23 Nov." in picture.alt
    assert "M-0001/1 An agreed style of communicating: in force, proposed 23 Nov 2026" in picture.alt
    assert "a restriction was proposed (M-0001/1); a restriction was approved (M-0001/1)" in picture.alt
    assert "Okafor" not in picture.alt
    assert "plan" not in picture.alt
    for other in (service.owen, service.amira, service.priya, service.david):
        assert other.pictures() == []
    assert "Timeline" not in words(newest_case(service.grace))


def test_a_worker_gets_no_picture(service: Office) -> None:
    considered_case(service)
    service.amira.presses_raw("case.timeline", value_of(service))
    assert service.amira.title == "Only a manager can do this"
    assert service.amira.pictures() == []
