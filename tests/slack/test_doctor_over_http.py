"""The doctor and the directory through real calls to a workspace."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

import pytest

from adapters.clock import Clock, SystemClock
from adapters.doctoring.lines import Line, worst
from adapters.remembered import CantTell
from adapters.slack import check
from adapters.slack.deliver import SlackApi
from adapters.slack.directory import Directory
from bot.condition import State
from bot.settings import Service
from bot.words import doctor as words
from storage import Store
from tests.bot.desk import service
from tests.slack import members
from tests.slack.askable import Hands
from tests.slack.conversations import MANAGERS
from tests.slack.faults import Broken as ServerError
from tests.slack.members import MANAGERS_GROUP
from tests.slack.permissions import EVERY_SCOPE
from tests.slack.workspace import Workspace

OURS = service(evenhand_managers=f"slack:{MANAGERS_GROUP}", evenhand_managers_channel="slack:C0MANAGERS")
WITH_WORKERS = service(
    evenhand_managers=f"slack:{MANAGERS_GROUP}",
    evenhand_workers="slack:S0WORKERS",
    evenhand_managers_channel="slack:C0MANAGERS",
)
Change = Callable[[Workspace], object]


async def examined(
    slack: Workspace, ours: Service = OURS, clock: Clock | None = None, app: str = ""
) -> Sequence[Line]:
    def calls(token: str) -> SlackApi:
        return SlackApi(token, slack.base_url)

    app_token = calls(app or slack.tokens.app)
    return await check.slack(calls(slack.tokens.bot), app_token, ours, clock or Hands())()


def about(lines: Sequence[Line], subject: str) -> Line:
    (found,) = [line for line in lines if line.subject == subject]
    return found


async def test_a_workspace_in_order_is_fine_but_for_the_clock(slack: Workspace) -> None:
    lines = [line for line in await examined(slack) if line.subject != words.CLOCK]
    assert worst(lines) is State.FINE, lines
    assert len(lines) == 5


class Broken(NamedTuple):
    """One thing that may be wrong in the workspace: the line that tells it, how it breaks and how it is mended."""

    subject: str
    state: State
    breaks: Callable[[Workspace], object]
    mends: Callable[[Workspace], object]


def sets(
    found: Callable[[Workspace], object], name: str, wrong: object, right: object
) -> tuple[Change, Change]:
    """A value that is wrong, then right."""
    return (
        lambda slack: setattr(found(slack), name, wrong),
        lambda slack: setattr(found(slack), name, right),
    )


def channel(name: str, wrong: object, right: object) -> tuple[Change, Change]:
    """Something about the managers' channel."""
    return sets(lambda slack: slack.place(MANAGERS), name, wrong, right)


def is_in_groups(group: str, *wrong: str) -> tuple[Change, Change]:
    return (
        lambda slack: slack.state.groups.__setitem__(group, wrong),
        lambda slack: slack.state.groups.__setitem__(group, members.MANAGERS),
    )


LOOK, BROKEN = State.LOOK, State.BROKEN
WITHOUT_US, WITH_US = frozenset(members.MANAGERS), frozenset({*members.MANAGERS, members.BOT_USER})
APP = "xapp-0-fictional"
WORKERS_GROUP = "S0WORKERS"
EVERYTHING = {
    "a token taken back": Broken(
        words.SLACK, BROKEN, *sets(lambda slack: slack.tokens, "trouble", "token_revoked", "")
    ),
    "a clock that is wrong": Broken(
        words.CLOCK, BROKEN, *sets(lambda slack: slack, "ahead", timedelta(minutes=9), timedelta())
    ),
    "a missing scope": Broken(
        words.SCOPES,
        BROKEN,
        lambda slack: slack.without("files:write"),
        lambda slack: slack.grant(*EVERY_SCOPE),
    ),
    "another app token": Broken(
        words.SOCKET, BROKEN, *sets(lambda slack: slack.tokens, "app", "xapp-1", APP)
    ),
    "a managers' group of guests": Broken(
        words.MANAGERS, BROKEN, *is_in_groups(MANAGERS_GROUP, members.GUEST.id)
    ),
    "a workers' group without anybody": Broken(words.WORKERS, BROKEN, *is_in_groups(WORKERS_GROUP)),
    "a private channel without us": Broken(words.CHANNEL, BROKEN, *channel("members", WITHOUT_US, WITH_US)),
    "a channel archived": Broken(words.CHANNEL, BROKEN, *channel("archived", wrong=True, right=False)),
    "a channel shared": Broken(words.CHANNEL, BROKEN, *channel("shared", wrong=True, right=False)),
    "a channel to be shared": Broken(words.CHANNEL, LOOK, *channel("to_be_shared", wrong=True, right=False)),
    "a public channel": Broken(words.CHANNEL, LOOK, *channel("kind", "channel", "group")),
}


@pytest.mark.parametrize("name", EVERYTHING)
async def test_everything_that_breaks_is_told_with_its_cure_and_fine_once_mended(
    slack: Workspace, name: str
) -> None:
    broken, clock = EVERYTHING[name], SystemClock()
    slack.state.groups[WORKERS_GROUP] = members.MANAGERS
    broken.breaks(slack)
    lines = await examined(slack, WITH_WORKERS, clock, APP)
    wrong = [each for each in lines if each.state is not State.FINE]
    assert {each.subject for each in wrong} == {broken.subject}
    assert worst(lines) is broken.state
    assert all(each.todo for each in wrong)
    broken.mends(slack)
    assert worst(await examined(slack, WITH_WORKERS, clock, APP)) is State.FINE


async def test_every_line_about_slack_is_among_what_breaks(slack: Workspace) -> None:
    slack.state.groups[WORKERS_GROUP] = members.MANAGERS
    lines = await examined(slack, WITH_WORKERS)
    assert {line.subject for line in lines} == {broken.subject for broken in EVERYTHING.values()}


async def test_what_the_token_may_not_do_is_named(slack: Workspace) -> None:
    slack.without("usergroups:read")
    lines = await examined(slack)
    assert about(lines, words.SCOPES).said == "missing: usergroups:read"
    assert about(lines, words.MANAGERS).said == f"{MANAGERS_GROUP}: Slack said missing_scope"


async def test_a_token_taken_back_is_told_as_such(slack: Workspace) -> None:
    slack.tokens.trouble = "token_revoked"
    (found,) = await examined(slack)
    assert (found.state, found.said) == (State.BROKEN, "Slack said token_revoked")


async def test_people_are_told_apart_and_remembered(slack: Workspace, store: Store) -> None:
    hands = Hands()
    people = Directory(SlackApi(slack.tokens.bot, slack.base_url), store, hands, OURS)
    found = [await people.profile(each.id, each.team_id) for each in members.ALL]
    assert [each.name for each in found if each.confirmed] == [each.name for each in members.FIVE]
    assert [each.handle for each in found if each.groups] == list(members.MANAGERS)
    hands.later(hours=2)
    slack.faults.plan("users.info", ServerError(), times=2)
    assert await people.profile(found[0].handle) == found[0]
    with pytest.raises(CantTell):
        await people.profile("U0UNKNOWN")
