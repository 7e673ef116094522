"""What letters say about each concern, route and kind of restriction: actions, never a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.letters.facts import OwnPhrases
from bot.letters.model import Gap, Run
from bot.words.sentences import SENTENCES


@dataclass(frozen=True)
class Phrases:
    """What happened, why it is difficult, what we ask."""

    happened: Run
    why: Run
    ask: Run


Chosen = Callable[[Phrases], Run]
"""One of the three."""

CONCERNS: Mapping[str, Phrases] = {
    "several_routes": Phrases(
        "You asked more than one of us, or used more than one way to reach us, about the same thing.",
        "When several of us work on the same question, you may get different answers. It also takes longer.",
        "Please ask one of us about one question. Tell us if you have asked someone else.",
    ),
    "copied_in": Phrases(
        "You copied us into e-mails that were not about our work with you.",
        "We can't tell which e-mails you want us to act on. We may miss one that matters.",
        "Please send us an e-mail only if you want us to do something. Say in the first line what you need.",
    ),
    "several_advisers": Phrases(
        "You called more than once about the same thing and spoke to different advisers.",
        "Each adviser has to start again, and you may be told different things.",
        "Please stay with one adviser for each question.",
    ),
    "heavy_demands": Phrases(
        "You were in touch many times in a few days, or sent long e-mails one after the other.",
        "We can't read and answer that much with care, and other families have to wait.",
        "Please put your questions into one message, and give us time to answer.",
    ),
    "remarks_to_staff": Phrases(
        "Some of the words used to one of us were hurtful.",
        "Our staff should be able to work without being spoken to in this way.",
        "You may be angry with us, and you may say so. Please do it without words like these.",
    ),
    "repeat_complaint": Phrases(
        "You sent us a complaint again after we had given our last answer to it.",
        "We have looked at it as far as we can. Looking again would not change our answer.",
        "Please take the next step that is named in our last answer. Tell us if there is something new.",
    ),
    "beyond_what_to_expect": Phrases(
        "You asked for things that our service does not do.",
        "We can't do them for anyone, and saying so again takes time from the help that we can give.",
        "Please look at “{what_to_expect}”. We are glad to help with all that is in it.",
    ),
    "changing_focus": Phrases(
        "What you asked us to work on changed several times, though nothing new had happened.",
        "We have to start again each time, and can't finish the work with you.",
        "Please choose with us what to work on first. We finish that, and then take the next thing.",
    ),
    "information_not_shared": Phrases(
        "We were not told something that we needed to know to help you.",
        "Without it, what we tell you may be wrong for you.",
        "Please tell us all we need to know about your question, and send us the letters you have.",
    ),
    "staff_complaint": Phrases(
        "You complained about one of us and asked for someone else. We looked into it.",
        "We look at each complaint with care. A change of person each time makes it hard to help you.",
        "Please go on with the person named in this letter. You can complain if something new happens.",
    ),
    "recorded": Phrases(
        "You recorded a call or a meeting, and the others did not know.",
        "People speak less freely when they do not know if they are being recorded.",
        "Please ask first if you want to record. If you need to, for example because of a disability, tell us. "
        "We will find a way.",
    ),
}
"""By the policy's concern."""

UNKNOWN = Phrases(
    Gap("what happened, in plain words"),
    Gap("why this is difficult for us"),
    Gap("what we ask for"),
)
"""For a concern that we have no words for."""

ROUTES: Mapping[str, str] = {
    "helpline": "by phone, to our helpline",
    "inbox": "by e-mail, to our shared address",
    "worker_email": "by e-mail, to one of us",
    "worker_phone": "by phone, to one of us",
    "in_person": "in person",
    "text_message": "by text message",
    "letter": "by letter",
    "social_media": "on social media",
    "complaint_form": "on our complaint form",
    "third_party": "through someone else",
}

TRIED: Mapping[str, str] = {
    "helpline": "by phone",
    "in_person": "in person",
    "video_call": "by video call",
    "inbox": "by e-mail",
    "text_message": "by text message",
    "letter": "by letter",
}
"""How one of us tried to speak with somebody."""

WAYS: Mapping[str, str] = {
    "helpline": "calling our helpline",
    "inbox": "e-mail to our shared address",
    "worker_email": "e-mail to one of us",
    "worker_phone": "calling one of us",
    "in_person": "coming to see us",
    "text_message": "text message",
    "letter": "letter",
    "social_media": "social media",
}
"""The routes that a restriction may close or limit, after "by"."""

KINDS: Mapping[str, str] = {
    "change_of_communication": "How you contact us changes. This is what changes:",
    "single_contact": "You have one named person to contact:",
    "agreed_frequency": "You contact us as often as it says here:",
    "style": "In calls and messages, please keep to this:",
    "open_enquiry_only": "We answer you about what we are working on with you now. We read all else you send, but we "
    "may not answer it. This is what we are working on:",
    "new_issues_only": "We answer you about anything new. We read what you send about the things named here, but we "
    "may not answer it:",
    "other": "This is what changes:",
    "block_telephone": SENTENCES["block_telephone"].usual,
    "block_electronic": SENTENCES["block_electronic"].usual,
}
"""By the restriction's kind, while it holds."""

UNTIL_NOW: Mapping[str, str] = {
    "change_of_communication": "Until now you were asked to change how you contact us. We wrote:",
    "single_contact": "Until now you were asked to contact one named person. We wrote:",
    "agreed_frequency": "Until now you were asked to contact us only so often. We wrote:",
    "style": "Until now you were asked to keep to something in calls and messages. We wrote:",
    "open_enquiry_only": "Until now we answered you only about what we were working on with you. This was:",
    "new_issues_only": "Until now we did not answer you about the things named here, only about new ones:",
    "other": "Until now something was not as usual for you. We wrote:",
    "block_telephone": "Until now we did not take calls from you on our phone lines.",
    "block_electronic": "Until now we did not answer e-mails and other online messages from you.",
}
"""By the kind, once it is over: nobody may read it as what holds."""

WOULD_HAVE: Mapping[str, str] = {
    "block_telephone": "We would have stopped taking calls from you on our phone lines.",
    "block_electronic": "We would have stopped answering e-mails and other online messages from you.",
}
"""By the kind of a block that nobody agreed to."""


def concern(key: str, own: OwnPhrases | None, what_to_expect: str) -> Phrases:
    """What to say about a concern: the service's `own` words where it has any; `what_to_expect`: what its page is called."""
    usual, said = CONCERNS.get(key, UNKNOWN), own or OwnPhrases()
    ask = usual.ask.replace("{what_to_expect}", what_to_expect) if isinstance(usual.ask, str) else usual.ask
    return Phrases(said.happened or usual.happened, said.why or usual.why, said.ask or ask)
