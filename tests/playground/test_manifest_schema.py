"""The app's package follows Microsoft's own schema of the version that it declares."""

import json

import pytest
from jsonschema import Draft4Validator

from adapters.teams.manifest import VERSION, About, manifest
from bot import policy
from tests.playground import installing
from tests.teams.members import APP_ID

ABOUT = About(APP_ID, "https://evenhand.example.org", "0.1.0", policy.packaged().links)


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    schemas = installing.package("@microsoft/app-manifest") / "build/json-schemas/teams"
    return Draft4Validator(
        json.loads((schemas / f"v{VERSION}/MicrosoftTeams.schema.json").read_text("utf-8"))
    )


@pytest.mark.parametrize("slash", [False, True], ids=["mentions", "slash"])
def test_the_manifest_is_valid(schema: Draft4Validator, *, slash: bool) -> None:
    assert [each.message for each in schema.iter_errors(manifest(ABOUT, slash=slash))] == []


def test_the_schema_would_say_what_is_wrong(schema: Draft4Validator) -> None:
    told = manifest(ABOUT)
    told["bots"][0]["commandLists"] *= 2
    del told["icons"]
    assert len(list(schema.iter_errors(told))) == 2
