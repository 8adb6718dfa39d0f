"""The shipped lists back out of the database: equal where nobody touched them, an editor's changes where one did."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalogue.importing import seeding
from catalogue.importing.run import import_file
from catalogue.importing.seed_export import LISTS, export_seeds
from catalogue.importing.seeds import FOLDER, load_aliases, load_titles
from catalogue.models import Audience, LifeEvent, Office, ProcedurePage, Topic, Unit

from .records import record, source_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BIRTH = "1.001193"


@pytest.fixture
def imported(tmp_path) -> Path:
    """The lists, and two procedures of them, in the database; where to export to."""
    import_file(source_file(tmp_path, record(BIRTH), record("2.000635")))
    seeding.apply_all()
    return tmp_path / "out"


def shipped(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def changed_lines(folder: Path, name: str) -> list[str]:
    known = set(shipped(name).splitlines())
    export_seeds(folder)
    return [row for row in (folder / name).read_text(encoding="utf-8").splitlines() if row not in known]


def by_editor(page: ProcedurePage, section: str) -> None:
    page.section_origins = {**page.section_origins, section: {"origin": "editor"}}
    page.save()


def test_what_nobody_touched_comes_out_byte_for_byte(imported):
    assert set(export_seeds(imported).values()) == {0}
    for name in LISTS:
        assert (imported / name).read_text(encoding="utf-8") == shipped(name), name


def test_an_empty_database_gives_the_shipped_lists(tmp_path):
    assert set(export_seeds(tmp_path).values()) == {0}


def test_titles_of_an_editor(imported):
    page = ProcedurePage.objects.get(code=BIRTH)
    page.title, page.title_en = "Làm giấy khai sinh cho con", "Register your child's birth"
    by_editor(page, "identity")
    assert changed_lines(imported, "titles.tsv") == [
        f"{BIRTH}\tLàm giấy khai sinh cho con\tRegister your child's birth"
    ]


def test_a_title_of_the_source_is_none_of_ours(imported):
    page = ProcedurePage.objects.get(code=BIRTH)
    page.title = "ĐĂNG KÝ KHAI SINH (NGUỒN MỚI)"
    page.save()
    assert changed_lines(imported, "titles.tsv") == []


def test_everyday_names_of_an_editor(imported):
    page = ProcedurePage.objects.get(code=BIRTH)
    page.everyday_names = "giấy khai sinh\nkhai sinh\tcho con "
    page.save()
    assert changed_lines(imported, "aliases.tsv") == [f"{BIRTH}\tgiấy khai sinh|khai sinh cho con"]


def test_topics_and_audiences(imported):
    Topic.objects.filter(name_vi="Hải quan").update(name_en="Customs matters")
    Topic.objects.create(slug="moi", name_vi="Lĩnh vực mới", name_en="A new topic")
    assert changed_lines(imported, "topics_en.tsv") == [
        "Hải quan\tCustoms matters",
        "Lĩnh vực mới\tA new topic",
    ]
    Audience.objects.filter(name_vi="Hợp tác xã").update(name_en="Co-operatives")
    assert changed_lines(imported, "audiences.tsv") == ["ĐT11\tDT11\tHợp tác xã\tCo-operatives\tbusiness"]


def test_life_events(imported):
    event = LifeEvent.objects.get(slug="co-con-nho")
    event.name_en = "A small child"
    event.save()
    event.topics.set(Topic.objects.filter(name_vi="Trẻ em"))
    page = ProcedurePage.objects.get(code=BIRTH)
    page.life_events = []
    by_editor(page, "subjects")
    (row,) = changed_lines(imported, "life_events.tsv")
    *_front, english, topics, codes = row.split("\t")
    assert (english, topics) == ("A small child", "Trẻ em")
    assert BIRTH not in codes
    assert "2.000635" in codes


def test_units_and_their_offices(imported):
    unit = Unit.objects.get(slug="phuong-hai-chau")
    unit.former.filter(name="Phường Thanh Bình").delete()
    Office.objects.filter(slug="tru-so-phuong-hai-chau").update(address_vi="Một địa chỉ mới")
    new = Unit.objects.create(
        slug="xa-moi",
        code="99999",
        kind="commune",
        name_vi="Xã Mới",
        name_en="Moi Commune",
        parent=unit.parent,
    )
    gone = Unit.objects.get(slug="phuong-hoa-cuong")
    gone.ended = "2026-01-01"
    gone.save()
    first, last = changed_lines(imported, "units.tsv")
    assert "Thanh Bình" not in first
    assert "\tMột địa chỉ mới\t16.063728\t108.222472" in first
    assert last.startswith(f"99999\t{new.slug}\txã\tXã Mới\tMoi Commune\t48\tThành phố Đà Nẵng")
    assert "phuong-hoa-cuong" not in (imported / "units.tsv").read_text(encoding="utf-8")


def test_what_was_exported_is_read_again_as_it_is(imported, monkeypatch):
    Topic.objects.filter(name_vi="Hải quan").update(name_en="Customs matters")
    page = ProcedurePage.objects.get(code=BIRTH)
    page.everyday_names = "khai sinh"
    page.save()
    export_seeds(imported)
    monkeypatch.setattr("catalogue.importing.seeds.FOLDER", imported)
    assert load_aliases.__wrapped__()[BIRTH] == ["khai sinh"]
    assert load_titles.__wrapped__() == load_titles()


def test_a_folder_that_can_not_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="file"):
        call_command("export_seeds", str(tmp_path / "file"))
