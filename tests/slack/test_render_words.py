"""Every form that the bot asks with, filled in, is drawn as Slack takes it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from adapters.slack import render
from bot import limits, policy
from bot.cards import Field, Form, Option, quiet, text
from bot.chat import Values
from bot.standing import Standing
from bot.targets import Target
from bot.words import adjusting, away, cases, managing, report_form, speaking, waiting
from bot.words.report_form import Draft
from storage.tables import Adjustment, CaseRequest
from tests.slack.rendered import HOSTILE, inputs, words
from tests.slack.valid import assert_valid

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
HAMPSHIRE, THORNBECK = (policy.packaged(name) for name in policy.EXAMPLES)
LONG = (HOSTILE + " ") * 100
VALUES: Values = {
    "customer": "new:Liz Okafor",
    "issue": LONG[: limits.LINE],
    "route": "helpline",
    "happened": "2026-11-23T09:00",
    "details": LONG[: limits.DETAILS],
    "concerns": tuple(HAMPSHIRE.concerns),
    "minutes": "20",
    "told_us": "yes",
    "child": "Tobi",
    "phone": "07700 900123",
    "email": "liz@example.org",
    "case_ref": "SEN-77",
    "promised": LONG[: limits.SHORT],
    "promised_by": "2026-11-30",
    "adjustment": LONG[: limits.SHORT],
}
WRONG = dict.fromkeys(VALUES, "Please look at this again.")
DRAFT = Draft(VALUES, {}, "Liz Okafor", (text("A restriction is in force"), quiet("Since May")))
MISTAKEN = Draft(VALUES, WRONG, "Liz Okafor", DRAFT.notices)
STAFF = tuple(Option(str(number), f"Colleague {number}") for number in range(1, 250))
TARGET = Target(7, 2, 123, 1)
STANDING = Standing(
    issue_id=7,
    customer_id=42,
    version=2,
    holders=(),
    reports=3,
    routes=(("helpline", 2),),
    first=AT,
    last=AT,
    most_within_days=3,
    incidents=1,
    told_us=1,
    late_promises=0,
    owner_id=5,
    owner="Amira Khan",
    owner_since=AT,
    owner_named_by="",
    threshold_at=AT,
    dismissed_at=None,
    dismissed_by="",
    change_id=1,
    change_by=1,
    case_id=0,
    change_kind="",
)
ADJUSTMENT = Adjustment(id=1, customer_id=42, request="Large print", logged_by=1, logged_at=AT)
REQUEST = CaseRequest(id=1, issue_id=7, by_id=1, reasons="Please look.", at=AT)
SPOKEN = dict.fromkeys(("explained", "view", "adjustment", "trying"), LONG[: limits.ACCOUNT])
AWAY: Values = {"until": "2026-12-01", "cover": "3", "days": ("mon", "tue")}

FORMS = {
    "log": report_form.report_form(DRAFT, HAMPSHIRE),
    "log, with mistakes": report_form.report_form(MISTAKEN, HAMPSHIRE),
    "log, empty": report_form.report_form(Draft({}), HAMPSHIRE),
    "log, elsewhere": report_form.report_form(Draft({}, more_shown=True), THORNBECK),
    "correct, elsewhere": report_form.correction_form(
        Draft(VALUES, gone=tuple(key for key in HAMPSHIRE.concerns if key not in THORNBECK.concerns)),
        THORNBECK,
        "R-00123",
        TARGET.value,
    ),
    "correct": report_form.correction_form(DRAFT, HAMPSHIRE, "R-00123", TARGET.value),
    "correct, with mistakes": report_form.correction_form(MISTAKEN, HAMPSHIRE, "R-00123", TARGET.value),
    "withdraw": report_form.withdrawal_form("R-00123", TARGET.value, LONG[: limits.REASONS], "Too long."),
    "away": away.away_form(AWAY, {}, STAFF),
    "away, with mistakes": away.away_form(AWAY, dict.fromkeys(AWAY, "No."), ()),
    "word": speaking.word_form("", "C-0042", "Liz Okafor", SPOKEN | {"held": "2026-11-20"}, {}),
    "word about a report": speaking.word_form(TARGET.value, "", "Liz Okafor", SPOKEN, {"held": "When?"}),
    "assign": managing.assign_form(STANDING, TARGET, STAFF, ""),
    "dismiss": managing.dismiss_form(STANDING, TARGET, LONG[: limits.REASONS], "Too short."),
    "suggest": cases.suggest_form(TARGET, LONG[: limits.REASONS], ""),
    "refuse": cases.refuse_form(REQUEST, LONG[: limits.REASONS], ""),
    "adjustment": adjusting.answer_form(
        ADJUSTMENT, {"answer": LONG[: limits.REASONS], "in_place": "Yes"}, {}
    ),
}


def held(field: Field) -> bool:
    """Whether the bot put something into a field."""
    return bool(field.value)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_is_drawn_with_all_that_it_holds(form: Form) -> None:
    view = render.form(form, LONDON, more_shown=True)
    assert_valid(view)
    drawn = inputs(view)
    filled = {name for name, element in drawn.items() if any(key.startswith("initial") for key in element)}
    assert {field.name for field in form.every_field if held(field)} - filled <= {"cover"}
    for field in form.every_field:
        assert field.label in words(view)
        assert field.error in words(view)
    assert_valid(render.form(form, LONDON))


def test_the_titles_of_our_forms_fit_their_dialogs() -> None:
    assert [form.title for form in FORMS.values() if len(form.title) > 24] == []
    assert [form.submit for form in FORMS.values() if len(form.submit) > 24] == []


def test_no_choice_of_ours_is_cut() -> None:
    for form in FORMS.values():
        assert "…" not in words(render.form(form, LONDON, more_shown=True)).replace(
            "Who covers?: …", ""
        ).replace("Colleague 1…Colleague 100", "").replace("Colleague 101…Colleague 200", "").replace(
            "Colleague 201…Colleague 249", ""
        )


def test_saving_shows_what_was_typed() -> None:
    view = render.form(FORMS["log"], LONDON, more_shown=True)
    state = {name: {name: _stands(element)} for name, element in inputs(view).items()}
    shown = render.dialog(waiting.saving(render.typed_in({**view, "state": {"values": state}}, LONDON)))
    assert_valid(shown)
    assert str(VALUES["details"]) in words(shown)


def _stands(element: dict[str, object]) -> dict[str, object]:
    return {"type": element["type"], "value": element.get("initial_value")}
