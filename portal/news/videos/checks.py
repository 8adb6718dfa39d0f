"""What may be uploaded as a recording or as its captions; the content decides, not the name."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

MOST_VIDEO_BYTES = 500 * 1024 * 1024
MOST_CAPTION_BYTES = 1024 * 1024
KINDS = {"mp4": "video/mp4", "webm": "video/webm"}
CAPTIONS = {"vtt": "text/vtt; charset=utf-8"}
EBML = b"\x1a\x45\xdf\xa3"  # what Matroska, and so WebM, starts with
HEAD = 4096  # bytes; the kind of an EBML file is written in its first header
QUICKTIME = b"qt  "  # a .mov that was renamed: browsers other than Safari don't play it


def kind_of(name: str) -> str:
    """The extension of a file's name, in lower case and without its dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def check_video(file: File) -> None:
    """Raise ValidationError with the reason when a recording can't be taken."""
    kind = kind_of(file.name or "")
    if kind not in KINDS:
        raise ValidationError(_("Chỉ nhận video mp4 hoặc webm."), code="kind")
    _check_size(file, MOST_VIDEO_BYTES)
    if _content_kind(_head(file)) != kind:
        refusal = _("Nội dung tệp không phải %(kind)s như tên tệp ghi.") % {"kind": kind}
        raise ValidationError(refusal, code="content")


def check_captions(file: File) -> None:
    """Raise ValidationError with the reason when captions can't be taken."""
    if kind_of(file.name or "") not in CAPTIONS:
        raise ValidationError(_("Phụ đề phải là tệp vtt."), code="kind")
    _check_size(file, MOST_CAPTION_BYTES)
    if not _is_captions(_head(file, MOST_CAPTION_BYTES)):
        refusal = _("Tệp phụ đề phải là chữ UTF-8 và bắt đầu bằng dòng WEBVTT.")
        raise ValidationError(refusal, code="content")


def _check_size(file: File, most: int) -> None:
    if not file.size:
        raise ValidationError(_("Tệp rỗng."), code="empty")
    if file.size > most:
        refusal = _("Tệp nặng quá %(size)s MB.") % {"size": most // 1024 // 1024}
        raise ValidationError(refusal, code="size")


def _head(file: File, most: int = HEAD) -> bytes:
    file.seek(0)
    try:
        return bytes(file.read(most))
    finally:
        file.seek(0)


def _content_kind(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] != QUICKTIME:
        return "mp4"
    return "webm" if head.startswith(EBML) and b"\x42\x82\x84webm" in head else ""


def _is_captions(content: bytes) -> bool:
    """WebVTT, "4.1 Syntax": UTF-8, WEBVTT alone or followed by a space, a tab or a line's end."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return text.startswith("WEBVTT") and text[6:7] in {"", " ", "\t", "\n", "\r"} and "\x00" not in text
