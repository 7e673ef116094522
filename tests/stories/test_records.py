"""A person's records: what was in force before Evenhand is shown, and nothing of somebody who was erased stays in sight."""

from bot import erasing, importing, policy, settings
from bot.chat import Person, Role
from bot.context import Context
from storage import Db
from tests.office import MANAGERS, TEAM, Office, words
from tests.stories.test_the_walk import considered_case, restricted, value_of

HELD = """customer,kind,details,starts_on,review_on,decided_by,second_manager,told_on,times,per,routes
C-0001,agreed_frequency,,2026-06-01,2026-12-15,grace.morgan@example.org,owen.price@example.org,2026-06-01,2,week,helpline
"""


def context(service: Office, db: Db) -> Context:
    """What the command line works with."""
    nobody = Person(staff_id=0, name="", role=Role.NONE)
    return Context(
        db=db,
        who=nobody,
        when=service.now(),
        policy=policy.packaged(),
        service=settings.service(settings.read(_env_file=None)),
    )


def in_sight(service: Office) -> list[str]:
    """Every message in every place, but the daily summary."""
    everybody = (service.amira, service.priya, service.david, service.grace, service.owen)
    found = [each for person in everybody for each in person.messages()]
    found += [*service.grace.messages(MANAGERS), *service.amira.messages(TEAM)]
    return [words(each) for each in found if not each["key"].startswith("summary:")]


def test_whoever_was_erased_is_in_no_message_any_more_and_their_files_are_gone_or_named(
    service: Office,
) -> None:
    considered_case(service)
    restricted(service)
    grace = service.grace
    grace.presses_raw("letter.restriction", value_of(service, restriction=1))
    grace.presses_raw("case.timeline", value_of(service))
    assert grace.files()
    service.priya.types("/incident check C-0001")
    service.priya.presses("They complain about this")
    service.priya.fills_in(about="Nobody asked me")
    grace.presses_raw("restriction.lift", value_of(service, restriction=1))
    grace.fills_in(reasons="It is calm again")
    service.owen.presses_raw("complaint.decide", "0:0:0:0:1")
    service.settle()
    found = {"outcome": "upheld", "effect": "We meet you", "reasons": "So it was"}
    service.owen.fills_in(recorded="Chair, today, letter 12", **found)
    grace.presses_raw("case.close", value_of(service))
    grace.fills_in(reasons="All is well")
    service.settle()
    assert [each for each in in_sight(service) if "M-0001" in each]

    erased = service.store.write(lambda db: erasing.erase(context(service, db), 1))
    service.removes_files()
    service.settle()
    shown = in_sight(service)
    assert shown
    assert {each for each in shown if "C-0001 was erased" not in each} == set()
    assert bool(grace.files()) == bool(erased.files)


def test_what_was_in_force_before_evenhand_is_shown_once_the_customer_is_chosen(service: Office) -> None:
    for manager in (service.grace, service.owen):
        manager.types("/incident help")
    service.store.write(
        lambda db: importing.import_customers(
            context(service, db),
            ["name,phone\n", "Priscilla Okafor,07700 900321\n"],
            dry=False,
            progress=lambda _line: None,
        )
    )
    service.store.write(
        lambda db: importing.import_restrictions(
            context(service, db), HELD.splitlines(keepends=True), dry=False, progress=lambda _line: None
        )
    )
    service.amira.types("/incident")
    service.amira.chooses("C-0001")
    assert "twice a week" in service.amira.reads_answer() or "2 times a week" in service.amira.reads_answer()
