"""Microsoft's login asks for time: that is nobody's mistake, and nobody is told to call for help."""

from collections.abc import Iterator

import aiohttp
import pytest

from adapters.clock import SystemClock
from adapters.deliverer import TryLater
from adapters.teams import check
from adapters.teams.joining import app_of
from adapters.teams.tokens import App, Tokens
from bot import settings, undelivered
from storage import Store
from tests.databases import NewDatabase
from tests.slack.faults import Limited
from tests.teams import office
from tests.teams.issuer import Issuer, issuing
from tests.teams.members import of
from tests.teams.seen import Dialog
from tests.teams.tenant import tenant


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with issuing() as opened:
        yield opened


@pytest.mark.parametrize(("said", "seconds"), [("7", 7.0), ("", 30.0)], ids=["said", "not said"])
async def test_a_busy_login_is_asked_again_when_it_says(issuer: Issuer, said: str, seconds: float) -> None:
    issuer.faults.plan("token", Limited(said))
    tokens = Tokens(App(issuer.app_id, issuer.secret, issuer.tenant, issuer.token_url))
    async with aiohttp.ClientSession() as session:
        with pytest.raises(TryLater) as busy:
            await tokens.header(session)
        assert (busy.value.seconds, busy.value.trouble) == (seconds, undelivered.BUSY)
        assert await tokens.header(session)


def test_meanwhile_people_are_asked_to_try_again_and_not_to_call_for_help(new_sqlite: NewDatabase) -> None:
    with Store(new_sqlite()) as store, office.office(store) as teams:
        teams.tenant.issuer.faults.plan("token", Limited("1"))
        told = teams.client.extension(of("amira"), "report.file")
        assert isinstance(told, Dialog)
        assert "I can't check just now who you are" in told.words
        opened = teams.client.extension(of("amira"), "report.file")
        assert isinstance(opened, Dialog)
        assert "Log a communication" in opened.words


async def test_the_doctor_says_nothing_of_the_secret_then() -> None:
    with tenant() as opened:
        opened.issuer.faults.plan("token", Limited("7"))
        read = office.given(opened, "")
        [said, _secret] = await check.examine(
            Tokens(app_of(read)), read, settings.service(read), SystemClock()
        )
    assert "Microsoft does not answer (rate_limited)" in str(said)
    assert "secret" not in str(said)
