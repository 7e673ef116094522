"""Only Teams itself comes in, and only our own people; whatever arrives, nobody gets a stack trace."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import select

from storage import Store
from storage.tables import Conversation
from tests.databases import NewDatabase
from tests.slack.faults import Broken
from tests.teams import activities, cards, office
from tests.teams.conversations import TEAM
from tests.teams.members import of
from tests.teams.office import TeamsOffice
from tests.teams.seen import Dialog
from tests.teams.signing import Wrong
from tests.teams.valid import assert_answer

REFUSED = "Evenhand is for the service's own staff"
INVOKES = (
    "adaptiveCard/action",
    "task/fetch",
    "task/submit",
    "composeExtension/fetchTask",
    "composeExtension/submitAction",
    "application/search",
    "fileConsent/invoke",
)
NONSENSE: tuple[Any, ...] = (
    None,
    {},
    [],
    "x",
    {"action": 1},
    {"data": []},
    {"data": {"action": ""}},
    10**400,
)


@pytest.fixture
def teams(new_sqlite: NewDatabase) -> Iterator[TeamsOffice]:
    with Store(new_sqlite()) as store, office.office(store) as opened:
        yield opened


def activity(teams: TeamsOffice, **changed: object) -> dict[str, Any]:
    amira = of("amira")
    base = activities.common(amira, teams.tenant.personal(amira), teams.tenant.service_url)
    return activities.message(base, "1", "help", mention=False) | changed


@pytest.mark.parametrize("wrong", [each for each in Wrong if each is not Wrong.NOTHING])
def test_a_wrong_token_is_no_pass(teams: TeamsOffice, wrong: Wrong) -> None:
    assert teams.client.post(activity(teams), wrong).status == 401
    teams.finish()
    assert teams.tenant.from_bot(teams.tenant.personal(of("amira"))) == []


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp4", "Bearer a.b.c", "\x20"])
def test_what_is_no_token_is_no_pass(teams: TeamsOffice, header: str) -> None:
    headers = {"Content-Type": "application/json"} | ({"Authorization": header} if header else {})
    assert teams.client.line.raw(b'{"type": "message"}', headers).status == 401


@pytest.mark.parametrize(
    "changed", [{"serviceUrl": None}, {"serviceUrl": ""}, {"channelId": ""}, {"channelId": "x"}]
)
def test_a_right_token_for_something_else_is_no_pass(teams: TeamsOffice, changed: dict[str, object]) -> None:
    right = teams.tenant.issuer.authorization(teams.tenant.service_url)
    sent = activity(teams) | changed
    headers = {"Authorization": right, "Content-Type": "application/json"}
    assert teams.client.line.raw(json.dumps(sent).encode(), headers).status == 401


def test_keys_out_of_reach_are_no_pass_and_the_next_one_gets_in(teams: TeamsOffice) -> None:
    teams.tenant.issuer.faults.plan("metadata", Broken(503))
    statuses = {teams.client.post(activity(teams)).status for _ in range(2)}
    assert statuses <= {200, 401}
    assert teams.client.post(activity(teams)).status == 200


def test_keys_that_nobody_knows_are_looked_for_once_and_not_for_each_request(teams: TeamsOffice) -> None:
    assert teams.client.post(activity(teams)).status == 200
    before = teams.tenant.issuer.faults.calls["metadata"]
    for _ in range(3):
        assert teams.client.post(activity(teams), Wrong.UNKNOWN_KEY).status == 401
    assert teams.tenant.issuer.faults.calls["metadata"] == before + 1


def test_where_somebody_from_another_tenant_is_reached_is_not_remembered(teams: TeamsOffice) -> None:
    for who in (of("amira"), of("steph")):
        teams.client.say(who, "help")
        teams.client.install(who)
    teams.finish()
    known = teams.store.read(lambda db: [*db.exec(select(Conversation.member)).all()])
    assert of("amira").id in known
    assert of("steph").id not in known


@pytest.mark.parametrize("name", INVOKES)
@pytest.mark.parametrize("value", NONSENSE, ids=range(len(NONSENSE)))
def test_an_invoke_that_makes_no_sense_is_answered_kindly(
    teams: TeamsOffice, name: str, value: object
) -> None:
    sent = activity(teams, type="invoke", name=name, value=value)
    answer = teams.client.post(sent)
    assert answer.status == 200
    assert_answer(name, 200, answer.body)


@pytest.mark.parametrize(
    "sent",
    [
        {"type": "message", "from": None},
        {"type": "x"},
        {"type": "invoke", "name": "x"},
        {"text": 7},
        {"conversation": {}},
    ],
    ids=range(5),
)
def test_an_activity_that_makes_no_sense_is_passed_over(teams: TeamsOffice, sent: dict[str, object]) -> None:
    assert teams.client.post(activity(teams, **sent)).status == 200


@pytest.mark.parametrize("who", ["gill", "ada", "steph"])
def test_who_does_not_belong_is_refused_kindly_whatever_they_try(teams: TeamsOffice, who: str) -> None:
    outsider, channel = of(who), teams.tenant.place(TEAM)
    teams.amira.reports("Rosa Lindqvist", "Plan late")
    opened = teams.client.extension(outsider, "report.file", channel)
    assert isinstance(opened, Dialog)
    assert REFUSED in opened.words
    data = {"action": "report.file", "customer": "new:Rosa", "issue": "Forged"}
    save = {"type": "Action.Submit", "title": "Save", "data": data}
    opened.card["body"].append({"type": "ActionSet", "actions": [save]})
    after = teams.client.submit(opened, save)
    assert isinstance(after, Dialog)
    assert REFUSED in after.words
    teams.client.say(outsider, "check Lindqvist", channel)
    teams.finish()
    read = " ".join(each.read_by(outsider) for each in teams.tenant.from_bot(teams.tenant.personal(outsider)))
    assert "Lindqvist" not in read
    teams.priya.types("/incident check Lindqvist")
    assert "R-00002" not in teams.priya.reads_answer()


def test_somebody_without_an_e_mail_is_known_by_the_name_they_sign_in_with(teams: TeamsOffice) -> None:
    nora = of("nora")
    teams.client.say(nora, "help")
    teams.finish()
    [said] = teams.tenant.from_bot(teams.tenant.personal(nora))
    assert "What I can do" in said.read_by(nora)


def test_names_are_not_to_be_typed_in_channels_and_the_answer_is_for_the_asker_alone(
    teams: TeamsOffice,
) -> None:
    amira, channel = of("amira"), teams.tenant.place(TEAM)
    teams.client.say(amira, "incident check Okafor", channel)
    teams.finish()  # two that come at once may be answered in either order
    teams.client.say(amira, "incident", channel)
    teams.finish()
    own = [each.read_by(amira) for each in teams.tenant.from_bot(teams.tenant.personal(amira))]
    assert "Please write names here" in own[0]
    assert "Log a communication" in own[1]
    there = [each.text for each in teams.tenant.from_bot(channel)]
    assert there == ["The answer is in your chat with me."] * 2


def test_a_message_of_a_channel_becomes_the_details_of_a_report(teams: TeamsOffice) -> None:
    amira, priya, channel = of("amira"), of("priya"), teams.tenant.place(TEAM)
    said = teams.client.say(priya, "Mrs Okafor rang <again> & shouted", channel, mention=False)
    opened = teams.client.extension(amira, "report.message", channel, on=said)
    assert isinstance(opened, Dialog)
    details = next(each for each in cards.inputs(opened.card) if each["id"] == "details")
    assert details["value"].startswith("Mrs Okafor rang <again> & shouted\nhttps://teams.microsoft.com/")


def test_whoever_adds_the_bot_again_sees_what_waits_for_them_once(teams: TeamsOffice) -> None:
    """Who adds it for the first time reads their welcome: tests/teams/test_welcome.py."""
    grace = of("grace")
    teams.grace.types("help")
    teams.client.remove(grace)
    teams.at("2026-11-23 10:00")
    before = len(teams.tenant.from_bot(teams.tenant.personal(grace)))
    teams.client.install(grace)
    teams.finish()
    said = [each.read_by(grace) for each in teams.tenant.from_bot(teams.tenant.personal(grace))][before:]
    assert len(said) == 1
    assert "My reports and promises" in said[0]


def test_a_press_repeated_counts_once(teams: TeamsOffice) -> None:
    teams.amira.reports("Rosa Lindqvist", "Plan late", phone="07700 900101")
    teams.priya.reports("C-0001", "Plan late")
    answer = dict(teams.priya.seen)
    for _ in range(2):
        teams.priya.seen = answer
        teams.priya.presses("I'll reply", delivery="f:same")
    assert teams.priya.title == "Already saved: I-0001"


def test_a_press_on_a_whispered_card_stays_after_the_chat_is_opened_again(teams: TeamsOffice) -> None:
    teams.amira.reports("Rosa Lindqvist", "Plan late", phone="07700 900101")
    teams.priya.reports("C-0001", "Plan late")
    teams.priya.presses("I'll reply")
    teams.finish()
    last = teams.tenant.from_bot(teams.tenant.personal(of("priya")))
    said = [" ".join(" ".join(cards.texts(card)).split()) for each in last for card in each.cards]
    assert any("Who replies: you." in each for each in said), [each[:300] for each in said]
