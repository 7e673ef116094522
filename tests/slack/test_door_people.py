"""Who doesn't belong is refused kindly everywhere; where Slack can't say who somebody is, nothing is done and nothing lost."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager

import pytest

from storage import Store
from storage.tables import AuditEntry, Staff
from tests.databases import NewDatabase
from tests.slack import members, troubled
from tests.slack.conversations import TEAM
from tests.slack.faults import Broken, Dropped, Fault, Limited, Says
from tests.slack.forging import forged_dialog, forged_option
from tests.slack.members import MANAGERS_GROUP
from tests.slack.troubled import Troubled

AMIRA, GRACE = members.of("amira"), members.of("grace")
REFUSED = "Evenhand is for the service's own staff"
ASK_LATER = "check just now who you are"

OUTSIDERS: Mapping[str, members.Member] = {
    "a guest": members.GUEST,
    "a guest of one channel": members.SINGLE_CHANNEL_GUEST,
    "a stranger of another team": members.STRANGER,
    "whose address is not confirmed": members.UNCONFIRMED,
    "who was deleted": members.LEFT,
    "another bot": members.OTHER_BOT,
}


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    with Store(new_sqlite()) as store, troubled.office(store, caplog) as opened:
        yield opened


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_does_not_belong_is_refused_kindly_whatever_they_try(office: Troubled, who: str) -> None:
    outsider = OUTSIDERS[who].id
    office.amira.reports("Rosa Lindqvist", "Plan late")
    staff, entries = office.number_of(Staff), office.number_of(AuditEntry)
    for typed in ("", "check Lindqvist", "case M-0001", "mine", "help"):
        office.client.command(outsider, "/incident", typed, channel=TEAM)
    office.finish()
    assert len(office.whispered(outsider)) == 5
    assert all(REFUSED in said for said in office.whispered(outsider))
    office.client.shortcut(outsider, "report.file")
    office.finish()
    assert REFUSED in office.reads(outsider)
    fields = {"customer": "new:Rosa", "issue": "Forged"}
    dialog = forged_dialog(office.workspace, outsider, "report.file", "", fields)
    assert office.client.suggest(dialog, "customer", "Rosa") == []
    office.client.enter(dialog, "customer", forged_option("C-0001"))
    office.finish()
    assert REFUSED in office.reads(outsider)
    assert "Rosa Lindqvist" not in office.reads(outsider)
    office.client.submit(dialog)
    assert REFUSED in str(dialog.view)
    office.client.open_home(outsider) if who not in {"who was deleted", "another bot"} else None
    office.finish()
    home = office.workspace.home(outsider)
    assert home is None or REFUSED in str(home.view)
    assert (office.number_of(), office.number_of(Staff), office.number_of(AuditEntry)) == (1, staff, entries)


def test_an_outsiders_line_is_answered_with_the_same_sentence(office: Troubled) -> None:
    office.client.say(members.GUEST.id, "check Lindqvist")
    office.finish()
    [said] = office.told(members.GUEST.id)
    assert REFUSED in said


def test_a_stranger_is_known_by_the_team_in_the_payload_and_slack_is_not_asked(office: Troubled) -> None:
    office.client.shortcut(members.STRANGER.id, "report.file")
    office.finish()
    assert REFUSED in office.reads(members.STRANGER.id)
    assert office.workspace.faults.calls["users.info"] == 0


UNTOLD: Mapping[str, Fault] = {
    "500": Broken(),
    "429": Limited("60"),
    "dropped": Dropped(),
    "revoked": Says("token_revoked"),
    "scope": Says("missing_scope"),
    "no JSON": Broken(200),
}


REFUSES_US = {"revoked", "scope"}
"""Trying again is of no use."""


@pytest.mark.parametrize("name", UNTOLD)
def test_where_slack_does_not_say_who_somebody_is_they_read_what_helps(office: Troubled, name: str) -> None:
    office.workspace.faults.plan("users.info", UNTOLD[name])
    office.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM)
    office.finish()
    [said] = office.whispered(AMIRA)
    assert ("evenhand doctor" if name in REFUSES_US else ASK_LATER) in said
    assert office.bot.asked == []
    assert office.amira.types("/incident Plan is late").title == "Log a communication"


@pytest.mark.parametrize("name", UNTOLD)
def test_a_form_of_somebody_unknown_comes_back_filled_and_is_saved_once_later(
    office: Troubled, name: str
) -> None:
    form = forged_dialog(
        office.workspace, AMIRA, "report.file", "", {"customer": "new:Rosa", "issue": "Late"}
    )
    office.workspace.faults.plan("users.info", UNTOLD[name])
    office.client.submit(form)
    assert ("evenhand doctor" if name in REFUSES_US else ASK_LATER) in office.reads(AMIRA)
    assert form.typed["customer", "customer"]["value"] == "new:Rosa"
    assert form.typed["issue", "issue"] == "Late"
    assert office.number_of() == 0
    office.client.submit(form)
    assert "Saved as R-00001" in office.reads(AMIRA)
    assert office.number_of() == 1


def test_a_look_up_by_somebody_unknown_offers_nothing_of_customers(office: Troubled) -> None:
    office.priya.reports("Rosa Lindqvist", "Plan late")
    form = forged_dialog(office.workspace, AMIRA, "report.file", "", {"customer": "", "issue": ""})
    office.workspace.faults.plan("users.info", Broken())
    offered = [each["value"] for each in office.client.suggest(form, "customer", "Rosa")]
    assert offered == ["new:Rosa", "not_known"]


def test_who_was_known_lately_works_on_while_slack_says_nothing(office: Troubled) -> None:
    office.amira.types("/incident")
    office.workspace.faults.plan("users.info", Broken(), times=20)
    office.later(2 * 3600)
    assert office.amira.reports("Rosa Lindqvist", "Plan late").title == "Saved as R-00001"
    office.later(86_400)
    office.client.command(AMIRA, "/incident", channel=TEAM)
    office.finish()
    assert ASK_LATER in office.whispered(AMIRA)[-1]


def test_who_becomes_a_guest_is_refused_from_then_on(office: Troubled) -> None:
    office.amira.types("/incident")
    restricted = members.Member(AMIRA, "Amira Khan", "amira.khan@example.org", restricted=True)
    office.workspace.state.people[AMIRA] = restricted
    office.client.happens({"type": "user_change", "user": restricted.shape()})
    office.finish()
    office.client.command(AMIRA, "/incident", channel=TEAM)
    office.finish()
    assert REFUSED in office.whispered(AMIRA)[-1]


@pytest.fixture
def by_group(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    opening: AbstractContextManager[Troubled]
    with Store(new_sqlite()) as store:
        opening = troubled.office(store, caplog, managers=f"slack:{MANAGERS_GROUP}")
        with opening as opened:
            yield opened


def test_managers_are_those_in_the_user_group_and_nobody_else(by_group: Troubled) -> None:
    by_group.grace.types("/incident summary")
    assert "Summary" in by_group.grace.title
    assert by_group.amira.types("/incident summary").title == "Only a manager can do this"


def test_who_leaves_the_group_manages_nothing_any_more(by_group: Troubled) -> None:
    by_group.grace.types("/incident summary")
    by_group.workspace.state.groups[MANAGERS_GROUP] = (members.of("owen"), AMIRA)
    happened = {"type": "subteam_members_changed", "subteam_id": MANAGERS_GROUP}
    by_group.client.happens(happened | {"added_users": [AMIRA], "removed_users": [GRACE]})
    by_group.finish()
    assert by_group.grace.types("/incident summary").title == "Only a manager can do this"
    assert "Summary" in by_group.amira.types("/incident summary").title


def test_where_slack_does_not_say_who_is_in_the_group_nobody_manages(by_group: Troubled) -> None:
    by_group.workspace.faults.plan("usergroups.users.list", Broken())
    by_group.client.command(GRACE, "/incident", "summary", channel=TEAM)
    by_group.finish()
    assert ASK_LATER in by_group.whispered(GRACE)[-1]
    assert "Summary" in by_group.grace.types("/incident summary").title
