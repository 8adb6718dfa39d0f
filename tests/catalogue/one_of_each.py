"""A public procedure that names one of every shared thing, and a ward with its office: what list pages show."""

from catalogue.models import (
    Agency,
    Audience,
    Channel,
    FormerUnit,
    FormTemplate,
    LifeEvent,
    Office,
    Output,
    ProcedurePage,
    RequiredDocument,
    Topic,
    Unit,
)

from .factories import (
    AgencyFactory,
    DocumentTypeFactory,
    LegalActFactory,
    TopicFactory,
    add_act,
    draft,
    publish,
)


def new_topic() -> Topic:
    return TopicFactory(slug="ho-tich", name_vi="Hộ tịch", name_en="Civil status")


def new_agency() -> Agency:
    return AgencyFactory(slug="ubnd-xa", name_vi="Ủy ban nhân dân cấp xã")


def birth_registration(topic: Topic, agency: Agency) -> ProcedurePage:
    """The published procedure, with its topic in a life event."""
    event = LifeEvent.objects.create(slug="sinh-con", name_vi="Sinh con", audience="citizen")
    event.topics.add(topic)
    page = draft(
        "1.001193", "Đăng ký khai sinh", topic=topic, agency=agency, levels=["commune"], online="full"
    )
    page.audiences.add(Audience.objects.create(slug="cong-dan", name_vi="Công dân Việt Nam", kind="citizen"))
    paper = RequiredDocument(name_vi="Giấy chứng sinh", document=DocumentTypeFactory(slug="giay-chung-sinh"))
    paper.forms = [
        FormTemplate.objects.create(slug="to-khai", name_vi="Tờ khai đăng ký khai sinh", file_name="tk.docx")
    ]
    page.papers.add(paper)
    certificate = DocumentTypeFactory(
        slug="giay-khai-sinh", name_vi="Giấy khai sinh", name_en="Birth certificate"
    )
    page.outputs.add(Output(name_vi="Giấy khai sinh", document=certificate))
    page.channels.add(Channel(method="online", time_quantity=1, time_unit="working_day"))
    add_act(page, LegalActFactory(slug="123-2015-nd-cp", number="123/2015/NĐ-CP", kind="Nghị định"))
    return publish(page)


def ward_with_office() -> Unit:
    """A ward of today, the one it took in, and where papers are handed in."""
    city = Unit.objects.create(slug="da-nang", name_vi="Thành phố Đà Nẵng", kind="province", code="48")
    ward = Unit.objects.create(slug="phuong-hai-chau", name_vi="Phường Hải Châu", kind="ward", parent=city)
    FormerUnit.objects.create(name="Phường Thạch Thang", unit=ward)
    office = Office.objects.create(
        slug="ubnd-hai-chau",
        name_vi="Trung tâm phường Hải Châu",
        latitude="16.063728",
        longitude="108.222472",
    )
    office.units.add(ward)
    return ward
