"""The fairness check: its ten questions, what we hold beside each, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot import limits
from bot.cards import Card, ChoiceField, DateField, Field, Form, Option, Part, TextField, quiet, text
from bot.chat import Values
from bot.fairness import OnFile
from bot.words import onfile, times
from bot.words.letters import cards as letters

ANSWERS = {
    "for_customer": "Speaks for the customer",
    "nothing_found": "Checked, nothing in their favour",
    "not_known": "Don't know yet",
}
RESULTS = {
    "not_unreasonable": "Not unreasonable: close the case",
    "watch": "Watch: nothing is done for now",
    "raise": "Raise it with the customer",
}
HOWS = {
    "helpline": "Telephone call",
    "in_person": "Meeting in person",
    "video_call": "Video call",
    "inbox": "E-mail",
    "text_message": "Text message",
    "letter": "Letter",
}
"""Ways to the customer; where they come to us the same way, the key is the route's."""
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "handled": (
        "Did we handle it properly?",
        "Answered, rang back, passed on well? Where we fell short, it speaks for them.",
    ),
    "timely": (
        "Was what we said clear and on time?",
        "Writing again while we are late is no fault of theirs.",
    ),
    "new_information": (
        "Did they bring something new that matters?",
        "New facts or a new step are a good reason to be in touch again.",
    ),
    "genuine": (
        "Are these genuine, ongoing or several problems?",
        "Regular contact about them is expected.",
    ),
    "other_route": (
        "Would another route serve them better?",
        "For example an appeal or a complaint. Did anybody tell them about it?",
    ),
    "circumstances": (
        "Do circumstances, a disability or a communication need play a part?",
        "What do we know, and did anybody ask kindly?",
    ),
    "adjustments": (
        "Were adjustments asked for or offered?",
        "What they asked for and did not get speaks for them.",
    ),
    "meeting": (
        "Was a meeting or mediation offered?",
        "If nobody offered to talk it over, that speaks for them.",
    ),
    "evidence": (
        "Is the evidence dated and specific?",
        "Days, facts, words as said. What is vague or hearsay speaks for them.",
    ),
    "rights": (
        "Did we think of equality and human rights?",
        "Would we do the same with anybody else? What would it mean for their child?",
    ),
}
SPEAKS: Mapping[str, str] = {
    "handled": "We did not handle everything properly",
    "timely": "What we said was late or not clear",
    "new_information": "They brought something new that matters",
    "genuine": "These are genuine, ongoing or several problems",
    "other_route": "Another route would serve them better",
    "circumstances": "Circumstances, a disability or a communication need play a part",
    "adjustments": "They asked for adjustments, or needed them",
    "meeting": "Nobody offered to talk it over yet",
    "evidence": "The evidence is thin: vague, undated or hearsay",
    "rights": "Equality or human rights are touched",
}
"""What it means where a question speaks for the customer."""
NOTE_NEEDED = "Something speaks for the customer. Please write down what, and what it means for the result."
REASONS_NEEDED = "Please write down why it is not unreasonable: the case is closed with these reasons."
TOO_FEW = (
    "Raising it needs two dated reports of the same concern, or one about remarks or recording. Until then it can be "
    "watched, or closed."
)


RAISE = "raise"
EXTRAS: Mapping[str, tuple[str, ...]] = {"watch": ("until",), RAISE: ("speaker", "how", "by")}
"""The fields that a result asks for on top."""
EXTRA_CHOICES = ("result", "speaker", "how")
FIELDS = frozenset({*QUESTIONS, "note", "result", *EXTRAS["watch"], *EXTRAS["raise"]})


@dataclass(frozen=True)
class Asked:
    """The form as it stands; `customer` only the actor sees."""

    value: str
    fields: Values
    errors: Mapping[str, str]
    colleagues: tuple[Option, ...]
    customer: str

    def field(self, name: str) -> str:
        """What a field holds."""
        return _typed(self.fields, name)

    def error(self, name: str) -> str:
        """What is wrong with a field."""
        return self.errors.get(name, "")


def extras(fields: Values) -> tuple[str, ...]:
    """The fields that the result chosen asks for on top."""
    return EXTRAS.get(_typed(fields, "result"), ())


def check_form(asked: Asked, held: OnFile, today: date) -> Form:
    """The fairness check of one case."""
    return Form(
        action="case.consider",
        title="Fairness check",
        submit="Save",
        kept=True,
        value=asked.value,
        notices=_notices(asked),
        beside=letters.read_button(asked.value, letters.READ_CONCERN)
        if asked.field("result") == RAISE
        else None,
        fields=(
            *(_question(asked, name, held, today) for name in QUESTIONS),
            TextField(
                "note",
                "Your reasons",
                asked.field("note"),
                help="What speaks for the customer, and why the result is fair. They may read this.",
                multiline=True,
                limit=limits.ACCOUNT,
                error=asked.error("note"),
            ),
            ChoiceField(
                "result",
                "Result",
                tuple(Option(key, label) for key, label in RESULTS.items()),
                asked.field("result"),
                help="While anything is not known yet, it can only be watched.",
                required=True,
                watch=True,
                error=asked.error("result"),
            ),
            *_extras(asked),
        ),
    )


def still_open(names: list[str]) -> str:
    """What is not known yet allows only to watch."""
    asked = times.listed([f"“{QUESTIONS[name][0]}”" for name in names])
    return f"Not known yet: {asked} Until then it can only be watched."


def too_far(last: date) -> str:
    """A day too far away."""
    return f"Please choose a day up to {times.full_day(last)}: nobody should wait longer without knowing."


def considered(reference: str, result: str, speaker: str, day: date | None, known: int) -> Card:
    """The check is kept; what follows. `known`: how many questions have an answer."""
    until = times.full_day(day) if day else ""
    said = {
        "not_unreasonable": "Not unreasonable: the case is closed. Nothing is held against the customer.",
        "watch": f"Nothing is done for now. On {until} the summary brings it back.",
        "raise": f"{speaker} was asked, and has talking points. Nothing is decided before they have spoken.",
    }
    answered = f"{known} of {len(QUESTIONS)} questions answered." if known < len(QUESTIONS) else ""
    return Card(
        f"{reference}: the fairness check is saved",
        (text(said[result]), *((quiet(answered),) if answered else ())),
    )


def _notices(asked: Asked) -> tuple[Part, ...]:
    return (
        text(asked.customer),
        quiet(
            "Each answer is kept as you choose it, for you alone: close this and come back whenever you like. "
            "What we hold stands beside a question and decides nothing; you do."
        ),
    )


def _question(asked: Asked, name: str, held: OnFile, today: date) -> ChoiceField:
    label, about = QUESTIONS[name]
    known = onfile.beside(name, held, today)
    return ChoiceField(
        name,
        label,
        tuple(Option(key, said) for key, said in ANSWERS.items()),
        asked.field(name),
        help=f"{about} We hold: {known}" if known else about,
        required=True,
        watch=True,
        error=asked.error(name),
    )


def _extras(asked: Asked) -> tuple[Field, ...]:
    found: Mapping[str, Field] = {
        "until": DateField(
            "until",
            "Watch until",
            asked.field("until"),
            help="The summary brings it back on that day.",
            required=True,
            error=asked.error("until"),
        ),
        "speaker": ChoiceField(
            "speaker",
            "Who speaks with the customer?",
            asked.colleagues,
            asked.field("speaker"),
            help="Best somebody they know. They get talking points, and are reminded.",
            required=True,
            watch=True,
            error=asked.error("speaker"),
        ),
        "how": ChoiceField(
            "how",
            "How?",
            tuple(Option(key, label) for key, label in HOWS.items()),
            asked.field("how"),
            help="In the way that suits the customer best.",
            required=True,
            watch=True,
            error=asked.error("how"),
        ),
        "by": DateField(
            "by",
            "By when?",
            asked.field("by"),
            help="They are asked at once, in a message; the summary says where it is late.",
            required=True,
            error=asked.error("by"),
        ),
    }
    return tuple(found[name] for name in extras(asked.fields))


def _typed(fields: Values, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ",".join(value)
