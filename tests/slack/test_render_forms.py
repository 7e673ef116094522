import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from adapters.slack import ids, render
from bot import cards
from bot.cards import (
    ChoiceField,
    ChoicesField,
    DateField,
    DateTimeField,
    Field,
    Form,
    LookupField,
    NumberField,
    Option,
    TextField,
    quiet,
    text,
)
from bot.words import times
from tests.slack.rendered import HOSTILE, Payload, every, inputs, submitted, texts, words
from tests.slack.valid import assert_valid

LONDON = ZoneInfo("Europe/London")
FEW = (Option("a", "Apple"), Option("b", "Berry", "soft"))
MANY = tuple(Option(f"k{number}", f"Name {number}") for number in range(300))
FIELDS: tuple[Field, ...] = (
    LookupField("customer", "Customer", "C-0042", "Liz Okafor", required=True, watch=True),
    TextField("issue", "What is it about?", "Draft plan", help="One line.", required=True),
    TextField("details", "Details", "a\nb", multiline=True, limit=3000),
    NumberField("minutes", "Minutes", "7", most=1440),
    ChoiceField("route", "Route", FEW, "b"),
    ChoicesField("concerns", "Concerns", FEW, ("a", "b")),
    ChoicesField("days", "Days", MANY[:20], ("k3",)),
    DateField("until", "Until", "2026-11-30"),
    DateTimeField("happened", "When?", "2026-11-23T09:15"),
)
FORM = Form("report.file", "Log a communication", FIELDS, "Save", value="7.1", notices_after="customer")


def opened(asked: Form, *, more_shown: bool = False) -> Payload:
    view = render.form(asked, LONDON, more_shown=more_shown)
    assert_valid(view)
    return view


def element(field: Field) -> Payload:
    return inputs(opened(Form("a", "A form", (field,), "Save")))[field.name]


def test_a_form_is_a_dialog_with_its_action_and_value() -> None:
    view = opened(FORM)
    assert (view["callback_id"], json.loads(view["private_metadata"])) == ("report.file", {"value": "7.1"})
    assert [view[name]["text"] for name in ("title", "submit", "close")] == [
        "Log a communication",
        "Save",
        "Cancel",
    ]


def test_every_kind_of_field_has_its_input_named_as_the_bot_names_it() -> None:
    drawn = inputs(opened(FORM))
    assert {name: each["type"] for name, each in drawn.items()} == {
        "customer": "external_select",
        "issue": "plain_text_input",
        "details": "plain_text_input",
        "minutes": "number_input",
        "route": "static_select",
        "concerns": "checkboxes",
        "days": "multi_static_select",
        "until": "datepicker",
        "happened": "datetimepicker",
    }
    assert all(name == each["action_id"] for name, each in drawn.items())


def test_every_field_opens_with_its_value() -> None:
    drawn = inputs(opened(FORM))
    assert drawn["customer"]["initial_option"]["value"] == "C-0042"
    assert drawn["customer"]["initial_option"]["text"]["text"] == "Liz Okafor"
    assert (drawn["issue"]["initial_value"], drawn["issue"]["max_length"]) == ("Draft plan", 150)
    assert (drawn["minutes"]["initial_value"], drawn["minutes"]["max_value"]) == ("7", "1440")
    assert drawn["route"]["initial_option"]["value"] == "b"
    assert [each["value"] for each in drawn["concerns"]["initial_options"]] == ["a", "b"]
    assert [each["value"] for each in drawn["days"]["initial_options"]] == ["k3"]
    assert drawn["until"]["initial_date"] == "2026-11-30"
    at = drawn["happened"]["initial_date_time"]
    assert datetime.fromtimestamp(at, LONDON).isoformat() == "2026-11-23T09:15:00+00:00"


@pytest.mark.parametrize("typed", ["2026-07-01T09:00", "2026-07-01T08:00:00+00:00", "2026-07-01T10:00+02:00"])
def test_times_are_the_services_own_unless_they_name_their_zone(typed: str) -> None:
    at = element(DateTimeField("at", "When", typed))["initial_date_time"]
    assert datetime.fromtimestamp(at, LONDON).hour == 9


@pytest.mark.parametrize(
    "field",
    [
        TextField("f", "F"),
        NumberField("f", "F"),
        NumberField("f", "F", "12.5"),
        NumberField("f", "F", "10000"),
        NumberField("f", "F", "\N{ARABIC-INDIC DIGIT ONE}"),
        ChoiceField("f", "F", FEW),
        ChoiceField("f", "F", FEW, "gone"),
        ChoicesField("f", "F", FEW, ("gone",)),
        DateField("f", "F", "tomorrow"),
        DateTimeField("f", "F", "now"),
        DateTimeField("f", "F", "0001-01-01T00:00"),
        DateTimeField("f", "F", "1999-01-01T00:00"),
        LookupField("f", "F"),
    ],
    ids=repr,
)
def test_what_a_field_cannot_hold_leaves_it_empty(field: Field) -> None:
    assert not any(name.startswith("initial") for name in element(field))


@pytest.mark.parametrize("watch", [True, False])
def test_a_watched_choice_is_told_as_soon_as_it_is_made(*, watch: bool) -> None:
    (block,) = opened(Form("a", "A", (ChoiceField("q", "Q", FEW, watch=watch),), "Save"))["blocks"]
    assert block.get("dispatch_action", False) is watch
    assert inputs({"blocks": [block]})["q"]["type"] == "static_select"


def test_required_fields_help_and_watched_lookups_say_so() -> None:
    customer, issue = opened(FORM)["blocks"][:2]
    assert (customer["optional"], customer["dispatch_action"]) == (False, True)
    assert (issue["hint"]["text"], "dispatch_action" in issue) == ("One line.", False)
    assert opened(FORM)["blocks"][2]["optional"] is True
    assert element(FIELDS[0])["min_query_length"] == 0


def test_text_that_is_too_long_comes_back_whole() -> None:
    drawn = element(TextField("f", "F", "x" * 400, limit=150, error="Too long."))
    assert (drawn["initial_value"], drawn["max_length"]) == ("x" * 400, 400)
    assert len(element(TextField("f", "F", "x" * 4000))["initial_value"]) == 3000
    assert element(TextField("f", "F", limit=9000))["max_length"] == 3000


def test_several_lines_stay_several_lines() -> None:
    assert element(TextField("f", "F", "a\nb"))["multiline"] is True
    assert element(TextField("f", "F", "ab"))["multiline"] is False


def test_three_hundred_options_are_all_there() -> None:
    for field in (ChoiceField("f", "F", MANY, "k299"), ChoicesField("f", "F", MANY, ("k299", "k1"))):
        drawn = element(field)
        offered = [option["value"] for group in drawn["option_groups"] for option in group["options"]]
        assert offered == [option.key for option in MANY]
        assert drawn["option_groups"][0]["label"]["text"] == "Name 0…Name 99"


def test_a_long_choice_goes_on_below_its_label() -> None:
    label = "called several times about the same issue " * 3
    option = element(ChoicesField("f", "F", (Option("a", label),), ("a",)))["initial_options"][0]
    assert (option["text"]["text"] + option["description"]["text"]).startswith(label[:140])


def test_a_choice_without_options_is_a_line_because_slack_draws_no_empty_menu() -> None:
    view = opened(Form("a", "A", (ChoiceField("f", "Who covers?", (), error="Nobody is free."),), "Save"))
    assert [*texts(view["blocks"])] == ["Who covers?: …", "⚠ Nobody is free."]


def test_folded_fields_wait_behind_more() -> None:
    folded = Form("a", "A", FIELDS[:1], "Save", more=FIELDS[1:])
    assert list(inputs(opened(folded))) == ["customer"]
    [more] = every(opened(folded), "button")
    assert (more["action_id"], more["text"]["text"]) == (ids.MORE, "More")
    for view in (
        opened(folded, more_shown=True),
        opened(Form("a", "A", (), "S", more=FIELDS, more_shown=True)),
    ):
        assert list(inputs(view)) == [field.name for field in FIELDS]
        assert not every(view, "button")


def test_notices_stand_after_their_field_and_at_the_top_without_one() -> None:
    notices = (text("In force"), quiet("Since May"))

    def order(after: str, *, more_shown: bool = False) -> list[str]:
        asked = Form(
            "a", "A", FIELDS[:2], "S", notices=notices, notices_after=after, more=(TextField("late", "Late"),)
        )
        return [
            block.get("block_id", block["type"]) for block in opened(asked, more_shown=more_shown)["blocks"]
        ]

    assert order("customer") == ["customer", "rich_text", "context", "issue", "actions"]
    assert order("") == ["rich_text", "context", "customer", "issue", "actions"]
    assert order("late") == ["rich_text", "context", "customer", "issue", "actions"]
    assert order("late", more_shown=True) == ["customer", "issue", "late", "rich_text", "context"]


def test_the_other_way_to_answer_stands_last_right_above_the_footer() -> None:
    other = cards.Button("Decline instead", "restriction.decline", "1:2:3", cards.Style.STOP)
    long = tuple(text(f"notice {n}.") for n in range(200))
    view = opened(Form("a", "A", FIELDS[:2], "Approve", notices=long, beside=other))
    last = view["blocks"][-1]
    assert [each["action_id"] for each in last["elements"]] == ["restriction.decline"]
    assert last["elements"][0]["style"] == "danger"


def test_a_title_that_is_too_long_for_a_dialog_is_a_header() -> None:
    view = opened(Form("a", "Correct the report R-00123 now", FIELDS[:1], "Save"))
    assert (view["title"]["text"], view["blocks"][0]["text"]["text"]) == (
        "Evenhand",
        "Correct the report R-00123 now",
    )


def test_mistakes_stand_below_their_fields_and_above_the_form() -> None:
    wrong = TextField("issue", "Issue", error="Please fill this in.")
    view = opened(Form("a", "A", (wrong, FIELDS[2]), "Save", error="Somebody was faster."))
    assert [*texts(view["blocks"])] == [
        "⚠ Somebody was faster.",
        "Issue",
        "⚠ Please fill this in.",
        "Details",
    ]


def test_notices_that_are_too_many_are_cut_and_no_field_is() -> None:
    asked = Form("a", "A", FIELDS, "Save", notices=tuple(text(f"notice {n}.") for n in range(200)))
    view = opened(asked)
    assert len(inputs(view)) == len(FIELDS)
    assert "more parts are not shown here" in words(view)


def test_hostile_words_in_a_form_stay_words() -> None:
    fields = (
        TextField("a", HOSTILE, HOSTILE, HOSTILE, error=HOSTILE),
        ChoiceField("b", "L" * 500, (Option(HOSTILE[:20], HOSTILE, HOSTILE),), HOSTILE[:20]),
        LookupField("c", "", HOSTILE, HOSTILE),
    )
    view = opened(Form("x", HOSTILE, fields, HOSTILE, value=HOSTILE, error=HOSTILE))
    assert not every(view, "mrkdwn")
    assert "L" * 500 in words(view)
    assert inputs(view)["a"]["initial_value"] == HOSTILE


def test_mistakes_are_said_beside_inputs_only_where_all_of_them_can_be() -> None:
    issue, minutes = TextField("issue", "I", error="Needed."), NumberField("minutes", "M", error="No.")
    form = Form("a", "A", (issue,), "Save", more=(minutes,))
    assert render.errors(form, {"issue", "minutes"}) == {"issue": "Needed.", "minutes": "No."}
    assert render.errors(form, {"issue"}) is None
    assert render.errors(Form("a", "A", (issue,), "Save", error="All wrong."), {"issue"}) is None
    assert render.errors(FORM, {"customer"}) is None


STATES: dict[str, Payload] = {
    "customer": {"selected_option": {"text": {"type": "plain_text", "text": "New: Jo"}, "value": "new:Jo"}},
    "issue": {"value": "School transport"},
    "details": {"value": None},
    "minutes": {"value": "9"},
    "route": {"selected_option": inputs(opened(FORM))["route"]["options"][0]},
    "concerns": {"selected_options": []},
    "days": {"selected_options": inputs(opened(FORM))["days"]["options"][:2]},
    "until": {"selected_date": "2026-12-01"},
    "happened": {"selected_date_time": 1_764_147_600},
}


def test_a_form_comes_back_with_all_that_was_typed_and_why() -> None:
    view = render.refilled(submitted(opened(FORM), **STATES), ("Not saved yet.",))
    assert_valid(view)
    drawn = inputs(view)
    assert words(view).startswith("Not saved yet.")
    assert drawn["customer"]["initial_option"]["value"] == "new:Jo"
    assert drawn["issue"]["initial_value"] == "School transport"
    assert drawn["minutes"]["initial_value"] == "9"
    assert drawn["route"]["initial_option"]["value"] == "a"
    assert [each["value"] for each in drawn["days"]["initial_options"]] == ["k0", "k1"]
    assert drawn["until"]["initial_date"] == "2026-12-01"
    assert drawn["happened"]["initial_date_time"] == 1_764_147_600
    assert not {"initial_value", "initial_options"} & {*drawn["details"], *drawn["concerns"]}
    assert {"callback_id", "private_metadata", "title", "submit", "close"} < set(view)


def test_a_form_that_comes_back_twice_says_why_once() -> None:
    first = render.refilled(submitted(opened(FORM), **STATES), ("Not saved yet.",))
    second = render.refilled(submitted(first, **STATES), (cards.Bold("Still "), "not saved."))
    assert_valid(second)
    assert words(second).startswith("Still not saved.")
    assert len(second["blocks"]) == len(first["blocks"])
    wrong = opened(Form("a", "A", FIELDS, "Save", error="Wrong. " * 900))
    again = render.refilled(submitted(wrong), ("Not saved yet.",))
    assert "Wrong." not in words(again)


def test_the_fullest_form_still_has_room_to_say_why_it_comes_back() -> None:
    full = Form("a", "A", FIELDS, "Save", notices=tuple(text(f"notice {n}.") for n in range(200)))
    view = render.refilled(submitted(opened(full)), ("Not saved yet.",))
    assert_valid(view)
    assert words(view).startswith("Not saved yet.")


def test_what_was_typed_is_read_back_by_its_labels() -> None:
    view = submitted(opened(FORM), **STATES)
    assert render.typed_in(view) == (
        ("Customer", "New: Jo"),
        ("What is it about?", "School transport"),
        ("Minutes", "9"),
        ("Route", "Apple"),
        ("Days", "Name 0, Name 1"),
        ("Until", times.full_day(datetime(2026, 12, 1, tzinfo=LONDON).date())),
    )
    assert ("When?", "Wednesday 26 November 2025 09:00") in render.typed_in(view, LONDON)


def test_an_empty_form_still_says_who_speaks() -> None:
    assert words(opened(Form("a", "", (), "Save"))) == "Evenhand"
    only_a_mistake = opened(Form("a", "", (), "Save", error="Wrong."))
    assert words(render.refilled(submitted(only_a_mistake), ())) == "Evenhand"


def test_labels_and_help_stay_within_what_slack_takes() -> None:
    [label, hint] = texts(
        opened(Form("a", "A", (TextField("f", "L" * 2400, help="h" * 2400),), "Save"))["blocks"]
    )
    assert (len(label), label[-1], len(hint), hint[-1]) == (2000, "…", 2000, "…")
