"""Who may do what: our own people only, managers by the installer's list."""

from bot.chat import Role
from storage import directory
from storage.tables import DirectoryEntry, DirectoryGroup, Staff, StaffHandle
from tests.bot.desk import Colleague, Desk
from tests.bot.reading import labels, said


def test_managers_are_named_by_address_in_any_case(desk: Desk) -> None:
    assert desk.colleague("Helen Stone", email="HELEN@Example.ORG").person.role is Role.MANAGER
    assert desk.amira.person.role is Role.WORKER


def test_without_a_list_of_managers_nobody_decides(desk: Desk) -> None:
    nobody = Desk(desk.store, evenhand_managers="")
    assert nobody.helen.person.role is Role.WORKER
    nobody.helen.command("summary")
    assert "Only a manager can do this" in nobody.helen.sees


def test_with_a_list_of_workers_nobody_else_works_here(desk: Desk) -> None:
    listed = Desk(desk.store, evenhand_workers="amira@example.org")
    assert listed.amira.person.role is Role.WORKER
    assert listed.priya.person.role is Role.NONE
    assert listed.helen.person.role is Role.MANAGER


def test_somebody_without_an_address_is_a_worker_and_never_a_manager(desk: Desk) -> None:
    assert desk.colleague("Sam Temp", handle="sam", email="").person.role is Role.WORKER


def test_a_guest_is_refused_kindly_and_leaves_nothing(desk: Desk) -> None:
    guest = desk.guest()
    before = desk.rows(Staff)
    guest.command("help")
    assert "Evenhand is for the service's own staff" in guest.sees
    assert "Nothing was opened or saved." in guest.sees
    assert desk.rows(Staff) == before


def test_an_unconfirmed_account_with_a_managers_address_has_no_role(desk: Desk) -> None:
    pretender = desk.colleague("Helen Stone", handle="other", email="helen@example.org", confirmed=False)
    assert pretender.person.role is Role.NONE
    assert desk.helen.person.role is Role.MANAGER


def test_the_same_address_on_two_platforms_is_the_same_person(desk: Desk) -> None:
    elsewhere = desk.colleague("Amira Khan", platform="slack", handle="U1", email="Amira@example.org")
    assert elsewhere.person == desk.amira.person
    assert {(h.platform, h.handle) for h in desk.rows(StaffHandle) if h.staff_id == 1} == {
        ("web", "amira"),
        ("slack", "U1"),
    }


def test_messages_follow_somebody_to_the_platform_they_used_last(desk: Desk) -> None:
    elsewhere = desk.colleague("Amira Khan", platform="slack", handle="U1", email="amira@example.org")
    desk.later(hours=1)
    _ = elsewhere.person
    desk.later(hours=1)
    _ = desk.amira.person
    shared_by_three(desk)
    assert [m.target for m in desk.outbox() if m.kind == "person"].count("U1") == 0
    assert len(desk.amira.inbox()) == 1


def test_nobody_is_taken_up_twice(desk: Desk) -> None:
    before = len(desk.rows(Staff))
    assert desk.amira.person == desk.amira.person
    assert len(desk.rows(Staff)) == before


def test_somebody_known_is_only_looked_up(desk: Desk) -> None:
    renamed = desk.colleague("Amira Khan-Reed", handle="amira", email="amira.reed@example.org")
    assert renamed.person.name == "Amira Khan-Reed"
    desk.later(hours=1)
    assert renamed.person.staff_id == desk.amira.person.staff_id
    seen = {h.handle: h.seen_at for h in desk.rows(StaffHandle)}
    desk.amira.profile = renamed.profile
    _ = renamed.person
    desk.later(hours=1)
    _ = renamed.person
    assert {h.handle: h.seen_at for h in desk.rows(StaffHandle)}["amira"] == seen["amira"]


def test_a_new_role_is_noticed_the_next_time(desk: Desk) -> None:
    promoted = Desk(desk.store, evenhand_managers="amira@example.org")
    assert promoted.amira.person.role is Role.MANAGER
    assert promoted.helen.person.role is Role.WORKER


def test_a_manager_who_is_none_any_more_presses_in_vain(desk: Desk) -> None:
    shared_by_three(desk)
    card = desk.managers_channel()[-1]
    assert "Name who replies" in labels(card)
    after = Desk(desk.store, evenhand_managers="tom@example.org")
    after.helen.press("Name who replies", card)
    assert "Only a manager can do this" in after.helen.sees
    after.tom.press("Name who replies", card)
    assert after.tom.form.action == "issue.assign"


def test_somebody_who_left_can_do_nothing(desk: Desk) -> None:
    left = desk.colleague("Amira Khan", confirmed=False)
    assert left.person.role is Role.NONE
    left.command()
    assert "Evenhand is for the service's own staff" in left.sees


def test_somebody_who_left_is_not_offered_to_reply(desk: Desk) -> None:
    shared_by_three(desk)
    _ = desk.colleague("David Reed", confirmed=False).person
    desk.helen.press("Name who replies", desk.managers_channel()[-1])
    assert "David Reed" not in said(desk.helen.form)
    assert "Priya Shah" in said(desk.helen.form)


def test_managers_are_named_by_user_group_in_any_case(desk: Desk) -> None:
    grouped = Desk(desk.store, evenhand_managers="slack:s0123, tom@example.org")
    assert grouped.helen.person.role is Role.WORKER
    assert in_slack(grouped, "Helen Stone", "slack:S0123").person.role is Role.MANAGER
    assert in_slack(grouped, "Amira Khan", "slack:S9999").person.role is Role.WORKER
    assert in_slack(grouped, "Tom Hill").person.role is Role.MANAGER


def test_workers_are_named_by_user_group(desk: Desk) -> None:
    listed = Desk(desk.store, evenhand_workers="slack:S0456, amira@example.org")
    assert in_slack(listed, "Priya Shah", "slack:S0456").person.role is Role.WORKER
    assert in_slack(listed, "Amira Khan").person.role is Role.WORKER
    assert in_slack(listed, "David Reed", "slack:S0123").person.role is Role.NONE


def test_a_guest_in_the_managers_group_has_no_role(desk: Desk) -> None:
    grouped = Desk(desk.store, evenhand_managers="slack:S0123")
    guest = grouped.colleague(
        "Guest Visitor", platform="slack", confirmed=False, groups=frozenset({"slack:S0123"})
    )
    assert guest.person.role is Role.NONE


def test_nobody_decides_by_a_group_that_the_settings_do_not_name(desk: Desk) -> None:
    nobody = Desk(desk.store, evenhand_managers="")
    assert in_slack(nobody, "Helen Stone", "slack:S0123").person.role is Role.WORKER


def test_a_manager_by_group_decides_on_a_platform_without_groups_too(desk: Desk) -> None:
    grouped = Desk(desk.store, evenhand_managers="slack:S0123")
    remembered(grouped, members="helen,tom")
    _ = in_slack(grouped, "Helen Stone", "slack:S0123").person
    assert grouped.helen.person.role is Role.MANAGER
    elsewhere = grouped.colleague("Helen Stone", platform="teams", handle="29:1", email="helen@example.org")
    assert elsewhere.person.role is Role.MANAGER
    assert elsewhere.person.staff_id == grouped.helen.person.staff_id
    assert grouped.tom.person.role is Role.WORKER, "was never seen in Slack"


def test_who_left_the_group_decides_nowhere(desk: Desk) -> None:
    grouped = Desk(desk.store, evenhand_managers="slack:S0123")
    remembered(grouped, members="helen")
    _ = in_slack(grouped, "Helen Stone", "slack:S0123").person
    assert in_slack(grouped, "Helen Stone").person.role is Role.WORKER
    remembered(grouped, members="")
    assert grouped.helen.person.role is Role.WORKER


def test_who_was_shut_out_of_slack_decides_nowhere_by_its_groups(desk: Desk) -> None:
    grouped = Desk(desk.store, evenhand_managers="slack:S0123")
    remembered(grouped, members="helen")
    _ = in_slack(grouped, "Helen Stone", "slack:S0123").person
    shut_out = DirectoryEntry(platform="slack", handle="helen", name="Helen Stone", checked_at=grouped.now)
    grouped.store.write(lambda db: directory.put(db, shut_out))
    assert grouped.helen.person.role is Role.WORKER


def in_slack(desk: Desk, name: str, *groups: str) -> Colleague:
    return desk.colleague(name, platform="slack", groups=frozenset(groups))


def remembered(desk: Desk, *, members: str) -> None:
    group = DirectoryGroup(platform="slack", handle="S0123", members=members, checked_at=desk.now)
    desk.store.write(lambda db: directory.put_group(db, group))


def shared_by_three(desk: Desk) -> None:
    everybody: tuple[Colleague, ...] = (desk.amira, desk.priya, desk.david)
    for colleague in everybody:
        colleague.file("Elizabeth Okafor", phone="07700 900123")
