"""Which row lives through what: read from the audit chain after each row, so that no action is left without its story.

`case.consider result=watch` is the step with that answer. A row may do more than it stands here for.
"""

import json
from collections.abc import Collection, Iterator, Mapping

from sqlmodel import select

from bot import kinds
from bot.words import complaining, considering, conversing, requesting, reviewing
from storage import Db
from storage.tables import AuditEntry, CaseStep, Restriction

BY: Mapping[str, frozenset[str]] = {
    "a_word_is_had_with_the_customer": frozenset({"word.note"}),
    "a_worker_asks_for_a_look_and_is_told_that_no_case_is_needed": frozenset({"case.refuse", "case.suggest"}),
    "a_manager_looks_closer": frozenset({"case.open"}),
    "the_check_finds_nothing_unreasonable": frozenset({"case.consider result=not_unreasonable"}),
    "the_check_says_to_watch": frozenset({"case.consider result=watch"}),
    "the_conversation_ends_agreed": frozenset(
        {"case.consider result=raise", "case.conversation outcome=agreed"}
    ),
    "the_conversation_ends_no_change": frozenset({"case.conversation outcome=no_change"}),
    "the_conversation_ends_did_not_agree": frozenset({"case.conversation outcome=did_not_agree"}),
    "nobody_reaches_them_before_two_ways_and_a_letter": frozenset(
        {"case.conversation outcome=not_reached", "restriction.agree kind=style"}
    ),
    "a_restriction_of_the_kind_change_of_communication_is_proposed_and_approved": frozenset(
        {"restriction.agree kind=change_of_communication", "restriction.approve"}
    ),
    "a_restriction_of_the_kind_single_contact_is_proposed_and_approved": frozenset(
        {"restriction.agree kind=single_contact"}
    ),
    "a_restriction_of_the_kind_agreed_frequency_is_proposed_and_approved": frozenset(
        {"restriction.agree kind=agreed_frequency"}
    ),
    "a_restriction_of_the_kind_open_enquiry_only_is_proposed_and_approved": frozenset(
        {"restriction.agree kind=open_enquiry_only"}
    ),
    "a_restriction_of_the_kind_new_issues_only_is_proposed_and_approved": frozenset(
        {"restriction.agree kind=new_issues_only"}
    ),
    "a_restriction_of_the_kind_other_is_proposed_and_approved": frozenset({"restriction.agree kind=other"}),
    "a_proposal_is_declined_and_another_taken_back": frozenset(
        {"restriction.decline", "restriction.withdraw"}
    ),
    "the_customer_is_told_it_is_lifted_and_the_case_is_closed": frozenset({"case.close", "restriction.lift"}),
    "a_review_lifts_it_as_usual": frozenset({"restriction.review outcome=lift"}),
    "a_review_renews_it_with_reasons": frozenset({"restriction.review outcome=renew"}),
    "a_review_wants_something_else_in_its_place": frozenset({"restriction.review outcome=vary"}),
    "a_review_wants_a_block": frozenset({"misfit.confirm", "restriction.review outcome=block"}),
    "the_customer_asks_for_a_review": frozenset({"restriction.request"}),
    "a_complaint_is_about_a_colleague": frozenset({"case.exclude"}),
    "a_block_is_declined_and_another_approved": frozenset(
        {"block.approve", "block.decline", "block.propose"}
    ),
    "a_report_seems_not_to_fit_and_fits_after_all": frozenset({"report.fits"}),
    "a_request_to_communicate_differently_is_noted_and_answered": frozenset(
        {"adjustment.answer", "adjustment.log"}
    ),
    "a_threat_is_taken_and_a_check_in_answered_ye": frozenset(
        {"safety.check_in", "safety.raise", "safety.take"}
    ),
    "a_threat_is_taken_and_a_check_in_answered_no": frozenset({"safety.no_check_in"}),
    "a_measure_is_set_after_a_threat_and_approved": frozenset({"safety.approve"}),
    "a_measure_is_set_after_a_threat_and_declined": frozenset({"safety.decline"}),
    "a_measure_that_nobody_else_agrees_to_ends_by_itself_after_ten_working_days": frozenset(
        {"safety.measure"}
    ),
    "a_report_is_withdrawn_and_what_was_decided_is_confirmed": frozenset(
        {"decision.confirm", "report.withdraw"}
    ),
    "a_report_is_corrected_and_what_was_decided_is_confirmed": frozenset({"report.correct"}),
    "a_report_is_separated_and_what_was_decided_is_confirmed": frozenset({"customer.separate"}),
    "a_customer_complains_and_an_outside_decider_answers": frozenset(
        {"complaint.decide outcome=partly", "complaint.log"}
    ),
    "a_customer_asks_for_their_own_records_and_gets_them": frozenset(
        {"request.done", "request.log kind=file"}
    ),
    "a_reserve_decider_outside_has_approved": frozenset({"reserve.approve"}),
    "a_reserve_decider_outside_has_declined": frozenset({"reserve.decline"}),
    "a_customer_is_known_by_another_name_and_number_and_a_manager_corrects_it": frozenset(
        {"customer.correct", "request.log kind=correction"}
    ),
    "two_records_are_one_person_and_then_two": frozenset({"customer.merge", "customer.unmerge"}),
    "a_promise_is_kept": frozenset({"promise.done"}),
    "what_could_not_be_delivered_is_tried_again": frozenset({"outbox.retry"}),
    "complaints_are_answered_by_a_manager_who_had_no_part_in_it": frozenset(
        {"complaint.decide outcome=not_upheld", "complaint.decide outcome=upheld"}
    ),
    "a_customer_asks_for_each_of_four_things_and_each_has_its_day": frozenset(
        {"request.log kind=erasure", "request.log kind=information"}
    ),
    "sixty_days_in_which_everything_fits_are_told_once": frozenset({"restriction.notify"}),
    "somebody_is_away_is_covered_and_comes_back": frozenset({"away.end", "away.set"}),
}
EVERY = frozenset(what for each in BY.values() for what in each)


ANSWERS: Mapping[tuple[str, str], Collection[str]] = {
    ("case.consider", "result"): considering.RESULTS,
    ("case.conversation", "outcome"): conversing.OUTCOMES,
    ("restriction.agree", "kind"): kinds.AGREED,
    ("restriction.review", "outcome"): reviewing.OUTCOMES,
    ("request.log", "kind"): requesting.KINDS,
    ("complaint.decide", "outcome"): complaining.OUTCOMES,
}
"""Steps of which each answer needs a row of its own."""


def done(db: Db) -> frozenset[str]:
    """What was really done: actions that have an entry in the audit chain, and answers of steps."""
    assert {each.kind for each in db.exec(select(Restriction))} <= kinds.KINDS.keys()
    return frozenset(_done(db))


def _done(db: Db) -> Iterator[str]:
    kept = [(each.action, each.facts) for each in db.exec(select(AuditEntry))]
    kept += [(each.action, each.answers) for each in db.exec(select(CaseStep))]
    for action, said in kept:
        yield action
        for field, answer in json.loads(said or "{}").items():
            if every := ANSWERS.get((action, field)):
                assert answer in every, f"{action} {field}={answer}"
                yield f"{action} {field}={answer}"
