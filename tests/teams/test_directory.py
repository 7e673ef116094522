"""Who somebody is, as Teams answers it: only a full member of our own tenant, about whom we asked, is confirmed."""

from datetime import UTC, datetime

import pytest

from adapters.teams.directory import entry
from tests.teams.members import GUEST, OTHER_TENANT, TENANT, of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AMIRA, PRIYA = of("amira"), of("priya")


def test_a_member_of_the_tenant_is_confirmed_under_the_name_they_sign_in_with() -> None:
    found = entry(AMIRA.shape(), AMIRA.aad, TENANT, NOW)
    assert (found.confirmed, found.name, found.email) == (True, AMIRA.name, AMIRA.upn)


@pytest.mark.parametrize(
    "changed",
    [
        {"aadObjectId": PRIYA.aad, "objectId": PRIYA.aad},
        {"tenantId": OTHER_TENANT},
        {"tenantId": ""},
        {"userRole": "guest"},
        {"userRole": "anonymous"},
        {"userPrincipalName": GUEST.upn},
        {"userPrincipalName": "", "email": ""},
        {"userPrincipalName": 7, "email": None},
    ],
    ids=str,
)
def test_anybody_else_is_not(changed: dict[str, object]) -> None:
    assert not entry({**AMIRA.shape(), **changed}, AMIRA.aad, TENANT, NOW).confirmed
