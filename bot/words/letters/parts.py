"""What all letters to customers have in common: how they open and close, the policy, other ways of telling us."""

from bot.letters import naming
from bot.letters.facts import Facts
from bot.letters.model import Gap, Heading, Items, Letter, Line, Link, Paragraph, Part, Run
from bot.words import times

CHECK = Gap("fill in or take out every place marked like this, then take out this line", "draft")
OMBUDSMAN = "Local Government and Social Care Ombudsman"
OMBUDSMAN_PAGE = "https://www.lgo.org.uk"
COMMISSIONER_PAGE = "https://ico.org.uk"
NAME = Gap("the customer's name")
OUR_OMBUDSMAN = Gap("does this Ombudsman deal with our service? If not, take this paragraph out", "check")
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
        sender=facts.wording.line(
            "letter_sender", our_address=Gap("our name, address, phone number and e-mail")
        ),
        address=(facts.customer or NAME, "\n", Gap("the customer's address")),
        about=(f"{times.full_day(facts.written_on)}\nOur reference: {facts.reference}",),
        parts=(own(facts, "letter_salutation", customer=facts.customer or NAME), *parts),
        closing=(
            facts.wording.line("letter_closing"),
            facts.wording.line("letter_signature", who_signs=Gap("name and job of whoever signs")),
        ),
        enclosed=_enclosed(facts),
    )


def says(*runs: str | Gap | Link) -> Paragraph:
    """A paragraph of these runs."""
    return Paragraph(tuple(runs))


def own(facts: Facts, key: str, /, *after: Run, **given: Run) -> Paragraph:
    """A paragraph in the service's own words, and what follows in it."""
    return Paragraph((*facts.wording.line(key, **given), *after))


def added(facts: Facts, key: str) -> tuple[Part, ...]:
    """A paragraph that the service adds, if it does."""
    return tuple(says(said) for said in facts.wording.added(key))


def complaints_policy(facts: Facts) -> str:
    """What the service calls it."""
    return facts.wording.text("complaints_policy")


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
        Paragraph((f"{before} ", *facts.wording.line("letter_policy", policy=facts.policy), *page)),
    )


def adjustments(facts: Facts) -> tuple[Part, ...]:
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
        *added(facts, "letter_needs_more"),
    )


def complaint(facts: Facts) -> tuple[Part, ...]:
    """How to complain, and where to go after our last answer."""
    page = (" You can also read it here: ", Link(facts.complaints_page)) if facts.complaints_page else ()
    return (
        Heading("If you do not agree"),
        own(facts, "letter_complain", *page, complaints_policy=complaints_policy(facts)),
        *added(facts, "letter_complain_more"),
        says("Someone who had no part in this will look at your complaint. It will not be held against you."),
        *ombudsman(facts),
    )


def ombudsman(facts: Facts) -> tuple[Part, ...]:
    """Where to go after our last answer: whom the service named, else the usual one, to be checked."""
    who, page = facts.ombudsman or OMBUDSMAN, Link(facts.ombudsman_page or OMBUDSMAN_PAGE)
    check = () if facts.ombudsman else (". ", OUR_OMBUDSMAN)
    return (own(facts, "letter_ombudsman", *check, ombudsman=who, ombudsman_page=page),)


def data_rights(facts: Facts) -> tuple[Part, ...]:
    """What somebody can ask for about what we hold."""
    return (
        Heading("Your data"),
        says(
            "You can ask to see what we hold about you. You can ask us to put it right or to delete it. If you are "
            "not happy with what we do with your data, you can complain to the Information Commissioner: ",
            Link(COMMISSIONER_PAGE),
        ),
        *added(facts, "letter_rights_more"),
    )


def _enclosed(facts: Facts) -> tuple[Part, ...]:
    return (
        Heading("With this letter"),
        Items(
            (
                _page(f"Our policy: “{facts.policy}”", facts.policy_page),
                _page(f"“{facts.wording.text('what_to_expect')}”", facts.what_to_expect_page),
                _page(f"Our {complaints_policy(facts)}", facts.complaints_page),
            )
        ),
    )


def _page(what: str, page: str) -> Line:
    return (f"{what}: ", Link(page)) if page else (what,)
