"""What Microsoft's own client opens as a dialog: the commands beside the place where people write."""

from playwright.sync_api import expect

from tests.playground.office import Office


def test_a_report_from_beside_the_message_box_stays_in_one_dialog(office: Office) -> None:
    grace = office.sits("grace")
    form = grace.begins("report.file")
    grace.fills(form, customer="Ines Marlow", issue="School place for September")
    grace.presses("What should I know?", form)
    form = grace.dialog()
    expect(form.get_by_label("What is it about?")).to_have_value("School place for September")
    expect(form.get_by_label("Customer")).to_have_value("Ines Marlow")
    grace.presses("Save", form)
    expect(grace.dialog()).to_contain_text("Saved as R-00001")
