"""What the doctor says about Teams: each thing broken, told with its cure, and mended."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from adapters.doctoring.lines import Line, worst
from adapters.teams.joining import looked_over
from bot import settings
from bot.condition import State
from bot.words import doctor as words
from tests.databases import NewDatabase
from tests.slack.askable import Hands
from tests.teams.conversations import MANAGERS
from tests.teams.tenant import Tenant, tenant

Given = dict[str, Any]
Change = Callable[[Tenant, Given], object]
LOOK, BROKEN = State.LOOK, State.BROKEN
TODAY = datetime.now(UTC).date()


@pytest.fixture
def teams() -> Iterator[Tenant]:
    with tenant() as opened:
        yield opened


@pytest.fixture
def url(new_sqlite: NewDatabase) -> str:
    return new_sqlite()


async def examined(teams: Tenant, url: str, **given: Any) -> Sequence[Line]:  # noqa: ANN401 - settings, as anybody sets them
    usual = {name.lower(): value for name, value in teams.settings.items()} | {
        "evenhand_database_url": url,
        "evenhand_managers_channel": f"teams:{MANAGERS}",
        "microsoft_app_password_expires": in_days(31),
    }
    clock = Hands(datetime.now(UTC) + given.pop("ahead", timedelta()))
    read = settings.read_for_server(_env_file=None, **(usual | given))
    check = looked_over(clock)(read, settings.service(read))
    assert check is not None
    return await check()


def in_days(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


class Broken(NamedTuple):
    """One thing that may be wrong: the line that tells it, how it breaks and how it is mended."""

    subject: str
    state: State
    breaks: Change
    mends: Change


def sets(name: str, wrong: object) -> tuple[Change, Change]:
    """A setting that is wrong, then as it was."""
    return (
        lambda _teams, given: given.__setitem__(name, wrong),
        lambda _teams, given: given.pop(name),
    )


EXPIRES = "microsoft_app_password_expires"
EVERYTHING = {
    "a door for anybody here": Broken(
        words.TEAMS,
        LOOK,
        lambda _teams, given: given.update(
            teams_local="1", microsoft_app_id="", microsoft_app_password="", microsoft_app_tenant_id=""
        ),
        lambda _teams, given: given.clear(),
    ),
    "another secret": Broken(words.TEAMS, BROKEN, *sets("microsoft_app_password", "wrong")),
    "no network": Broken(words.TEAMS, BROKEN, *sets("microsoft_token_url", "http://127.0.0.1:1/")),
    "a secret of which nobody knows the day": Broken(words.PASSWORD, LOOK, *sets(EXPIRES, "")),
    "a secret for a month more": Broken(words.PASSWORD, LOOK, *sets(EXPIRES, in_days(30))),
    "a secret on its last day": Broken(words.PASSWORD, LOOK, *sets(EXPIRES, in_days(0))),
    "a secret that ran out": Broken(words.PASSWORD, BROKEN, *sets(EXPIRES, in_days(-1))),
    "a clock that is off": Broken(words.CLOCK, LOOK, *sets("ahead", timedelta(seconds=60))),
    "a clock that is wrong": Broken(words.CLOCK, BROKEN, *sets("ahead", timedelta(seconds=-200))),
    "nobody who wrote yet": Broken(words.CHANNEL, LOOK, *sets("teams_service_url", "")),
    "a channel without us": Broken(
        words.CHANNEL,
        BROKEN,
        lambda teams, _given: teams.remove_bot(teams.place(MANAGERS)),
        lambda teams, _given: setattr(teams.place(MANAGERS), "installed", True),
    ),
}


@pytest.mark.parametrize("name", EVERYTHING)
async def test_everything_that_breaks_is_told_with_its_cure_and_fine_once_mended(
    teams: Tenant, url: str, name: str
) -> None:
    broken, given = EVERYTHING[name], Given()
    broken.breaks(teams, given)
    lines = await examined(teams, url, **given)
    wrong = [each for each in lines if each.state is not State.FINE]
    assert {each.subject for each in wrong} == {broken.subject}
    assert worst(lines) is broken.state
    assert all(each.todo for each in wrong)
    broken.mends(teams, given)
    lines = await examined(teams, url, **given)
    assert worst(lines) is State.FINE, lines


async def test_every_line_about_teams_is_among_what_breaks(teams: Tenant, url: str) -> None:
    subjects = [line.subject for line in await examined(teams, url)]
    assert subjects == [words.TEAMS, words.PASSWORD, words.CLOCK, words.CHANNEL]
    assert set(subjects) == {broken.subject for broken in EVERYTHING.values()}


async def test_a_machines_own_identity_has_no_day_to_run_out_on(teams: Tenant, url: str) -> None:
    own = {"microsoft_app_type": "UserAssignedMSI", "microsoft_app_password": "", EXPIRES: ""}
    assert words.PASSWORD not in {line.subject for line in await examined(teams, url, **own)}


async def test_where_slack_tells_the_time_teams_is_not_asked_too(teams: Tenant, url: str) -> None:
    slack = {"slack_bot_token": "xoxb-fictional", "slack_app_token": "xapp-fictional"}
    assert words.CLOCK not in {line.subject for line in await examined(teams, url, **slack)}


async def test_the_day_of_the_secret_is_said_in_full_with_what_to_do(teams: Tenant, url: str) -> None:
    expires = date(TODAY.year + 2, 11, 30).isoformat()
    lines = await examined(teams, url, **{EXPIRES: expires})
    (fine,) = [line for line in lines if line.subject == words.PASSWORD]
    assert fine.said.startswith(f"counts until 30 November {TODAY.year + 2}")
    lines = await examined(teams, url, **{EXPIRES: in_days(3)})
    (soon,) = [line for line in lines if line.subject == words.PASSWORD]
    assert "in 3 days" in soon.said
    assert "MICROSOFT_APP_PASSWORD_EXPIRES" in soon.todo
