"""Who may do what: our own people only, managers by the installer's list (fail closed)."""

from datetime import datetime

from bot.chat import Person, Profile, Role
from bot.settings import Service
from bot.workdays import WEEKDAYS
from storage import Db, people
from storage.tables import Staff

STRANGER = Person(staff_id=0, name="", role=Role.NONE)


def role_of(profile: Profile, service: Service) -> Role:
    """The role that the settings give: managers by address, workers by address or everybody confirmed."""
    address = profile.email.lower()
    if not profile.confirmed:
        return Role.NONE
    if address and address in service.managers:
        return Role.MANAGER
    if not service.workers or address in service.workers:
        return Role.WORKER
    return Role.NONE


def known(db: Db, profile: Profile, service: Service) -> Person | None:
    """The person, if nothing about them has changed since they were seen last, the platform included."""
    staff = people.by_handle(db, profile.platform, profile.handle)
    role = role_of(profile, service)
    if staff is None:
        return STRANGER if role is Role.NONE else None
    same_address = not profile.email or staff.email == profile.email.lower()
    same = same_address and (staff.name, staff.role) == (profile.name, role.value)
    return _person(staff) if same and _seen_here_last(db, staff, profile) else None


def admit(db: Db, profile: Profile, service: Service, when: datetime) -> Person:
    """The person, taken up or brought up to date; same address means same person on every platform."""
    role = role_of(profile, service)
    staff = people.by_handle(db, profile.platform, profile.handle)
    if staff is None and profile.confirmed and profile.email:
        staff = people.by_email(db, profile.email)
    if staff is None:
        if role is Role.NONE:
            return STRANGER
        staff = people.join(db, name=profile.name, email=profile.email or None, role=role.value, at=when)
        staff.working_days = ",".join(WEEKDAYS[number] for number in sorted(service.work.weekdays))
    staff.name, staff.role = profile.name, role.value
    if profile.confirmed and profile.email and people.by_email(db, profile.email) is None:
        staff.email = profile.email.lower()
    people.seen(db, staff, profile.platform, profile.handle, when)
    return _person(staff)


def _seen_here_last(db: Db, staff: Staff, profile: Profile) -> bool:
    """Their messages go where they were seen last, so a change of platform has to be written down."""
    at = people.handle_of(db, staff.id or 0)
    return at is None or (at.platform, at.handle) == (profile.platform, profile.handle)


def _person(staff: Staff) -> Person:
    role = Role(staff.role)
    if staff.id is None or role is Role.NONE:
        return STRANGER
    return Person(staff_id=staff.id, name=staff.name, role=role)
