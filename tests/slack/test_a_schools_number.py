"""A number that thirty families give is nobody's own; one that two people share is their household's."""

from tests.office import Office

SCHOOL = "07700 900500"
FAMILIES = tuple(
    f"{given} {family}"
    for given, family in zip(
        ("Sarah", "Amara", "Bela", "Cara", "Dev", "Esme", "Finn", "Gita", "Hugh", "Ines") * 3,
        (
            *(
                "Moore",
                "Ashby",
                "Birchley",
                "Caldworth",
                "Dunham",
                "Easterby",
                "Fenwick",
                "Garford",
                "Holloden",
                "Inverley",
            ),
            *(
                "Jellico",
                "Keswick",
                "Langmont",
                "Marstead",
                "Norgrave",
                "Oakthorpe",
                "Pendene",
                "Quarby",
                "Ravencroft",
                "Selham",
            ),
            *(
                "Thornley",
                "Ulverston",
                "Walgrave",
                "Yarworth",
                "Zealand",
                "Ottery",
                "Pellow",
                "Tresco",
                "Umber",
                "Vennor",
            ),
        ),
        strict=True,
    )
)


def test_a_number_that_thirty_families_give_neither_links_nor_asks(service: Office) -> None:
    for family in FAMILIES:
        service.david.reports(family, "Transport to school was late", phone=SCHOOL)
    service.amira.reports("Sarah Quillfeather", "Transport to school was late again", phone=SCHOOL)
    assert service.amira.title == "Saved as R-00031"
    assert "No colleague has logged this issue" in service.amira.reads_answer()
    service.amira.types("/incident check C-0031")
    assert "Sarah Quillfeather" in service.amira.reads_answer()
    assert "connected with" not in service.amira.reads_answer()


def test_a_couple_on_one_landline_is_recognised_and_so_is_each_of_them(service: Office) -> None:
    home = {"phone": "01632 960500", "child": "Rowan Marlowe"}
    service.david.reports("Elizabeth Marlowe", "Draft plan is late", **home)
    service.priya.reports("Gregor Marlowe", "Transport to school", **home)
    assert "Someone else connected with this child has been in touch" in service.priya.reads_answer()
    service.amira.reports("Mrs Elizabeth Marlowe", "The draft plan is still late", **home)
    assert service.amira.title == "Colleagues are on this too"
    assert "The same landline" in service.amira.reads_answer()
