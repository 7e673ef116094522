"""One service on both platforms: a colleague is one person, and is told where they are."""

from collections.abc import Iterator

import pytest

from storage import Store, people
from tests.databases import NewDatabase
from tests.office import words
from tests.slack import office as slack_office
from tests.slack.office import SlackOffice
from tests.teams import office as teams_office
from tests.teams.office import TeamsOffice

PHONE = "07700 900321"


@pytest.fixture
def both(new_sqlite: NewDatabase) -> Iterator[tuple[SlackOffice, TeamsOffice]]:
    with (
        Store(new_sqlite()) as store,
        slack_office.office(store) as slack,
        teams_office.office(store) as teams,
    ):
        yield slack, teams


def test_who_holds_one_issue_is_told_each_where_they_are(both: tuple[SlackOffice, TeamsOffice]) -> None:
    slack, teams = both
    slack.amira.reports("Priscilla Okafor", "Taxi does not come", phone=PHONE, child="Tobi")
    teams.priya.reports("Mrs Okafor", "School transport again", phone=PHONE, child="Tobi")
    if teams.priya.title != "Colleagues are on this too":
        teams.priya.presses("Same issue")
    assert "Amira Khan" in teams.priya.reads_answer()
    assert "2 colleagues" in words(slack.amira.message("issue:1/")) or "PS" in words(
        slack.amira.message("issue:1/")
    )
    slack.amira.presses_on("issue:1/", "I'll reply")
    assert "AK, since Mon 23 Nov 09:00" in words(teams.priya.message("issue:1/"))


def test_the_same_address_is_the_same_colleague_and_messages_follow_them(
    both: tuple[SlackOffice, TeamsOffice],
) -> None:
    slack, teams = both
    slack.amira.reports("Priscilla Okafor", "Taxi does not come", phone=PHONE)
    teams.amira.types("/incident mine")
    assert "R-00001" in teams.amira.reads_answer()
    staff = slack.store.read(lambda db: [each.name for each in people.everybody(db)])
    assert staff == ["Amira Khan"]
