"""Why a file is not taken."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """A file that is not taken: a short code for programs, words for the editor."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


def broken() -> Refused:
    return Refused("broken", _("Tệp hỏng hoặc chưa tải lên hết: không đọc được."))


def macros() -> Refused:
    return Refused("macros", _("Tệp có macro. Lưu lại thành tệp không có macro rồi tải lên."))


def active(what: str) -> Refused:
    """``what`` is the name of what was found, as the format calls it."""
    return Refused("active", _("Tệp có nội dung tự chạy (%(what)s). Bỏ đi rồi tải lên.") % {"what": what})


def embedded(what: str) -> Refused:
    return Refused(
        "embedded",
        _("Có tệp khác nhúng bên trong (%(what)s). Bỏ đi, hoặc thay bằng ảnh, rồi tải lên.") % {"what": what},
    )


def elsewhere(what: str) -> Refused:
    return Refused(
        "elsewhere",
        _("Tệp lấy nội dung ở nơi khác khi mở (%(what)s). Ngắt liên kết, lưu lại rồi tải lên.")
        % {"what": what},
    )


def locked() -> Refused:
    return Refused("locked", _("Tệp có mật khẩu. Bỏ mật khẩu rồi tải lên."))


def bomb() -> Refused:
    return Refused("bomb", _("Tệp bung ra quá lớn nên không nhận."))
