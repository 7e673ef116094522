"""A service to tell stories about, its people, and a clock that stories move.

`amira.reports(...)`, `priya.presses("I'll reply")`: what a person does goes through the same doors as a real
client's requests; what a person sees is what their client would draw. `web` opens it as the try-out, and
`tests.slack.office` in Slack.
"""

from tests.office.shared import LONDON, MANAGERS, MONDAY, TEAM, Colleague, Office, Picture, Room, StoryClock
from tests.office.shown import button, labels, words

__all__ = [
    "LONDON",
    "MANAGERS",
    "MONDAY",
    "TEAM",
    "Colleague",
    "Office",
    "Picture",
    "Room",
    "StoryClock",
    "button",
    "labels",
    "words",
]
