"""What each picture of Slack and Teams shows, in one line, by page and topic: `python -m tests.pictures.pages` writes these pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path

SHARED: Mapping[str, Mapping[str, str]] = {
    "The first day": {
        "welcome": "Whoever is new reads three lines, once.",
        "welcome-manager": "A manager's.",
        "welcome-channel": "Where managers read: what will come there.",
        "none-mine": "`/incident mine`, before anything was logged.",
        "none-found": "`/incident check`, where nobody fits.",
        "none-cases": "`/incident cases`, before there is one: how one begins.",
    },
    "Log a communication": {
        "form": "`/incident`: two fields are needed, the rest has sensible beginnings.",
        "form-customer": "A customer is chosen: what is worth knowing stands right below, before anything is typed.",
        "form-more": "*More* unfolds concerns, what was promised, and a different way of communicating.",
        "form-errors": "What can't be saved yet says so beside its field; nothing typed is lost.",
        "saved": "Saved: the reference, and the text for the service's own case system.",
        "own-report": "`/incident mine R-00001`: one's own report.",
        "correct-form": "*Correct*.",
        "corrected": "Corrected: the same reference.",
        "withdraw-form": "*Withdraw*.",
        "withdrawn": "A withdrawn report stays on file and counts nowhere.",
    },
    "Colleagues with the same issue": {
        "shared-two": "A second colleague logs the same issue.",
        "question": "Where Evenhand is not sure it asks, and says why it asks.",
        "shared": "A third: who they are, why Evenhand thinks so, who replies.",
        "colleague": "The one message that each colleague has: references and initials only.",
        "possibly": "The same person lately, about something that reads differently: it is mentioned, and no colleague is told.",
        "talk": "*Talk together*.",
        "talk-group": "The conversation that it opens for those who hold the issue.",
        "household": "Two customers of one household are told apart, and neither is told of the other.",
        "household-apart": "*Keep separate*: a manager sees to it that neither side's workers hear of the other.",
    },
    "Managers name who replies": {
        "managers": "The managers' channel: one card for an issue that three colleagues hold.",
        "assign": "*Name who replies*.",
        "assigned": "What follows from it.",
        "managers-named": "The managers' card afterwards; who decided can undo it.",
        "colleague-named": "The colleagues' message, edited: somebody was named to reply.",
        "dismiss-form": "*No action needed*.",
        "dismissed": "The card afterwards.",
    },
    "Look things up": {
        "check": "`/incident check`: only you see it.",
        "check-manager": "The same for a manager, with what a manager can do.",
        "mine": "`/incident mine`: correct, withdraw, done.",
        "help": "`/incident help`.",
        "home-worker": "App Home of a worker.",
        "home-manager": "App Home of a manager: what waits comes first.",
        "summary": "The summary, every working morning.",
        "upkeep": "What managers are told once, privately, because somebody has to mend it.",
        "upkeep-mended": "The same message, once a part of it is mended.",
        "stats": "`/incident stats`: what is too small to be told is not told.",
        "stats-picture": "The picture that comes with it.",
    },
    "Promises, and being away": {
        "promise-due": "A reminder on the day of a promise; what was promised stands only in `/incident mine`.",
        "away": "`/incident away`.",
        "away-set": "Who covers.",
        "covered": "What the cover is told.",
    },
    "A word with a customer, and a manager's look": {
        "word-form": "`/incident word`: the first step, and no restriction.",
        "word-noted": "How long colleagues see it.",
        "ask-form": "*Ask a manager*.",
        "asked": "Asked.",
        "asked-managers": "What the managers' channel shows of it.",
        "no-case-form": "*No case needed*.",
        "no-case-told": "Whoever asked is told.",
        "no-case-why": "*Read why*.",
    },
    "What a customer asks for": {
        "adjustment-form": "*Note an adjustment*: another way of communicating.",
        "adjustment-noted": "Noted.",
        "adjustment-answer": "A manager's answer.",
        "adjustment-told": "Whoever noted it is told.",
        "request-form": "`/incident request`: their records, a correction, erasure, information.",
        "request-noted": "When it is due.",
        "request-done": "A manager notes what was done.",
        "request-told": "Whoever noted it is told.",
        "record-form": "A manager corrects a customer's record.",
        "record-corrected": "The record afterwards.",
        "merge-form": "*Same person as another*.",
        "merged": "What moved; it can be taken back.",
        "unmerge-form": "*Not the same person*.",
        "unmerged": "Two people again.",
    },
    "Safety": {
        "safety-remark": "A report with remarks: *This was a threat*.",
        "safety-form": "The form, which `/incident safety` opens too.",
        "safety-raised": "Who is told, and what to do meanwhile.",
        "safety-manager": "Each manager's own message.",
        "safety-channel": "What the managers' channel shows of it.",
        "safety-again": "After 15 minutes, to each manager, until one has it.",
        "safety-mine": "*I've got this*.",
        "safety-taken": "Whoever raised it sees who has it, and is asked.",
        "safety-check-in": "Their answer.",
        "measure-form": "*Set a safety measure*: one manager may act at once.",
        "measure-set": "In force, and until when without a second person.",
        "measure-met": "Colleagues meet it in the form.",
        "measure-asked": "A second person is asked.",
        "measure-decide": "What they decide on.",
        "measure-decided": "It goes on.",
    },
    "When something is slow or broken": {
        "one-moment": "The database is slow: the form comes in a moment.",
        "saving": "What was typed is shown until the outcome comes.",
        "not-saved": "Not saved: the form comes back as it was.",
        "not-sure": "Where nobody can say whether it was saved.",
        "expired": "Slack opens a form within three seconds or not at all.",
        "maybe-open": "Slack was not heard.",
        "went-wrong": "A mistake of ours.",
        "app-refused": "Slack refuses Evenhand as a whole: trying again would not help.",
        "cant-write": "The managers' channel can't be written in: managers are told directly.",
        "summary-undelivered": "The summary says so until it is mended, with *Try again*.",
        "stranger": "A guest, or somebody of another organisation.",
    },
}
CASES: Mapping[str, Mapping[str, str]] = {
    "A case and its fairness check": {
        "walk-case": "A case as a manager opens it: what comes next, what is on file, the other side, what is open, and why the rest is not.",
        "walk-card": "Its card in the managers' channel: counts and kinds, no names.",
        "walk-check": "The fairness check: what we hold stands beside a question.",
        "walk-checked": "Who is asked to speak with the customer.",
    },
    "The conversation": {
        "walk-please-speak": "Whoever was named to speak with the customer is asked.",
        "walk-points": "Their talking points.",
        "walk-conversation": "*Note how it went*.",
        "kept-form": "The same form later: what was written is kept, for its writer alone.",
        "walk-spoken": "What may come next.",
    },
    "A restriction is proposed and decided": {
        "walk-propose": "*Propose a restriction*: what it asks depends on the kind.",
        "walk-proposed": "Who is asked to decide.",
        "walk-proposer": "The proposer's own message, with *Take back*.",
        "walk-asked": "Somebody else is asked to decide.",
        "walk-decide": "One screen to decide on, and one line.",
        "walk-decided": "Approved; in force only once the customer was told.",
        "walk-answered": "The proposer is told, and reads why.",
        "exclude-form": "A complaint about a colleague: they take no decision in the case.",
        "excluded": "What follows from it.",
        "reserve-needed": "Nobody here may decide.",
        "reserve-form": "What a reserve decider outside the workspace decided is recorded.",
    },
    "The customer is told": {
        "walk-notice": "*Note that they were told*.",
        "walk-told": "From when it is in force, and when it is reviewed.",
        "letter-draft": "A draft letter comes to one person, as a file.",
        "letter-read": "*Read as the customer*.",
        "walk-monitoring": "The case's card in the managers' channel once the restrictions are in force.",
        "walk-monitored": "The case as a manager opens it then.",
        "walk-record": "The record: every answer, with who and when.",
    },
    "Living with a restriction": {
        "met-in-the-form": "Colleagues meet it when they choose the customer, with words to say.",
        "check-restricted": "`/incident check` shows it too, with what the customer may ask.",
        "fit-reporter": "A report seems not to fit: whoever logged it reads that it was right to log it.",
        "fit-asked": "Managers are asked: nothing counts before they have said so.",
        "fit-form": "*Fits after all*.",
        "fit-noted": "It is not asked about again.",
        "misfit-form": "*A report doesn't fit*: what always fits stands above.",
        "misfit-noted": "It changes nothing by itself.",
        "confirm-asked": "A report that the decision rests on was withdrawn: managers look again.",
        "confirm-form": "Does it still hold without it?",
        "confirmed": "It does, and why is recorded.",
    },
    "A block, for extreme cases": {
        "block-form": "*Propose a block*.",
        "block-proposed": "Who is asked to decide.",
        "block-asked": "The other manager is asked.",
        "block-decide": "What they decide on.",
        "block-decided": "Approved; in force only once the customer was told.",
        "case-with-a-block": "The case then.",
        "timeline": "*Show the timeline*.",
        "timeline-picture": "The picture comes to whoever asked, and to nobody else.",
    },
    "Complaints": {
        "complaint-form": "*They complain about this*.",
        "complaint-noted": "Who looks at it.",
        "complaint-answer": "Where everybody here had a part in it, somebody from outside decides.",
        "complaint-answered": "Answered; the customer is written to.",
        "complaint-told": "Whoever noted it is told.",
        "complaint-read": "*Read it*.",
    },
    "Reviews, and the end": {
        "review-request": "*They ask for a review*.",
        "review-request-noted": "By when it is reviewed.",
        "review-asked": "The case's card says who asked.",
        "review-form": "A review: lifted, unless there are reasons to go on.",
        "review-lifted": "Lifted, with the letter about it.",
        "lift-form": "*Lift*, at any time.",
        "lifted": "What may come next.",
        "close-form": "*Close the case*.",
        "closed": "Closed.",
        "register-cases": "`/incident cases`: the register of open cases.",
        "register-restrictions": "`/incident restrictions`: the register of restrictions.",
    },
}
SIDE_BY_SIDE: Mapping[str, tuple[str, ...]] = {
    "The first day": ("welcome", "welcome-channel", "none-cases"),
    "Log a communication": ("form", "form-customer", "form-errors", "saved"),
    "Colleagues with the same issue": ("question", "shared", "colleague"),
    "Managers name who replies": ("managers", "assign", "managers-named"),
    "Look things up": ("check", "help", "summary"),
    "A case": ("walk-case", "walk-card", "walk-check", "walk-please-speak", "walk-conversation"),
    "A restriction": ("walk-propose", "walk-asked", "walk-decide", "walk-notice", "walk-told"),
}
"""What is shown of Teams beside Slack, by topic."""
DRAWN = (
    "Drawn from the very messages and dialogs that the stories in `tests/` produce, with made-up people; Slack itself "
    "may space them a little differently."
)
TEAMS_DRAWN = (
    "The same stories, told in each of them: the messages and dialogs are the very ones that `tests/` produce, with made-up "
    "people. Teams' cards are drawn by Microsoft's own renderer of Adaptive Cards; Teams itself may space them a little "
    "differently."
)
PAGES: Mapping[str, tuple[str, str, Mapping[str, Mapping[str, str]]]] = {
    "slack-in-pictures.md": (
        "Evenhand in Slack, in pictures",
        "The policy's formal steps have [a page of their own](slack-cases-in-pictures.md).",
        SHARED,
    ),
    "slack-cases-in-pictures.md": (
        "Cases in Slack, in pictures",
        "What comes before them is [on the first page](slack-in-pictures.md).",
        CASES,
    ),
}
"""File, title, what is elsewhere, and the pictures."""


def named() -> Iterator[str]:
    """Every scene, in the order of the pages."""
    for _title, _elsewhere, topics in PAGES.values():
        for pictures in topics.values():
            yield from pictures


def beside() -> Iterator[str]:
    """Every scene that is shown of Teams, in the order of its page."""
    for pictures in SIDE_BY_SIDE.values():
        yield from pictures


def teams_page() -> str:
    """The page that shows Slack and Teams side by side."""
    said = {
        name: about for topics in (SHARED, CASES) for each in topics.values() for name, about in each.items()
    }
    parts = ["# Slack and Teams, side by side", TEAMS_DRAWN]
    for topic, names in SIDE_BY_SIDE.items():
        parts.append(f"## {topic}")
        for name in names:
            what = _plain(said[name])
            slack, teams = f"slack-{name}.png", f"in-teams-{name}.png"
            pictures = f"| ![In Slack: {what}](pictures/{slack}) | ![In Teams: {what}](pictures/{teams}) |"
            parts.append(f"{said[name]}\n\n| Slack | Teams |\n|---|---|\n{pictures}")
    return "\n\n".join(parts) + "\n"


def page(file: str) -> str:
    """A page as it stands in the guides."""
    title, elsewhere, topics = PAGES[file]
    parts = [f"# {title}", DRAWN, elsewhere]
    for topic, pictures in topics.items():
        parts.append(f"## {topic}")
        parts += [
            f"{said}\n\n![{_plain(said)}](pictures/slack-{name}.png)" for name, said in pictures.items()
        ]
    return "\n\n".join(parts) + "\n"


def written() -> Mapping[str, str]:
    """Every page by its file."""
    return {**{file: page(file) for file in PAGES}, "slack-and-teams.md": teams_page()}


def write(docs: Path) -> None:
    """Put the pages into the folder."""
    for file, text in written().items():
        (docs / file).write_text(text, "utf-8")


def _plain(said: str) -> str:
    return said.replace("`", "").replace("*", "")


if __name__ == "__main__":
    write(Path(__file__).parents[2] / "docs")
