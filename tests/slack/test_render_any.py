from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import render
from bot import cards
from bot.cards import Bold, Button, Card, Form, Link, Option, Style
from tests.slack.rendered import HOSTILE, inputs, submitted
from tests.slack.valid import assert_valid

LONDON = ZoneInfo("Europe/London")

short = st.one_of(st.text(max_size=30), st.sampled_from(["", " ", "\n", HOSTILE, "*", ":a:", "> x"]))
words = st.one_of(short, st.builds(lambda some, times: some * times, short, st.integers(0, 400)))
values = st.text(max_size=200)
names = st.text("abcdefghij_.", min_size=1, max_size=20)
runs = st.one_of(
    words,
    st.builds(Bold, words),
    st.builds(Link, words, st.one_of(words, st.just("https://example.org/?a=1&b"))),
)
lines = st.lists(runs, max_size=4).map(tuple)
buttons = st.builds(Button, words, names, values, st.sampled_from(Style), st.one_of(st.just(""), words))
parts = st.one_of(
    st.builds(cards.Text, lines),
    st.builds(cards.Quiet, lines),
    st.builds(cards.Bullets, st.lists(lines, max_size=60).map(tuple)),
    st.builds(cards.Facts, st.lists(st.tuples(words, words), max_size=25).map(tuple)),
    st.builds(cards.Divider),
    st.builds(cards.Copyable, words, words),
    st.builds(cards.Image, short, st.binary(max_size=3), short),
    st.builds(
        cards.Buttons, st.lists(buttons, max_size=30).map(tuple), st.lists(buttons, max_size=120).map(tuple)
    ),
)
cards_ = st.builds(
    Card,
    words,
    st.builds(lambda some, times: tuple(some * times), st.lists(parts, max_size=8), st.integers(1, 20)),
    words,
)
options = st.builds(
    lambda some, extra: (*some, *(Option(f"key{n}", f"Label {n}") for n in range(extra))),
    st.lists(st.builds(Option, values, words, words), max_size=12),
    st.sampled_from([0, 5, 300]),
)
about = {"label": words, "help": words, "error": st.one_of(st.just(""), words), "required": st.booleans()}
dates = st.one_of(words, st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M}"), st.dates().map(str))
FIELDS = (
    lambda name: st.builds(
        cards.TextField,
        name=name,
        value=words,
        multiline=st.booleans(),
        limit=st.integers(0, 9000),
        **about,
    ),
    lambda name: st.builds(
        cards.NumberField, name=name, value=st.one_of(short, st.integers().map(str)), **about
    ),
    lambda name: st.builds(
        cards.ChoiceField, name=name, options=options, value=values, watch=st.booleans(), **about
    ),
    lambda name: st.builds(
        cards.ChoicesField, name=name, options=options, value=st.lists(values).map(tuple), **about
    ),
    lambda name: st.builds(cards.DateField, name=name, value=dates, **about),
    lambda name: st.builds(cards.DateTimeField, name=name, value=dates, **about),
    lambda name: st.builds(
        cards.LookupField, name=name, value=words, shown=words, watch=st.booleans(), **about
    ),
)
fields = st.lists(
    st.tuples(names, st.sampled_from(FIELDS)), max_size=12, unique_by=lambda each: each[0]
).flatmap(lambda chosen: st.tuples(*(kind(st.just(name)) for name, kind in chosen)))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    drawn = draw(fields)
    at = draw(st.integers(0, len(drawn)))
    return draw(
        st.builds(
            Form,
            action=names,
            title=words,
            fields=st.just(drawn[:at]),
            submit=words,
            value=values,
            notices=st.lists(parts, max_size=4).map(tuple),
            notices_after=st.sampled_from(["", *(each.name for each in drawn)]),
            more=st.just(drawn[at:]),
            more_shown=st.booleans(),
            beside=st.none() | buttons,
            error=st.one_of(st.just(""), words),
        )
    )


@settings(deadline=None, max_examples=150)
@given(cards_, names)
def test_any_card_is_drawn_as_slack_takes_it(card: Card, key: str) -> None:
    for shown in (render.message(card), render.message(card, key), render.dialog(card), render.home(card)):
        assert_valid(shown)


@settings(deadline=None, max_examples=150)
@given(forms(), st.booleans(), lines)
def test_any_form_is_drawn_as_slack_takes_it_and_comes_back_filled(
    form: Form,
    more_shown: bool,  # noqa: FBT001 - hypothesis fills it in
    said: cards.Line,
) -> None:
    view = render.form(form, LONDON, more_shown=more_shown)
    assert_valid(view)
    returned = render.refilled(submitted(view), said)
    assert_valid(returned)
    assert inputs(returned) == inputs(view)
    render.typed_in(submitted(view), LONDON)
    render.errors(form, set(inputs(view)))


@settings(deadline=None)
@given(options)
def test_any_options_are_offered_as_slack_takes_them(offered: tuple[Option, ...]) -> None:
    assert_valid(render.options(offered))
