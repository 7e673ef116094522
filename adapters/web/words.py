"""What the try-out's own doors say; the assistant's sentences are in `bot/words`."""

NOT_OUR_HOST = "This page answers only on this computer, at the address that was printed when it started."
NOT_OUR_PAGE = "This came from another page. Only the try-out's own page may do things here."
NOT_JSON_TYPE = "Send this as application/json."
NOT_JSON = "That was not readable as JSON."
NOT_AN_OBJECT = "The request needs to be one JSON object."
TOO_LARGE = "That is more than 256 kB, too much for one message. Please shorten it; nothing was saved."
NOT_FOUND = "There is nothing at this address."
NOT_THIS_WAY = "This address does not work that way."
WENT_WRONG = "Something went wrong here. What you typed is still in the page; please try again."
NOT_SAVED = "This could not be saved just now. What you typed is still here; please try again in a moment."
NOT_IN_PLACE = "You are not in this conversation."
NOT_STAFF = "Only the people of this service can write here."

WHO = "Say who you are: who is a short name, such as amira."
PLACE = "Say where: place needs a kind (channel, person or group) and a target."
DELIVERY = "The request needs a delivery: a text of 1 to 100 characters, the same when it is sent again."
TYPE = "The type needs to be command, line, press, submit, change, lookup or opened."
FIELDS = "The fields need to be texts, or lists of texts."
FIELD_TEXTS = {
    "name": "The request needs a name (a text).",
    "text": "The request needs a text.",
    "action": "The request needs an action (a text of at most 200 characters).",
    "value": "The value needs to be a text.",
    "field": "The request needs a field (a text of at most 200 characters).",
    "typed": "The request needs what was typed (a text).",
}

ASSISTANT = "Evenhand"
TEAM = "team"
MANAGERS = "managers"
