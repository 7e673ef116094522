"""Asking managers for a look and their answer; who the customer of a case is, and what was done in it."""

from bot import limits, references
from bot.cards import Bold, Button, Buttons, Card, Facts, Form, Style, TextField, quiet, text
from bot.targets import MANAGERS, Target
from bot.words import labels
from storage.tables import CaseRequest, Customer


def suggest_form(target: Target, reasons: str, error: str) -> Form:
    """Ask a manager to look at an issue."""
    return Form(
        action="case.suggest",
        title="Ask a manager",
        submit="Ask",
        kept=True,
        value=target.value,
        fields=(
            TextField(
                "reasons",
                "What should a manager look at?",
                reasons,
                help="The channel shows the issue's reference only; a manager opens your words.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=error,
            ),
        ),
    )


def refuse_form(request: CaseRequest, reasons: str, error: str) -> Form:
    """Say why a request needs no case."""
    return Form(
        action="case.refuse",
        title="No case needed",
        submit="Tell them",
        kept=True,
        value=Target(request.issue_id, extra=request.id or 0).value,
        fields=(
            TextField(
                "reasons",
                "What should the colleague know?",
                reasons,
                help="They read this.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=error,
            ),
        ),
    )


def request_card(request: CaseRequest, by: str, *, incident: bool) -> Card:
    """A worker's request, for the managers' channel."""
    who, reference = references.initials(by), references.issue(request.issue_id)
    look = (Button("Look closer", "case.open", _about(request).value, Style.GO),) if incident else ()
    return Card(
        f"{who} asks for a look at {reference}",
        (
            *(() if incident else (quiet("No report on it has a concern, so there can be no case yet."),)),
            Buttons((*look, *request_buttons(request))),
        ),
    )


def request_buttons(request: CaseRequest) -> tuple[Button, ...]:
    """What managers may do about a request that waits, whatever it is about."""
    value = _about(request).value
    return (
        Button("Show", "issue.show", value),
        Button("Read the request", "case.request", value),
        Button("No case needed", "case.refuse", value),
    )


def _about(request: CaseRequest) -> Target:
    return Target(request.issue_id, 0, 0, MANAGERS, request.id or 0)


def request_text(request: CaseRequest, by: str) -> Card:
    """What the worker wrote."""
    return Card(f"{by} about {references.issue(request.issue_id)}", (text(request.reasons),))


def asked_already(issue_id: int) -> Card:
    """The same colleague asked before, and waits for the answer."""
    return Card(
        f"You asked the managers to look at {references.issue(issue_id)} already",
        (quiet("You are told the answer. What you asked then stays as it is."),),
    )


def asked(issue_id: int) -> Card:
    """The managers were asked."""
    return Card(
        f"The managers are asked to look at {references.issue(issue_id)}",
        (quiet("You are told the answer."),),
    )


def request_settled(request: CaseRequest, by: str, case: str) -> Card:
    """The managers' card once a request has its answer."""
    who = references.initials(by)
    said = f"{who} opened {case}." if case else f"{who}: no case needed."
    return Card(f"{references.issue(request.issue_id)}: the request is answered", (quiet(said),))


def request_answer(request: CaseRequest, by: str, case: str) -> Card:
    """The answer to the worker who asked; what the manager wrote opens by a press."""
    reference = references.issue(request.issue_id)
    said = f"{references.initials(by)} opened {case}." if case else "No case is needed for now."
    read = Button("Read why", "case.request", Target(request.issue_id, extra=request.id or 0).value)
    return Card(f"Your request about {reference}", (text(said), *(() if case else (Buttons((read,)),))))


def request_reasons(request: CaseRequest, by: str) -> Card:
    """What the manager wrote to the worker."""
    return Card(f"{by} about {references.issue(request.issue_id)}", (text(request.answer_reasons),))


def who_card(customer: Customer) -> Card:
    """The customer of a case, for one manager."""
    known = (
        ("Name", customer.name or labels.NAME_NOT_KNOWN),
        ("Relationship", customer.relationship),
        ("Telephone", customer.phone or ""),
        ("E-mail", customer.email or ""),
        ("Case reference", customer.case_ref or ""),
        ("Child", customer.child or ""),
    )
    facts = Facts(tuple((label, value) for label, value in known if value))
    seen = quiet("Only you see this. That you looked is recorded.")
    return Card(references.customer(customer.id or 0), (facts, seen))


def no_incident(reference: str) -> Card:
    """A case needs at least one incident."""
    return Card(
        f"{reference} can't become a case",
        (text("A case rests on at least one report with a concern. There is none: contact is expected."),),
    )


def customer_not_known(reference: str) -> Card:
    """A case is about one customer."""
    return Card(f"{reference} can't become a case", (text("We don't know who the customer is yet."),))


def no_such_case(typed: str) -> Card:
    """Nothing fits after `case`, or nothing was typed."""
    said = (text(Bold(typed), " is no case, and no customer who has had one."),) if typed else ()
    return Card(
        "No case fits" if typed else "Which case?",
        (
            *said,
            quiet(
                "For example: ",
                Bold("/incident case M-0001"),
                ", or of a customer ",
                Bold("/incident case C-0042"),
            ),
            quiet("Every open one: ", Bold("/incident cases"), "."),
        ),
    )
