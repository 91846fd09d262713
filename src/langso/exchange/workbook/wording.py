"""What the empty workbook and its README say beside the law's own words, in both languages."""

from langso.language import Words

TITLE = Words("Bảng số liệu xét tiêu chí", "Figures for the criteria")
TITLE_OF = Words("Số liệu xét tiêu chí: {names}", "Figures for the criteria: {names}")
OF_MANY = Words("{n} xã", "{n} communes")

WHAT_THIS_IS = Words(
    "Tệp này giữ các sổ và số liệu của xã. Ghi xong, nộp lại ở trang «Nhập từ tệp» là biết xã đạt điều kiện nào, "
    "chưa đạt điều kiện nào, vì sao và còn thiếu bao nhiêu. Ô để trống nghĩa là CHƯA BIẾT, không phải là «không».",
    "This file keeps the registers and figures of a commune. Filled, and handed in on the page “Import from a file”, "
    "it tells which conditions are met, which are not, why, and what is short. A blank cell means NOT KNOWN, "
    "never “no”.",
)
STEPS_TITLE = Words("Năm bước", "Five steps")
STEPS = (
    Words(
        "Trang «{communes}»: xem lại mã, tên và nhóm xã; trang «{package}»: ghi số liệu tính đến ngày nào, lấy từ đâu.",
        "Sheet “{communes}”: check code, name and group; sheet “{package}”: say as of which day, and from where.",
    ),
    Words(
        "Trang «{facts}»: mỗi dòng một câu hỏi, trả lời ở cột «{value}». Chưa biết thì để trống.",
        "Sheet “{facts}”: one question a row, answered in the column “{value}”. Leave it blank where it is not known.",
    ),
    Words(
        "Các sổ: mỗi thứ một dòng, không bỏ cách dòng. Trỏ chuột vào đầu cột để xem cần trả lời gì và lời văn "
        "của điều kiện.",
        "The registers: one row a thing. Point at the head of a column to see what it asks and the text of the law.",
    ),
    Words(
        "Trang «{ledgers}»: sổ nào ghi đủ thì chọn «{closed}». Sổ đã chốt mà trống nghĩa là xác nhận xã không có "
        "gì để đếm.",
        "Sheet “{ledgers}”: choose “{closed}” for a register that is complete. Closed and empty confirms there "
        "is nothing.",
    ),
    Words(
        "Lưu tệp, rồi nộp ở trang «Nhập từ tệp» của xã; không dùng trang web thì chạy lệnh:  langso assess {file}",
        "Save the file, then hand it in on the commune’s page “Import from a file”; without the pages run:  "
        "langso assess {file}",
    ),
)

SHEETS_TITLE = Words("Các trang trong tệp", "The sheets of this file")
SHEET = Words("Trang", "Sheet")
KEPT = Words("Ghi gì", "What it keeps")
ROWS_TYPED = Words("Đã ghi", "Filled")
CONDITIONS_OF = Words("Số điều kiện {set} cần", "Conditions of {set} that need it")
SERVES_NOTE = Words(
    "Con số cho biết bao nhiêu điều kiện của bộ tiêu chí dùng trang đó; ô trống: bộ ấy không cần.",
    "The figure says how many conditions of the set use the sheet; blank: that set does not need it.",
)
COMMUNES_KEPT = Words(
    "Danh sách xã. Mã xã ở mọi trang khác lấy từ đây.",
    "The list of communes. Every other sheet takes its codes from here.",
)
PACKAGE_KEPT = Words(
    "Một dòng: tên gói số liệu, tính đến ngày nào, của tỉnh nào, nguồn.", "One row: title, as-of day, province, source."
)
FACTS_KEPT = Words(
    "{n} câu trả lời có/không hoặc con số cho mỗi xã. Số của một phần không được lớn hơn số của toàn bộ.",
    "{n} answers for each commune, yes/no or a figure. A part cannot exceed its whole.",
)
LEDGERS_KEPT = Words(
    "Sổ nào của xã nào đã chốt. Sổ đang mở thì tỷ lệ chưa thể kết luận đạt.",
    "Which register of which commune is closed. While a register is open, no share in it can be met.",
)

SETS_TITLE = Words("Các bộ tiêu chí được xét", "The criteria sets")
VALID = Words("Hiệu lực", "Validity")
CONDITIONS = Words("Số điều kiện", "Conditions")
AWAITS = Words("chờ hướng dẫn, chưa xét", "awaits guidance, not assessed")

LEGEND_TITLE = Words("Màu trong tệp", "The colours")
LEGEND_KEY = Words("Mã, tên: phải có, không trùng trong xã", "Key: needed, unique within the commune")
LEGEND_ASKED = Words("Có điều kiện hỏi tới", "Asked by a condition")
LEGEND_REFERENCE = Words("Để tham khảo, không điều kiện nào hỏi", "For reference, asked by no condition")
LEGEND_UNKNOWN = Words("Chưa biết: còn phải trả lời", "Not known yet: still to be answered")
LEGEND_WRONG = Words("Sai: trùng mã, hoặc phần lớn hơn toàn bộ", "Wrong: a repeated key, or a part above its whole")
LEGEND_LOCKED = Words(
    "Ô ghi sẵn đã khóa để khỏi xóa nhầm. Không có mật khẩu: Xem lại › Bỏ bảo vệ trang tính.",
    "Prefilled cells are locked against slips. There is no password: Review › Unprotect sheet.",
)

BACK = Words("← Hướng dẫn", "← Overview")
USED_BY = Words("Dùng cho:", "Used by:")
NOT_USED = Words(
    "Không điều kiện nào dùng cột này; ghi để tham khảo.", "No condition uses this column; kept for reference."
)
CONDITION_LINE = Words("{id} {title}: «{text}» ({place})", "{id} {title}: “{text}” ({place})")
KEY_NOTE = Words("Bắt buộc, không trùng trong xã.", "Needed, unique within the commune.")
COUNTS_ROWS = Words("Số dòng của sổ được đếm cho:", "The rows of this register are counted for:")
ASKED_BY = Words("Dùng cho điều kiện:", "Used for the conditions:")
COMMUNE_NOTE = Words(
    "Mã xã năm chữ số, như ở trang «{communes}».", "The five-digit code, as on the sheet “{communes}”."
)

COMMUNE_NAME = Words("(Tên xã)", "(Commune)")
PART = Words("(Phần)", "(Part)")
UNIT = Words("(Đơn vị)", "(Unit)")
QUESTION = Words("(Cần trả lời, đếm gì)", "(What to answer, what to count)")
SERVES = Words("(Dùng cho điều kiện)", "(Used for)")
REGISTER_KEEPS = Words("(Sổ ghi gì)", "(What the register keeps)")
WHOLE_PROVINCE = Words("cả tỉnh", "whole province")
YES_OR_NO = Words("Có/Không", "Yes/No")
YES, NO = Words("Có", "Yes"), Words("Không", "No")
PART_OF = Words("Không lớn hơn «{whole}».", "Not above “{whole}”.")
FACTS_NOTE = Words(
    "Trả lời ở cột «{value}». Chưa biết thì để trống: trống nghĩa là chưa biết, không phải là «không» hay số 0.",
    "Answer in the column “{value}”. Leave blank what is not known: blank is neither “no” nor zero.",
)
FACTS_MANY_NOTE = Words(
    "Chép khối dòng này xuống dưới cho từng xã khác, mỗi dòng ghi mã xã.",
    "Copy these rows below for each further commune, every row with its code.",
)
COMMUNES_NOTE = Words(
    "Chỉ đơn vị loại «xã» được xét. Nhóm xã là 1, 2 hoặc 3 theo quyết định của tỉnh; chưa biết thì để trống.",
    "Only units of kind xã are assessed. The group is 1, 2 or 3 by the province's decision; blank where not known.",
)
PACKAGE_NOTE = Words(
    "Một dòng. «{as_of}» là ngày mà luật được áp dụng khi xét, trừ khi lệnh ghi ngày khác.",
    "One row. “{as_of}” is the day on which the law is read, unless the command names another.",
)
LEDGERS_NOTE = Words(
    "Chọn «{closed}» khi sổ đã ghi đủ. «{open}»: còn ghi thêm. Sổ chốt mà trống: xác nhận xã không có gì để đếm.",
    "Choose “{closed}” when the register is complete; “{open}” while rows may follow. Closed and empty: "
    "there is nothing.",
)

BAD_YES_NO = Words("Chọn Có hoặc Không. Chưa biết thì để trống.", "Choose Yes or No. Leave it blank where not known.")
BAD_CHOICE = Words("Chọn một trong: {names}. Chưa biết thì để trống.", "Choose one of: {names}. Blank where not known.")
BAD_STATE = Words("Chọn «{closed}» hoặc «{open}».", "Choose “{closed}” or “{open}”.")
BAD_DAY = Words(
    "Ghi ngày theo dạng 31/12/2022. Chưa biết thì để trống.", "Write a day such as 31/12/2022. Blank where not known."
)
BAD_COUNT = Words(
    "Ghi một số nguyên từ {low} đến {high}. Chưa biết thì để trống.",
    "Write a whole number from {low} to {high}. Blank where not known.",
)
BAD_NUMBER = Words(
    "Ghi một số từ {low} đến {high}. Chưa biết thì để trống.",
    "Write a number from {low} to {high}. Blank where not known.",
)
BAD_COMMUNE = Words("Chọn mã xã có ở trang «{communes}».", "Choose a commune's code from the sheet “{communes}”.")
BAD_KEY = Words("Dòng này trùng: {title} đã có trong sổ của xã.", "This row is there already: {title} must be unique.")
BAD_REGISTER = Words("Chọn tên sổ trong danh sách.", "Choose a register from the list.")
ERROR_TITLE = Words("Chưa ghi được", "This cannot stand")

README_TITLE = Words("Gói số liệu xét tiêu chí", "A package of figures for the criteria")
README_INTRO = Words(
    "Mỗi tệp .csv là một bảng: mã hóa UTF-8, ngăn cách bằng dấu phẩy, dòng đầu là tên cột. Có/không ghi có, "
    "không, 1, 0, "
    "x, true, false. Ngày ghi 2022-12-31. Ô để trống nghĩa là CHƯA BIẾT, không phải là «không». Ghi xong, chạy: "
    "langso assess THƯ_MỤC",
    "Each .csv file is a table: UTF-8, separated by commas, names of the columns in the first line. Yes/no "
    "is written yes, "
    "no, 1, 0, x, true, false. Days as 2022-12-31. A blank cell means NOT KNOWN, never “no”. When done, run: "
    "langso assess FOLDER",
)
README_FIXED = {
    "package": PACKAGE_KEPT,
    "communes": COMMUNES_KEPT,
    "facts": Words(
        "Số liệu khai, mỗi dòng một câu trả lời của một xã; cột commune trống: cả tỉnh (chỉ cho câu có/không).",
        "Declared facts, one answer of one commune a row; blank commune: the whole province (yes/no facts only).",
    ),
    "ledgers": Words(
        "Tình trạng sổ: closed (đã chốt) hoặc open (đang mở). Sổ có dòng mà không ghi ở đây thì coi như đã chốt.",
        "The state of registers: closed or open. A register with rows that is not named here counts as closed.",
    ),
}
README_FACTS = Words("Các số liệu khai (cột fact của facts.csv)", "The declared facts (column fact of facts.csv)")
README_KEY = Words("khóa", "key")
