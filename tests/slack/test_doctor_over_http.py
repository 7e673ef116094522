"""The doctor and the directory through real calls to a workspace."""

from collections.abc import Sequence

import pytest

from adapters.doctor import Line, State, worst
from adapters.slack import check
from adapters.slack.deliver import SlackApi
from adapters.slack.directory import Directory
from adapters.slack.remembered import CantTell
from bot.words import doctor as words
from storage import Store
from tests.bot.desk import service
from tests.slack import members
from tests.slack.askable import Hands
from tests.slack.faults import Broken
from tests.slack.members import MANAGERS_GROUP
from tests.slack.workspace import Workspace

OURS = service(evenhand_managers=f"slack:{MANAGERS_GROUP}", evenhand_managers_channel="slack:C0MANAGERS")


async def examined(slack: Workspace) -> Sequence[Line]:
    def calls(token: str) -> SlackApi:
        return SlackApi(token, slack.base_url)

    return await check.slack(calls(slack.tokens.bot), calls(slack.tokens.app), OURS, Hands())()


def about(lines: Sequence[Line], subject: str) -> Line:
    (found,) = [line for line in lines if line.subject == subject]
    return found


async def test_a_workspace_in_order_is_fine_but_for_the_clock(slack: Workspace) -> None:
    lines = [line for line in await examined(slack) if line.subject != words.CLOCK]
    assert worst(lines) is State.FINE, lines
    assert len(lines) == 5


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
    slack.faults.plan("users.info", Broken(), times=2)
    assert await people.profile(found[0].handle) == found[0]
    with pytest.raises(CantTell):
        await people.profile("U0UNKNOWN")
