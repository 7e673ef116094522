"""The policy file: what it must say, and how a mistake in it is named."""

from importlib.resources import files
from pathlib import Path

import pytest

from bot import escalation, policy
from bot.policy import PolicyMistake
from bot.words import installing

PACKAGED = files("bot.policy").joinpath("hampshire.toml").read_text("utf-8")


def mistakes(folder: Path, text: str) -> tuple[str, ...]:
    file = folder / "ours.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PolicyMistake) as found:
        policy.load(file)
    return found.value.mistakes


def line_of(text: str, beginning: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(beginning))


def test_the_packaged_policy_loads_with_the_numbers_of_the_service() -> None:
    ours = policy.packaged()
    assert (ours.shared_issue.colleagues, ours.shared_issue.days) == (3, 14)
    assert (ours.windows.issue_days, ours.windows.heard_from_days, ours.windows.word_months) == (30, 14, 3)


def test_the_packaged_policy_has_the_twelve_concerns_of_the_policy_in_their_order() -> None:
    assert list(policy.packaged().concerns) == [
        "several_routes",
        "copied_in",
        "several_advisers",
        "heavy_demands",
        "remarks_to_staff",
        "repeat_complaint",
        "beyond_what_to_expect",
        "changing_focus",
        "information_not_shared",
        "staff_complaint",
        "recorded",
        "other",
    ]


@pytest.mark.parametrize("concern", policy.packaged().concerns.values(), ids=policy.packaged().concerns)
def test_a_concern_fits_on_every_platform(concern: policy.Concern) -> None:
    assert len(concern.label) <= 75


def test_remarks_and_something_else_need_words() -> None:
    needing = {key for key, concern in policy.packaged().concerns.items() if concern.words}
    assert needing == {"remarks_to_staff", "other"}


@pytest.mark.parametrize(
    ("old", "new", "starts", "key"),
    [
        ("colleagues = 3", 'colleagues = "three"', "colleagues", "shared_issue.colleagues"),
        ("colleagues = 3", "colleagues = 1", "colleagues", "shared_issue.colleagues"),
        ("days = 14  ", "days = 0  ", "days", "shared_issue.days"),
        ("days = 14  ", "days = 367  ", "days", "shared_issue.days"),
        ("word_months = 3", "word_months = 13", "word_months", "windows.word_months"),
        ("issue_days = 30", "issue_dayz = 30", "issue_dayz", "windows.issue_dayz"),
        ('complaints = ""', 'complaints = "http://example.org"', "complaints", "links.complaints"),
        ('name = "Un', 'nam = "Un', "nam", "nam"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_key(
    tmp_path: Path, old: str, new: str, starts: str, key: str
) -> None:
    wrong = PACKAGED.replace(old, new, 1)
    assert wrong != PACKAGED
    at = f"ours.toml, line {line_of(wrong, starts)}: {key}: "
    assert any(said.startswith(at) for said in mistakes(tmp_path, wrong)), mistakes(tmp_path, wrong)


def test_a_concern_with_a_label_too_long_is_named_by_its_own_line(tmp_path: Path) -> None:
    wrong = PACKAGED.replace("Relevant information was not shared", "x" * 76)
    (said,) = mistakes(tmp_path, wrong)
    number = wrong.splitlines().index(f'label = "{"x" * 76}"') + 1
    assert said.startswith(f"ours.toml, line {number}: concerns.information_not_shared.label: ")


def test_a_missing_setting_is_named_by_its_heading(tmp_path: Path) -> None:
    wrong = PACKAGED.replace("issue_days = 30 ", "# ", 1)
    (said,) = mistakes(tmp_path, wrong)
    assert said.startswith(f"ours.toml, line {line_of(wrong, '[windows]')}: windows.issue_days: ")


def test_a_mistake_in_the_writing_is_named_by_its_line(tmp_path: Path) -> None:
    (said,) = mistakes(tmp_path, 'name = "ours"\n[links\n')
    assert said.startswith("ours.toml, line 2: can't be read (")


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    wrong = PACKAGED.replace("colleagues = 3", "colleagues = 0").replace("word_months = 3", "word_months = 0")
    told = mistakes(tmp_path, wrong)
    assert len(told) == 2
    assert str(PolicyMistake(told)).splitlines() == list(told)


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path, name: str) -> None:
    with pytest.raises(PolicyMistake, match=r"can't be read.*Error") as found:
        policy.load(tmp_path / name)
    assert str(tmp_path / name) in str(found.value)


def test_a_missing_name_is_told_of_the_first_line(tmp_path: Path) -> None:
    (said,) = mistakes(tmp_path, PACKAGED.replace("name = ", "# ", 1))
    assert said.startswith("ours.toml, line 1: name: ")


def test_a_page_that_is_not_public_is_told_so(tmp_path: Path) -> None:
    (said,) = mistakes(tmp_path, PACKAGED.replace('policy = ""', 'policy = "file:///policy"', 1))
    assert said.endswith(installing.PUBLIC_PAGE)


def test_a_file_of_bytes_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PolicyMistake, match="can't be read"):
        policy.load(tmp_path / "bytes.toml")


def test_another_service_has_its_own_file(tmp_path: Path) -> None:
    file = tmp_path / "theirs.toml"
    theirs = """
        name = "Their policy"
        links = {policy = "https://example.org/policy", what_to_expect = "", complaints = ""}
        [shared_issue]
        colleagues = 2
        days = 7
        [windows]
        issue_days = 60
        heard_from_days = 30
        word_months = 6
        [walk]
        watch_months = 2
        raise_days = 3
        review_months = 3
        longest_review_months = 6
        block_review_months = 3
        review_notice_days = 14
        unreviewed_days = 15
        asked_review_days = 10
        reminder_days = 1
        block_misfits = 3
        leave_out = ["block.propose"]
        [concerns.daily]
        label = "Rings every day"
    """
    file.write_text(theirs, "utf-8")
    loaded = policy.load(file)
    assert loaded.name == "Their policy"
    assert loaded.shared_issue.colleagues == 2
    assert list(loaded.concerns) == ["daily"]
    assert loaded.walk.leave_out == ["block.propose"]


@pytest.mark.parametrize(
    "step",
    ["case.consider", "case.conversation", "restriction.approve", "block.approve", "restriction.notify"],
)
def test_what_protects_the_customer_cannot_be_left_out(tmp_path: Path, step: str) -> None:
    file = tmp_path / "harsh.toml"
    ours = files("bot.policy").joinpath("hampshire.toml").read_text("utf-8")
    file.write_text(ours.replace("leave_out = []", f'leave_out = ["{step}"]'), "utf-8")
    with pytest.raises(PolicyMistake, match=f"walk.leave_out: {step} can't be left out"):
        policy.load(file)


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("watch_months = 3", "watch_months = -3", "walk.watch_months: "),
        ("raise_days = 5", "raise_days = 0", "walk.raise_days: "),
        ("raise_days = 5", "raise_days = 41", "walk.raise_days: "),
        ("longest_review_months = 12", "longest_review_months = 13", "walk.longest_review_months: "),
        (
            "longest_review_months = 12",
            "longest_review_months = 3",
            "walk.longest_review_months: must be at least review_months, which is 6",
        ),
        ("block_review_months = 6", "block_review_months = 7", "walk.block_review_months: "),
        ("block_misfits = 2", "block_misfits = 0", "walk.block_misfits: "),
        ("reminder_days = 2", 'reminder_days = "two"', "walk.reminder_days: "),
        ("word_months = 3", "word_months = 3.5", "windows.word_months: "),
        ("leave_out = []", 'leave_out = ["case.dance"]', "walk.leave_out: case.dance can't be left out"),
        ("leave_out = []", 'skip = ["case.close"]', "walk.skip: "),
        ("reports = 1", "reports = 0", "concerns.remarks_to_staff.reports: "),
    ],
)
def test_nonsense_about_the_walk_is_named_by_its_line(
    tmp_path: Path, ours: str, theirs: str, said: str
) -> None:
    wrong = PACKAGED.replace(ours, theirs, 1)
    (found,) = mistakes(tmp_path, wrong)
    line = line_of(wrong, theirs.partition(" =")[0])
    assert found.startswith(f"ours.toml, line {line}: {said}")


@pytest.mark.parametrize("step", sorted(set(escalation.STEPS) - escalation.MAY_BE_LEFT_OUT))
def test_no_other_step_can_be_left_out(tmp_path: Path, step: str) -> None:
    (found,) = mistakes(tmp_path, PACKAGED.replace("leave_out = []", f'leave_out = ["{step}"]'))
    assert f"walk.leave_out: {step} can't be left out" in found
