"""What things are called in demonstration packages: names usual in the delta, of nothing in particular.

How many there are and what holds for them is in `profile` and `rows`.
"""

from langso.places import Position, Unit, UnitKind

TITLE = "Dữ liệu minh họa – không phải số liệu thật"

# 97 names: a prime number, so that stepping through them by any stride repeats none within a commune.
VILLAGES = (
    "An Bình", "An Điền", "An Đoài", "An Đông", "An Lương", "An Thịnh", "An Thượng", "Bá Thủy", "Bắc Đẩu",
    "Bích Cẩm", "Bồ Dương", "Bùi Xá", "Cao Xá", "Cẩm Cầu", "Cẩm La", "Cẩm Lý", "Chằm", "Chi Điền", "Chi Các",
    "Cổ Chẩm", "Cúc Bồ", "Dương Xá", "Đa Nghi", "Đại Lã", "Đại Tỉnh", "Đan Giáp", "Đồng Bình", "Đồng Lạc",
    "Đồng Tâm", "Đông Cao", "Đông Lâu", "Đông Phan", "Đọ Xá", "Đức Đại", "Đức Phong", "Gia Cốc", "Giáp Thượng",
    "Hạ Bì", "Hà Hải", "Hào Khê", "Hoàng Xá", "Hòa Loan", "Hữu Chung", "Khuê Liễu", "Kim Đôi", "Kim Húc",
    "Kim Xuyên", "Kinh Dương", "La Xá", "Lạc Dục", "Lai Cầu", "Lang Can", "Lập Lễ", "Lôi Khê", "Lương Gián",
    "Mạn Đê", "Mạc Xá", "Mậu Tài", "Mỹ Ân", "Mỹ Xá", "Nghĩa Phú", "Ngọc Lâm", "Ngọc Trì", "Ngô Đồng",
    "Nhân Lý", "Nhật Tân", "Ninh Xá", "Phạm Lý", "Phan Xá", "Phú An", "Phú Khê", "Phú Thọ", "Phúc Cầu",
    "Phúc Tân", "Phượng Hoàng", "Quan Đình", "Quan Sơn", "Quảng Nội", "Quỳnh Khê", "Tân Tiến", "Thái Lạc",
    "Thanh Khơi", "Thanh Xá", "Thượng Đáp", "Thượng Triệt", "Tiên Kiều", "Tràng Kỹ", "Trâm Khê", "Trung Hà",
    "Trúc Văn", "Tứ Thông", "Tường Vu", "Uông Thượng", "Văn Diệm", "Văn Thai", "Vĩnh Lộc", "Xuân Nẻo",
)  # fmt: skip

POSITIONS = (
    "Bí thư Đảng ủy", "Phó Bí thư Thường trực Đảng ủy", "Chủ tịch Hội đồng nhân dân", "Phó Chủ tịch Hội đồng nhân dân",
    "Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch Ủy ban nhân dân", "Chủ tịch Ủy ban MTTQ", "Bí thư Đoàn Thanh niên",
    "Chủ tịch Hội Liên hiệp Phụ nữ", "Chủ tịch Hội Nông dân", "Chủ tịch Hội Cựu chiến binh",
    "Công chức Chỉ huy trưởng Quân sự", "Công chức Văn phòng – Thống kê", "Công chức Tư pháp – Hộ tịch",
    "Công chức Địa chính – Xây dựng – Nông nghiệp – Môi trường", "Công chức Tài chính – Kế toán",
    "Công chức Văn hóa – Xã hội",
)  # fmt: skip

SERVICES = (
    "Đăng ký khai sinh", "Đăng ký kết hôn", "Đăng ký khai tử", "Đăng ký nhận cha, mẹ, con", "Đăng ký giám hộ",
    "Cấp bản sao trích lục hộ tịch", "Cấp giấy xác nhận tình trạng hôn nhân", "Thay đổi, cải chính hộ tịch",
    "Chứng thực bản sao từ bản chính", "Chứng thực chữ ký", "Chứng thực hợp đồng, giao dịch",
    "Chứng thực di chúc", "Hỗ trợ chi phí mai táng", "Trợ cấp xã hội hằng tháng", "Xác nhận hộ nghèo, cận nghèo",
    "Xác định mức độ khuyết tật", "Đổi, cấp lại giấy xác nhận khuyết tật", "Hòa giải tranh chấp đất đai",
    "Tiếp nhận đơn thư", "Giải quyết khiếu nại lần đầu", "Đăng ký hoạt động tín ngưỡng",
    "Thông báo tổ chức lễ hội", "Công nhận gia đình văn hóa", "Đăng ký nuôi con nuôi trong nước",
    "Hỗ trợ khôi phục sản xuất sau thiên tai", "Đăng ký kê khai chăn nuôi", "Khen thưởng đột xuất",
    "Tuyển sinh mầm non", "Cấp giấy khai báo tạm vắng",
)  # fmt: skip

OCOP_PRODUCTS = (
    "Gạo nếp cái hoa vàng", "Gạo thơm", "Bánh đa", "Bánh gai", "Bánh khảo", "Giò lụa", "Mật ong hoa vải",
    "Cà rốt sấy", "Hành tỏi sấy", "Ổi lê", "Vải sớm", "Na dai", "Cam đường canh", "Trứng vịt", "Rượu nếp cái",
    "Tinh bột nghệ", "Mắm rươi", "Chả rươi", "Trà nụ vối",
)  # fmt: skip

CROPS = (
    "Cà rốt", "Hành củ", "Tỏi", "Su hào", "Bắp cải", "Cải bắp tím", "Dưa hấu", "Dưa lê", "Bí xanh", "Khoai tây",
    "Ổi", "Vải thiều", "Chuối tiêu hồng", "Nếp cái hoa vàng", "Gà đồi", "Cá rô phi", "Cá chép giòn", "Rươi", "Cáy",
)  # fmt: skip

MODELS = (
    ("Camera an ninh", "An ninh trật tự"), ("Truyền thanh thông minh", "Thông tin cơ sở"),
    ("Khám chữa bệnh từ xa", "Y tế"), ("Lớp học thông minh", "Giáo dục"),
    ("Tưới tự động", "Nông nghiệp"), ("Chiếu sáng thông minh", "Chiếu sáng"),
    ("Chợ thanh toán không dùng tiền mặt", "Sản xuất – kinh doanh"),
)  # fmt: skip

PLACES = (
    ("Trung tâm xã", "Khu vực trung tâm xã"), ("Sân vận động xã", "Nơi sinh hoạt cộng đồng"),
    ("Chợ", "Nơi sinh hoạt cộng đồng"), ("Đình", "Điểm du lịch cộng đồng"),
)  # fmt: skip

OFFICES = (
    ("Ủy ban nhân dân xã", "Ủy ban nhân dân"), ("Công an xã", "Công an"), ("Trạm Y tế xã", "Trạm y tế"),
    ("Trường Mầm non", "Trường học"), ("Trường Tiểu học", "Trường học"),
    ("Trường Trung học cơ sở", "Trường học"), ("Ban Chỉ huy Quân sự xã", "Quân sự"),
)  # fmt: skip

OUTLETS = (
    ("Điểm Bưu điện – Văn hóa xã", "Điểm Bưu điện – Văn hóa xã"), ("Thư viện xã", "Thư viện"),
    ("Hiệu sách", "Hiệu sách"),
)  # fmt: skip

POST_POINTS = ("Bưu điện văn hóa xã", "Điểm giao dịch chuyển phát", "Đại lý bưu chính")

_FIRST_INVENTED_CODE = 80_001
_INVENTED_PROVINCE = "Tỉnh minh họa"
_INVENTED_COMMUNES_A_DISTRICT = 15
_COLUMNS_ON_THE_MAP = 50


def invented_units(count: int) -> tuple[Unit, ...]:
    """Communes that do not exist, for packages larger than a province; no real unit has a code from 80001 on."""
    return tuple(
        Unit(
            code=f"{_FIRST_INVENTED_CODE + i:05d}",
            name=f"{VILLAGES[i % len(VILLAGES)]} {i // len(VILLAGES) + 1}",
            kind=UnitKind.COMMUNE,
            district=f"huyện minh họa {i // _INVENTED_COMMUNES_A_DISTRICT + 1}",
            province=_INVENTED_PROVINCE,
            position=Position(10.0 + 0.05 * (i // _COLUMNS_ON_THE_MAP), 104.0 + 0.05 * (i % _COLUMNS_ON_THE_MAP)),
        )
        for i in range(count)
    )


def source(seed: int, case_files: int, address_points: int) -> str:
    """Where a demonstration package says its figures come from."""
    return (
        f"Số liệu tự sinh để minh họa, không phải của xã nào; trung bình mỗi xã {case_files} hồ sơ, "
        f"{address_points} điểm địa chỉ (made up for demonstration, seed {seed})"
    )
