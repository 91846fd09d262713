"""Ways of a dossier that documents are written from."""

from typing import Any

from dossiers.test_on_its_way import DECISION, agree_to_all, attest_everything
from langso.dossiers.actions import pass_on, return_for_more, submit
from langso.dossiers.kinds import Opinion
from langso.dossiers.models import Dossier
from langso.dossiers.recognising import recognise
from langso.dossiers.ruling import Said, reply, rule

REASON = "Đã kiểm tra thực tế tại cả ba thôn"
ANSWER = "Đã bổ sung ảnh loa của thôn Cẩm"
CLOSING = "Hồ sơ đầy đủ, đúng quy định."


def bring_to_recognition(people: Any, dossier: Dossier) -> None:
    """Returned once, submitted again, verified with a remark, appraised, recognised."""
    submit(people.leader, dossier, seen=dossier.version)
    rule(people.district, dossier, {"NTM-8.3.2": Said(Opinion.ASK, "Gửi ảnh loa của thôn Cẩm")})
    return_for_more(people.district, dossier, seen=dossier.version, reason="Thiếu ảnh loa")
    reply(people.officer, dossier, "NTM-8.3.2", ANSWER)
    attest_everything(people, dossier)
    submit(people.leader, dossier, seen=dossier.version)
    agree_to_all(people.district, dossier)
    rule(people.district, dossier, {"NTM-8.3.2": Said(Opinion.AGREE, REASON)}, seen=10**9)
    pass_on(people.district, dossier, seen=dossier.version)
    agree_to_all(people.specialist, dossier)
    pass_on(people.department, dossier, seen=dossier.version, reason=CLOSING)
    recognise(people.coordination, dossier, DECISION, seen=dossier.version)
