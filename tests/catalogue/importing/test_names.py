"""Shipped everyday names reach pages imported before; an editor's own list stays."""

import pytest

from catalogue.importing import names
from catalogue.importing.run import import_file
from catalogue.models import CounterEntry, ProcedurePage
from tests.catalogue.importing.records import record, source_file

pytestmark = pytest.mark.django_db

CODE, OTHER = "1.900001", "1.900002"


@pytest.fixture
def shipped(monkeypatch):
    """The shipped names; change the dict to make another release."""
    held = {CODE: ["giấy khai sanh"], OTHER: ["sổ hồng"]}
    monkeypatch.setattr(names, "load_aliases", lambda: held)
    monkeypatch.setattr("catalogue.importing.collecting.load_aliases", lambda: held)
    return held


@pytest.fixture
def file(tmp_path):
    return source_file(tmp_path, record(CODE), record(OTHER))


def held(code):
    return ProcedurePage.objects.get(code=code).everyday_names


def test_a_later_release_brings_its_names_to_imported_pages(shipped, file):
    import_file(file)
    seq = CounterEntry.objects.get(code=CODE).seq
    shipped[CODE] = ["giấy khai sanh", "khai sinh cho con"]
    import_file(file)
    assert held(CODE) == "giấy khai sanh\nkhai sinh cho con"
    assert CounterEntry.objects.get(code=CODE).seq == seq + 1
    assert names.apply_names() == 0


def test_an_editors_names_stay(shipped, file):
    import_file(file)
    page = ProcedurePage.objects.get(code=CODE)
    page.everyday_names = "tên của biên tập viên"
    page.save_revision().publish()
    shipped[CODE] = ["tên khác"]
    import_file(file)
    assert held(CODE) == "tên của biên tập viên"


def test_a_draft_does_not_bring_the_old_names_back(shipped, file):
    import_file(file)
    page = ProcedurePage.objects.get(code=CODE)
    page.summary_vi = "Đang viết."
    draft = page.save_revision()
    shipped[CODE] = ["tên mới"]
    import_file(file)
    draft.refresh_from_db()
    draft.publish()
    assert held(CODE) == "tên mới"
