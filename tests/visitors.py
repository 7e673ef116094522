"""People at the door of a service that runs: somebody in Slack logs a communication, somebody in Teams asks for the form."""

from tests.slack.client import Client as SlackClient
from tests.slack.dialogs import Dialog
from tests.slack.forging import forged_option
from tests.slack.lines import HttpLine
from tests.slack.workspace import Workspace
from tests.teams import cards
from tests.teams.client import Client as TeamsClient
from tests.teams.members import of
from tests.teams.tenant import Tenant
from tests.waiting import until


def through(slack: Workspace, port: int) -> SlackClient:
    """Slack, which calls the door at this port."""
    return SlackClient(slack, HttpLine(port))


def fills_in(slack: Workspace, client: SlackClient, user: str, customer: str) -> Dialog:
    """Open the form and fill it in: the plan is late. However long the form takes."""
    client.command(user, "/incident", "Plan is late")
    until(lambda: "customer" in str(getattr(slack.dialog(user), "view", "")))
    dialog = slack.dialog(user)
    assert dialog is not None
    client.enter(dialog, "customer", forged_option(customer))
    return dialog


def reports(slack: Workspace, client: SlackClient, user: str, customer: str) -> None:
    """Log that the plan is late; it is saved."""
    dialog = fills_in(slack, client, user, customer)
    client.submit(dialog)
    until(lambda: "R-0000" in str(dialog.view))


def asks_for_help(teams: Tenant, port: int) -> None:
    """Say the command's word to the bot, and be shown the form."""
    amira = of("amira")
    TeamsClient(teams, port).say(amira, "incident")
    until(lambda: any(cards.inputs(each.cards[0]) for each in teams.from_bot(teams.personal(amira))))
    [said] = [each for each in teams.from_bot(teams.personal(amira)) if cards.inputs(each.cards[0])]
    assert "Log a communication" in said.read_by(amira)
    assert any(each["id"] == "customer" for each in cards.inputs(said.cards[0]))
