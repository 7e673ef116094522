"""What is said beside a field that can't be saved yet: what to do, never blame."""

NEEDED = "Please fill this in."
CHOOSE = "Please choose one from the list."
DAY = "Please give a day, for example 2026-11-30."
MOMENT = "Please give a day and a time."
FUTURE = "This is still to come. When did it happen?"
PAST = "That day is over. Please choose today or later."
SAY_WHAT = "You ticked a concern that needs the facts or the words used. Please write them here."
UNKNOWN_CUSTOMER = "We have no customer with that reference. Choose one from the list, or type a name."
PROMISE_WHAT = "You gave a day. What did you promise?"
EMAIL = "This does not look like an e-mail address."
PHONE = "This does not look like a telephone number."


def whole_number(most: int) -> str:
    """A number was expected."""
    return f"Please give a whole number from 0 to {most}."


def too_long(length: int, limit: int) -> str:
    """Too many characters."""
    return (
        f"This has {length:,} characters; {limit:,} fit. Nothing is lost: please shorten it and save again."
    )


BEFORE_DECISION = "It was approved later than that. When were they told after it?"
AWAY = "away today"
CHOOSE_CUSTOMER = "Please choose a customer from the list."
SAME_PERSON = "Please choose somebody other than the contact."
AT_LEAST_ONCE = "Please give a number of 1 or more: what closes a way altogether is a block."
A_BLOCK = (
    "This closes every way by telephone or by e-mail: that is a block, for extreme cases. Leave one open."
)
