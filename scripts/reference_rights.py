"""The reference page on rights: who may do what, where, and who needs a second factor, read from the door."""

import os
import tempfile
from typing import TYPE_CHECKING

from langso.language import Language, Words, speaking
from reference_words import both, heading, table

if TYPE_CHECKING:
    from langso.accounts.models import Role

ACTIONS: dict[str, Words] = {
    "read_registers": Words("xem sổ và số liệu của xã", "read a commune's registers and figures"),
    "edit_registers": Words("sửa sổ", "edit registers"),
    "close_ledger": Words("chốt sổ", "close a register"),
    "reopen_ledger": Words("mở lại sổ, có lý do", "reopen a register, with a reason"),
    "declare": Words("khai số liệu của xã", "declare a commune's figures"),
    "declare_for_province": Words("khai số liệu chung của tỉnh", "declare for the whole province"),
    "read_evidence": Words("xem minh chứng", "read evidence"),
    "compare_evidence": Words("xem minh chứng trùng giữa các xã", "compare evidence across communes"),
    "attach_evidence": Words("đính minh chứng", "attach evidence"),
    "read_journal": Words("xem nhật ký của xã", "read a commune's journal"),
    "export": Words("tải dữ liệu kèm tên từng dòng", "download with the names of rows"),
    "manage_people": Words("mời, sửa, ngừng người dùng", "invite, change and switch off people"),
    "manage_places": Words("quản lý đơn vị hành chính, cơ quan", "manage units and organisations"),
    "read_drafts": Words("xem bản nháp của bộ tiêu chí và tác động", "read drafts of criteria sets and their effect"),
    "draft_law": Words("soạn bộ tiêu chí, cách hiểu", "draft criteria sets and rulings"),
    "publish_law": Words("công bố bộ tiêu chí, cách hiểu", "publish criteria sets and rulings"),
    "keep_directives": Words(
        "giữ thư viện văn bản, gửi văn bản, tiếp nhận vướng mắc",
        "keep the library, send guidance, take difficulties up",
    ),
    "raise_difficulty": Words("nêu và trả lời vướng mắc", "raise and answer difficulties"),
    "answer_directives": Words("xác nhận đã nhận văn bản, báo cáo nhiệm vụ", "confirm receipt, answer tasks"),
    "read_plans": Words("xem kiến nghị, kế hoạch, nhiệm vụ, tổng hợp", "read recommendations, plans, tasks, syntheses"),
    "keep_plans": Words("ghi kiến nghị, kế hoạch, nhiệm vụ, chỉ tiêu", "keep recommendations, plans, tasks, targets"),
    "read_dossiers": Words("xem hồ sơ đề nghị công nhận", "read dossiers"),
    "prepare_dossier": Words("lập hồ sơ, trả lời ý kiến", "open a dossier, answer rulings"),
    "submit_dossier": Words("gửi, rút hồ sơ", "submit and withdraw a dossier"),
    "attest": Words("ghi xác nhận ngoài bộ tiêu chí", "record what is checked beside the criteria"),
    "rule": Words(
        "cho ý kiến về từng điều kiện khi hồ sơ ở cấp mình", "rule on conditions while one's body has it in hand"
    ),
    "pass_dossier": Words(
        "chuyển cấp sau, trả lại, kết luận không công nhận", "pass a dossier on, return it, refuse it"
    ),
    "decide_recognition": Words("ghi công nhận, công bố, thu hồi", "record recognition, announcement, withdrawal"),
    "keep_procedure": Words("mở đợt, đặt căn cứ, ngưỡng, mẫu văn bản", "keep cycles, bases, thresholds, templates"),
    "read_parts": Words("xem trang các thành phần giao diện", "see the page of parts"),
}
"""What each action of the door is called on the page. A new one gets its words here."""


CHANGES, READS, FACTOR = "●", "○", "🔒"


def rights_page() -> str:
    """The page, from the tables of the door."""
    _set_up()
    from langso.accounts.door import DECIDING, READING, RULES  # noqa: PLC0415 - once Django is set up
    from langso.accounts.models import Role  # noqa: PLC0415 - as above
    from langso.accounts.rules import HELD_IN  # noqa: PLC0415 - as above

    lines = heading("Rights", "src/langso/accounts/door.py and src/langso/accounts/rules.py")
    lines += [
        "Whoever has not signed in reads the public face: every commune's verdicts and reasons. Villages and service",
        "points are called by their names there; persons, households, case files and address points never are.",
        "Whoever has, may what a role allows, between its first and its last day, within its territory: a commune, a",
        "district with its communes, the province with all of them. What stands nowhere below, nobody may.",
        "",
        "## Who may do what",
        "",
        f"{CHANGES} is a change, {READS} only reads. Roles with {FACTOR} submit or decide: they read from the first",
        "day on, and change nothing before they have set up a second factor.",
        "",
    ]
    heads = [_said(role) + (f" {FACTOR}" if role in DECIDING else "") for role in Role]
    rows = []
    for action, roles in RULES.items():
        sign = READS if action in READING else CHANGES
        rows.append([both(ACTIONS[action.value]), *(sign if role in roles else "" for role in Role)])
    lines += table(["", *heads], rows)
    lines += [
        "## Where a role is held",
        "",
        "The organisation's unit is the territory, so a role is held only in an organisation of its kind.",
        "",
    ]
    return "\n".join(lines + table(["Role", "Kind of organisation"], [[_words(r), _kinds(HELD_IN[r])] for r in Role]))


def _said(value: "Role") -> str:
    with speaking(Language.VI):
        return value.words


def _words(value: "Role") -> str:
    with speaking(Language.VI):
        vietnamese = value.words
    with speaking(Language.EN):
        return f"{vietnamese} *({value.words})*"


def _kinds(kinds: frozenset[object]) -> str:
    from langso.places.models import OrganisationKind  # noqa: PLC0415 - once Django is set up

    if len(kinds) == len(OrganisationKind):
        return "bất kỳ *(any)*"
    return ", ".join(sorted(_words(kind) for kind in kinds))  # type: ignore[arg-type]


def _set_up() -> None:
    """Models need Django; no database is asked."""
    from django.apps import apps  # noqa: PLC0415 - only this page needs it

    if apps.ready:
        return
    with tempfile.TemporaryDirectory(prefix="langso-rights-") as nothing_of_value:
        os.environ |= {"LANGSO_DATA": nothing_of_value, "DJANGO_SETTINGS_MODULE": "langso.settings.django"}
        import django  # noqa: PLC0415 - as above

        django.setup()
