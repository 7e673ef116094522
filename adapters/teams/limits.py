"""What Teams takes at most, in one place: everything drawn here stays within it."""

from collections.abc import Mapping

LIMITS: Mapping[str, int] = {
    "card_bytes": 24_000,  # a message holds about 28 kB; the activity around the card needs some of it
    "paragraph": 4000,  # ours: one block of text
    "row": 4,  # of 6 buttons that a card shows side by side; with the menu of further ones
    "row_letters": 70,  # ours: of their labels, each with its edge; the client cuts off what a narrow card has no room for
    "row_bytes": 12_000,  # ours: a row with its menu; a larger menu stands below it
    "confirm": 300,  # ours: what a button asks first
    "menu": 20,  # ours: further buttons under More
    "title": 200,  # ours: a heading of two or three lines
    "dialog_title": 64,  # ours: what a dialog's bar shows
    "label": 75,  # of a button
    "option": 200,  # of a choice
    "options": 500,  # ours: choices of one list
    "found": 15,  # what a look-up offers
    "input": 8000,  # ours: the longest text that comes back whole
    "form_bytes": 4000,  # of a form that travels with its buttons, folded
    "unfolded_bytes": 60_000,  # and once it is unfolded again
    "image": 20_000,  # of a picture in a message, as a data address
    "summary": 200,  # what a notification says
    "told": 400,  # what the client says in passing
}
