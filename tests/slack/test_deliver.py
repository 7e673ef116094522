"""What the outbox wants shown reaches Slack once, whatever goes wrong on the way."""

from collections import Counter
from collections.abc import Iterator

import pytest

from adapters.slack.ids import PLATFORM
from bot.chat import Place, PlaceKind
from storage import Store, outbox
from storage.outbox import Counts
from tests.databases import NewDatabase
from tests.office import MANAGERS as MANAGERS_ROOM
from tests.slack import conversations, members, troubled
from tests.slack.conversations import MANAGERS, TEAM, Message
from tests.slack.faults import Broken, Dropped, Fault, Limited, Says, Silent
from tests.slack.troubled import Troubled
from tests.slack.wanting import (
    MANAGERS_PLACE,
    QUICK,
    managers_are_known,
    nothing_to_try,
    only,
    titles,
    until_attempts,
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


def test_a_message_is_posted_marked_and_then_edited_in_silence(office: Troubled) -> None:
    want(office, "before")
    until_shown(office)
    message = only(office)
    assert message.metadata == {"event_type": "evenhand_post", "event_payload": {"key": "issue:1"}}
    want(office, "after")
    until_shown(office)
    assert titles(office) == ["after"]
    assert only(office).edited
    assert office.workspace.faults.calls["chat.postMessage"] == 1


def test_a_place_that_is_asked_to_wait_waits_that_long_and_the_others_go_on(office: Troubled) -> None:
    office.workspace.faults.plan("chat.postMessage", Limited("7"))
    want(office, "first")
    until_trouble(office, "rate_limited")
    want(office, "second", key="issue:2")
    want(office, "elsewhere", place=MANAGERS_PLACE)
    office.until(lambda: titles(office, MANAGERS) == ["elsewhere"])
    office.later(6)
    want(office, "elsewhere too", key="issue:2", place=MANAGERS_PLACE)
    office.until(lambda: len(titles(office, MANAGERS)) == 2)
    assert titles(office) == []
    office.later(1.5)
    until_shown(office)
    assert titles(office) == ["first", "second"]
    assert office.workspace.faults.calls["conversations.history"] == 0


@pytest.mark.parametrize("said", ["", "soon", "-5"])
def test_a_place_that_is_asked_to_wait_for_no_clear_time_waits_half_a_minute(
    office: Troubled, said: str
) -> None:
    office.workspace.faults.plan("chat.postMessage", Limited(said))
    want(office, "first")
    until_trouble(office, "rate_limited")
    office.later(29)
    want(office, "elsewhere", place=MANAGERS_PLACE)
    office.until(lambda: titles(office, MANAGERS))
    assert titles(office) == []
    office.later(2)
    until_shown(office)
    assert titles(office) == ["first"]


NOT_DONE: dict[str, tuple[Fault, str]] = {
    "500": (Broken(), "http_500"),
    "503": (Broken(503), "http_503"),
    "a page in place of an answer": (Broken(200), "no_json"),
    "internal_error": (Says("internal_error"), "internal_error"),
    "time-out": (Silent(), "TimeoutError"),
    "dropped": (Dropped(), "ServerDisconnectedError"),
}


@pytest.mark.parametrize("name", NOT_DONE)
def test_what_did_not_arrive_is_posted_once_later(office: Troubled, name: str) -> None:
    fault, word = NOT_DONE[name]
    office.workspace.faults.plan("chat.postMessage", fault)
    want(office, "once")
    until_trouble(office, word)
    office.later(10)
    until_shown(office)
    assert titles(office) == ["once"]
    assert office.workspace.faults.calls["conversations.history"] == 1


@pytest.mark.parametrize("fault", [Silent(acted=True), Dropped(acted=True)], ids=["time-out", "dropped"])
def test_what_arrived_unheard_is_found_and_not_posted_twice(office: Troubled, fault: Fault) -> None:
    office.workspace.faults.plan("chat.postMessage", fault)
    want(office, "once")
    office.until(lambda: wanted(office).trouble)
    want(office, "once, and changed since")
    office.later(10)
    until_shown(office)
    assert titles(office) == ["once, and changed since"]
    assert office.workspace.faults.calls["chat.postMessage"] == 1


def test_what_arrived_is_found_below_hundreds_of_others_and_never_in_anothers_words(office: Troubled) -> None:
    office.workspace.faults.plan("chat.postMessage", Dropped(acted=True))
    want(office, "once")
    office.until(lambda: wanted(office).trouble)
    mark = only(office).metadata
    place = office.workspace.place(TEAM)
    for _ in range(450):
        ts = office.workspace.state.conversations.next_ts()
        place.messages[ts] = Message(ts, AMIRA, "Something else")
    ts = office.workspace.state.conversations.next_ts()
    place.messages[ts] = Message(ts, "U0OTHERBOT", "Not ours", metadata=mark)
    ts = office.workspace.state.conversations.next_ts()
    other = {**(mark or {}), "event_type": "something_else"}
    place.messages[ts] = Message(ts, members.BOT_USER, "Ours for something else", metadata=other)
    office.later(10)
    until_shown(office)
    assert len(place.messages) == 453
    assert place.messages[ts].text == "Ours for something else"
    assert office.workspace.faults.calls["conversations.history"] == 3


def test_an_edit_that_was_not_heard_is_made_again(office: Troubled) -> None:
    want(office, "before")
    until_shown(office)
    office.workspace.faults.plan("chat.update", Dropped(acted=True), Broken())
    want(office, "after")
    until_attempts(office, 1)
    office.later(10)
    until_attempts(office, 2)
    office.later(60)
    until_shown(office)
    assert titles(office) == ["after"]


def test_a_platform_that_never_answers_is_parked_in_the_end_and_found_when_tried_again(
    office: Troubled,
) -> None:
    office.workspace.faults.plan("chat.postMessage", Dropped(acted=True))
    office.workspace.faults.plan("conversations.history", Broken(), times=QUICK.attempts - 1)
    want(office, "once")
    for attempt in range(1, QUICK.attempts + 1):
        until_attempts(office, attempt)
        office.later(3600)
    assert office.counts == Counts(waiting=0, parked=1)
    office.store.write(outbox.unpark)
    office.later(0)
    until_shown(office)
    assert titles(office) == ["once"]


def test_a_message_that_people_deleted_is_posted_anew(office: Troubled) -> None:
    want(office, "before")
    until_shown(office)
    office.workspace.place(TEAM).messages.clear()
    want(office, "after")
    until_shown(office)
    assert titles(office) == ["after"]
    want(office, "later")
    until_shown(office)
    assert titles(office) == ["later"]


@pytest.mark.parametrize("word", ["cant_update_message", "edit_window_closed"])
def test_a_message_that_can_not_be_changed_any_more_is_posted_anew(office: Troubled, word: str) -> None:
    want(office, "before")
    until_shown(office)
    office.workspace.faults.plan("chat.update", Says(word))
    want(office, "after")
    until_shown(office)
    assert titles(office) == ["before", "after"]
    want(office, "later")
    until_shown(office)
    assert titles(office) == ["before", "later"]


@pytest.mark.parametrize(
    ("user", "word"), [("U0NOBODY", "user_not_found"), (members.LEFT.id, "user_disabled")]
)
def test_who_left_gets_nothing_which_is_counted_and_stops_nobody_else(
    office: Troubled, user: str, word: str
) -> None:
    managers_are_known(office)
    gone = Place(PLATFORM, PlaceKind.PERSON, user)
    want(office, "gone", place=gone)
    want(office, "here", place=Place(PLATFORM, PlaceKind.PERSON, AMIRA))
    office.until(lambda: office.counts == Counts(waiting=0, parked=1))
    assert wanted(office, place=gone).trouble == word
    assert [m["card"]["title"] for m in office.amira.messages()] == ["here"]
    assert office.grace.messages() == []


def test_colleagues_talk_together_in_one_conversation(office: Troubled) -> None:
    group = Place(PLATFORM, PlaceKind.GROUP, f"{AMIRA},{PRIYA}")
    want(office, "Talk", key="talk:1", place=group)
    until_shown(office)
    want(office, "Talk about this", key="talk:1", place=group)
    want(office, "And that", key="talk:2", place=group)
    until_shown(office)
    place = office.workspace.state.conversations.opened([PRIYA, AMIRA])
    assert place.kind == "mpim"
    assert titles(office, place.id) == ["Talk about this", "And that"]
    assert office.workspace.faults.calls["conversations.open"] == 1


@pytest.mark.parametrize("word", ["invalid_blocks", "msg_too_long", "no_such_error_known"])
def test_what_slack_will_never_take_is_set_aside_and_stops_nothing(office: Troubled, word: str) -> None:
    office.workspace.faults.plan("chat.postMessage", Says(word))
    want(office, "never")
    want(office, "next", key="issue:2")
    office.until(lambda: office.counts == Counts(waiting=0, parked=1))
    assert wanted(office).trouble == word
    assert titles(office) == ["next"]


def test_a_real_day_with_every_trouble_shows_every_message_once(office: Troubled) -> None:
    faults = office.workspace.faults
    faults.plan(
        "chat.postMessage", Dropped(acted=True), Limited("1"), Broken(), Dropped(), Silent(acted=True)
    )
    faults.plan("chat.update", Broken(), Dropped(acted=True))
    office.amira.reports("Rosa Lindqvist", "Plan late")
    office.priya.reports("C-0001", "Plan late")
    office.david.reports("C-0001", "Plan late")
    for _ in range(10):
        office.later(20)
        office.until(lambda: nothing_to_try(office))
    until_shown(office)
    for colleague in (office.amira, office.priya, office.david):
        assert "3 colleagues hold the same issue" in str(colleague.message("issue:1/")["card"])
    assert "3 colleagues hold one issue" in str(office.grace.message("shared:", MANAGERS_ROOM)["card"])
    everywhere = [
        m for place in office.workspace.state.conversations.by_id.values() for m in place.messages.values()
    ]
    keys = Counter(m.metadata["event_payload"]["key"].partition("/")[0] for m in everywhere if m.metadata)
    assert keys == {"issue:1": 3, "shared:1": 1, "welcome": 3}


def test_the_conversation_of_a_place_is_its_own(office: Troubled) -> None:
    want(office, "Only for Amira", place=Place(PLATFORM, PlaceKind.PERSON, AMIRA))
    until_shown(office)
    [direct] = [c for c in office.workspace.state.conversations.by_id.values() if c.messages]
    assert (direct.kind, direct.members) == ("im", frozenset({AMIRA, members.BOT_USER}))
    assert conversations.TEAM not in str(direct)
