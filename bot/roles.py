"""Who may do what: our own people only, managers by the installer's list (fail closed)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.chat import Person, Profile, Role
from bot.settings import Service
from bot.workdays import WEEKDAYS
from storage import Db, directory, people
from storage.records import number_of
from storage.tables import Staff

STRANGER = Person(staff_id=0, name="", role=Role.NONE)


def role_of(profile: Profile, service: Service) -> Role:
    """The role that the settings give: by address or group; everybody confirmed works where none is named.

    Reserve deciders are from outside: they work here only where they are named among the workers too.
    """
    if not profile.confirmed:
        return Role.NONE
    theirs = {each.lower() for each in (profile.email, *profile.groups) if each}
    if theirs & service.managers:
        return Role.MANAGER
    if theirs & service.workers:
        return Role.WORKER
    if theirs & service.reserve_deciders:
        return Role.RESERVE
    return Role.NONE if service.workers else Role.WORKER


def known(db: Db, profile: Profile, service: Service) -> Person | None:
    """The person, if nothing about them has changed since they were seen last, the platform included."""
    staff = people.by_handle(db, profile.platform, profile.handle)
    role = _role(db, profile, staff or _namesake(db, profile), service)
    if staff is None:
        return STRANGER if role is Role.NONE else None
    same_address = not profile.email or staff.email == profile.email.lower()
    same = same_address and (staff.name, staff.role) == (profile.name, role.value)
    return _person(staff) if same and _seen_here_last(db, staff, profile) else None


def met(db: Db, profile: Profile) -> bool:
    """Whether anybody was taken up who is this person, on whichever platform."""
    return (people.by_handle(db, profile.platform, profile.handle) or _namesake(db, profile)) is not None


def admit(db: Db, profile: Profile, service: Service, when: datetime) -> Person:
    """The person, taken up or brought up to date; same address means same person on every platform."""
    staff = people.by_handle(db, profile.platform, profile.handle) or _namesake(db, profile)
    role = _role(db, profile, staff, service)
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


def recheck(db: Db, service: Service) -> None:
    """Everybody's role by what the settings and the platforms say by now, also of those who write no more."""
    found = by_now(db, service)
    for staff in people.everybody(db):
        staff.role = found[number_of(staff)].value
    db.flush()


def by_now(db: Db, service: Service) -> Mapping[int, Role]:
    """The role that each colleague has by what the settings and the platforms say by now.

    Where a group that the settings name was not told yet, only those whom a platform disowns lose their role.
    """
    named = {each for each in service.managers | service.workers if ":" in each}
    untold = named - {each.lower() for each in directory.told_groups(db)}
    found: dict[int, Role] = {}
    for staff in people.everybody(db):
        ours = directory.vouched_for(db, number_of(staff))
        groups = directory.groups_of(db, number_of(staff))
        role = role_of(Profile("", "", staff.name, staff.email or "", confirmed=ours, groups=groups), service)
        found[number_of(staff)] = Role(staff.role) if ours and untold else role
    return found


def may_decide(db: Db, service: Service) -> tuple[int, int, int]:
    """How many may decide by now: managers and other reserve deciders who opened Evenhand, and reserve deciders outside."""
    now = by_now(db, service)
    manage = {each for each, role in now.items() if role is Role.MANAGER}
    return len(manage), len(reserves(db, service) - manage), len(outside(db, service))


def deciders(db: Db, service: Service) -> frozenset[int]:
    """Who may decide on other people's proposals: managers, and the reserve deciders."""
    return frozenset(
        number_of(staff)
        for staff in people.everybody(db)
        if staff.role == Role.MANAGER or staff.email in service.reserve_deciders
    )


def managers(db: Db) -> frozenset[int]:
    """Everybody who manages."""
    return frozenset(number_of(staff) for staff in people.everybody(db) if staff.role == Role.MANAGER)


def reserves(db: Db, service: Service) -> frozenset[int]:
    """The reserve deciders who decide in the workspace."""
    return frozenset(
        number_of(each) for each in people.everybody(db) if each.email in service.reserve_deciders
    )


def outside(db: Db, service: Service) -> frozenset[str]:
    """Addresses of the reserve deciders who never opened Evenhand, or are gone: they can't decide here."""
    return unseen(db, service.reserve_deciders)


def unseen(db: Db, named: frozenset[str]) -> frozenset[str]:
    """Those of the addresses named whose owner never opened Evenhand, or is gone; groups are left out."""
    addresses = frozenset(each for each in named if ":" not in each)
    return addresses - {staff.email for staff in people.everybody(db) if staff.email}


def unseen_of(db: Db, group: str) -> int:
    """How many of a group, such as `slack:s0123`, never opened Evenhand, as far as the platform told who is in it."""
    platform, _, handle = group.partition(":")
    told = directory.get_group(db, platform, handle.upper())
    members = directory.members(told) if told else frozenset()
    return sum(people.by_handle(db, platform, each) is None for each in members)


def _namesake(db: Db, profile: Profile) -> Staff | None:
    """The colleague with the address that the platform vouches for."""
    return people.by_email(db, profile.email) if profile.confirmed and profile.email else None


def _role(db: Db, profile: Profile, staff: Staff | None, service: Service) -> Role:
    """The role, by the groups too that other platforms told of the same colleague: not every platform has any."""
    if staff is None:
        return role_of(profile, service)
    told = directory.groups_of(db, staff.id or 0)
    elsewhere = {group for group in told if not group.startswith(f"{profile.platform}:")}
    return role_of(replace(profile, groups=profile.groups | elsewhere), service)


def _seen_here_last(db: Db, staff: Staff, profile: Profile) -> bool:
    """Their messages go where they were seen last, so a change of platform has to be written down."""
    at = people.handle_of(db, staff.id or 0)
    return at is None or (at.platform, at.handle) == (profile.platform, profile.handle)


def _person(staff: Staff) -> Person:
    role = Role(staff.role)
    if staff.id is None or role is Role.NONE:
        return STRANGER
    return Person(staff_id=staff.id, name=staff.name, role=role)
