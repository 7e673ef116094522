"""What goes wrong between Teams and us loses nothing, doubles nothing, and leaves nobody without a word."""

from collections.abc import Iterator

import pytest

from storage import StorageError, Store, outbox
from storage.errors import StorageDown
from tests.databases import NewDatabase
from tests.office import MANAGERS, words
from tests.slack.faults import Broken, Dropped, Fault, Limited
from tests.teams import cards, conversations, office, troubled
from tests.teams.members import of
from tests.teams.office import TeamsOffice
from tests.teams.seen import Dialog, Seen
from tests.teams.valid import CONSENT

PHONE = "07700 900321"


@pytest.fixture
def teams(new_sqlite: NewDatabase) -> Iterator[TeamsOffice]:
    with Store(new_sqlite()) as store, office.office(store) as opened:
        yield opened


def shared(teams: TeamsOffice) -> None:
    """Amira and Priya hold one issue."""
    teams.amira.reports("Priscilla Okafor", "Taxi does not come", phone=PHONE, child="Tobi")
    teams.priya.reports("Mrs Okafor", "School transport again", phone=PHONE, child="Tobi")
    if teams.priya.title != "Colleagues are on this too":
        teams.priya.presses("Same issue")


def test_a_colleague_is_told_after_a_restart_and_buttons_from_before_it_work(teams: TeamsOffice) -> None:
    shared(teams)
    teams.restart()
    teams.priya.presses("I'll reply")
    assert "Who replies: you." in teams.priya.reads_answer()
    assert "PS, since Mon 23 Nov 09:00" in words(teams.amira.message("issue:1/"))


def test_a_form_opened_before_a_restart_is_submitted_after_it(teams: TeamsOffice) -> None:
    teams.amira.types("/incident")
    teams.restart()
    teams.amira.fills_in(customer="Rosa Lindqvist", issue="Plan late")
    assert teams.amira.title == "Saved as R-00001"


def test_managers_get_the_summary_before_anybody_ever_wrote(teams: TeamsOffice) -> None:
    teams.at("2026-11-24 08:30")
    assert "Nothing to report" in words(teams.grace.message("summary:", MANAGERS))


def test_the_service_moved_and_messages_follow_it(teams: TeamsOffice) -> None:
    shared(teams)
    teams.tenant.move("emea")
    teams.amira.types("/incident help")
    teams.priya.types("/incident help")
    teams.priya.presses_on("issue:1/", "I'll reply")
    assert "PS, since Mon 23 Nov 09:00" in words(teams.amira.message("issue:1/"))


@pytest.mark.parametrize("fault", [Limited("0"), Limited(""), Broken(502), Broken(500)], ids=str)
def test_trouble_of_teams_own_holds_a_message_up_and_loses_none(
    teams: TeamsOffice, fault: Limited | Broken
) -> None:
    shared(teams)
    before = len(teams.amira.messages())
    teams.tenant.faults.plan("update", fault)
    teams.priya.presses("I'll reply")
    for minute in ("09:01", "09:02"):
        teams.at(f"2026-11-23 {minute}")
    assert "PS, since Mon 23 Nov 09:00" in words(teams.amira.message("issue:1/"))
    assert len(teams.amira.messages()) == before


def test_what_a_person_deleted_for_themselves_is_shown_anew(teams: TeamsOffice) -> None:
    shared(teams)
    number = teams.amira.message("issue:1/")["id"]
    teams.tenant.personal(of("amira")).messages[number].deleted = True
    teams.priya.presses("I'll reply")
    teams.settle()
    assert "PS, since Mon 23 Nov 09:00" in words(teams.amira.message("issue:1/"))


def test_whoever_removes_the_bot_is_not_reached_and_once_they_add_it_again_they_are(
    teams: TeamsOffice,
) -> None:
    shared(teams)
    teams.client.remove(of("amira"))
    teams.finish()
    teams.priya.presses("I'll reply")
    teams.settle()
    assert teams.store.read(lambda db: outbox.counts(db).parked) >= 1
    teams.client.install(of("amira"))
    teams.finish()
    assert "PS, since Mon 23 Nov 09:00" in words(teams.amira.message("issue:1/"))
    assert teams.store.read(lambda db: outbox.counts(db).parked) == 0


def test_the_bot_is_removed_from_the_managers_channel_and_added_again(teams: TeamsOffice) -> None:
    channel = teams.tenant.place(conversations.MANAGERS)
    teams.tenant.remove_bot(channel)
    teams.at("2026-11-24 08:30")
    assert teams.grace.messages(MANAGERS) == []
    teams.client.install(of("grace"), channel)
    teams.finish()
    assert "Nothing to report" in words(teams.grace.message("summary:", MANAGERS))


def test_a_file_that_is_declined_can_be_asked_for_again(teams: TeamsOffice) -> None:
    offer(teams)
    [asked] = offers(teams)
    teams.client.answer_file(of("grace"), asked, accept=False)
    teams.finish()
    teams.client.answer_file(of("grace"), asked, accept=True)
    teams.finish()
    last = teams.tenant.from_bot(teams.tenant.personal(of("grace")))[-1]
    assert "This file is not here any more" in last.read_by(of("grace"))
    assert teams.tenant.uploads.of(of("grace").id) == []
    offer(teams)
    assert teams.grace.files()


def test_a_file_waits_through_a_restart_and_nobody_else_can_take_it(teams: TeamsOffice) -> None:
    offer(teams)
    teams.restart()
    [asked] = offers(teams)
    teams.client.answer_file(of("amira"), asked, accept=True)
    teams.finish()
    assert teams.tenant.uploads.of(of("amira").id) == []
    assert teams.grace.files()


def test_a_file_goes_nowhere_where_others_could_read_it_on_its_way(teams: TeamsOffice) -> None:
    offer(teams)
    [asked] = offers(teams)
    teams.client.answer_file(of("grace"), asked, accept=True, host="localhost")
    teams.finish()
    assert teams.tenant.uploads.of(of("grace").id) == []
    last = teams.tenant.from_bot(teams.tenant.personal(of("grace")))[-1]
    assert "could not be sent just now" in last.read_by(of("grace"))
    assert teams.grace.files()


def test_an_upload_that_fails_is_said_and_can_be_tried_again(teams: TeamsOffice) -> None:
    offer(teams)
    [asked] = offers(teams)
    teams.tenant.faults.plan("upload", Broken(503))
    teams.client.answer_file(of("grace"), asked, accept=True)
    teams.finish()
    last = teams.tenant.from_bot(teams.tenant.personal(of("grace")))[-1]
    assert "could not be sent just now" in last.read_by(of("grace"))
    assert teams.grace.files()


def offer(teams: TeamsOffice) -> None:
    """Grace is offered a picture that is too large for a message."""
    teams.amira.reports("Priscilla Okafor", "Rude again", concerns=["remarks_to_staff"], details="Shouted")
    teams.grace.types("/incident stats")
    teams.finish()


def offers(teams: TeamsOffice) -> list[conversations.Message]:
    said = teams.tenant.from_bot(teams.tenant.personal(of("grace")))
    return [each for each in said if any(a["contentType"] == CONSENT for a in each.attachments)]


def test_what_the_database_did_not_take_comes_back_filled_in(new_sqlite: NewDatabase) -> None:
    with Store(new_sqlite()) as store, troubled.troubled(store) as (teams, bot):
        teams.amira.chooses("Rosa Lindqvist")
        bot.troubles.append(StorageDown("no"))
        teams.amira.fills_in(issue="Plan late", details="Two\nlines", concerns=["copied_in"])
        drawn = {
            each["name"]: each.get("value", each.get("values")) for each in every_field(teams.amira.form)
        }
        assert "This was not saved yet." in words(teams.amira.form)
        assert (drawn["customer"], drawn["issue"], drawn["details"]) == (
            "new:Rosa Lindqvist",
            "Plan late",
            "Two\nlines",
        )
        assert drawn["concerns"] == ["copied_in"]
        teams.amira.fills_in()
        assert teams.amira.title == "Saved as R-00001"


def test_a_line_longer_than_any_client_takes_is_told_its_length(teams: TeamsOffice) -> None:
    teams.amira.submits("report.file", customer="new:Rosa", issue="y" * 5000)
    assert "fit" in teams.amira.errors()["issue"]
    drawn = {each["name"]: each.get("value") for each in teams.amira.form["fields"]}
    assert drawn["issue"] == "y" * 5000


def every_field(form: dict[str, list[dict[str, object]]]) -> list[dict[str, object]]:
    return [*form["fields"], *form["more"]]


@pytest.mark.parametrize(
    ("trouble", "said"), [(None, "Saved as R-00001"), (StorageDown("no"), "This was not saved yet.")], ids=str
)
def test_a_slow_submission_says_that_it_saves_and_later_how_it_ended(
    new_sqlite: NewDatabase, trouble: StorageError | None, said: str
) -> None:
    patience = troubled.AT_ONCE
    with Store(new_sqlite()) as store, troubled.troubled(store, patience) as (teams, bot):
        amira = of("amira")
        opened = teams.client.extension(amira, "report.file")
        assert isinstance(opened, Dialog)
        bot.hold()
        if trouble:
            bot.troubles.append(trouble)
        save = next(b for b in cards.actions(opened.card) if (b.get("data") or {}).get("submit"))
        typed = {"customer": "new:Rosa", "issue": "Plan late"}
        saving = teams.client.submit(opened, save, typed)
        assert isinstance(saving, Dialog)
        assert "Saving…" in saving.words
        assert "Plan late" in saving.words
        bot.go()
        teams.finish()
        last = teams.tenant.from_bot(teams.tenant.personal(amira))[-1]
        assert said in last.read_by(amira)


BUSY_OR_NOT_HEARD = [Limited("1"), Limited(""), Broken(502), Dropped(acted=False), Dropped(acted=True)]


@pytest.mark.parametrize("fault", BUSY_OR_NOT_HEARD, ids=str)
@pytest.mark.parametrize("in_dialog", [True, False], ids=["dialog", "message"])
def test_how_a_slow_submission_ended_is_said_once_more_where_teams_did_not_take_it(
    new_sqlite: NewDatabase, fault: Fault, *, in_dialog: bool
) -> None:
    with Store(new_sqlite()) as store, troubled.troubled(store, troubled.AT_ONCE) as (teams, bot):
        form = opened(teams, in_dialog=in_dialog)
        bot.hold()
        assert "Saving…" in str(saves(teams, form))
        teams.settle()
        teams.tenant.faults.plan("post" if in_dialog else "update", fault, times=2)
        bot.go()
        teams.finish()
        told = teams.tenant.from_bot(teams.tenant.personal(of("amira")))
        assert any("Saved as R-00001" in " ".join(cards.texts(each.cards)) for each in told)


def opened(teams: TeamsOffice, *, in_dialog: bool) -> Dialog | conversations.Message:
    """Amira has the form before her."""
    if in_dialog:
        dialog = teams.client.extension(of("amira"), "report.file")
        assert isinstance(dialog, Dialog)
        return dialog
    teams.client.say(of("amira"), "incident")
    teams.finish()
    told = teams.tenant.from_bot(teams.tenant.personal(of("amira")))
    return next(each for each in told if cards.inputs(each.cards[0]))


def saves(teams: TeamsOffice, form: Dialog | conversations.Message) -> Seen:
    """She fills it in and saves it; what stands there then."""
    card = form.card if isinstance(form, Dialog) else form.cards[0]
    save = next(b for b in cards.actions(card) if (b.get("data") or {}).get("submit"))
    return teams.client.press(of("amira"), form, save, {"customer": "new:Rosa", "issue": "Plan late"})
