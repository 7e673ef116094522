"""Where a channel or Slack itself is shut to us, what waits is kept, managers are told, and it comes once the way is open."""

from collections.abc import Iterator

import pytest

from adapters.slack.ids import PLATFORM
from bot.chat import Place, PlaceKind
from storage import Store
from storage.outbox import Counts
from tests.databases import NewDatabase
from tests.slack import members, troubled
from tests.slack.conversations import MANAGERS, TEAM
from tests.slack.faults import Broken, Dropped, Says
from tests.slack.troubled import Troubled
from tests.slack.wanting import (
    MANAGERS_PLACE,
    QUICK,
    managers_are_known,
    titles,
    until_shown,
    until_trouble,
    want,
    wanted,
)

AMIRA, PRIYA, GRACE, OWEN = (members.of(name) for name in ("amira", "priya", "grace", "owen"))


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    with Store(new_sqlite()) as store, troubled.office(store, caplog, deliveries=QUICK) as opened:
        yield opened


def remove_us(office: Troubled, channel: str) -> None:
    place = office.workspace.place(channel)
    place.members -= {members.BOT_USER}


def invite_us(office: Troubled, channel: str, user: str = members.BOT_USER) -> None:
    """Somebody, usually we, was invited into a channel, and Slack tells it."""
    place = office.workspace.place(channel)
    place.members |= {user}
    happened = {"type": "member_joined_channel", "user": user, "channel": channel, "team": members.TEAM_ID}
    office.client.happens(happened | {"channel_type": "G" if place.kind == "group" else "C"})
    office.finish()


def archive(office: Troubled, channel: str) -> None:
    office.workspace.place(channel).archived = True


def remove_us_from_public(office: Troubled, channel: str) -> None:
    office.workspace.place(channel).kind = "channel"
    remove_us(office, channel)


CLOSED = {
    "not_in_channel": (remove_us_from_public, "Please invite me into the channel"),
    "channel_not_found": (remove_us, "Please invite me into the channel"),
    "is_archived": (archive, "It is archived"),
}


@pytest.mark.parametrize("trouble", CLOSED)
def test_managers_are_told_once_a_day_what_to_do_about_their_channel(office: Troubled, trouble: str) -> None:
    close, todo = CLOSED[trouble]
    managers_are_known(office)
    close(office, MANAGERS)
    for number in range(3):
        want(office, "waits", key=f"issue:{number}", place=MANAGERS_PLACE)
    office.until(lambda: office.counts == Counts(waiting=0, parked=3))
    for manager in (office.grace, office.owen):
        office.until(manager.messages)
        message = manager.message("trouble:")
        assert todo in str(message["card"])
        assert "what waits is kept" in str(message["card"])
    assert office.amira.messages() == []
    office.later(86_400)
    want(office, "waits too", key="issue:4", place=MANAGERS_PLACE)
    office.until(lambda: office.counts == Counts(waiting=0, parked=4))
    office.until(lambda: len(office.grace.messages()) == 2)
    assert office.workspace.messages(MANAGERS) == []


def test_trouble_with_another_channel_is_counted_and_disturbs_nobody(office: Troubled) -> None:
    managers_are_known(office)
    want(office, "waits", place=Place(PLATFORM, PlaceKind.CHANNEL, "C0ELSEWHERE"))
    office.until(lambda: office.counts == Counts(waiting=0, parked=1))
    assert wanted(office, place=Place(PLATFORM, PlaceKind.CHANNEL, "C0ELSEWHERE")).trouble == "not_in_channel"
    assert office.grace.messages() == []


def test_what_waits_comes_by_itself_once_we_are_invited_again(office: Troubled) -> None:
    managers_are_known(office)
    want(office, "before", place=MANAGERS_PLACE)
    until_shown(office)
    remove_us(office, MANAGERS)
    want(office, "after", place=MANAGERS_PLACE)
    want(office, "second", key="issue:2", place=MANAGERS_PLACE)
    office.until(lambda: office.counts == Counts(waiting=0, parked=2))
    invite_us(office, MANAGERS, user=AMIRA)
    invite_us(office, TEAM)
    assert office.counts == Counts(waiting=0, parked=2)
    invite_us(office, MANAGERS)
    until_shown(office)
    assert titles(office, MANAGERS) == ["after", "second"]
    assert office.workspace.messages(MANAGERS)[0].edited


def test_an_invitation_during_trouble_is_not_forgotten(office: Troubled) -> None:
    remove_us(office, MANAGERS)
    want(office, "waits", place=MANAGERS_PLACE)
    office.until(lambda: office.counts == Counts(waiting=0, parked=1))
    office.workspace.faults.plan("auth.test", Broken(), Says("internal_error"))
    invite_us(office, MANAGERS)
    until_shown(office)
    assert titles(office, MANAGERS) == ["waits"]


def lose_token(office: Troubled, word: str) -> None:
    if word == "missing_scope":
        office.workspace.without("chat:write")
    else:
        office.workspace.tokens.trouble = word


def mend_token(office: Troubled) -> None:
    office.workspace.tokens.trouble = ""
    office.workspace.grant(*office.workspace.state.granted, "chat:write")


@pytest.mark.parametrize("word", ["token_revoked", "account_inactive", "invalid_auth", "missing_scope"])
def test_while_the_app_itself_is_broken_everything_waits_and_then_comes_by_itself(
    office: Troubled, caplog: pytest.LogCaptureFixture, word: str
) -> None:
    managers_are_known(office)
    until_shown(office)
    asked = office.workspace.faults.calls["chat.postMessage"]
    lose_token(office, word)
    want(office, "first", place=MANAGERS_PLACE)
    want(office, "second", key="issue:2", place=MANAGERS_PLACE)
    until_trouble(office, word, place=MANAGERS_PLACE)
    for attempts in (2, 3):
        office.later(301)
        until_refused(office, asked + attempts)
    assert office.counts == Counts(waiting=2, parked=0)
    assert len(troubled.log_lines(caplog, word)) == 3
    mend_token(office)
    office.later(301)
    until_shown(office)
    assert titles(office, MANAGERS) == ["first", "second"]
    assert office.grace.messages() == []


def until_refused(office: Troubled, times: int) -> None:
    """Until Slack was asked so often, and the answer written down."""
    calls = office.workspace.faults.calls
    office.until(lambda: calls["chat.postMessage"] == times)
    office.until(lambda: wanted(office, place=MANAGERS_PLACE).leased_by is None)


def test_a_search_that_needs_another_scope_waits_and_posts_nothing_twice(office: Troubled) -> None:
    office.workspace.faults.plan("chat.postMessage", Dropped(acted=True))
    office.workspace.without("channels:history")
    want(office, "once")
    office.until(lambda: wanted(office).trouble)
    office.later(10)
    until_trouble(office, "missing_scope")
    office.workspace.grant(*office.workspace.state.granted, "channels:history")
    office.later(301)
    until_shown(office)
    assert titles(office) == ["once"]
