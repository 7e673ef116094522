"""What the outbox wants shown reaches Slack once, whatever goes wrong on the way; what can't be shown is kept and told."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from adapters.sending import Patience
from adapters.slack.ids import PLATFORM
from bot import cardjson
from bot.cards import Card, text
from bot.chat import Place, PlaceKind
from storage import Db, Store, outbox
from storage.outbox import Counts
from storage.tables import Message as Wanted
from tests.databases import NewDatabase
from tests.office import MANAGERS as MANAGERS_ROOM
from tests.slack import conversations, members, troubled
from tests.slack.conversations import MANAGERS, TEAM, Message
from tests.slack.faults import Broken, Dropped, Fault, Limited, Says, Silent
from tests.slack.troubled import Troubled

AMIRA, PRIYA, GRACE, OWEN = (members.of(name) for name in ("amira", "priya", "grace", "owen"))
QUICK = Patience(poll=0.05, settle=0.0, send=2.0, attempts=8)
TEAM_PLACE = Place(PLATFORM, PlaceKind.CHANNEL, TEAM)
MANAGERS_PLACE = Place(PLATFORM, PlaceKind.CHANNEL, MANAGERS)
SHOWN = Counts(waiting=0, parked=0)


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    with Store(new_sqlite()) as store, troubled.office(store, caplog, deliveries=QUICK) as opened:
        yield opened


def want(office: Troubled, title: str, *, key: str = "issue:1", place: Place = TEAM_PLACE) -> None:
    """Let the place show this."""

    def put(db: Db) -> None:
        outbox.put(
            db,
            platform=place.platform,
            kind=place.kind.value,
            target=place.target,
            key=key,
            card=cardjson.encode(Card(title, (text("The card's text."),))),
            at=office.now(),
        )

    office.store.write(put)
    office.later(0)


def wanted(office: Troubled, *, key: str = "issue:1", place: Place = TEAM_PLACE) -> Wanted:
    found = office.store.read(
        lambda db: outbox.find(
            db, platform=place.platform, kind=place.kind.value, target=place.target, key=key
        )
    )
    assert found is not None
    return found


def until_trouble(office: Troubled, trouble: str, *, key: str = "issue:1", place: Place = TEAM_PLACE) -> None:
    office.until(lambda: wanted(office, key=key, place=place).trouble == trouble)


def until_attempts(office: Troubled, number: int) -> None:
    office.until(lambda: wanted(office).attempts == number)


def until_shown(office: Troubled) -> None:
    office.until(lambda: office.counts == SHOWN)


def titles(office: Troubled, channel: str = TEAM) -> list[str]:
    return [message.blocks[0]["text"]["text"] for message in office.workspace.messages(channel)]


def only(office: Troubled, channel: str = TEAM) -> Message:
    [message] = office.workspace.messages(channel)
    return message


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
    office.later(10)
    until_shown(office)
    assert len(place.messages) == 452
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


def managers_are_known(office: Troubled) -> None:
    for manager in (office.grace, office.owen):
        manager.types("/incident help")


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
    lose_token(office, word)
    want(office, "first", place=MANAGERS_PLACE)
    want(office, "second", key="issue:2", place=MANAGERS_PLACE)
    until_trouble(office, word, place=MANAGERS_PLACE)
    for attempts in (2, 3):
        office.later(301)
        until_refused(office, attempts)
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
    everywhere = [m for place in office.workspace.state.conversations.by_id.values() for m in place.messages]
    assert len(everywhere) == 4


def test_the_conversation_of_a_place_is_its_own(office: Troubled) -> None:
    want(office, "Only for Amira", place=Place(PLATFORM, PlaceKind.PERSON, AMIRA))
    until_shown(office)
    [direct] = [c for c in office.workspace.state.conversations.by_id.values() if c.messages]
    assert (direct.kind, direct.members) == ("im", frozenset({AMIRA, members.BOT_USER}))
    assert conversations.TEAM not in str(direct)


def nothing_to_try(office: Troubled) -> bool:
    """Whether nothing is being sent, and nothing can be before time passes."""
    now = office.now()

    def idle(db: Db) -> bool:
        return not outbox.due(db, now) and not any(each.leased_by for each in db.exec(select(Wanted)))

    return office.store.read(idle)
