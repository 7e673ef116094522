"""What `evenhand match --decisions` says: counts and figures only, and what to do with them."""

from collections.abc import Callable, Iterator, Mapping

from bot.learned import Learned
from bot.matching.decisions import LINKS_NEEDED, RIGHT_ENOUGH, At, Proposal, Share, Verdict
from bot.thresholds import Where
from bot.words import times

DECISIONS = "Instead of a file: what people's own answers say about matching, from the service's database."
JSON = "With --decisions: as JSON, for machines."
SINCE = "With --decisions: only reports logged on this day or later, such as 2026-12-01."
FILE_OR_DECISIONS = "Name a file of reports, or say --decisions for the service's own answers; not both."
FOR_DECISIONS = "--json and --since go with --decisions only."
FOR_FILES = "--days and --pairs go with a file of reports only."
NO_DAY = "--since: must be a day such as 2026-12-01"
NO_DATABASE = "There is no database yet, so nobody has answered anything. Check EVENHAND_DATABASE_URL."
NOT_MIGRATED = "The tables are not those of this version of Evenhand: run `evenhand migrate` first."

_NOT_KNOWN = (
    "What can't be known: a link that matching missed and nobody noticed leaves no trace, so the true recall is lower. The "
    "only missed link that shows is two records that a manager merges, and even these two may have been in touch about "
    "different things. Nobody has to say that a link is right: one that nobody took back counts as right. What was erased, "
    "and what stood between two customers whose merge was taken back, is counted no more."
)
_SOURCE = "Ranges: 95 %, E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927)."
_CAN_T_SAY = "-"


def text(found: Learned, places: Mapping[str, Where]) -> str:
    """Everything, as it stands on a screen."""
    parts = (_answers(found), _people(found), _table(found), _proposals(found, places), (_SOURCE,))
    return "\n\n".join("\n".join(part) for part in parts)


def _answers(found: Learned) -> Iterator[str]:
    since = f", reports logged from {times.in_full(found.since)} on" if found.since else ""
    yield f"What people answered about what matching suggested{since}"
    links, made = found.links, sum(found.links.values())
    yield (
        f"Linked by itself: {made}. Undone or separated later: {made - links[Verdict.SAME]} (different issue "
        f"{links[Verdict.DIFFERENT]}, not the same person {links[Verdict.ANOTHER_PERSON]})."
    )
    yield f"  Precision of the links: {_share(found.precision_of_links)}."
    said = found.answers
    yield (
        f"Asked: {sum(said.values())}. Same issue {said[Verdict.SAME]}, different issue {said[Verdict.DIFFERENT]}, not the "
        f"same person {said[Verdict.ANOTHER_PERSON]}, not answered {said[Verdict.NONE]}."
    )
    if found.parted:
        yield f"  Of those answered same issue, {found.parted} separated later: they count as wrong."
    yield f"  Precision of the questions: {_share(found.precision_of_questions)}."
    if found.mentioned:
        yield (
            f"Mentioned as possibly the same: {found.mentioned}. Same issue {found.possible.right} of "
            f"{found.possible.of} answered."
        )
    yield f"Answers and separations taken back with Undo: {found.labels.taken_back}."
    yield f"Left out, because the report was withdrawn: {found.labels.withdrawn}."


def _people(found: Learned) -> Iterator[str]:
    people = found.labels.people
    rest = people.merges - people.asked - people.missed
    yield (
        f"Records merged by a manager: {people.merges} (and {people.merges_taken_back} taken back). Matching had asked about "
        f"{people.asked}, had missed {people.missed}; with {rest} there was nothing to link."
    )
    yield f"Customers said to be two people: {people.two_people}. Kept separate: {people.kept_apart}."
    yield f"Recall, as far as it is known: {_share(found.recall)}: links that stand, of these and the missed."
    yield _NOT_KNOWN


def _table(found: Learned) -> Iterator[str]:
    others = (
        f"; {found.others} made by other weights, or before that was noted, are left out"
        if found.others
        else ""
    )
    yield f"From each threshold on: {times.count(len(found.compared), 'label')}, weights {found.version}{others}"
    yield "threshold  suggested  right  precision  recall    F1   up to the next: right"
    for whole, here in found.table:
        yield (
            f"     {whole.threshold:.2f}  {whole.precision.of:9}  {whole.precision.right:5}  {_figure(whole.precision.value):>9}"
            f"  {_figure(whole.recall.value):>6}  {_figure(whole.f1):>4}   {here.right} of {here.of}"
        )
    yield f"Recall is of what was suggested and right. Below {found.lowest:g} only what is possible was mentioned, so little is known there."


def _proposals(found: Learned, places: Mapping[str, Where]) -> Iterator[str]:
    for name, proposal in found.proposals.items():
        yield from _proposal(name, proposal, found, places[name])


def _proposal(name: str, proposal: Proposal, found: Learned, place: Where) -> Iterator[str]:
    now = f"{name}, now {proposal.in_use.threshold:g}"
    needed = _NEEDED[name](proposal)
    if not proposal.enough:
        yield f"{now}: nothing is proposed. {needed}"
    elif proposal.best is None:
        yield f"{now}: nothing is proposed. No threshold has {_WANTED}; now: {_WHY[name](proposal.in_use)}."
    elif not proposal.changes:
        yield f"{now}: keep it. {_WHY[name](proposal.in_use)}.{_edge(name, proposal.best, found)}"
    else:
        yield f"{now}: {proposal.best.threshold:g} is proposed. {_WHY[name](proposal.best)}; now: {_WHY[name](proposal.in_use)}."
        yield from _how(name, proposal.best.threshold, place)


_WANTED = f"{LINKS_NEEDED} links or more of which {RIGHT_ENOUGH:.0%} are right"
_NEEDED: Mapping[str, Callable[[Proposal], str]] = {
    "likely": lambda each: f"{each.needed} answered questions are needed, there are {each.there}.",
    "sure": lambda each: (
        f"{each.needed} links or questions that could be linked without asking are needed, there are {each.there}."
    ),
}
_WHY: Mapping[str, Callable[[At], str]] = {
    "likely": lambda at: f"F1 {_figure(at.f1)}, precision {_share(at.precision)}",
    "sure": lambda at: f"right among what may be linked: {_share(at.precision)}",
}


def _edge(name: str, best: At, found: Learned) -> str:
    if name != "likely" or best.threshold > found.lowest:
        return ""
    return " Whether a lower one would be better, answers can't tell: little was asked below."


def _how(name: str, value: float, place: Where) -> Iterator[str]:
    """Which file, which line, which version: a person changes it."""
    if place.own:
        at = f"line {place.line}" if place.line else "under [thresholds]"
        yield f"  To change it: {place.file}, {at}: {name} = {value:g}; give it a new version, line {place.version_line}; restart."
        return
    yield (
        f'  To change it: write a file with the lines version = "ours-1", [thresholds] and {name} = {value:g}, name it in '
        f"EVENHAND_MATCHING, restart. It counts before {place.file}, line {place.line} (version in line "
        f"{place.version_line}), which every update replaces."
    )


def _share(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "not known, there is none yet"
    low, high = share.interval
    return f"{share.right} of {share.of}, {share.value:.0%} ({low:.0%} to {high:.0%})"


def _figure(value: float | None) -> str:
    return _CAN_T_SAY if value is None else f"{value:.2f}"
