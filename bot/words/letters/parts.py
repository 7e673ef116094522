"""What all letters to customers have in common: how they open and close, the policy, other ways of telling us."""

from bot.letters import naming
from bot.letters.facts import Facts
from bot.letters.model import Gap, Heading, Items, Letter, Line, Link, Paragraph, Part
from bot.words import times

CHECK = Gap("fill in or take out every place marked like this, then take out this line", "draft")
OMBUDSMAN = "Local Government and Social Care Ombudsman"
OMBUDSMAN_PAGE = "https://www.lgo.org.uk"
COMMISSIONER_PAGE = "https://ico.org.uk"
NAME = Gap("the customer's name")
NAMED = Gap("a colleague is named here: leave the name in, or take it out", "check")
FELL_SHORT = "the fairness check found that we did not do well ourselves: what it was, and that we are sorry"


def gap(lacks: Gap) -> str:
    """How a gap reads."""
    return f"[{lacks.mark}: {lacks.what}]"


def letter(title: str, facts: Facts, *parts: Part) -> Letter:
    """A letter with everything that stands around what it says."""
    return Letter(
        title=title,
        reference=facts.reference,
        written_on=facts.written_on,
        check=CHECK,
        sender=(Gap("our name, address, phone number and e-mail"),),
        address=(facts.customer or NAME, "\n", Gap("the customer's address")),
        about=(f"{times.full_day(facts.written_on)}\nOur reference: {facts.reference}",),
        parts=(says("Dear ", facts.customer or NAME, ","), *parts),
        closing=(("Yours sincerely",), (Gap("name and job of whoever signs"),)),
        enclosed=_enclosed(facts),
    )


def says(*runs: str | Gap | Link) -> Paragraph:
    """A paragraph of these runs."""
    return Paragraph(tuple(runs))


def noted(facts: Facts, quoted: str) -> Line:
    """What somebody typed, with a mark behind the name of a colleague."""
    return naming.marked(quoted, facts.staff, NAMED)


def ours(facts: Facts) -> tuple[Part, ...]:
    """Where we were late or did not do well ourselves; nothing where nobody found that."""
    return (*_late(facts), *((says(Gap(FELL_SHORT)),) if facts.fell_short else ()))


def _late(facts: Facts) -> tuple[Part, ...]:
    if not facts.late:
        return ()
    waited = f" While you waited, you were in touch {times.count(facts.while_late, 'time')}."
    return (
        says(
            f"We were late too. There {'is' if facts.late == 1 else 'are'} {times.count(facts.late, 'thing')} that we "
            f"said we would do for you and did not do in time.{waited if facts.while_late else ''} We are sorry."
        ),
    )


def policy(facts: Facts, before: str) -> tuple[Part, ...]:
    """The policy by its name."""
    page = (" You can also read it here: ", Link(facts.policy_page)) if facts.policy_page else ()
    return (
        Heading("Our policy"),
        says(f"{before} It is called “{facts.policy}”. A copy comes with this letter.", *page),
    )


def adjustments() -> tuple[Part, ...]:
    """How to ask for another way of communicating, and for this letter in another form."""
    return (
        Heading("If you need something different"),
        says(
            "Tell us if you need us to do things in another way. This may be because of a disability, your health "
            "or your language. You can ask at any time. Someone else can ask for you."
        ),
        says(
            "You can have this letter in large print, in easy read, in another language or read out to you."
        ),
    )


def complaint(facts: Facts) -> tuple[Part, ...]:
    """How to complain, and where to go after our last answer."""
    page = (" You can also read it here: ", Link(facts.complaints_page)) if facts.complaints_page else ()
    return (
        Heading("If you do not agree"),
        says(
            "You can complain at any time. How to do that is in our complaints policy, which comes with this letter.",
            *page,
        ),
        says("Someone who had no part in this will look at your complaint. It will not be held against you."),
        *ombudsman(),
    )


def ombudsman() -> tuple[Part, ...]:
    """Where to go after our last answer."""
    return (
        says(
            f"If you are not happy with our last answer, you can go to the {OMBUDSMAN}: ",
            Link(OMBUDSMAN_PAGE),
            ". ",
            Gap("does this Ombudsman deal with our service? If not, take this paragraph out", "check"),
        ),
    )


def data_rights() -> tuple[Part, ...]:
    """What somebody can ask for about what we hold."""
    return (
        Heading("Your data"),
        says(
            "You can ask to see what we hold about you. You can ask us to put it right or to delete it. If you are "
            "not happy with what we do with your data, you can complain to the Information Commissioner: ",
            Link(COMMISSIONER_PAGE),
        ),
    )


def _enclosed(facts: Facts) -> tuple[Part, ...]:
    return (
        Heading("With this letter"),
        Items(
            (
                _page(f"Our policy: “{facts.policy}”", facts.policy_page),
                _page("“What to Expect”", facts.what_to_expect_page),
                _page("Our complaints policy", facts.complaints_page),
            )
        ),
    )


def _page(what: str, page: str) -> Line:
    return (f"{what}: ", Link(page)) if page else (what,)
