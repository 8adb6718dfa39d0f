"""Every rule by which an import leaves a finding: what it is called, what to do about it, where to do it.

``section``: the section of the editor (a key of ``sections.SECTION_FIELDS``) to which the finding leads; empty when the
finding is about the record as a whole.
"""

from dataclasses import dataclass
from typing import Final, Literal

from .sections import Section


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as an editor reads it: a title of a few words and one sentence of advice."""

    title: str
    advice: str
    section: Section | Literal[""] = ""


RULES: Final[dict[str, Rule]] = {
    # Phí, lệ phí
    "fee-rule-proposed": Rule(
        "Đề xuất mức thu đọc từ văn bản",
        "Đối chiếu đề xuất với văn bản nguồn; chấp nhận để đưa vào bản nháp, bỏ qua nếu đọc sai.",
        "fees",
    ),
    "fee-zero-names-amount": Rule(
        "Ghi 0 đồng nhưng lời văn nêu số tiền",
        "Nhập số tiền theo lời văn hoặc theo văn bản gốc; khi chưa nhập, trang vẫn ghi là chưa rõ.",
        "fees",
    ),
    "fee-zero-names-act": Rule(
        "Ghi 0 đồng nhưng dẫn văn bản quy định mức thu",
        "Mở văn bản được dẫn, nhập mức thu hoặc chọn cách tính theo biểu phí.",
        "fees",
    ),
    "fee-left-to-council": Rule(
        "Mức thu do Hội đồng nhân dân cấp tỉnh quy định",
        "Nhập mức thu của tỉnh, thành phố mình cùng nghị quyết quy định.",
        "fees",
    ),
    "fee-amount-implausible": Rule(
        "Số tiền quá nhỏ so với đồng Việt Nam",
        "Xem lời văn: nguồn có thể bỏ ba số 0 hoặc quên ghi loại tiền; nhập lại số tiền đúng.",
        "fees",
    ),
    "fee-currency-unknown": Rule(
        "Loại tiền không nhận ra",
        "Chọn đúng loại tiền rồi nhập lại số tiền.",
        "fees",
    ),
    "fee-kind-unknown": Rule(
        "Không rõ là phí, lệ phí hay giá dịch vụ",
        "Chọn loại khoản thu theo văn bản quy định mức thu.",
        "fees",
    ),
    "fee-attachment": Rule(
        "Mức thu nằm trong tệp đính kèm",
        "Mở tệp ở nguồn, nhập mức thu vào bảng phí, lệ phí.",
        "fees",
    ),
    # Cách nộp và thời hạn
    "time-unusable": Rule(
        "Thời hạn không tính được",
        "Nhập số và đơn vị (ngày, ngày làm việc, giờ…) nếu văn bản có quy định; nếu không, giữ lời văn.",
        "times",
    ),
    "times-disagree": Rule(
        "Thời hạn theo trường hợp khác thời hạn theo cách nộp",
        "Xác định thời hạn đúng; trang đang nêu cả hai.",
        "times",
    ),
    "time-unit-unknown": Rule(
        "Đơn vị thời gian không nhận ra", "Chọn đơn vị thời gian theo văn bản quy định.", "times"
    ),
    "case-time-as-text": Rule(
        "Thời hạn của trường hợp ghi bằng chữ",
        "Nhập số và đơn vị nếu câu chữ nêu rõ; nếu không, giữ nguyên lời văn.",
        "times",
    ),
    # Giấy tờ
    "paper-no-copies": Rule(
        "Dòng giấy tờ không ghi số bản",
        "Xem đây là giấy tờ, đầu mục hay ghi chú; nếu là giấy tờ thì nhập số bản chính, bản sao.",
        "papers",
    ),
    "paper-without-name": Rule(
        "Giấy tờ không có tên", "Nhập tên giấy tờ hoặc xóa dòng nếu nguồn thừa.", "papers"
    ),
    "paper-required": Rule(
        "Nguồn đánh dấu giấy tờ bắt buộc",
        "Xác nhận giấy tờ này bắt buộc với mọi người hay chỉ với một số trường hợp.",
        "papers",
    ),
    "case-inside-paper": Rule(
        "Tên giấy tờ chứa cả trường hợp áp dụng",
        "Tách phần “trường hợp …” thành câu hỏi để người dân chỉ thấy giấy tờ của mình; "
        "thực đơn “Tách trường hợp” có sẵn đề xuất.",
        "papers",
    ),
    "case-is-heading": Rule(
        "Tên nhóm giấy tờ chưa rõ là trường hợp hay đầu mục",
        "Nếu là trường hợp, thêm vào câu hỏi “Bạn thuộc trường hợp nào?”; nếu là đầu mục thì giữ nguyên.",
        "papers",
    ),
    "code-too-long": Rule(
        "Mã giấy tờ hoặc kết quả là cả một câu",
        "Mã đã bị cắt ngắn; nếu câu này cần cho người dân, chép vào ghi chú của giấy tờ.",
        "papers",
    ),
    # Cơ quan
    "agency-missing": Rule(
        "Không nêu cơ quan thực hiện",
        "Thêm cơ quan thực hiện theo quyết định công bố.",
        "agencies",
    ),
    "agency-group-missing": Rule(
        "Nhóm đơn vị thực hiện bị trống", "Thêm cơ quan hoặc nhóm đơn vị mà nguồn bỏ trống.", "agencies"
    ),
    "agency-only-in-text": Rule(
        "Cơ quan chỉ có trong lời văn",
        "Thêm cơ quan mà lời văn nêu vào danh sách, đúng vai trò.",
        "agencies",
    ),
    # Căn cứ pháp lý
    "act-number-unclear": Rule(
        "Số, ký hiệu văn bản không rõ",
        "Sửa số, ký hiệu theo văn bản gốc để nối đúng văn bản.",
        "acts",
    ),
    "act-named-twice": Rule(
        "Một số văn bản, hai tên gọi",
        "Kiểm tra hai dòng có phải cùng một văn bản; giữ tên đúng.",
        "acts",
    ),
    "act-titled-otherwise": Rule(
        "Nguồn gọi văn bản bằng tên khác",
        "So tên ở nguồn với tên văn bản đang dùng chung; sửa tên hoặc số, ký hiệu nếu không phải một văn bản.",
        "acts",
    ),
    "act-issuer-unclear": Rule(
        "Văn bản của tỉnh nhưng không rõ tỉnh nào",
        "Tỉnh nào cũng đánh số từ 01: chọn văn bản của đúng tỉnh, thành phố ban hành.",
        "acts",
    ),
    "act-empty": Rule(
        "Dòng căn cứ pháp lý trống", "Thêm văn bản nếu quyết định công bố có nêu; nếu không, bỏ qua.", "acts"
    ),
    # Tên, lĩnh vực, đối tượng
    "names-differ": Rule("Nguồn ghi hai tên khác nhau", "Chọn tên đúng theo quyết định công bố.", "identity"),
    "title-capitals": Rule(
        "Tên viết toàn chữ hoa", "Viết lại tên thường gọi bằng chữ thường, đúng tên riêng.", "identity"
    ),
    "code-trimmed": Rule(
        "Mã có khoảng trắng thừa", "Không cần sửa trên trang; báo cơ quan quản lý dữ liệu nguồn.", "identity"
    ),
    "code-unusual": Rule(
        "Mã không đúng dạng N.NNNNNN", "Kiểm tra mã trên Cổng dịch vụ công quốc gia.", "identity"
    ),
    "code-shared": Rule(
        "Mã dùng chung với một thủ tục công khai",
        "Thủ tục nội bộ được giữ riêng với đuôi -NB; báo cơ quan quản lý dữ liệu nguồn.",
        "identity",
    ),
    "second-topic": Rule(
        "Nguồn ghi thêm lĩnh vực thứ hai",
        "Xem lĩnh vực nào đúng hơn; mỗi thủ tục nêu một lĩnh vực.",
        "subjects",
    ),
    "online-disagrees": Rule(
        "Mức độ trực tuyến mâu thuẫn",
        "Xác nhận thủ tục nộp trực tuyến toàn trình, một phần hay không.",
        "subjects",
    ),
    "description-differs": Rule(
        "Mô tả khác yêu cầu, điều kiện",
        "Đọc đoạn mô tả của nguồn; thêm vào yêu cầu, điều kiện nếu còn thiếu.",
        "conditions",
    ),
    "district-named": Rule(
        "Còn nhắc cấp huyện",
        "Cấp huyện đã kết thúc từ 01/07/2025: sửa thành cơ quan hiện nay.",
        "steps",
    ),
    "household-book-named": Rule(
        "Còn nhắc sổ hộ khẩu",
        "Sổ hộ khẩu giấy hết giá trị từ 01/01/2023: thay bằng cách xác minh nơi cư trú hiện nay.",
        "papers",
    ),
    # Bản ghi
    "decision-missing": Rule(
        "Không nêu quyết định công bố", "Nhập số quyết định công bố để mỗi con số trên trang có nguồn."
    ),
    "marked-deleted": Rule(
        "Nguồn đánh dấu đã xóa", "Kiểm tra thủ tục còn hiệu lực không; nếu đã bãi bỏ thì để trang kết thúc."
    ),
    "field-without-place": Rule(
        "Trường dữ liệu chưa có chỗ trên trang",
        "Đọc nội dung nguồn; đưa vào phần phù hợp nếu người dân cần biết.",
    ),
    # Nhập lại
    "editor-section-differs": Rule(
        "Nguồn đã đổi phần biên tập viên đã sửa",
        "So phần đang đăng với nguồn mới; sửa lại nếu nguồn đúng hơn.",
    ),
    "draft-section-differs": Rule(
        "Nguồn đã đổi phần đang sửa dở",
        "So bản nháp với nguồn mới trước khi đăng.",
    ),
    "gone-from-source": Rule(
        "Không còn trong tệp nguồn",
        "Kiểm tra thủ tục đã bãi bỏ chưa; trang vẫn được giữ cho đến khi bạn quyết định.",
    ),
    "no-longer-public": Rule(
        "Nguồn không còn công khai thủ tục này", "Quyết định gỡ trang hay giữ lại; trang vẫn đang hiện."
    ),
    "publication-failed": Rule(
        "Đăng theo lịch không thành công",
        "Mở bản nháp, sửa điều còn thiếu mà phát hiện này nêu rồi đăng lại.",
    ),
    "code-taken-by-editor": Rule(
        "Mã đã có trang do biên tập viên soạn",
        "Nguồn không được ghi đè; so trang của bạn với nguồn và bổ sung nếu thiếu.",
        "identity",
    ),
}


def rule_of(name: str) -> Rule:
    """Return the rule called ``name``; one that is no longer known reads as its own name."""
    return RULES.get(name) or Rule(name, "Xem văn bản nguồn rồi quyết định.")
