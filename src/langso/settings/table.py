"""The one table of settings: name, default, what it is for. Environment, checks and the reference page all read it.

A setting is an environment variable LANGSO_<NAME>. Secrets may stand in a file named by LANGSO_<NAME>_FILE.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from langso.language import Words
from langso.language import gettext as _
from langso.problems import SETTING_FILE, SETTING_UNKNOWN, SETTING_VALUE, BadInputError, Problem, Where


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its name without prefix, how its text is read, its default as text, and what it is for."""

    name: str
    read: Callable[[str], Any]
    default: str
    help: Words
    form: Words
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"LANGSO_{self.name}"


def _text(value: str) -> str:
    return value


def _path(value: str) -> Path:
    return Path(value)


def _yes_no(value: str) -> bool:
    return {"yes": True, "no": False, "1": True, "0": False}[value.lower()]


def _whole(value: str) -> int:
    if int(value) < 0:
        raise ValueError(value)
    return int(value)


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _database(value: str) -> str:
    if value and not (value.startswith(("postgresql://", "postgres://")) and urlsplit(value).path.strip("/")):
        raise ValueError(value)
    return value


def _address(value: str) -> str:
    if value and not (value.startswith(("https://", "http://")) and urlsplit(value).netloc):
        raise ValueError(value)
    return value.rstrip("/")


def _log_form(value: str) -> str:
    return {"text": "text", "json": "json"}[value]


TEXT, FOLDER = Words("chữ", "text"), Words("đường dẫn", "path")
YES_NO, NUMBER = Words("yes hoặc no", "yes or no"), Words("số nguyên", "whole number")
DATABASE_URL = Words("postgresql://người:mật-khẩu@máy/tên", "postgresql://user:password@host/name")
WEB_ADDRESS = Words("https://tên-miền", "https://name")
LOG_FORM = Words("text hoặc json", "text or json")
LIST, DAY = Words("danh sách, cách nhau dấu phẩy", "list, comma between"), Words("ngày YYYY-MM-DD", "day YYYY-MM-DD")

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "DATABASE",
        _database,
        "",
        Words(
            "Cơ sở dữ liệu PostgreSQL: postgresql://người:mật-khẩu@máy/tên. Để trống: một tệp SQLite trong DATA.",
            "The PostgreSQL database: postgresql://user:password@host/name. Empty: an SQLite file within DATA.",
        ),
        DATABASE_URL,
        secret=True,
    ),
    Setting(
        "DATA",
        _path,
        "var/data",
        Words(
            "Thư mục giữ tệp SQLite, tệp minh chứng và khóa bí mật.",
            "The folder that holds the SQLite file, the evidence files and the secret key.",
        ),
        FOLDER,
    ),
    Setting(
        "SECRET_KEY",
        _text,
        "",
        Words(
            "Khóa bí mật ký phiên đăng nhập. Để trống: tạo một lần và giữ trong DATA.",
            "The secret that signs sessions. Empty: made once and kept within DATA.",
        ),
        TEXT,
        secret=True,
    ),
    Setting(
        "HOSTS",
        _listed,
        "localhost,127.0.0.1,[::1]",
        Words("Tên miền mà máy chủ trả lời.", "The host names that the server answers to."),
        LIST,
    ),
    Setting(
        "ADDRESS",
        _address,
        "",
        Words(
            "Địa chỉ mọi người gõ để vào, như https://langso.example; ghi trong thư và mã QR. "
            "Để trống: thư không có đường dẫn, mã QR lấy địa chỉ đang mở trang.",
            "The address that people type, such as https://langso.example; it stands in mails and QR codes. "
            "Empty: mails have no links, and a QR code leads to the address at which the page was opened.",
        ),
        WEB_ADDRESS,
    ),
    Setting(
        "HTTPS",
        _yes_no,
        "no",
        Words(
            "Chỉ phục vụ qua HTTPS: cookie an toàn, HSTS, chuyển hướng. Bật khi đã có chứng thư.",
            "Served by HTTPS only: secure cookies, HSTS, redirect. Turn on once there is a certificate.",
        ),
        YES_NO,
    ),
    Setting(
        "PROXY",
        _yes_no,
        "no",
        Words(
            "Có máy chủ trung gian tin cậy đứng trước, đặt X-Forwarded-Proto và X-Forwarded-For.",
            "A trusted proxy stands in front and sets X-Forwarded-Proto and X-Forwarded-For.",
        ),
        YES_NO,
    ),
    Setting(
        "SECOND_FACTOR",
        _yes_no,
        "yes",
        Words(
            "Bắt buộc lớp bảo vệ thứ hai với người trình hoặc quyết định.",
            "Requires a second factor of those who submit or decide.",
        ),
        YES_NO,
    ),
    Setting(
        "DAY",
        _day,
        "",
        Words(
            "Ngày làm việc cố định, chỉ dùng cho dữ liệu minh họa. Để trống: hôm nay.",
            "A fixed working day, for demonstration data only. Empty: today.",
        ),
        DAY,
    ),
    Setting(
        "FRONTEND",
        _path,
        "node_modules",
        Words("Thư mục node_modules chứa gói giao diện.", "The node_modules folder with the front-end packages."),
        FOLDER,
    ),
    Setting(
        "UPLOAD_MB",
        _whole,
        "25",
        Words("Cỡ lớn nhất của một tệp tải lên, MB.", "The largest file that may be uploaded, MB."),
        NUMBER,
    ),
    Setting(
        "KEEP_UPLOADS",
        _whole,
        "30",
        Words(
            "Số ngày giữ tệp nhập chưa được xác nhận; quá hạn thì xóa. 0: giữ mãi.",
            "Days for which a file handed in for import is kept while nobody confirms it. 0: for ever.",
        ),
        NUMBER,
    ),
    Setting(
        "EMAIL",
        _text,
        "",
        Words(
            "Máy chủ thư: smtp://người:mật-khẩu@máy:cổng hoặc smtps://. Để trống: thư ghi vào tệp trong DATA/mail.",
            "The mail server: smtp://user:password@host:port or smtps://. Empty: mails are written to DATA/mail.",
        ),
        TEXT,
        secret=True,
    ),
    Setting(
        "EMAIL_FROM",
        _text,
        "Làng Số <langso@localhost>",
        Words("Người gửi ghi trên thư.", "The sender of mails."),
        TEXT,
    ),
    Setting(
        "NOTIFY_BY_MAIL",
        _yes_no,
        "yes",
        Words(
            "Gửi thư báo khi hồ sơ được gửi, trả lại, chuyển tiếp, công nhận; mỗi người tự tắt được cho mình.",
            "Mails tell when a dossier is submitted, returned, passed on or recognised; each person can turn them off.",
        ),
        YES_NO,
    ),
    Setting(
        "MAIL_RETRY",
        _whole,
        "60",
        Words(
            "Số giây chờ trước khi gửi lại thư báo khi máy chủ thư không trả lời; mỗi lần sau gấp đôi, tối đa một giờ.",
            "Seconds until a notice is sent again when the mail server is away; doubled each time, an hour at most.",
        ),
        NUMBER,
    ),
    Setting(
        "OIDC_URL",
        _text,
        "",
        Words(
            "Địa chỉ máy chủ đăng nhập một lần (OpenID Connect). Để trống: không dùng.",
            "The address of the single sign-on server (OpenID Connect). Empty: none.",
        ),
        TEXT,
    ),
    Setting(
        "OIDC_CLIENT",
        _text,
        "",
        Words("Mã ứng dụng tại máy chủ đăng nhập một lần.", "The client id at the single sign-on server."),
        TEXT,
    ),
    Setting(
        "OIDC_SECRET",
        _text,
        "",
        Words("Mật khẩu ứng dụng tại máy chủ đăng nhập một lần.", "The client secret at the single sign-on server."),
        TEXT,
        secret=True,
    ),
    Setting(
        "OIDC_NAME",
        _text,
        "Đăng nhập một lần của tỉnh",
        Words("Tên hiện trên nút đăng nhập một lần.", "The words on the single sign-on button."),
        TEXT,
    ),
    Setting(
        "LATE_DAYS",
        _whole,
        "90",
        Words(
            "Xã chậm cập nhật khi quá chừng này ngày không ghi gì vào sổ và số liệu khai.",
            "A commune is late once it has written nothing into its registers and figures for more than so many days.",
        ),
        NUMBER,
    ),
    Setting(
        "BOUNDARIES",
        _text,
        "",
        Words(
            "Tệp GeoJSON ranh giới xã để tô bản đồ; mỗi vùng có thuộc tính code. Để trống: bản đồ vẽ điểm.",
            "A GeoJSON file of commune boundaries for the map, each with a property code. Empty: the map shows points.",
        ),
        FOLDER,
    ),
    Setting(
        "TILES",
        _text,
        "",
        Words(
            "Địa chỉ lát bản đồ nền ({z}/{x}/{y}). Để trống: nền trơn.",
            "The address of base map tiles ({z}/{x}/{y}). Empty: a plain ground.",
        ),
        TEXT,
    ),
    Setting(
        "TILES_CREDIT",
        _text,
        "",
        Words("Lời ghi nguồn của bản đồ nền.", "The attribution of the base map."),
        TEXT,
    ),
    Setting(
        "DEBUG",
        _yes_no,
        "no",
        Words("Chỉ để phát triển: trang lỗi chi tiết.", "For development only: detailed error pages."),
        YES_NO,
    ),
    Setting(
        "LOG",
        _log_form,
        "text",
        Words("Dạng nhật ký: text hoặc json.", "The form of the log: text or json."),
        LOG_FORM,
    ),
    Setting(
        "METRICS_TOKEN",
        _text,
        "",
        Words(
            "Mã để đọc /metrics/ từ máy khác (Authorization: Bearer …). Để trống: chỉ đọc được từ chính máy chủ.",
            "The token to read /metrics/ from elsewhere (Authorization: Bearer …). Empty: from this machine only.",
        ),
        TEXT,
        secret=True,
    ),
)


def read_settings(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Every setting by name, read from the environment. BadInputError with all that cannot be read."""
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for setting in SETTINGS:
        try:
            text = _given(setting, environment)
            values[setting.name] = setting.read(text)
        except OSError as error:
            where = Where(f"{setting.variable}_FILE")
            problems.append(Problem(SETTING_FILE, where, details={"reason": error.strerror or str(error)}))
        except (ValueError, KeyError):
            shown = "…" if setting.secret else text
            details = {"form": str(setting.form), "help": str(setting.help)}
            problems.append(Problem(SETTING_VALUE, Where(setting.variable), shown, details))
    if problems:
        raise BadInputError(problems)
    return values


def _given(setting: Setting, environment: Mapping[str, str]) -> str:
    file = environment.get(f"{setting.variable}_FILE") if setting.secret else None
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return environment.get(setting.variable, setting.default)


PREFIX = "LANGSO_"
_OTHERS = ("LANGSO_LANG",)
"""Variables of that prefix that are no settings of the product: the language of the command line."""


def unknown_variables(environment: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """A warning for each variable that looks like a setting and is none, with the nearest that is one."""
    environment = os.environ if environment is None else environment
    known = {s.variable for s in SETTINGS} | {f"{s.variable}_FILE" for s in SETTINGS if s.secret} | set(_OTHERS)
    given = {name for name in environment if name.startswith(PREFIX) and not name.startswith("LANGSO_TEST_")}
    return tuple(Problem(SETTING_UNKNOWN, value=name, details=_nearest(name, known)) for name in sorted(given - known))


def _nearest(name: str, known: set[str]) -> dict[str, str]:
    near = get_close_matches(name, sorted(known), 1, 0.75)
    return {"nearest": _("Did you mean {names}?").format(names=near[0]) if near else ""}


def told_settings(environment: Mapping[str, str] | None = None) -> list[tuple[Setting, str, str]]:
    """Each setting with its value as it may be shown, and where that comes from: a variable, a file's name, or ""."""
    environment = os.environ if environment is None else environment
    told = []
    for setting in SETTINGS:
        file = environment.get(f"{setting.variable}_FILE", "") if setting.secret else ""
        source = file or (setting.variable if setting.variable in environment else "")
        value = _given(setting, environment)
        told.append((setting, "•••" if setting.secret and value else value, source))
    return told
