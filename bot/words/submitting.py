"""What comes of each form once it is submitted: who is told, and whether anything goes to the customer."""

from collections.abc import Mapping

NOTHING = "Nothing goes to the customer."
TELL_THEM = "Evenhand sends the customer nothing: tell them yourself."
_DECIDED = "The proposer is told, and can read why. " + NOTHING
_PROPOSED = "Whoever may decide is asked. Nothing is in force yet, and nothing goes to the customer."
_ON_THE_CARD = "The case's card says so. " + NOTHING

AFTERWARDS: Mapping[str, str] = {
    "report.file": f"Only colleagues on the same issue are told. {NOTHING}",
    "report.correct": f"What it said before is kept. Colleagues on its issue see the change. {NOTHING}",
    "report.withdraw": f"Colleagues on its issue see it. {NOTHING}",
    "word.note": f"Colleagues see it when they choose this customer. {NOTHING}",
    "safety.raise": f"Managers read it in private messages; their channel gets no words of it. {NOTHING}",
    "away.set": "Your cover gets your messages from now on; colleagues see until when you are away.",
    "request.log": f"Managers see it in the summary, and you are told when it is done. {NOTHING}",
    "request.done": f"Whoever noted it is told. {TELL_THEM}",
    "adjustment.log": f"A manager answers it, and you are told. {NOTHING}",
    "adjustment.answer": f"Whoever noted it is told. {TELL_THEM}",
    "complaint.log": f"Somebody who had no part in it is asked to look, and you are told. {NOTHING}",
    "complaint.decide": f"Whoever noted it is told. {NOTHING} A letter is drafted, to be sent by you.",
    "case.suggest": f"The managers' channel is asked, and you are told the answer. {NOTHING}",
    "case.refuse": f"The colleague who asked is told. {NOTHING}",
    "issue.assign": f"Everybody who holds the issue is told. {NOTHING}",
    "issue.dismiss": f"The managers' card says so, until another report joins the issue. {NOTHING}",
    "case.consider": f"The case's card shows the result; whoever is to speak with them is asked. {NOTHING}",
    "case.exclude": f"What waits for them is put before others who may decide. {NOTHING}",
    "case.conversation": f"Managers see on the case's card how it went. {NOTHING}",
    "case.close": f"Whoever had a part in the case is told that it is closed. {NOTHING}",
    "restriction.agree": _PROPOSED,
    "restriction.approve": f"The proposer is told. It is in force only once the customer was told. {TELL_THEM}",
    "restriction.decline": _DECIDED,
    "restriction.notify": "You have told the customer; Evenhand sends nothing. Colleagues see it from then on.",
    "restriction.review": f"Whoever is concerned is told. {TELL_THEM}",
    "restriction.lift": f"It ends today, and whoever is concerned is told. {TELL_THEM}",
    "restriction.request": f"Whoever looks after the case is asked to review it. {NOTHING}",
    "reserve.record": f"The proposer is told. {NOTHING}",
    "decision.confirm": _ON_THE_CARD,
    "misfit.confirm": f"The case's card says so, and nothing else changes by itself. {NOTHING}",
    "report.fits": f"The question is answered, and nobody is asked again. {NOTHING}",
    "block.propose": _PROPOSED,
    "block.approve": f"The proposer is told. It is in force only once the customer was told. {TELL_THEM}",
    "block.decline": _DECIDED,
    "safety.measure": f"It is in force at once, and somebody else is asked to approve it. {TELL_THEM}",
    "safety.approve": f"It stays in force until its review, and the proposer is told. {NOTHING}",
    "safety.decline": _DECIDED,
    "customer.correct": f"Colleagues see the record as it is then; what stood there is kept. {NOTHING}",
    "customer.merge": f"Colleagues on their issues see one customer. {NOTHING}",
    "customer.unmerge": f"Colleagues on their issues see two customers again. {NOTHING}",
}
"""By the form's action; one quiet line, which stands where the form is read first."""
