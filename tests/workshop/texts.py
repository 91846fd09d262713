"""Texts of criteria sets to draft and publish, made from the one that ships or invented."""

from datetime import date
from pathlib import Path

from langso.criteria import LAW_FOLDER

NTM = (LAW_FOLDER / "sets" / "ntm.yaml").read_text(encoding="utf-8")
INVENTED = (Path(__file__).parent / "ten-criteria.yaml").read_text(encoding="utf-8")
"""Ten criteria with thresholds by commune group, on registers and facts that there are."""

RULING = """\
rulings:

- id: AMB-90
  question: {vi: Loa chờ sửa có tính là hoạt động không?, en: Does a loudspeaker that waits for repair count?}
  ruling: {vi: 'Không, nếu quá 7 ngày.', en: 'No, once it has waited for more than 7 days.'}
  status: confirmed
  date: 2022-11-15
  source: {vi: CV 99/STTTT-BCVTCNTT, en: Letter 99/STTTT-BCVTCNTT}
  scope: [NTM-8.3.2]
"""


def second_version(since: date = date(2023, 2, 1), share: str = "50%") -> str:
    """The set NTM from a day on, with another share of online case files asked than 30%, and no examples of that."""
    text = NTM.replace("valid: {from: 2022-09-26,", f"valid: {{from: {since},")
    head, mark, tail = text.partition("- id: NTM-8.4c")
    tail, _examples, _rest = tail.replace("at_least: 30%", f"at_least: {share}", 1).partition("      examples:")
    return f"{head}{mark}{tail.rstrip()}\n"
