"""Records and counter rows for tests of public pages, written without the desk."""

from datetime import date
from typing import Any

from django.utils import timezone

from catalogue.models.counter import CounterEntry, ProcedureVersion
from catalogue.record import (
    Act,
    Agency,
    Channel,
    Choice,
    Condition,
    Duration,
    Fee,
    Output,
    Paper,
    ProcedureRecord,
    Publication,
    Question,
    Shared,
    Source,
    Step,
    Text,
)

CODE = "1.004884"
SLUG = "1-004884-dang-ky-lai-khai-sinh"
PATH = f"/thu-tuc/{SLUG}/"
DECISION = Source(kind="decision", number="163/QĐ-BTP", dated=date(2026, 1, 16))


def text(vietnamese: str, english: str | None = None) -> Text:
    return Text(vi=vietnamese, en=english)


def question() -> Question:
    return Question(
        key="bansao",
        text=text("Bạn còn bản sao Giấy khai sinh nào không?", "Do you still have a copy?"),
        choices=(
            Choice(key="co", label=text("Còn bản sao", "Yes")),
            Choice(key="khong", label=text("Không còn", "No")),
        ),
    )


def papers() -> tuple[Paper, ...]:
    with_copy = (Condition(question="bansao", choices=("co",)),)
    without = (Condition(question="bansao", choices=("khong",)),)
    return (
        Paper(key="p1", name=text("Tờ khai đăng ký lại", "Application form"), handing="submit", originals=1),
        Paper(key="p2", name=text("Bản sao cũ", "Old copy"), copies=2, applies_when=with_copy),
        Paper(key="p3", name=text("Học bạ", "School record"), handing="present", applies_when=without),
        Paper(key="n1", name=text("Bản chụp phải rõ.", "Scans must be legible."), kind="note"),
    )


def record(**changes: Any) -> ProcedureRecord:
    """A whole record of one procedure, translated but for its steps."""
    fields: dict[str, Any] = {
        "code": CODE,
        "title": text("Đăng ký lại khai sinh", "Re-register a birth"),
        "official_title": text("Thủ tục đăng ký lại khai sinh"),
        "summary": text(
            "Dành cho người đã mất giấy khai sinh.", "For people who lost the birth certificate."
        ),
        "topic": Shared(id="ho-tich", name=text("Hộ tịch", "Civil status")),
        "levels": ("commune",),
        "online": "full",
        "agencies": (
            Agency(
                id="ubnd-xa",
                name=text("Uỷ ban nhân dân cấp xã", "Commune People’s Committee"),
                role="executing",
            ),
        ),
        "questions": (question(),),
        "papers": papers(),
        "channels": (
            Channel(key="c1", method="in_person", time=Duration(quantity=5, unit="working_day")),
            Channel(key="c2", method="online", time=Duration(quantity=5, unit="working_day")),
        ),
        "fees": (
            Fee(
                key="f1",
                status="amount",
                amount=8000,
                description=text("Bản sao", "Copy"),
                channel="c1",
                source=DECISION,
            ),
        ),
        "steps": (
            Step(key="s1", name=text("Nộp hồ sơ"), text=text("Nộp tại quầy.")),
            Step(key="s2", name=text("Nhận kết quả"), text=text("Mang giấy hẹn.")),
        ),
        "outputs": (
            Output(
                key="o1",
                name=text("Giấy khai sinh", "Birth certificate"),
                document=Shared(id="giay-khai-sinh", name=text("Giấy khai sinh", "Birth certificate")),
            ),
        ),
        "acts": (
            Act(id="60-2014-qh13", number="60/2014/QH13", title=text("Luật Hộ tịch", "Law on civil status")),
        ),
        "publication": Publication(
            decision="163/QĐ-BTP", decided=date(2026, 1, 16), updated=date(2026, 4, 23)
        ),
    }
    return ProcedureRecord(**{**fields, **changes})


def version(number: int = 1, *, since: date | None = None, **fields: Any) -> ProcedureVersion:
    """Append a version of the record; ``fields`` are the version's own, ``record`` among them."""
    held = fields.pop("record", None) or record()
    return ProcedureVersion.objects.create(
        code=held.code,
        number=number,
        record=held.to_json(),
        record_hash=held.hash,
        in_force_from=since,
        published_at=timezone.now(),
        **fields,
    )


def entry(**fields: Any) -> CounterEntry:
    known = {
        "code": CODE,
        "slug": SLUG,
        "public": True,
        "title": "Đăng ký lại khai sinh",
        "title_en": "Re-register a birth",
    }
    return CounterEntry.objects.create(**{**known, **fields})


def published(held: ProcedureRecord | None = None, **fields: Any) -> CounterEntry:
    """A public procedure with its first version."""
    version(record=held or record())
    return entry(**fields)
