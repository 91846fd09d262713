"""All parts of the pages together, to be looked at, with samples: no commune's figures, in Vietnamese as data are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

STATES = ("met", "not_met", "insufficient", "not_applicable", "awaiting", "difficulty")


def _sets() -> list[dict[str, Any]]:
    first = ["met"] * 10 + ["not_met"] + ["met"] * 4 + ["insufficient", "not_met"]
    second = [
        "met",
        "met",
        "met",
        "not_met",
        "met",
        "met",
        "not_met",
        "met",
        "not_applicable",
        "insufficient",
        "insufficient",
    ]
    return [
        {
            "title": "Nông thôn mới",
            "url": "#set-1",
            "state": "not_met",
            "met": 14,
            "total": 17,
            "states": first,
            "note": "2 chưa đạt · 1 thiếu số liệu",
            "current": True,
        },
        {
            "title": "Nông thôn mới nâng cao",
            "url": "#set-2",
            "state": "not_met",
            "met": 8,
            "total": 13,
            "states": [*second, "met", "met"],
            "note": "2 chưa đạt · 2 thiếu số liệu · 1 không áp dụng",
        },
        {
            "title": "Kiểu mẫu · Chuyển đổi số",
            "url": "#set-3",
            "state": "awaiting",
            "note": "Chờ bộ hướng dẫn cách đo.",
        },
    ]


def _samples() -> dict[str, Any]:
    villages = ["An Lãng", "Cẩm", "Đầm", "Đông Cao", "Hạ", "Lâm Xá", "Nội", "Thượng"]
    communes = ["An Bình", "An Lâm", "An Phú", "An Sơn", "Cộng Hòa", "Đồng Lạc", "Hiệp Cát"]
    return {
        "states": STATES,
        "sets": _sets(),
        "outline": [
            ("#c-81", "8.1 Bưu chính", "met", False),
            ("#c-82", "8.2 Viễn thông, Internet", "insufficient", False),
            ("#c-83", "8.3 Truyền thanh", "not_met", True),
            ("#c-84", "8.4 Ứng dụng công nghệ thông tin", "difficulty", False),
        ],
        "reasons": {
            "villages": Markup("<b>7 / 9 thôn</b> có loa hoạt động (77,8%), cần 100%. <b>Còn thiếu 2 thôn:</b>"),
            "dossiers": Markup("<b>212 / 1.040 hồ sơ</b> (20,4%), cần từ 30%. <b>Còn thiếu 100 hồ sơ.</b>"),
            "blank": Markup("Chưa khai: <b>cung cấp dịch vụ công trực tuyến</b>."),
            "unknown": Markup("Ít nhất <b>6 / 9 thôn</b>, nhiều nhất 8 / 9 thôn; còn <b>2 thôn chưa khai</b>."),
        },
        "stages": [
            ("Xã tự đánh giá", "done", "12/10/2022 · Nguyễn Thị Hà"),
            ("Huyện thẩm tra", "back", "02/11/2022"),
            ("Xã bổ sung", "current", "hạn 20/11/2022"),
            ("Sở thẩm định", "todo", ""),
            ("Tỉnh công nhận", "todo", ""),
        ],
        "rows": [(n + 1, name, 120 + 37 * n, 3 * n % 5) for n, name in enumerate(villages)],
        "matrix": [
            (name, [STATES[(row * 7 + column * column) % 11 % 4] for column in range(13)])
            for row, name in enumerate(communes)
        ],
    }


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Every part, each in all its states."""
    return render(request, "web/parts_page.html", _samples())
