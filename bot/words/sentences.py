"""The sentences that a service may say in its own words, and what each says unless it does.

One line here is one key more of `[wording]` in the policy file: the loader, `evenhand policy wording` and the test of
docs/policy.md read this table. What protects the customer and gives no fact is not here: it can only be added to.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LABEL, TITLE, SAID, PARAGRAPH = 60, 100, 300, 800
"""Characters: a name inside a sentence, a title, a sentence to say, a paragraph of a letter."""


@dataclass(frozen=True)
class Sentence:
    """`usual`: nothing where a service only adds. Its placeholders must stay, but those in `may_go`.

    `limit`: characters at most; only what has the limit of a paragraph may have several lines.
    """

    usual: str = ""
    limit: int = PARAGRAPH
    may_go: frozenset[str] = frozenset()

    @property
    def placeholders(self) -> frozenset[str]:
        """What facts are put in for."""
        return frozenset(re.findall(r"\{([a-z_]+)\}", self.usual))

    @property
    def must_stay(self) -> frozenset[str]:
        """The facts that it has to give."""
        return self.placeholders - self.may_go


def _may_go(*names: str) -> frozenset[str]:
    return frozenset(names)


SENTENCES: Mapping[str, Sentence] = {
    # What things are called
    "what_to_expect": Sentence("What to Expect", LABEL),
    "complaints_policy": Sentence("complaints policy", LABEL),
    # Every letter
    "letter_sender": Sentence("{our_address}", may_go=_may_go("our_address")),
    "letter_salutation": Sentence("Dear {customer},", TITLE),
    "letter_closing": Sentence("Yours sincerely", TITLE),
    "letter_signature": Sentence("{who_signs}", may_go=_may_go("who_signs")),
    "letter_policy": Sentence("It is called “{policy}”. A copy comes with this letter."),
    "letter_complain": Sentence(
        "You can complain at any time. How to do that is in our {complaints_policy}, which comes with this letter."
    ),
    "letter_complain_more": Sentence(),
    "letter_ombudsman": Sentence(
        "If you are not happy with our last answer, you can go to the {ombudsman}: {ombudsman_page}"
    ),
    "letter_rights_more": Sentence(),
    "letter_needs_more": Sentence(),
    "letter_gets_through_more": Sentence(limit=SAID),
    "letter_reach_us": Sentence(
        "You can reach us as anyone else can: {our_contact}", may_go=_may_go("our_contact")
    ),
    "letter_review": Sentence("We look at this again by {review_day}. {how_reviews_work}"),
    # The concern letter
    "concern_title": Sentence("How we keep in touch", TITLE),
    "concern_opening": Sentence(
        "We want to go on helping you. This letter is about some of your calls and messages. It is not about you as a "
        "person. We find some of them hard to deal with, and we would like to put that right with you."
    ),
    "concern_contact": Sentence(
        "Please contact {contact}. You can reach them here: {contact_details}. When they are away, please ask for "
        "{deputy}.",
        may_go=_may_go("contact_details", "deputy"),
    ),
    "concern_look_again": Sentence(
        "We look at this again after {months}, on {day}. If things go well, that is the end of it.",
        may_go=_may_go("months"),
    ),
    "concern_disagree": Sentence(
        "Please tell us. We write down what you say and keep it with this letter. You can also complain. How to do that "
        "is in our {complaints_policy}, which comes with this letter."
    ),
    # The letter about a restriction or a block
    "restriction_title": Sentence("How you can contact us", TITLE),
    "restriction_opening": Sentence(
        "You can still get help from us. This letter says what changes, why, and for how long. It also says what you can "
        "do if you do not agree."
    ),
    "block_telephone": Sentence("We do not take calls from you on our phone lines."),
    "block_electronic": Sentence(
        "We do not answer e-mails and other online messages from you. We still read them."
    ),
    # The letter before a review, and after it
    "review_title": Sentence("We look again at how you can contact us", TITLE),
    "review_opening": Sentence(
        "Some time ago we wrote to you about how you can contact us. Now we look at that again. We would like to hear "
        "from you before we do."
    ),
    "review_tell_by": Sentence("Please tell us by {day} if you can. You can do that:"),
    "outcome_title": Sentence("How you can contact us from now on", TITLE),
    "outcome_lifted": Sentence(
        "We looked again at how you can contact us. We have good news: a limit that we set ends."
    ),
    "outcome_goes_on": Sentence("We looked again at how you can contact us. What we set goes on for now."),
    # What colleagues could say while something is in force
    "say_change_of_communication": Sentence(
        "We agreed a way of staying in touch. Shall we do it that way?", SAID
    ),
    "say_single_contact": Sentence("{contact} looks after this for you. May I pass on what you say?", SAID),
    "say_as_the_contact": Sentence(
        "Thank you for coming to me. Let us see what we can do about it today.", SAID
    ),
    "say_agreed_frequency": Sentence(
        "Thank you, I'll note that. Is it something new, or can it wait for our next time?", SAID
    ),
    "say_style": Sentence(
        "I'd like to help you with this. Let us take it calmly, one thing after the other.", SAID
    ),
    "say_open_enquiry_only": Sentence(
        "Thank you, I'll note what you say. You hear from us about what is open with us.", SAID
    ),
    "say_new_issues_only": Sentence(
        "We have given you our answer on this. If something is new, I'd like to hear it.", SAID
    ),
    "say_other": Sentence(
        "Thank you, I'll note what you say. We agreed how we stay in touch, so let us keep to that.", SAID
    ),
    "say_block_telephone": Sentence(
        "I can't talk this over by telephone. Our letter says how to reach us, and we read what you send.",
        SAID,
    ),
    "say_block_electronic": Sentence(
        "We read what you send. Our letter says how to reach us so that you get an answer.", SAID
    ),
    # Notices for staff
    "form_note": Sentence(limit=SAID),
    "help_note": Sentence(limit=SAID),
}
"""By key, in the order in which they are listed."""
