"""What the workbook of verdicts says beside the law's own words, in both languages."""

from langso.language import Words

SUMMARY = Words("Tổng hợp", "Summary")
MATRIX = Words("Ma trận {set}", "Matrix {set}")
BACK = Words("← Tổng hợp", "← Summary")

RESULT_OF = Words("Kết quả xét tiêu chí", "The criteria assessed")
LAW_ON = Words("Luật áp dụng ngày {day}", "Law as of {day}")
FIGURES_ON = Words("Số liệu đến ngày {day}", "Figures as of {day}")
COMMUNES = Words("{n} xã được xét", "{n} communes assessed")
SOURCE = Words("Nguồn số liệu: {source}", "Source: {source}")

SETS_TITLE = Words("Từng bộ tiêu chí", "Each criteria set")
SET = Words("Bộ tiêu chí", "Criteria set")
DOCUMENT = Words("Văn bản", "Document")
AWAITS = Words("chờ hướng dẫn, chưa xét", "awaits guidance, not assessed")
NOTE = Words("Ghi chú", "Note")

CLOSEST_TITLE = Words("{set}: những xã gần đạt nhất", "{set}: closest to passing")
CLOSEST_NOTE = Words(
    "Xã chưa đạt, xếp theo số điều kiện còn thiếu; nhiều nhất {n} xã.",
    "Communes that do not pass yet, by how many conditions are open; {n} at the most.",
)
ALL_PASS = Words("Xã nào cũng đạt.", "Every commune passes.")
CONDITIONS_TITLE = Words("Từng điều kiện", "Each condition")

COMMUNE_CODE = Words("Mã xã", "Code")
COMMUNE = Words("Xã", "Commune")
DISTRICT = Words("Huyện", "District")
VERDICT = Words("Kết quả", "Verdict")
CONDITION = Words("Điều kiện", "Condition")
CONTENT = Words("Nội dung", "Content")
STILL_OPEN = Words("Những điều kiện còn thiếu", "The conditions still open")
NOT_MET_COUNT = Words("Số điều kiện chưa đạt", "Conditions not met")
INSUFFICIENT_COUNT = Words("Số điều kiện thiếu số liệu", "Conditions with insufficient data")
VALUE = Words("Giá trị", "Value")
THRESHOLD = Words("Ngưỡng", "Threshold")
SHORT = Words("Còn thiếu", "Short")
REASON = Words("Vì sao", "Reason")
ROWS = Words("Dòng cần xem", "Rows in question")
BLANK_ROWS = Words("để trống: {names}", "left blank: {names}")
AND_MORE = Words("… và {n} dòng nữa", "… and {n} more")

YES, NO, UNKNOWN = Words("Có", "Yes"), Words("Không", "No"), Words("chưa biết", "not known")
AT_LEAST = Words("từ {value}", "{value} or more")
BETWEEN = Words("{low} – {high}", "{low} – {high}")
OVER = Words("trên {value}", "more than {value}")
AT_MOST = Words("đến {value}", "{value} at most")
UNDER = Words("dưới {value}", "below {value}")

LEGAL_TEXT = Words("«{text}» ({place})", "“{text}” ({place})")
NOTES_LEFT_OUT = Words(
    "Quá {n} xã nên ô không kèm lý do; lý do ở trang của từng điều kiện.",
    "More than {n} communes: cells carry no reasons here; they stand on the sheet of each condition.",
)
NOTES_THERE = Words("Trỏ chuột vào ô chưa đạt hoặc thiếu số liệu để đọc lý do.", "Point at an open cell to read why.")
STAGE = Words("Ghi tệp Excel", "Writing the workbook")
