"""The names of choices: keys are fixed, labels are ours to improve."""

ROUTES = {
    "helpline": "Helpline",
    "inbox": "Service inbox",
    "worker_email": "E-mail to me",
    "worker_phone": "Call to me",
    "in_person": "In person",
    "text_message": "Text message",
    "letter": "Letter",
    "social_media": "Social media",
    "complaint_form": "Complaint form",
    "third_party": "Through somebody else",
}
ROUTE_SEEN = ROUTES | {"worker_email": "e-mail to a worker", "worker_phone": "call to a worker"}
TOLD_US = {"yes": "Yes", "no": "No", "not_asked": "Didn't ask"}
GETS_THROUGH = {
    "new_issue": "Something new",
    "safeguarding": "Worry about somebody's safety",
    "complaint": "A complaint or an appeal",
    "information_request": "A request for records or information",
    "asked": "We rang them, or had asked them to get in touch",
    "our_side": "We were late, or the way they should use was closed",
}
"""What always gets through, whatever is restricted, as far as the form can't tell it itself."""
NAME_NOT_KNOWN = "Name not known"
WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def route(key: str) -> str:
    """A route inside a sentence."""
    return ROUTE_SEEN.get(key, key).lower()


WORD = "Talked about how they contact us"
"""The button for the word, the policy's first step: nobody should take it for "I spoke with them"."""
