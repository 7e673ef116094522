"""Puts a restriction of any kind in force, each step by the form that people fill in."""

from bot import kinds
from tests.office import Office
from tests.stories.rows import misfits
from tests.stories.test_the_walk import consider, considered_case, talk, value_of

START, REVIEW = "2026-11-23", "2027-05-21"


def proposed(service: Office, kind: str, number: int = 1, *, also: str = "", **terms: object) -> None:
    """Amira proposes it after a case, a fairness check and a conversation; the first one makes all of them.

    `also`: another issue that is known by then.
    """
    if number == 1:
        service.david.types("/incident help")  # whoever was never here can't be named
        considered_case(service)
        if also:
            service.david.reports("C-0001", also)
            service.david.presses("Different issue")
        consider(service, service.grace, speaker=service.amira, result="raise")
        talk(service, service.amira)
    amira = service.amira
    amira.presses_raw("restriction.agree", value_of(service))
    amira.picks("kind", kind)
    amira.fills_in(
        agreement="agreed",
        reasons="Nothing changed",
        proportionate="A word did not help",
        start=START,
        review=REVIEW,
        **{name: key_of(service, name, term) for name, term in terms.items()},
    )
    assert amira.title == "Proposed"


def approved(service: Office, number: int = 1) -> None:
    """Owen approves it."""
    service.owen.presses_on(f"decide:{number}", "Look and decide")
    service.owen.fills_in(agree_because="In proportion, as I see it")


def told(service: Office, number: int = 1) -> None:
    """Grace notes that the customer was told: it is in force."""
    service.grace.presses_raw("restriction.notify", value_of(service, number))
    service.grace.fills_in()
    assert "the customer was told" in service.grace.title


def in_force(service: Office, kind: str, number: int = 1, *, also: str = "", **terms: object) -> None:
    """A restriction of this kind, proposed, approved and told; `contact` and `deputy` are colleagues by first name.

    A block is the second one: the style that was agreed before did not help, and is lifted once the block counts.
    """
    if kind in kinds.BLOCKS:
        blocked(service, kind)
        return
    proposed(service, kind, number, also=also, **terms)
    approved(service, number)
    told(service, number)


def blocked(service: Office, kind: str) -> None:
    """Nothing but a block counts, from Friday 27 November."""
    in_force(service, "style", details="No shouting")
    misfits(service)
    service.grace.presses_raw("block.propose", value_of(service))
    service.grace.fills_in(
        kind=kind.removeprefix("block_"),
        attempted="Sat down with them",
        since="Screams at whoever answers",
        extreme="Nobody dares to pick up",
        reach="Post to the office",
    )
    approved(service, 2)
    told(service, 2)
    service.grace.presses_raw("restriction.lift", value_of(service, 1))
    service.grace.fills_in(reasons="The block takes its place")
    assert "is lifted" in service.grace.title


def away(service: Office, who: str, until: str, cover: str = "") -> None:
    """A colleague is away, covered by another."""
    colleague = getattr(service, who)
    colleague.types("/incident away")
    offered = next(f["options"] for f in colleague.form["fields"] if f["name"] == "cover")
    keys = {option["label"].partition(" ")[0].lower(): option["key"] for option in offered}
    colleague.fills_in(until=until, **({"cover": keys[cover]} if cover else {}))


def key_of(service: Office, field: str, term: object) -> object:
    """What the open form offers for a colleague's first name; any other term as it is."""
    if field not in {"contact", "deputy"}:
        return term
    offered = next(f["options"] for f in service.amira.form["fields"] if f["name"] == field)
    return next(o["key"] for o in offered if o["label"].lower().startswith(str(term)))
