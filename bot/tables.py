"""What can be typed, pressed, submitted, changed and looked up, and who handles it.

A new step is one row here and one function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot import (
    absences,
    adjusting,
    agreeing,
    answering,
    approving,
    blocking,
    complaining,
    considering,
    conversing,
    correcting,
    drafting,
    durable,
    ending,
    escalating,
    figures,
    fitting,
    lettering,
    lookups,
    managing,
    merging,
    mine,
    misfitting,
    notifying,
    protecting,
    raising,
    references,
    register,
    regrouping,
    reporting,
    requesting,
    reserve,
    resting,
    reviewing,
    safety,
    sharing,
    speaking,
    summarising,
    timeline,
    undelivered,
    undoing,
)
from bot.chat import Change, Command, Event, Lookup, Press, Reply, Submission
from bot.context import Context

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Row(Generic[E]):
    """Who handles it, whether only managers may, whether it writes, and whether reserve deciders may too.

    `searches`: customers are found by what is typed; that is counted. `opens`: a press opens a form, if all is well. `fits` is asked about the words behind a command's name: where it says no, they are an issue after all.
    """

    handler: Callable[[Context, E], Reply]
    managers: bool = False
    writes: bool = True
    fits: Callable[[str], bool] = bool
    reserve: bool = False
    searches: bool = False
    opens: bool = False


def _reads(handler: Callable[[Context, E], Reply], *, managers: bool = False) -> Row[E]:
    return Row(handler, managers=managers, writes=False)


def _opens(handler: Callable[[Context, E], Reply], *, managers: bool = False) -> Row[E]:
    return Row(handler, managers=managers, writes=False, opens=True)


def _anything(_words: str) -> bool:
    return True


def _nothing(words: str) -> bool:
    return not words


def _own_reference(words: str) -> bool:
    return not words or references.number(words, "R") is not None


def _reference(words: str) -> bool:
    return not words or any(references.number(words, letter) for letter in "MC")


COMMANDS: Mapping[str, Row[Command]] = {
    "check": Row(answering.check, fits=_anything, searches=True),
    "mine": Row(mine.show, writes=False, fits=_own_reference),
    "word": Row(speaking.open_for_name, writes=False, fits=_anything, searches=True),
    "safety": Row(safety.open_form, writes=False, fits=_anything),
    "request": Row(requesting.open_for_name, writes=False, fits=_anything, searches=True),
    "away": Row(absences.open_form, writes=False, fits=_nothing),
    "summary": Row(summarising.now, managers=True, writes=False, fits=_nothing),
    "case": Row(escalating.show_case, managers=True, fits=_reference),
    "cases": Row(register.cases_now, managers=True, writes=False, fits=_nothing),
    "restrictions": Row(register.restrictions_now, managers=True, writes=False, fits=register.is_filter),
    "stats": Row(figures.show, managers=True, writes=False, fits=figures.is_period),
    "help": Row(answering.help_me, writes=False, fits=_nothing),
}
"""The first word after the command; any other words become the issue of a new report."""

NAMES = frozenset({"incident", "contact"})
"""What the command is called; another name gets the help."""

LOG_A_REPORT: Row[Command] = _reads(reporting.open_form)

PRESSES: Mapping[str, Row[Press]] = {
    "report.file": _opens(reporting.open_from_button),
    "report.message": _opens(reporting.open_from_message),
    "message.all": _reads(durable.show_whole),
    "report.correct": _opens(reporting.correct_form),
    "report.withdraw": _opens(reporting.withdraw_form),
    "issue.take": Row(sharing.take),
    "issue.leave": Row(sharing.leave),
    "issue.link": Row(regrouping.link),
    "issue.separate": Row(regrouping.separate),
    "issue.show": Row(answering.show),
    "issue.undo": Row(undoing.undo),
    "issue.assign": _opens(managing.assign_form, managers=True),
    "issue.dismiss": _opens(managing.dismiss_form, managers=True),
    "customer.separate": Row(regrouping.another_person),
    "customer.keep_apart": Row(regrouping.keep_apart),
    "customer.household": Row(regrouping.no_longer_apart),
    "customer.correct": _opens(correcting.open_form, managers=True),
    "customer.merge": _opens(merging.merge_form, managers=True),
    "customer.unmerge": _opens(merging.unmerge_form, managers=True),
    "customer.check": Row(answering.check_one),
    "colleagues.talk": Row(sharing.talk),
    "case.suggest": _opens(escalating.suggest_form),
    "case.request": Row(escalating.read_request),
    "case.refuse": _opens(escalating.refuse_form, managers=True),
    "case.open": Row(escalating.open_case, managers=True),
    "case.show": Row(escalating.show_from_button, managers=True),
    "case.record": Row(escalating.record, managers=True),
    "case.timeline": Row(timeline.show, managers=True),
    "customer.who": Row(escalating.who, managers=True),
    "case.exclude": _opens(ending.exclude_form, managers=True),
    "case.consider": _opens(considering.open_form, managers=True),
    "case.conversation": _opens(conversing.open_form),
    "case.points": Row(raising.points),
    "case.close": _opens(ending.close_form, managers=True),
    "restriction.agree": _opens(agreeing.open_form),
    "restriction.decide": Row(approving.decide, reserve=True, opens=True),
    "restriction.approve": Row(approving.approve_form, reserve=True, opens=True),
    "restriction.decline": Row(approving.decline_form, reserve=True, opens=True),
    "reserve.record": _opens(reserve.open_form, managers=True),
    "restriction.notify": _opens(notifying.open_form, managers=True),
    "restriction.preview": _reads(lettering.read_proposal),
    "block.preview": _reads(lettering.read_block, managers=True),
    "letter.concern": Row(lettering.concern),
    "concern.preview": Row(lettering.read_concern),
    "letter.restriction": Row(lettering.restriction, managers=True),
    "letter.review": Row(lettering.review, managers=True),
    "letter.outcome": Row(lettering.outcome, managers=True),
    "outcome.preview": Row(lettering.read_outcome, writes=False, reserve=True),
    "letter.read": Row(lettering.read, writes=False, reserve=True),
    "restriction.show": Row(notifying.show, reserve=True),
    "restriction.withdraw": Row(ending.take_back),
    "restriction.lift": _opens(ending.lift_form, managers=True),
    "restriction.review": Row(reviewing.open_form, writes=False, reserve=True, opens=True),
    "restriction.request": _opens(reviewing.request_form),
    "decision.confirm": _opens(resting.open_form, managers=True),
    "misfit.confirm": _opens(misfitting.open_form, managers=True),
    "report.fits": _opens(fitting.open_form, managers=True),
    "block.propose": _opens(blocking.open_form, managers=True),
    "block.approve": Row(approving.approve_form, reserve=True, opens=True),
    "block.decline": Row(approving.decline_form, reserve=True, opens=True),
    "adjustment.log": _opens(adjusting.log_form),
    "adjustment.answer": _opens(adjusting.answer_form, managers=True),
    "adjustment.show": Row(adjusting.show),
    "complaint.log": _opens(complaining.log_form),
    "complaint.decide": Row(complaining.decide_form, writes=False, reserve=True, opens=True),
    "complaint.show": Row(complaining.show, reserve=True),
    "letter.complaint": Row(complaining.letter, managers=True),
    "request.log": _opens(requesting.log_form),
    "request.done": _opens(requesting.done_form, managers=True),
    "request.show": Row(requesting.show),
    "draft.forget": Row(drafting.start_afresh, reserve=True),
    "safety.raise": _opens(safety.open_for_report),
    "safety.measure": _opens(protecting.open_form, managers=True),
    "safety.approve": Row(approving.approve_form, reserve=True, opens=True),
    "safety.decline": Row(approving.decline_form, reserve=True, opens=True),
    "safety.take": Row(safety.take),
    "safety.show": Row(safety.show),
    "safety.check_in": Row(safety.check_in),
    "safety.no_check_in": Row(safety.no_check_in),
    "promise.done": Row(mine.done),
    "word.note": _opens(speaking.open_for_report),
    "away.end": Row(absences.end),
    "outbox.retry": Row(undelivered.try_again, managers=True),
    "summary.all": _reads(summarising.now, managers=True),
    "cases.all": _reads(register.cases_now, managers=True),
    "restrictions.all": _reads(register.restrictions_now, managers=True),
}

OPENERS = frozenset(action for action, row in PRESSES.items() if row.opens)
"""Buttons that open a form, if all is well: some platforms have to know that beforehand."""

KEPT: Mapping[str, Row[Submission]] = {
    "case.suggest": Row(escalating.suggest),
    "case.refuse": Row(escalating.refuse, managers=True),
    "case.conversation": Row(conversing.note),
    "case.close": Row(ending.close, managers=True),
    "restriction.agree": Row(agreeing.agree),
    "restriction.decline": Row(approving.decline, reserve=True),
    "restriction.notify": Row(notifying.notify, managers=True),
    "restriction.lift": Row(ending.lift, managers=True),
    "restriction.review": Row(reviewing.review, reserve=True),
    "restriction.request": Row(reviewing.request),
    "decision.confirm": Row(resting.confirm, managers=True),
    "misfit.confirm": Row(misfitting.confirm, managers=True),
    "report.fits": Row(fitting.fits, managers=True),
    "block.propose": Row(blocking.propose, managers=True),
    "block.decline": Row(approving.decline, reserve=True),
    "safety.decline": Row(approving.decline, reserve=True),
    "safety.measure": Row(protecting.set_measure, managers=True),
    "reserve.record": Row(reserve.record, managers=True),
    "adjustment.log": Row(adjusting.log),
    "adjustment.answer": Row(adjusting.answer, managers=True),
    "word.note": Row(speaking.note),
    "complaint.log": Row(complaining.log),
    "complaint.decide": Row(complaining.decide, reserve=True),
    "request.log": Row(requesting.log),
    "request.done": Row(requesting.done, managers=True),
}
"""Forms that wait for their writer as they left them, until they are submitted."""

SUBMISSIONS: Mapping[str, Row[Submission]] = {
    "customer.correct": Row(correcting.correct, managers=True),
    "customer.merge": Row(merging.merge, managers=True),
    "customer.unmerge": Row(merging.unmerge, managers=True),
    "report.file": Row(reporting.file),
    "report.look": _reads(reporting.look),
    "report.correct": Row(reporting.correct),
    "report.withdraw": Row(reporting.withdraw),
    "issue.assign": Row(managing.assign, managers=True),
    "issue.dismiss": Row(managing.dismiss, managers=True),
    "case.consider": Row(considering.consider, managers=True),
    "case.exclude": Row(ending.exclude, managers=True),
    "restriction.approve": Row(approving.approve, reserve=True),
    "block.approve": Row(approving.approve, reserve=True),
    "safety.raise": Row(safety.raise_it),
    "safety.approve": Row(approving.approve, reserve=True),
    "away.set": Row(absences.set_away),
    **{form: replace(row, handler=drafting.until_done(row.handler)) for form, row in KEPT.items()},
}

ANY = "*"
CHANGES: Mapping[tuple[str, str], Row[Change]] = {
    **{(form, ANY): Row(drafting.changed, row.managers, reserve=row.reserve) for form, row in KEPT.items()},
    ("report.file", "customer"): _reads(reporting.look),
    ("report.file", reporting.UNFOLD): _reads(reporting.look),
    ("case.consider", ANY): Row(considering.changed, managers=True),
    ("restriction.agree", ANY): Row(agreeing.look),
}
"""By form and field, or any field of a form; a form with folded fields has a row that unfolds them."""

LOOKUPS: Mapping[str, Row[Lookup]] = {
    "customer": Row(lookups.customer, writes=False, searches=True),
}
"""By field."""
