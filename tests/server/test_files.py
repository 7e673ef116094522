"""Dockerfile, compose.yaml, the unit and the proxies' files say the same as the program, and shut what should be shut."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from pydantic.fields import FieldInfo
from sqlalchemy.engine import make_url

from adapters.serving import LONGEST_STOP
from adapters.slack.app import PATH as SLACK_PATH
from adapters.teams.app import PATH as TEAMS_PATH
from bot.settings import ServerSettings
from tests.server import dockerfile
from tests.server.compose import BUILD, IMAGE, filled, services
from tests.server.dockerfile import ROOT
from tests.server.guide import Guide
from tests.server.test_guide import read_unit

GUIDE = Guide("server.md")
DOORS = {SLACK_PATH, TEAMS_PATH}
FIELDS: dict[str, FieldInfo] = dict(ServerSettings.model_fields)
SETTINGS = {name.upper() for name in FIELDS}
UNIT = read_unit(ROOT / "deploy/evenhand.service")["Service"]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LARGEST_BODY = 1_048_576
"""Bytes of a request that the program takes (`adapters.server.application`)."""


def seconds(said: str) -> float:
    return float(said.removesuffix("s"))


def test_the_image_runs_as_a_user_without_rights_whose_number_the_guide_knows() -> None:
    image = dockerfile.stages()[IMAGE]
    [user] = dockerfile.said(image, "USER")
    number, _, group = user.partition(":")
    assert number == group != "0"
    made = " ".join(dockerfile.said(image, "RUN"))
    assert f"useradd --uid {number} --gid {group}" in made
    assert f"-o {number} -g {group} backups" in GUIDE.section("With Docker")


def test_the_image_holds_no_tools_to_build_with_and_takes_nothing_from_the_folder_but_what_was_built() -> (
    None
):
    image = dockerfile.stages()[IMAGE]
    assert not re.search(r"\b(apt|apt-get|pip|gcc|git|curl)\b", " ".join(dockerfile.said(image, "RUN")))
    assert list(dockerfile.copied(image)) == []
    assert dockerfile.said(image, "COPY") == ["--from=build /opt/evenhand /opt/evenhand"]


def test_the_image_keeps_its_data_in_one_place_and_is_asked_to_stop_by_a_signal_that_it_hears() -> None:
    image = dockerfile.stages()[IMAGE]
    [folder], [volume] = dockerfile.said(image, "WORKDIR"), dockerfile.said(image, "VOLUME")
    assert volume == f'["{folder}"]'
    assert (
        make_url(dockerfile.environment(image)["EVENHAND_DATABASE_URL"]).database == f"{folder}/evenhand.db"
    )
    assert dockerfile.said(image, "STOPSIGNAL") == ["SIGTERM"]
    for exec_form in ("ENTRYPOINT", "CMD"):
        assert dockerfile.said(image, exec_form)[0].startswith("[")


def test_the_image_has_a_python_that_the_program_takes() -> None:
    [base], [other] = (dockerfile.said(stage, "FROM") for stage in dockerfile.stages())
    assert base == f"{other} AS build"
    [python] = re.findall(r"python:([\d.]+)-slim", base)
    [wanted] = re.findall(r'requires-python = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert python in SpecifierSet(wanted)


def test_every_setting_that_is_given_is_one() -> None:
    image = set(dockerfile.environment(dockerfile.stages()[IMAGE])) - {"PATH"}
    unit = {UNIT["Environment"].partition("=")[0]}
    assert image | set(services()["evenhand"]["environment"]) | unit <= SETTINGS


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_every_setting_that_a_guide_names_is_one(page: Path) -> None:
    """But for what only tests read, and for changes of the program, which name its own words."""
    said = re.sub(
        r"^```(?:diff|python)$.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    named = set(re.findall(r"\b(?:EVENHAND_(?!BENCH_|TEST_)|SLACK_|MICROSOFT_|TEAMS_)[A-Z_]+\b", said))
    assert named - SETTINGS == set()


def test_every_setting_is_in_the_table_of_settings() -> None:
    page = (ROOT / "docs/operate.md").read_text("utf-8")
    assert {name for name in SETTINGS if f"`{name}`" not in page} == set()


def test_the_compose_file_is_one_by_its_own_schema() -> None:
    schema_holds("vendor.compose-spec", "compose.yaml")


def schema_holds(schema: str, name: str) -> None:
    """Check a file by a schema that its makers publish; it comes with the check."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["evenhand", "database"])
def test_a_container_can_do_no_more_than_it_has_to(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert "privileged" not in service
    assert set(service.get("cap_add", ())) <= {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"}


def test_only_this_machine_reaches_the_program_and_only_the_program_the_database() -> None:
    ours, database = services()["evenhand"], services()["database"]
    [port] = dockerfile.said(dockerfile.stages()[IMAGE], "EXPOSE")
    assert ours["ports"] == [f"127.0.0.1:${{PUBLISHED_PORT:-{FIELDS['port'].default}}}:{port}"]
    assert ours["environment"]["PORT"] == port
    assert "ports" not in database
    assert database["networks"] == ["inside"]
    assert "cap_add" not in ours


def test_the_program_is_given_the_database_that_is_there_and_waits_for_it() -> None:
    ours, database = services()["evenhand"], services()["database"]
    url = make_url(filled(ours["environment"]["EVENHAND_DATABASE_URL"], {"POSTGRES_PASSWORD": "00ff"}))
    given = database["environment"]
    assert (url.host, url.password) == ("database", "00ff")
    assert (url.username, url.database) == (given["POSTGRES_USER"], given["POSTGRES_DB"])
    assert ours["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert given["POSTGRES_DB"] in " ".join(database["healthcheck"]["test"])


def test_no_secret_is_in_a_file_of_the_repository() -> None:
    assert ".env" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    for service in services().values():
        for name, value in service["environment"].items():
            assert "PASSWORD" not in name or value.startswith("${POSTGRES_PASSWORD:?")


def test_whoever_is_asked_to_stop_has_the_time_for_it() -> None:
    assert seconds(services()["evenhand"]["stop_grace_period"]) > LONGEST_STOP + 5
    assert seconds(UNIT["TimeoutStopSec"]) > LONGEST_STOP + 5


def test_the_unit_can_do_no_more_than_it_has_to() -> None:
    said = " ".join(GUIDE.commands("With systemd"))
    assert (
        f"useradd --system --user-group --home-dir /srv/evenhand --shell /usr/sbin/nologin {UNIT['User']}"
        in said
    )
    assert f"sqlite:////var/lib/{UNIT['StateDirectory']}/evenhand.db" in said
    assert (UNIT["ProtectSystem"], UNIT["CapabilityBoundingSet"]) == ("strict", "")
    for each in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID"):
        assert UNIT[each] == "yes"
    assert UNIT["Restart"] == "always"


def test_nginx_lets_nothing_in_but_the_doors() -> None:
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    places = dict(re.findall(r"location (= \S+|/) \{\n(.*?)\n    \}", text, re.DOTALL))
    assert {place.removeprefix("= ") for place in places} == DOORS | {"/"}
    assert "return 404;" in places.pop("/")
    assert all("limit_except POST { deny all; }" in each and "proxy_pass" in each for each in places.values())
    assert f"server 127.0.0.1:{FIELDS['port'].default};" in text
    assert f"client_max_body_size {LARGEST_BODY // 1024**2}m;" in text


def test_caddy_lets_nothing_in_but_the_doors() -> None:
    text = (ROOT / "deploy/Caddyfile").read_text("utf-8")
    [public] = re.findall(r"@doors \{\n\t\tmethod POST\n\t\tpath (.+)\n\t\}", text)
    assert set(public.split()) == DOORS
    assert text.count("reverse_proxy") == 1
    assert f"reverse_proxy 127.0.0.1:{FIELDS['port'].default} {{" in text
    assert re.search(r"\thandle \{\n\t\trespond 404\n\t\}", text)
    assert f"max_size {LARGEST_BODY // 1024**2}MiB" in text


def test_what_the_image_is_built_of_is_named_twice_and_the_same() -> None:
    """In the Dockerfile, and in what .dockerignore lets through."""
    let = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    copied = {source for sources, _ in dockerfile.copied(dockerfile.stages()[BUILD]) for source in sources}
    assert {line.removeprefix("!") for line in let if line.startswith("!")} == copied
