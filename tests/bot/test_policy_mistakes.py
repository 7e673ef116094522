"""Whatever is wrong in a policy file: one clear line that names the file, the line and the key."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from adapters.slack import render as slack
from adapters.teams import render as teams
from adapters.teams.render import Showing
from adapters.web import render as web
from bot import policy
from bot.__main__ import commands
from bot.cards import Card, quiet
from bot.policy.model import CONCERNS
from bot.words import report_form
from bot.words.report_form import Draft
from tests.bot.test_policy import PACKAGED, line_of, mistakes
from tests.slack.valid import assert_valid
from tests.teams.cards import assert_card

LONDON = ZoneInfo("Europe/London")
RECORDED = 'label = "Recorded a call or meeting without the others knowing or agreeing"'
LONGEST = '[concerns.{}]\nlabel = "{}"\n'


def label(said: str) -> tuple[str, str]:
    return RECORDED, f'label = "{said}"'


CHANGED = {
    "a text where a number belongs": (
        ("colleagues = 3", 'colleagues = "three"'),
        "shared_issue.colleagues: must be a whole number, without quotation marks",
    ),
    "a number that is too small": (("colleagues = 3", "colleagues = 1"), "shared_issue.colleagues: must be 2 or more"),
    "a number that is too large": (
        ("longest_review_months = 12", "longest_review_months = 13"),
        "walk.longest_review_months: must be 12 or less",
    ),
    "a number where a text belongs": (
        ('name = "Unreasonably', 'name = 7 # "'),
        "name: must be text between quotation marks",
    ),
    "a yes where true belongs": (
        ("\nthreat = true", '\nthreat = "yes"'),
        "concerns.remarks_to_staff.threat: must be true or false, without quotation marks",
    ),
    "a word where a list belongs": (
        ("leave_out = []", 'leave_out = "block.propose"'),
        'walk.leave_out: must be a list such as ["one", "two"]',
    ),
    "a slip in a key": (
        ("draft_days = 30", "draft_dayz = 30"),
        "windows.draft_dayz: is not known here; did you mean draft_days?",
    ),
    "a key of nowhere": (("[windows]", "[windows]\nzebra = 1"), "windows.zebra: is not known here"),
    "a slip in a heading": (("[lookups]", "[lockups]"), "lockups: is not known here; did you mean lookups?"),
    "a slip in a concern's setting": (
        ("\nlooked_into_first = true", "\nlooked_into = true"),
        "concerns.staff_complaint.looked_into: is not known here; did you mean looked_into_first?",
    ),
    "an empty name": (('name = "Unreasonably persistent and/or vexatious customer communication policy"', 'name = "   "'), "name: must say something"),
    "a name with a line break": (('name = "Unreasonably', 'name = "Un\\nreasonably'), "name: must be plain words on one line"),
    "a name of 151 characters": (('name = "', f'name = "{"x" * 151}'), "name: has more than 150 characters"),
    "a label of 76 characters": (label("x" * 76), "concerns.recorded.label: has more than 75 characters"),
    "a label that says nothing": (label("    "), "concerns.recorded.label: must say something"),
    "a label with a star": (label("*Recorded* a call"), "concerns.recorded.label: must be plain words on one line"),
    "a label with a tag": (label("<b>Recorded</b>"), "concerns.recorded.label: must be plain words on one line"),
    "a label with an emoji": (label("Recorded \U0001f399"), "concerns.recorded.label: must be plain words on one line"),
    "a label with an emoji of Slack's": (label("Recorded :studio_microphone:"), "concerns.recorded.label: must be plain words on one line"),
    "a label with what can't be seen": (label("Recorded \u202e call"), "concerns.recorded.label: must be plain words on one line"),
    "a label like another": (
        label("RELEVANT  information was not shared"),
        "concerns.recorded.label: reads like information_not_shared; staff could not tell them apart",
    ),
    "a key with a comma": (
        ("[concerns.recorded]", '[concerns."recorded,taped"]'),
        "concerns.recorded,taped: is no key: up to 60 letters, digits, - and _",
    ),
    "an empty key": (("[concerns.recorded]", '[concerns.""]'), "is no key"),
    "a key with a blank": (("[concerns.recorded]", '[concerns."re corded"]'), "concerns.re corded: is no key"),
    "a key of 61 characters": (("[concerns.recorded]", f"[concerns.{'x' * 61}]"), f"concerns.{'x' * 61}: is no key"),
    "a prompt of 301 characters": (('prompt = "You may end a call."', f'prompt = "{"x" * 301}"'), "concerns.remarks_to_staff.prompt: has more than 300 characters"),
    "an address with a blank": (('complaints = ""', 'complaints = "https://example.org/a b"'), "links.complaints: must be empty or begin with https://"),
    "an Ombudsman without a page": (('[ombudsman]\nname = ""', '[ombudsman]\nname = "Somebody"'), "ombudsman: name and page belong together"),
    "a list with a number": (("leave_out = []", "leave_out = [7]"), "walk.leave_out.0: must be text between quotation marks"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGED)
def test_a_mistake_is_one_line_with_the_file_the_line_and_the_key(tmp_path: Path, what: str) -> None:
    (old, new), said = CHANGED[what]
    wrong = PACKAGED.replace(old, new, 1)
    assert wrong != PACKAGED
    (found,) = mistakes(tmp_path, wrong)
    place, _, told = found.partition(": ")
    assert place.startswith("ours.toml, line ")
    assert said in told
    assert "\n" not in found
    changed = [
        n
        for n, (a, b) in enumerate(zip(PACKAGED.splitlines(), wrong.splitlines(), strict=False), 1)
        if a != b
    ]
    if "Ombudsman" not in what and not what.startswith("an empty key"):
        assert int(place.rpartition(" ")[2]) in changed, found


UNREADABLE = {
    "a key twice": (
        PACKAGED.replace("issue_days = 30", "issue_days = 30\nissue_days = 31", 1),
        "issue_days: is set twice; keep one of the two",
    ),
    "a heading twice": (PACKAGED + "\n[links]\n", "[links]: this heading stands twice; put everything under one"),
    "a concern twice": (PACKAGED + '\n[concerns.other]\nlabel = "Other"\n', "[concerns.other]: this heading stands twice"),
    "no quotation marks": (PACKAGED.replace('policy = ""', "policy = none", 1), "can't be read (Invalid value)"),
    "curly quotation marks": (PACKAGED.replace('policy = ""', "policy = “”", 1), "can't be read (Invalid value)"),
    "no equals sign": (PACKAGED.replace("issue_days = 30", "issue_days 30", 1), "can't be read (Expected '='"),
    "a heading that is not closed": (PACKAGED.replace("[windows]", "[windows", 1), "can't be read ("),
    "a text that is not closed": (PACKAGED.replace('"You may end a call."', '"You may end a call.', 1), "can't be read ("),
    "an end too soon": ('name = """Ours', "can't be read ("),
    "nothing TOML": ("Dear all,\nplease find our policy attached.", "can't be read ("),
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_slip_in_the_writing_is_one_line_with_the_line(tmp_path: Path, what: str) -> None:
    wrong, said = UNREADABLE[what]
    (found,) = mistakes(tmp_path, wrong)
    place, _, told = found.partition(": ")
    assert told.startswith(said)
    assert "\n" not in found
    number = int(place.removeprefix("ours.toml, line "))
    before = [*PACKAGED.splitlines(), ""]
    assert wrong.splitlines()[number - 1] not in before or "twice" in what


def test_an_empty_file_says_what_is_missing(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "")
    missing = {each.removeprefix("ours.toml, line 1: ").partition(":")[0] for each in found}
    assert missing == {"name", "links", "shared_issue", "windows", "walk", "concerns"}
    assert all(each.endswith(": is missing") for each in found)


def test_a_file_from_notepad_is_read(tmp_path: Path) -> None:
    """With a mark at its beginning, and both ends of a line."""
    file = tmp_path / "ours.toml"
    file.write_bytes(b"\xef\xbb\xbf" + PACKAGED.replace("\n", "\r\n").encode())
    assert policy.load(file) == policy.packaged()


def many(number: int) -> str:
    """A policy with so many concerns, each with as long a label as there may be."""
    own = "".join(
        LONGEST.format(f"{'k' * 57}_{n}", f"{n} {'é' * (75 - len(str(n)) - 1)}") for n in range(number)
    )
    return PACKAGED[: PACKAGED.index("[concerns.several_routes]")] + own


def test_more_concerns_than_anybody_reads_are_too_many(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, many(CONCERNS + 1))
    assert found.startswith(
        f"ours.toml, line {line_of(many(1), '[concerns.')}: concerns: must have {CONCERNS} at most"
    )


def test_as_many_concerns_as_there_may_be_are_offered_on_every_platform(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(many(CONCERNS), "utf-8")
    rules = policy.load(tmp_path / "ours.toml")
    form = report_form.report_form(Draft({}, more_shown=True), rules)
    drawn = [slack.form(form, LONDON, more_shown=True), teams.form(form, Showing(LONDON)), web.form(form)]
    assert_valid(drawn[0])
    assert_card(drawn[1])
    for shown in map(str, drawn):
        assert [key for key in rules.concerns if key not in shown] == []
        assert [each.label for each in rules.concerns.values() if each.label not in shown] == []


def test_no_concern_is_too_few(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, PACKAGED[: PACKAGED.index("[concerns.several_routes]")] + "[concerns]\n")
    assert found.endswith("concerns: must have 1 or more")


def test_odd_but_allowed_labels_are_drawn_as_they_are_written() -> None:
    """What the file may say needs no escape: quotation marks, ampersands, letters of other alphabets."""
    said = "Asks “why” & 'when', 3/4 – \u0645\u062b\u0627\u0644"  # noqa: RUF001 - a dash
    assert policy.Concern(label=said).label == said
    assert said in str(web.card(Card("x", (quiet(said),))))


@pytest.mark.parametrize("how", ["--policy", "EVENHAND_POLICY"])
def test_the_try_out_does_not_start_with_a_mistake(tmp_path: Path, how: str) -> None:
    """Whichever way it is told of the file; what is typed counts before what is set."""
    bad, good = tmp_path / "bad.toml", tmp_path / "good.toml"
    bad.write_text(PACKAGED.replace("colleagues = 3", "colleagues = 1"), "utf-8")
    good.write_text(PACKAGED, "utf-8")
    typed = ["--policy", str(bad)] if how == "--policy" else []
    env = {"EVENHAND_POLICY": str(good if typed else bad)}
    done = CliRunner().invoke(commands, ["try", "--data", str(tmp_path / "try"), *typed], env=env)
    assert done.exit_code == 2
    assert done.output.splitlines() == [
        f"bad.toml, line {line_of(bad.read_text('utf-8'), 'colleagues')}: shared_issue.colleagues: must be 2 or more"
    ]
    assert not (tmp_path / "try").exists()
