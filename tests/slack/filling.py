"""The report form in Slack, filled in by hand."""

from tests.slack import members
from tests.slack.dialogs import Dialog
from tests.slack.forging import forged_option
from tests.slack.troubled import Troubled

AMIRA = members.of("amira")
DETAILS = "Facts\nand words used"


def filled(office: Troubled, customer: str = "new:Rosa Lindqvist") -> Dialog:
    """The report form, filled in and ready to be submitted."""
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.client.enter(form, "customer", forged_option(customer))
    office.finish()
    office.client.enter(form, "issue", "Plan late")
    office.client.enter(form, "details", DETAILS)
    return form


def assert_all_typed_stands(form: Dialog) -> None:
    stands = {name: value for (name, _action), value in form.typed.items()}
    assert (stands["issue"], stands["details"]) == ("Plan late", DETAILS)
    assert stands["customer"]["value"] == "new:Rosa Lindqvist"
