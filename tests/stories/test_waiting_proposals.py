"""A proposal waits for nobody for ever: a reminder, then the cover; and it comes back where who was asked has left."""

from sqlmodel import select

from storage import Db, directory
from storage.tables import DirectoryEntry, Staff, StaffHandle
from tests.office import Office, words
from tests.stories.restricting import away
from tests.stories.test_the_walk import consider, considered_case, newest_case, propose, talk, value_of

MORNING = "08:31"


def by_grace(service: Office) -> None:
    """Grace proposes; of those here only Owen may decide."""
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")
    talk(service, service.amira)
    propose(service.grace, service, "style", details="No shouting", review="2027-05-21")


def decisions(service: Office, handle: str) -> list[str]:
    """What this colleague's messages about the decision say now."""
    service.settle()
    found = getattr(service, handle).messages()
    return [words(m) for m in found if str(m["key"]).startswith("decide:1")]


def leaves(service: Office, address: str) -> None:
    """The platform says that they are none of ours any more."""

    def gone(db: Db) -> None:
        staff = db.exec(select(Staff).where(Staff.email == address)).one()
        for at in db.exec(select(StaffHandle).where(StaffHandle.staff_id == staff.id)).all():
            directory.put(
                db,
                DirectoryEntry(
                    platform=at.platform, handle=at.handle, name=staff.name, checked_at=at.seen_at
                ),
            )

    service.store.write(gone)


def test_who_was_asked_is_reminded_after_two_working_days_and_once(service: Office) -> None:
    by_grace(service)
    service.at(f"2026-11-24 {MORNING}")
    assert len(decisions(service, "owen")) == 1
    for day in ("2026-11-25", "2026-11-26"):
        service.at(f"{day} {MORNING}")
        _first, again = decisions(service, "owen")
        assert "It still waits for your decision." in again
    service.owen.presses_on("decide:1/again", "Look and decide")
    service.owen.fills_in(agree_because="In proportion, as I see it")
    assert "is approved" in service.owen.title


def test_who_covers_for_the_one_who_was_asked_is_told_whom_to_remind(service: Office) -> None:
    service.david.types("/incident help")
    service.owen.types("/incident help")
    away(service, "owen", "2026-12-04", cover="david")
    by_grace(service)
    service.at(f"2026-11-25 {MORNING}")
    said = decisions(service, "david")
    assert said
    assert all("OP is away and was asked to decide." in each for each in said)
    assert all("you can only remind them" in each for each in said)
    service.david.presses_raw("restriction.decide", value_of(service, 1))
    assert "In proportion" not in service.david.reads_answer()
    assert "Decide on" not in service.david.title


def test_what_waits_for_a_manager_who_left_comes_back_to_those_who_are_here(service: Office) -> None:
    by_grace(service)
    leaves(service, "owen.price@example.org")
    service.at(f"2026-11-24 {MORNING}")
    newest = newest_case(service.grace)
    assert "a manager records what the reserve decider decides on M-0001/1" in words(newest)
    service.grace.presses_raw("reserve.record", value_of(service, 1))
    assert service.grace.title == "A reserve decision"


def test_a_proposal_of_a_colleague_who_left_is_still_decided(service: Office) -> None:
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")
    talk(service, service.amira)
    propose(service.amira, service, "style", details="No shouting", review="2027-05-21")
    leaves(service, "amira.khan@example.org")
    service.at(f"2026-11-24 {MORNING}")
    service.owen.presses_on("decide:1", "Look and decide")
    service.owen.fills_in(agree_because="In proportion, as I see it")
    assert "is approved" in service.owen.title
    assert "a manager tells the customer about M-0001/1" in words(newest_case(service.grace))
