"""The reference pages that come from the law: criteria sets, registers, declared facts, rulings, documents, schema.

Formulas are shown in the words of the YAML, so that a page and the law file can be read side by side.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from langso.criteria import load_law
from langso.criteria.grammar import (
    ColumnShape,
    DocumentShape,
    FactShape,
    NodeShape,
    RegisterShape,
    RulingShape,
    SetShape,
    Shape,
)
from langso.criteria.law import (
    CriteriaSet,
    Law,
    Node,
    Register,
    SetStatus,
)
from langso.criteria.loader import LAW_FOLDER
from langso.criteria.source import read_source
from langso.language import Words
from reference_words import both, code, heading, table

COMPARISONS = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}
SCHEMAS: dict[str, tuple[type[Shape], ...]] = {
    "criteria-set": (SetShape, NodeShape),
    "registers": (RegisterShape, ColumnShape),
    "facts": (FactShape,),
    "documents": (DocumentShape,),
    "rulings": (RulingShape,),
}


def law_pages() -> Iterator[tuple[str, str]]:
    """Every page that comes from the law, as its file name and its text."""
    law = load_law()
    for criteria_set in law.sets.values():
        yield f"set-{criteria_set.id}.md", _set_page(criteria_set, law)
    yield "registers.md", _registers_page(law)
    yield "facts.md", _facts_page(law)
    yield "rulings.md", _rulings_page(law)
    yield "documents.md", _documents_page(law)
    for name, shapes in SCHEMAS.items():
        yield f"{name}.schema.json", _schema(name, shapes)


def _set_page(criteria_set: CriteriaSet, law: Law) -> str:
    lines = heading(
        f"{criteria_set.id}: {both(criteria_set.title)}", f"src/langso/law/sets/{criteria_set.id.lower()}.yaml"
    )
    document = law.documents[criteria_set.document]
    lines += [
        f"Issued by: **{document.id}** ({both(document.issuer)}){_guided_by(criteria_set)}. {_validity(criteria_set)}",
        "",
    ]
    if criteria_set.awaits:
        return "\n".join(
            [*lines, f"Cannot be assessed yet. {criteria_set.awaits.en}", "", f"{criteria_set.awaits.vi}", ""]
        )
    blocks = _blocks(LAW_FOLDER / "sets" / f"{criteria_set.id.lower()}.yaml")
    nodes = criteria_set.nodes()
    conditions = sum(node.is_condition for node in nodes)
    lines += [f"{conditions} conditions; a node that is not a condition is decided by those below it.", ""]
    rows = [
        [f"[{node.id}](#{_anchor(node.id)})", node.title.vi, node.title.en, decided_by(blocks[node.id])]
        for node in nodes
    ]
    lines += table(["Node", "Tên", "Name", "Decided by"], rows)
    for node in nodes:
        lines += _node_section(node, blocks[node.id])
    return "\n".join(lines)


def _guided_by(criteria_set: CriteriaSet) -> str:
    annex = f", annex {criteria_set.annex}" if criteria_set.annex else ""
    return f", guided by **{criteria_set.guidance}**{annex}" if criteria_set.guidance else ""


def _validity(criteria_set: CriteriaSet) -> str:
    if criteria_set.status is SetStatus.AWAITING_GUIDANCE:
        return "It awaits guidance."
    until = f" until {criteria_set.valid_until}" if criteria_set.valid_until else ""
    return f"Valid from {criteria_set.valid_from}{until}, both days included."


def _anchor(node_id: str) -> str:
    return node_id.lower().replace(".", "")


def _node_section(node: Node, block: Mapping[str, Any]) -> list[str]:
    lines = [f"## {node.id}", "", f"**{node.title.vi}** · {node.title.en}", ""]
    if node.text:
        lines += [f"> {node.text}", ""]
    if node.reads:
        lines += [f"Read as: {node.reads}", ""]
    if node.en:
        lines += [f"*{node.en}*", ""]
    facts = [f"Decided by: {decided_by(block)}"]
    facts += [f"From {change['from']} on: {_changed(block, change)}" for change in block.get("changes", [])]
    facts += [f"Asked {_days(block['asked'])}"] if "asked" in block else []
    facts += [f"In the law: {both(node.place)}"] if node.place else []
    facts += [f"Rests on: {', '.join(node.basis)}"] if node.basis else []
    facts += [f"Rulings: {', '.join(f'[{r}](rulings.md#{r.lower()})' for r in node.rulings)}"] if node.rulings else []
    facts += [f"Evidence: {'; '.join(both(e) for e in node.evidence)}"] if node.evidence else []
    return [*lines, *(f"- {fact}" for fact in facts), ""]


def _changed(block: Mapping[str, Any], change: Mapping[str, Any]) -> str:
    """What a node asks after a change: something else, or the same at another threshold or by another reading."""
    asked = {name: value for name, value in change.items() if name not in ("from", "ruling")}
    named = change.get("ruling", [])
    rulings = [named] if isinstance(named, str) else named
    by = f", by {', '.join(f'[{r}](rulings.md#{r.lower()})' for r in rulings)}" if rulings else ""
    if not asked:
        return f"as before{by}"
    if asked.keys() <= COMPARISONS.keys():
        asked = {name: value for name, value in block.items() if name not in COMPARISONS} | asked
    return decided_by(asked) + by


def _days(asked: Mapping[str, Any]) -> str:
    return " ".join(f"{word} {asked[word]}" for word in ("from", "until") if word in asked)


def _blocks(file: Path) -> dict[str, Mapping[str, Any]]:
    data: Any = read_source(file).data
    return dict(_walk(data["criterion"]))


def _walk(block: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield block["id"], block
    for way in ("all", "any", "of", "for_which_all"):
        for child in block.get(way, []):
            yield from _walk(child)


def decided_by(block: Mapping[str, Any]) -> str:
    """How a node's YAML block says it is decided, in words."""
    threshold = next((f", {_against(name, block[name])}" for name in COMPARISONS if name in block), "")
    match block:
        case {"all": children}:
            return f"all {len(children)} below"
        case {"any": children}:
            return f"any of the {len(children)} below"
        case {"of": children, "at_least": n}:
            return f"at least {n} of the {len(children)} below"
        case {"yes": test}:
            return code(test)
        case {"is": test}:
            return f"a row with {code(test)}"
        case {"some": register, "for_which_all": children}:
            return f"one row of {code(register)} for which all {len(children)} below hold together"
        case {"some": register}:
            return f"at least one row of {code(register)}{_where(block)}"
        case {"count": count}:
            return f"rows of {code(count['of'])}{_where(count)}{threshold}"
        case {"share": {"part": part, "whole": whole}}:
            return f"{code(part)} of {code(whole)}{threshold}"
        case {"share": {"of": register, "count": fact}}:
            return f"{code(fact)} over the rows of {code(register)}{threshold}"
        case {"share": share}:
            among = f", among those with {code(share['among'])}," if "among" in share else ""
            return f"share of {code(share['of'])}{among}{_where(share)}{threshold}"
        case _:
            return f"{code(block['number'])}{threshold}"


def _where(block: Mapping[str, Any]) -> str:
    return f" where {code(block['where'])}" if "where" in block else ""


def _against(comparison: str, figure: object) -> str:
    return "100%" if (comparison, figure) == ("at_least", "100%") else f"{COMPARISONS[comparison]} {_figure(figure)}"


def _figure(value: object) -> str:
    return ", ".join(f"{group}: {limit}" for group, limit in value.items()) if isinstance(value, dict) else str(value)


def _registers_page(law: Law) -> str:
    lines = heading("Registers", "src/langso/law/registers.yaml")
    lines += ["A blank cell means *not known*, never *no*. \\* marks the key: it stands once within a commune.", ""]
    lines += table(
        ["Register", "Sổ", "Name", "Sheet in a workbook"],
        [[f"[`{r.name}`](#{r.name})", r.title.vi, r.title.en, r.sheet] for r in law.registers.values()],
    )
    for register in law.registers.values():
        lines += _register_section(register, law)
    return "\n".join(lines)


def _register_section(register: Register, law: Law) -> list[str]:
    lines = [f"## {register.name}", "", f"**{register.title.vi}** · {register.title.en}", ""]
    if register.note:
        lines += [register.note.vi, "", register.note.en, ""]
    rows = []
    for column in register.columns:
        star = " \\*" if column.key else ""
        kind = str(column.type) + (f" ({_unit(column.unit)})" if column.unit else "")
        kind += f": {', '.join(code(choice.value) for choice in column.choices)}" if column.choices else ""
        asked = ", ".join(node.id for node in law.conditions_asking(register.name, column.name))
        personal = "yes" if column.personal else ""
        rows.append([code(column.name) + star, column.title.vi, column.title.en, kind, personal, asked])
    return lines + table(["Column", "Cột", "Name", "Type", "Personal", "Asked by"], rows)


def _unit(unit: Words) -> str:
    return f"{unit.vi}, {unit.en}"


def _facts_page(law: Law) -> str:
    lines = heading("Declared facts", "src/langso/law/facts.yaml")
    lines += ["A fact that is not given is *not known*. A part cannot exceed its whole.", ""]
    rows = []
    for fact in law.facts.values():
        of = code(fact.part_of) if fact.part_of else ""
        kind = str(fact.type) + (f" ({_unit(fact.unit)})" if fact.unit else "")
        rows.append([code(fact.name), fact.title.vi, fact.title.en, kind, of, str(fact.scope)])
    return "\n".join(lines + table(["Fact", "Tên", "Name", "Type", "Part of", "Said of"], rows))


def _rulings_page(law: Law) -> str:
    lines = heading("Rulings", "src/langso/law/rulings.yaml")
    lines += ["How unclear wording is read, from which day, and on what the reading rests.", ""]
    for ruling in law.rulings.values():
        status = "provisional" if ruling.provisional else "confirmed"
        lines += [
            f"## {ruling.id}",
            "",
            f"*{status}, applied from {ruling.applied_from}*; touches {', '.join(ruling.scope) or 'no node'}",
            "",
        ]
        lines += table(
            ["", "Tiếng Việt", "English"],
            [
                ["Question", ruling.question.vi, ruling.question.en],
                ["Ruling", ruling.ruling.vi, ruling.ruling.en],
                ["Source", ruling.source.vi, ruling.source.en],
            ],
        )
    return "\n".join(lines)


def _documents_page(law: Law) -> str:
    lines = heading("Legal documents", "src/langso/law/documents.yaml")
    lines += ["What the sets cite. A date stands only where it was read.", ""]
    rows = [
        [
            document.id,
            str(document.kind).replace("_", " "),
            both(document.issuer),
            str(document.issued_on or ""),
            both(document.subject),
            "yes" if document.full_text else "no",
        ]
        for document in law.documents.values()
    ]
    return "\n".join(lines + table(["Document", "Kind", "Issued by", "Date", "Subject", "Full text at hand"], rows))


def _schema(name: str, shapes: tuple[type[Shape], ...]) -> str:
    references, definitions = models_json_schema([(shape, "validation") for shape in shapes], by_alias=True)
    first = references[shapes[0], "validation"]
    if name == "criteria-set":
        top: dict[str, Any] = dict(first)
    else:
        top = {
            "type": "object",
            "properties": {name: {"type": "array", "items": first}},
            "required": [name],
            "additionalProperties": False,
        }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Làng Số: {name}",
        **top,
        **definitions,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
