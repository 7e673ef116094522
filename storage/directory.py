"""What platforms said about people and groups the last time they were asked."""

from sqlmodel import select

from storage.store import Db
from storage.tables import DirectoryEntry, DirectoryGroup, StaffHandle


def get(db: Db, platform: str, handle: str) -> DirectoryEntry | None:
    """What the platform said about somebody; None if it was never asked, or has to be asked anew."""
    return db.get(DirectoryEntry, (platform, handle))


def put(db: Db, entry: DirectoryEntry) -> None:
    """Keep what the platform says now in place of what it said before."""
    db.merge(entry)


def forget(db: Db, platform: str, handle: str) -> None:
    """What was said about somebody counts no more."""
    entry = get(db, platform, handle)
    if entry:
        db.delete(entry)


def get_group(db: Db, platform: str, handle: str) -> DirectoryGroup | None:
    """Who was in a group; None if the platform was never asked, or has to be asked anew."""
    return db.get(DirectoryGroup, (platform, handle))


def put_group(db: Db, group: DirectoryGroup) -> None:
    """Keep who is in a group now in place of who was."""
    db.merge(group)


def forget_groups(db: Db, platform: str) -> None:
    """Who was in any group of the platform counts no more."""
    for group in db.exec(select(DirectoryGroup).where(DirectoryGroup.platform == platform)):
        db.delete(group)


def members(group: DirectoryGroup) -> frozenset[str]:
    """The handles of who is in a group."""
    return frozenset(group.members.split(",")) - {""}


def groups_of(db: Db, staff_id: int) -> frozenset[str]:
    """The groups that a colleague is in on every platform where they were seen, such as `slack:S0123`."""
    handles = db.exec(select(StaffHandle).where(StaffHandle.staff_id == staff_id)).all()
    theirs = {(at.platform, at.handle) for at in handles if _counts(db, at)}
    return frozenset(
        f"{group.platform}:{group.handle}"
        for group in db.exec(select(DirectoryGroup))
        if any((group.platform, member) in theirs for member in members(group))
    )


def told_groups(db: Db) -> frozenset[str]:
    """The groups that platforms told of, such as `slack:S0123`."""
    return frozenset(f"{group.platform}:{group.handle}" for group in db.exec(select(DirectoryGroup)))


def vouched_for(db: Db, staff_id: int) -> bool:
    """Whether a platform still says that a colleague is one of ours, or none says that they are not."""
    handles = db.exec(select(StaffHandle).where(StaffHandle.staff_id == staff_id)).all()
    return not handles or any(_counts(db, at) for at in handles)


def _counts(db: Db, at: StaffHandle) -> bool:
    """Whether the platform does not say that they are nobody of ours by now."""
    entry = get(db, at.platform, at.handle)
    return entry is None or entry.confirmed
