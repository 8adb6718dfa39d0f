"""Preparation is done again when, and only when, what it depends on has changed."""

from pathlib import Path

from portal.ops.stamps import Stamps, files_under, fingerprint


def test_a_stamp_holds_for_its_fingerprint_only(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    assert not stamps.is_current("static", "a")
    stamps.put("static", "a")
    assert stamps.is_current("static", "a")
    assert not stamps.is_current("static", "b")


def test_a_changed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    file = tmp_path / "seed" / "a.tsv"
    file.parent.mkdir()
    file.write_text("một")
    before = fingerprint(files=files_under([tmp_path]))
    assert fingerprint(files=files_under([tmp_path])) == before
    file.write_text("hai")
    assert fingerprint(files=files_under([tmp_path])) != before


def test_compiled_files_do_not_count(tmp_path: Path) -> None:
    cache = tmp_path / "__pycache__"
    cache.mkdir()
    (cache / "a.py").write_text("")
    assert files_under([tmp_path, tmp_path / "not there"]) == []


def test_the_lock_can_be_taken_again_after_it_was_left(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path)
    with stamps.locked():
        pass
    with stamps.locked():
        pass
