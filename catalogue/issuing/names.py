"""Names of papers that mean one paper though they are not written alike: what proposals are made from. Pure."""

import re
from typing import Final

from catalogue.importing.mapping.text import matching

SHORTEST: Final = 2  # words of a name that says which paper it is
GENERAL: Final = frozenset(
    {
        "giấy tờ", "giấy chứng nhận", "giấy phép", "giấy xác nhận", "văn bản", "quyết định", "thông báo", "tờ khai",
        "bản sao", "bản chính", "kết quả", "chứng chỉ", "hợp đồng", "biên bản", "công văn", "văn bản trả lời",
        "văn bản từ chối", "văn bản thông báo", "văn bản xác nhận", "văn bản chấp thuận", "văn bản đề nghị",
    }
)  # fmt: skip
"""Names that could mean any paper."""
COPY: Final = re.compile(
    r"^(?:một trong các giấy tờ sau|bản (?:sao|chính|gốc|chụp|photo|điện tử)|(?:có |được )?(?:chứng thực|công chứng)"
    r"|hợp lệ|hoặc|của|từ sổ gốc)[\s,:]+"
)
TAIL: Final = re.compile(
    r"\s*(?:\([^)]*\)|(?:còn|có) (?:thời )?(?:hạn|hiệu lực|giá trị)(?: sử dụng)?|đã (?:được )?cấp(?: trước đó)?"
    r"|hợp lệ|bản (?:chính|sao|gốc)|của (?:trẻ em|trẻ|con|cha mẹ|cha, mẹ))$"
)
BETWEEN: Final = re.compile(r"\s*(?:,|;|/)\s*(?:hoặc\s+)?|\s+hoặc\s+")


BEGINNINGS: Final = (
    "giấy ", "thẻ ", "hộ chiếu", "sổ ", "bằng ", "chứng chỉ ", "chứng nhận ", "chứng thư ", "trích lục ", "phiếu ",
    "quyết định ", "văn bản ", "bản sao ",
)  # fmt: skip
"""How an alternative begins that is a paper of its own: "cho thuê đất" is only the end of another name."""


def keys_of(name: str) -> frozenset[str]:
    """The papers a name may mean: itself, without words on copies and validity, and each of its alternatives."""
    whole = _bare(matching(name))
    others = (_bare(part) for part in BETWEEN.split(whole)) if _a_paper(matching(name)) else ()
    return frozenset(key for key in (whole, *filter(_a_paper, others)) if _says_which(key))


def _a_paper(name: str) -> bool:
    return name.startswith(BEGINNINGS) or bool(COPY.match(name))


def _says_which(key: str) -> bool:
    return len(key.split()) >= SHORTEST and key not in GENERAL


def _bare(name: str) -> str:
    """``name`` without what is said of copies in front and of validity behind."""
    while True:
        shorter = TAIL.sub("", COPY.sub("", name)).strip(" ,;:.")
        if shorter == name:
            return name
        name = shorter
