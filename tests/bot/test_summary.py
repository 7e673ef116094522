"""The summary: every working morning exactly once, what waits first."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import policy
from bot.app import Bot
from bot.cards import Bullets, Card, Quiet, Text
from bot.chat import Tick
from storage import Db, Store, leases, outbox
from storage.tables import Adjustment, Issue, Job, Message
from tests.bot.desk import PHONE, Desk, service
from tests.bot.reading import labels, said
from tests.bot.test_managers import three


def at(day: str, clock: str = "08:30") -> datetime:
    """A moment on London's clocks."""
    return service().work.at(date.fromisoformat(day), datetime.fromisoformat(f"{day}T{clock}").time())


def summaries(desk: Desk) -> list[Card]:
    return [m.card for m in desk.outbox() if m.key.startswith("summary:")]


def lines(card: Card) -> int:
    return sum(
        len(p.lines) if isinstance(p, Bullets) else 1
        for p in card.parts
        if isinstance(p, Text | Quiet | Bullets)
    )


def test_before_its_time_there_is_no_summary(desk: Desk) -> None:
    desk.tick(at("2026-11-24", "08:29"))
    assert summaries(desk) == []
    desk.tick(at("2026-11-24"))
    assert len(summaries(desk)) == 1


def test_a_day_has_one_summary_however_often_time_ticks(desk: Desk) -> None:
    for minute in range(30, 60, 5):
        desk.tick(at("2026-11-24", f"08:{minute}"))
    assert [job.day for job in desk.rows(Job)] == [date(2026, 11, 24)]
    (message,) = desk.rows(Message)
    assert message.wanted == 1


def test_two_bots_at_once_send_one_summary(store: Store) -> None:
    desk = Desk(store)
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    bots = [Bot(store, policy.packaged(), service()) for _ in range(4)]
    start = threading.Barrier(len(bots))
    trouble: list[BaseException] = []

    def tick(bot: Bot) -> None:
        start.wait()
        try:
            bot.tick(Tick(at("2026-11-24")))
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits
            trouble.append(error)

    threads = [threading.Thread(target=tick, args=(bot,)) for bot in bots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    assert len(desk.rows(Job)) == 1
    assert sorted((m.key, m.wanted) for m in desk.rows(Message)) == [
        ("promise:1", 1),
        ("summary:2026-11-24", 1),
    ]


def test_a_replica_with_its_own_connection_sends_no_second_one(database_url: str) -> None:
    with Store(database_url) as one, Store(database_url) as other:
        bots = [Bot(store, policy.packaged(), service()) for store in (one, other)]
        threads = [threading.Thread(target=bot.tick, args=(Tick(at("2026-11-24")),)) for bot in bots]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [(m.key, m.wanted) for m in Desk(one).rows(Message)] == [("summary:2026-11-24", 1)]


@pytest.mark.parametrize("day", ["2026-11-28", "2026-11-29", "2026-12-25", "2026-12-28", "2027-01-01"])
def test_free_days_have_no_summary(desk: Desk, day: str) -> None:
    desk.tick(at(day))
    desk.tick(at(day, "17:00"))
    assert desk.outbox() == []


def test_the_next_summary_covers_the_days_skipped(desk: Desk) -> None:
    desk.tick(at("2026-12-24"))
    desk.now = at("2026-12-24", "16:00")
    desk.amira.file("Elizabeth Okafor")
    desk.tick(at("2026-12-25"))
    desk.tick(at("2026-12-29"))
    assert len(summaries(desk)) == 2
    assert "Since Thu 24 Dec 08:30: 1 ordinary contact" in said(summaries(desk)[-1])


def test_after_three_days_down_one_summary_catches_up(desk: Desk) -> None:
    desk.tick(at("2026-11-23"))
    desk.now = at("2026-11-23", "10:00")
    desk.amira.file("Elizabeth Okafor")
    desk.tick(at("2026-11-26", "14:12"))
    desk.tick(at("2026-11-26", "14:13"))
    assert [m.key for m in desk.outbox()] == ["summary:2026-11-23", "summary:2026-11-26"]
    assert "1 ordinary contact" in said(summaries(desk)[-1])


@pytest.mark.parametrize("day", ["2026-03-27", "2026-03-30", "2026-10-23", "2026-10-26"])
def test_the_clocks_may_change_around_it(desk: Desk, day: str) -> None:
    desk.tick(at(day) - timedelta(minutes=1))
    assert summaries(desk) == []
    desk.tick(at(day))
    desk.tick(at(day) + timedelta(hours=1))
    assert len(summaries(desk)) == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 3, 29), "2026-03-29T07:30"), (date(2026, 10, 25), "2026-10-25T08:30")],
)
def test_a_service_open_on_sundays_has_one_when_the_clocks_change(
    desk: Desk, day: date, expected: str
) -> None:
    sundays = Desk(desk.store, evenhand_working_days="mon-sun")
    due = datetime.fromisoformat(expected).replace(tzinfo=UTC)
    for minutes in range(-90, 90, 30):
        sundays.tick(due + timedelta(minutes=minutes))
    assert [(job.day, job.at) for job in sundays.rows(Job)] == [(day, due)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (at("2026-11-23", "08:00"), at("2026-11-23")),
        (at("2026-11-23", "08:30"), at("2026-11-24")),
        (at("2026-11-27", "12:00"), at("2026-11-30")),
        (at("2026-12-24", "12:00"), at("2026-12-29")),
    ],
)
def test_when_the_next_one_comes_is_known(desk: Desk, after: datetime, expected: datetime) -> None:
    assert desk.bot.next_summary(after) == expected


def test_nothing_to_report_is_one_line(desk: Desk) -> None:
    desk.tick(at("2026-11-24"))
    (card,) = summaries(desk)
    assert card.title == "Summary for Tuesday 24 November 2026"
    assert lines(card) == 1
    assert "Nothing to report." in said(card)


def test_what_needs_somebody_comes_first_with_references_and_initials_only(desk: Desk) -> None:
    three(desk, promised="Ring back", adjustment="Please write")
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="Please look")
    desk.tick(at("2026-11-25"))
    (card,) = summaries(desk)
    text = said(card)
    assert text.splitlines()[1] == "Needs you today"
    assert "I-0001 PS asks for a look, since Mon 23 Nov 10:00" in text
    assert "I-0001 3 colleagues hold it, nobody is named to reply" in text
    assert "R-00003 a promise by DR is late (was due yesterday)" in text
    assert "C-0001 asked" in text
    for private in ("Okafor", "Priya", "Amira", "Ring back", "Please", "900123", "raft plan"):
        assert private not in text


def test_a_request_to_communicate_differently_is_answered_from_the_summary(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", adjustment="Please write")
    desk.tick(at("2026-11-24"))
    (card,) = summaries(desk)
    assert "C-0001 asked to be contacted differently; we have not answered since yesterday" in said(card)
    desk.helen.press("Answer the request", card)
    desk.helen.submit(answer="We write", in_place="Letters")
    assert desk.rows(Adjustment)[0].answered_at


def test_of_several_requests_each_button_says_whose_it_is(desk: Desk) -> None:
    for name in ("Elizabeth Okafor", "Tove Lindqvist"):
        desk.amira.file(name, adjustment="Please write")
    desk.tick(at("2026-11-24"))
    (card,) = summaries(desk)
    assert labels(card) == ["Answer the request of C-0001", "Answer the request of C-0002"]


def wait_in_vain(desk: Desk, trouble: str) -> None:
    """Three messages to one person, of which the platform refused the first just now."""

    def put(db: Db) -> None:
        for number in range(3):
            outbox.put(
                db, platform="web", kind="person", target="amira", key=f"k{number}", card="{}", at=desk.now
            )

    desk.store.write(put)
    desk.later(minutes=61)
    (leased,) = leases.lease(desk.store, owner="x", now=desk.now, seconds=1, limit=1, platforms=["web"])
    leases.hold(desk.store, leased, until=desk.now + timedelta(minutes=5), trouble=trouble)


@pytest.mark.parametrize(("trouble", "told"), [("missing_scope", True), ("rate_limited", False)])
def test_what_waits_because_the_platform_refuses_us_is_told(desk: Desk, trouble: str, *, told: bool) -> None:
    wait_in_vain(desk, trouble)
    desk.helen.command("summary")
    assert ("3 messages wait for more than an hour" in desk.helen.sees) is told
    assert ("evenhand doctor" in desk.helen.sees) is told
    desk.store.write(outbox.let_go)
    desk.helen.command("summary")
    assert "messages wait" not in desk.helen.sees


def test_what_did_not_happen_is_not_counted(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.tick(at("2026-11-24"))
    assert "Since yesterday 08:30: 1 ordinary contact.\n" in said(summaries(desk)[-1])


def test_what_was_settled_and_counted_follows(desk: Desk) -> None:
    desk.tick(at("2026-11-23"))
    desk.now = at("2026-11-23", "09:00")
    three(desk, concerns=("heavy_demands",))
    desk.helen.press("Name who replies", desk.managers_channel()[-1])
    desk.helen.submit(owner="2")
    desk.tick(at("2026-11-24"))
    text = said(summaries(desk)[-1])
    assert "Nothing needs you today." in text
    assert "1 shared issue got somebody who replies" in text
    assert "2 ordinary contacts, 1 incident, 1 issue with several colleagues" in text


def test_a_long_summary_is_twelve_lines_and_shows_all_on_demand(desk: Desk) -> None:
    three(desk)
    desk.helen.press("No action needed", desk.managers_channel()[-1])
    desk.helen.submit(reasons="Genuine")
    for colleague in (desk.amira, desk.priya, desk.david):
        colleague.file("Sunita Shah", "School transport", phone="07700 900456")
    desk.helen.press("Name who replies", desk.managers_channel()[-1])
    desk.helen.submit(owner="2")
    for number in range(20):
        adjustment = "Please write" if number == 0 else ""
        desk.amira.file(f"Customer Number {number}", f"Q {number}", promised="Ring", adjustment=adjustment)
    desk.tick(at("2026-11-24"))
    (card,) = summaries(desk)
    assert lines(card) <= 12
    assert labels(card) == ["Show all 21", "Answer the request"]
    desk.helen.press("Show all 21", card)
    assert desk.helen.sees.count("a promise by AK") == 20
    assert "Show all" not in desk.helen.sees
    desk.amira.press("Show all 21", card)
    assert "Only a manager can do this" in desk.amira.sees


def test_on_demand_only_the_manager_who_asks_sees_it(desk: Desk) -> None:
    three(desk)
    before = desk.outbox()
    desk.helen.command("summary")
    assert "I-0001 3 colleagues hold it" in desk.helen.sees
    assert desk.outbox() == before
    assert desk.rows(Job) == []
    desk.amira.command("summary")
    assert "Only a manager can do this" in desk.amira.sees


def test_somebody_is_reminded_of_a_promise_once(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-25", phone=PHONE)
    desk.tick(at("2026-11-24"))
    assert desk.amira.inbox() == []
    for day in ("2026-11-25", "2026-11-26", "2026-11-27"):
        desk.tick(at(day))
    (reminder,) = desk.amira.inbox()
    assert reminder.title == "A promise from R-00001 is due on Wed 25 Nov"
    assert "Ring back" not in said(reminder)
    desk.amira.press("Done", reminder)
    assert desk.amira.message.title == "Done: the promise from R-00001"
    assert labels(desk.amira.message) == []


def test_a_promise_for_a_free_day_is_reminded_of_on_the_next_working_day(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-28")
    desk.tick(at("2026-11-28"))
    assert desk.amira.inbox() == []
    desk.tick(at("2026-11-30"))
    assert desk.amira.message.title == "A promise from R-00001 was due on Sat 28 Nov"


def test_deliveries_older_than_two_days_are_forgotten(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.send_form("report.file", {"customer": "Sunita Shah", "issue": "Transport"}, delivery="again")
    desk.tick(at("2026-11-27"))
    desk.amira.send_form("report.file", {"customer": "Sunita Shah", "issue": "Transport"}, delivery="again")
    assert len(desk.rows(Issue)) == 3


@pytest.mark.parametrize(
    ("clock", "looks"), [("08:30", False), ("08:35", False), ("08:36", True), ("14:00", True)]
)
def test_a_morning_that_comes_late_may_be_its_second_time_and_looks_before_it_posts(
    desk: Desk, clock: str, *, looks: bool
) -> None:
    desk.tick(at("2026-11-24", clock))
    assert [message.uncertain for message in desk.rows(Message)] == [looks]
