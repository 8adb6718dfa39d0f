"""What may be uploaded to be downloaded by readers: docx, xlsx, odt and pdf that hold no program.

A file is refused unless its content is what its name says and nothing in it runs, is fetched from elsewhere or
hides another file. The refusal says in words what was found and what the editor can do.
"""

from collections.abc import Callable
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from . import office, opendocument, portable
from .refused import Refused

MOST_BYTES = 20 * 1024 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, .xls and of files with a password
CHECKS: dict[str, tuple[bytes, Callable[[bytes], None]]] = {
    "docx": (b"PK\x03\x04", office.check_document),
    "xlsx": (b"PK\x03\x04", office.check_workbook),
    "odt": (b"PK\x03\x04", opendocument.check),
    "pdf": (b"%PDF-", portable.check),
}
KINDS = tuple(CHECKS)


def check(file: File) -> None:
    """Read a file that was uploaded; raise ValidationError with the reason when it is not taken."""
    try:
        _check(file)
    except Refused as refused:
        raise ValidationError(str(refused), code=refused.code) from refused
    finally:
        file.seek(0)


def kind_of(name: str) -> str:
    """The extension of a file's name, in lower case and without its dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def _check(file: File) -> None:
    kind = kind_of(file.name or "")
    if kind not in CHECKS:
        raise Refused("kind", _("Chỉ nhận tệp docx, xlsx, odt hoặc pdf."))
    if not file.size:
        raise Refused("empty", _("Tệp rỗng."))
    if file.size > MOST_BYTES:
        size = {"size": f"{file.size / 1024 / 1024:.1f}".replace(".", ",")}
        raise Refused("size", _("Tệp nặng %(size)s MB; nhiều nhất là 20 MB.") % size)
    file.seek(0)
    content = file.read()
    opening, look = CHECKS[kind]
    if content.startswith(OLD_OFFICE):
        raise Refused(
            "old", _("Đây là tệp Office kiểu cũ hoặc có mật khẩu. Bỏ mật khẩu rồi lưu lại thành docx, xlsx.")
        )
    if not content.startswith(opening):
        raise Refused("content", _("Nội dung tệp không phải %(kind)s như tên tệp ghi.") % {"kind": kind})
    look(content)
