"""What the doctor says about Slack: each thing broken, told with its cure, and mended."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest

from adapters.deliverer import Refused, TryLater, Unsure
from adapters.doctoring.lines import Line, worst
from adapters.slack import check, manifest
from bot.condition import State
from bot.words import doctor as words
from tests.bot.desk import service
from tests.slack import members
from tests.slack.askable import CHANNEL, Askable
from tests.slack.members import MANAGERS_GROUP

GRACE, OWEN = "grace.morgan@example.org", "owen.price@example.org"
Given = dict[str, str]
Change = Callable[[Askable, Given], object]


@pytest.fixture
def slack() -> Askable:
    return Askable()


class Broken(NamedTuple):
    """One thing that may be wrong: the line that tells it, how it breaks and how it is mended."""

    subject: str
    state: State
    breaks: Callable[[Askable, Given], object]
    mends: Callable[[Askable, Given], object]


def names(setting: str, value: str, mended: str) -> tuple[Change, Change]:
    """A setting that holds something wrong, then something right."""
    return (
        lambda _slack, given: given.__setitem__(setting, value),
        lambda _slack, given: given.__setitem__(setting, mended),
    )


def refuses(method: str, trouble: Exception) -> tuple[Change, Change]:
    """A method that Slack refuses, then not any more."""
    return (
        lambda slack, _given: slack.trouble.__setitem__(method, trouble),
        lambda slack, _given: slack.trouble.clear(),
    )


def marks(mark: str, *, wrong: bool) -> tuple[Change, Change]:
    """A channel of which Slack says so, then the opposite."""
    return (
        lambda slack, _given: slack.channels[CHANNEL].__setitem__(mark, wrong),
        lambda slack, _given: slack.channels[CHANNEL].__setitem__(mark, not wrong),
    )


def grants(scopes: frozenset[str]) -> tuple[Change, Change]:
    return (
        lambda slack, _given: setattr(slack, "granted", scopes),
        lambda slack, _given: setattr(slack, "granted", manifest.scopes()),
    )


def runs_ahead(**by: float) -> tuple[Change, Change]:
    return (
        lambda slack, _given: setattr(slack, "ahead", timedelta(**by)),
        lambda slack, _given: setattr(slack, "ahead", timedelta()),
    )


def has_members(group: str, *wrong: str) -> tuple[Change, Change]:
    return (
        lambda slack, _given: slack.groups.__setitem__(group, list(wrong)),
        lambda slack, _given: slack.groups.__setitem__(group, list(members.MANAGERS)),
    )


BROKEN, LOOK = State.BROKEN, State.LOOK
MANAGERS, WORKERS, PLACES = "evenhand_managers", "evenhand_workers", "evenhand_managers_channel"
EVERYTHING = {
    "a token taken back": Broken(words.SLACK, BROKEN, *refuses("auth.test", TryLater(300, "token_revoked"))),
    "an app removed": Broken(words.SLACK, BROKEN, *refuses("auth.test", TryLater(300, "account_inactive"))),
    "no network": Broken(words.SLACK, BROKEN, *refuses("auth.test", Unsure("ClientConnectorError"))),
    "a clock that is off": Broken(words.CLOCK, LOOK, *runs_ahead(seconds=40)),
    "a clock that is wrong": Broken(words.CLOCK, BROKEN, *runs_ahead(minutes=9)),
    "a clock not told": Broken(
        words.CLOCK,
        LOOK,
        lambda slack, _given: setattr(slack, "dated", False),
        lambda slack, _given: setattr(slack, "dated", True),
    ),
    "a missing scope": Broken(words.SCOPES, BROKEN, *grants(manifest.scopes() - {"files:write"})),
    "scopes not told": Broken(words.SCOPES, LOOK, *grants(frozenset())),
    "an app token refused": Broken(
        words.SOCKET, BROKEN, *refuses("apps.connections.open", TryLater(300, "invalid_auth"))
    ),
    "a manager mistyped": Broken(words.MANAGERS, LOOK, *names(MANAGERS, f"{GRACE}, gr@example.org", GRACE)),
    "a manager who is a guest": Broken(
        words.MANAGERS, BROKEN, *names(MANAGERS, "gill.guest@example.org", GRACE)
    ),
    "a group that can't be asked for": Broken(
        words.MANAGERS, LOOK, *refuses("usergroups.users.list", TryLater(300, "missing_scope"))
    ),
    "a managers' group that is none": Broken(
        words.MANAGERS, LOOK, *names(MANAGERS, f"{GRACE}, slack:S0WRONG", f"{GRACE}, slack:{MANAGERS_GROUP}")
    ),
    "a group of guests": Broken(words.MANAGERS, LOOK, *has_members(MANAGERS_GROUP, members.GUEST.id)),
    "a workers' group that is none": Broken(
        words.WORKERS, BROKEN, *names(WORKERS, "slack:S0WRONG", f"slack:{MANAGERS_GROUP}")
    ),
    "a worker mistyped": Broken(words.WORKERS, LOOK, *names(WORKERS, f"{GRACE}, am@example.org", GRACE)),
    "a channel without us": Broken(words.CHANNEL, BROKEN, *marks("is_member", wrong=False)),
    "a channel not seen": Broken(words.CHANNEL, BROKEN, *names(PLACES, "slack:C0HIDDEN", f"slack:{CHANNEL}")),
    "a channel archived": Broken(words.CHANNEL, BROKEN, *marks("is_archived", wrong=True)),
    "a channel shared": Broken(words.CHANNEL, BROKEN, *marks("is_ext_shared", wrong=True)),
    "a channel to be shared": Broken(words.CHANNEL, LOOK, *marks("is_pending_ext_shared", wrong=True)),
    "a public channel": Broken(words.CHANNEL, LOOK, *marks("is_private", wrong=False)),
}


@pytest.mark.parametrize("name", EVERYTHING)
async def test_everything_that_breaks_is_told_with_its_cure_and_fine_once_mended(
    slack: Askable, name: str
) -> None:
    broken, given = EVERYTHING[name], {MANAGERS: f"{GRACE}, slack:{MANAGERS_GROUP}", WORKERS: GRACE}
    broken.breaks(slack, given)
    lines = await examined(slack, slack, **given)
    (told, *more) = [each for each in lines if each.state is not State.FINE]
    assert {each.subject for each in (told, *more)} == {broken.subject}
    assert worst(lines) is broken.state
    assert all(each.todo for each in (told, *more))
    broken.mends(slack, given)
    assert worst(await examined(slack, slack, **given)) is State.FINE


async def test_every_line_about_slack_is_among_what_breaks(slack: Askable) -> None:
    lines = await examined(slack, slack, evenhand_workers=GRACE)
    assert {line.subject for line in lines} == {broken.subject for broken in EVERYTHING.values()}


async def examined(slack: Askable, app: Askable | None = None, **given: object) -> Sequence[Line]:
    usual = {"evenhand_managers": f"{GRACE}, {OWEN}", "evenhand_managers_channel": f"slack:{CHANNEL}"}
    return await check.slack(slack, app, service(**(usual | given)), slack.clock)()


def about(lines: Sequence[Line], subject: str) -> Line:
    (found,) = [line for line in lines if line.subject == subject]
    return found


async def test_a_workspace_in_order_is_fine_throughout(slack: Askable) -> None:
    lines = await examined(slack, slack)
    assert worst(lines) is State.FINE, lines
    assert [line.subject for line in lines] == [
        words.SLACK,
        words.CLOCK,
        words.SCOPES,
        words.SOCKET,
        words.MANAGERS,
        words.MANAGERS,
        words.CHANNEL,
    ]


@pytest.mark.parametrize(
    ("error", "todo"),
    [
        ("token_revoked", "install the app again"),
        ("account_inactive", "install the app again"),
        ("invalid_auth", "SLACK_BOT_TOKEN"),
        ("token_expired", "rotation"),
        ("something_new", "docs.slack.dev"),
    ],
)
async def test_a_token_that_does_not_work_is_the_only_line(slack: Askable, error: str, todo: str) -> None:
    slack.trouble["auth.test"] = TryLater(300, error)
    (found,) = await examined(slack, slack)
    assert (found.state, found.subject) == (State.BROKEN, words.SLACK)
    assert error in found.said
    assert todo in found.todo
    slack.trouble.clear()
    assert worst(await examined(slack, slack)) is State.FINE


async def test_a_slack_out_of_reach_is_the_networks_trouble(slack: Askable) -> None:
    slack.trouble["auth.test"] = Unsure("ClientConnectorError")
    (found,) = await examined(slack)
    assert found.state is State.BROKEN
    assert "SLACK_API_URL" in found.todo


async def test_missing_permissions_are_named_with_their_cure(slack: Askable) -> None:
    slack.granted = manifest.scopes() - {"users:read.email", "groups:read"}
    found = about(await examined(slack), words.SCOPES)
    assert (found.state, found.said) == (State.BROKEN, "missing: groups:read, users:read.email")
    assert "evenhand manifest slack" in found.todo
    assert "install the app again" in found.todo


async def test_more_permissions_than_needed_are_fine(slack: Askable) -> None:
    slack.granted = manifest.scopes() | {"reactions:read"}
    assert about(await examined(slack), words.SCOPES).state is State.FINE


async def test_permissions_that_slack_does_not_tell_deserve_a_look(slack: Askable) -> None:
    slack.granted = frozenset()
    assert about(await examined(slack), words.SCOPES).state is State.LOOK


@pytest.mark.parametrize(
    ("seconds", "state"),
    [
        (0, State.FINE),
        (30, State.FINE),
        (-31, State.LOOK),
        (120, State.LOOK),
        (121, State.BROKEN),
        (-4000, State.BROKEN),
    ],
)
async def test_a_clock_that_is_wrong_is_told_before_slack_is_refused(
    slack: Askable, seconds: int, state: State
) -> None:
    slack.ahead = timedelta(seconds=seconds)
    found = about(await examined(slack), words.CLOCK)
    assert found.state is state
    assert f"{abs(seconds)} seconds" in found.said
    assert ("NTP" in found.todo) is (state is not State.FINE)


async def test_a_clock_without_comparison_deserves_a_look(slack: Askable) -> None:
    slack.dated = False
    assert about(await examined(slack), words.CLOCK).state is State.LOOK


async def test_socket_mode_is_tried_only_with_an_app_token(slack: Askable) -> None:
    assert words.SOCKET not in {line.subject for line in await examined(slack)}


@pytest.mark.parametrize(
    ("trouble", "todo"),
    [
        (TryLater(300, "invalid_auth"), "SLACK_APP_TOKEN"),
        (TryLater(300, "not_allowed_token_type"), "xapp-"),
        (TryLater(300, "missing_scope"), "connections:write"),
        (Refused("socket_mode_not_enabled"), "switch Socket Mode on"),
        (Unsure("timeout"), "network"),
    ],
    ids=str,
)
async def test_an_app_token_that_opens_nothing_is_broken(
    slack: Askable, trouble: Exception, todo: str
) -> None:
    slack.trouble["apps.connections.open"] = trouble
    found = about(await examined(slack, slack), words.SOCKET)
    assert found.state is State.BROKEN
    assert todo in found.todo


async def test_a_manager_whom_slack_does_not_know_is_named(slack: Askable) -> None:
    lines = await examined(slack, evenhand_managers=f"{GRACE}, nobody@example.org")
    fine, unknown = (line for line in lines if line.subject == words.MANAGERS)
    assert (fine.state, unknown.state) == (State.FINE, State.LOOK)
    assert "nobody@example.org is not known" in unknown.said
    assert "EVENHAND_MANAGERS" in unknown.todo


async def test_it_is_broken_where_no_manager_at_all_is_known(slack: Askable) -> None:
    lines = await examined(slack, evenhand_managers="nobody@example.org, gill.guest@example.org")
    guest, unknown = (line for line in lines if line.subject == words.MANAGERS)
    assert (guest.state, unknown.state) == (State.BROKEN, State.BROKEN)
    assert "guest" in guest.said


async def test_a_user_group_is_looked_into(slack: Askable) -> None:
    grouped = f"slack:{MANAGERS_GROUP}"
    found = about(await examined(slack, evenhand_managers=grouped), words.MANAGERS)
    assert (found.state, found.said) == (State.FINE, f"{MANAGERS_GROUP} has 2 members who may decide")
    slack.groups[MANAGERS_GROUP] = [members.GUEST.id]
    found = about(await examined(slack, evenhand_managers=grouped), words.MANAGERS)
    assert found.state is State.BROKEN
    assert "no member who may decide" in found.said


async def test_a_user_group_that_does_not_exist_is_named(slack: Askable) -> None:
    lines = await examined(slack, evenhand_managers=f"{GRACE}, slack:S0WRONG")
    _fine, wrong = (line for line in lines if line.subject == words.MANAGERS)
    assert (wrong.state, wrong.said) == (State.LOOK, "S0WRONG: Slack said no_such_subteam")
    assert "begins with S" in wrong.todo


async def test_a_channel_without_us_says_how_to_invite_us(slack: Askable) -> None:
    slack.channels[CHANNEL]["is_member"] = False
    found = about(await examined(slack), words.CHANNEL)
    assert found.state is State.BROKEN
    assert "/invite @Evenhand" in found.todo
    slack.channels[CHANNEL]["is_member"] = True
    assert about(await examined(slack), words.CHANNEL).state is State.FINE


async def test_a_private_channel_without_us_can_not_be_seen_at_all(slack: Askable) -> None:
    found = about(await examined(slack, evenhand_managers_channel="slack:C0HIDDEN"), words.CHANNEL)
    assert found.state is State.BROKEN
    assert "C0HIDDEN" in found.said
    assert "/invite @Evenhand" in found.todo


@pytest.mark.parametrize(
    ("mark", "said"), [("is_archived", "archived"), ("is_ext_shared", "another organisation")]
)
async def test_a_channel_that_is_no_place_for_managers_is_broken(
    slack: Askable, mark: str, said: str
) -> None:
    slack.channels[CHANNEL][mark] = True
    found = about(await examined(slack), words.CHANNEL)
    assert found.state is State.BROKEN
    assert said in found.said
    assert found.todo


async def test_channels_elsewhere_are_not_asked_for_here(slack: Askable) -> None:
    lines = await examined(slack, evenhand_managers_channel="teams:19:managers")
    assert words.CHANNEL not in {line.subject for line in lines}


async def test_one_check_that_fails_leaves_the_others(slack: Askable) -> None:
    slack.trouble["users.lookupByEmail"] = ZeroDivisionError()
    lines = await examined(slack)
    assert "ZeroDivisionError" in about(lines, words.MANAGERS).said
    assert about(lines, words.CHANNEL).state is State.FINE


async def test_a_manager_who_left_is_not_counted(slack: Askable) -> None:
    grace = members.of("grace")
    slack.people[grace] = replace(slack.people[grace], deleted=True)
    found = about(await examined(slack, evenhand_managers=GRACE), words.MANAGERS)
    assert found.state is State.BROKEN
    assert found.todo
