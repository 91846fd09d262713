"""The shape of the law files: which words may stand where, and what kind of value follows each.

Meaning (do the names exist, does the threshold fit) is checked in `loader` and `formula_reader`. The JSON Schema
that editors use is generated from these classes.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

_NODES: dict[str, Any] = {"items": {"$ref": "#/$defs/NodeShape"}}
_FIGURE: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "pattern": r"^\d+(\.\d+)?%$"},
        {"type": "number"},
        {
            "type": "object",
            "properties": {f"group {n}": {} for n in (1, 2, 3)},
            "additionalProperties": False,
        },
    ]
}
Figure = Annotated[Any, WithJsonSchema(_FIGURE)]


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Shape(BaseModel):
    """A block of names and values in which every name is known."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


class WordsShape(Shape):
    """A name or a sentence in both languages."""

    vi: str
    en: str


class SaidShape(Shape):
    """Words in Vietnamese, and in English where somebody has put them so."""

    vi: str
    en: str | None = None


class RowWordsShape(Shape):
    """What one row of a register is called, and several in English."""

    vi: str
    en: str
    plural: str


class IssuedShape(Shape):
    """The documents that issued a set."""

    document: str
    guidance: str | None = None
    annex: int | None = None


class AppliesShape(Shape):
    """Where a set applies."""

    province: str | None = None
    kind: str = "xã"


class DaysShape(Shape):
    """Days between which something holds, both inclusive."""

    from_: date | None = Field(None, alias="from")
    until: date | None = None


class CountShape(Shape):
    """Rows of a register that are counted."""

    of: str
    where: str | None = None


class ShareShape(Shape):
    """A share: of a register's rows, of one declared count over another, or of a count over a register's rows."""

    of: str | None = None
    where: str | None = None
    among: str | None = None
    part: str | None = None
    whole: str | None = None
    count: str | None = None
    may_exceed: bool = False


class ExampleShape(Shape):
    """A worked example."""

    given: dict[str, Any]
    expect: Literal["met", "not_met", "insufficient", "not_applicable"]
    short: int | None = None
    on: date | None = None
    group: Literal[1, 2, 3] | None = None
    note: WordsShape | None = None


class FormulaShape(Shape):
    """How a node is decided; exactly one way, with its comparison."""

    yes: str | None = Field(None, description="An expression over declared yes/no facts.")
    some: str | None = Field(None, description="A register of which at least one row is asked.")
    where: str | None = Field(None, description="The row test that goes with `some`.")
    is_: str | None = Field(None, alias="is", description="The row test of a part of `for_which_all`.")
    count: CountShape | None = None
    share: ShareShape | None = None
    number: str | None = Field(None, description="A declared count or number.")
    at_least: Figure | None = None
    more_than: Figure | None = None
    at_most: Figure | None = None
    less_than: Figure | None = None


class ChangeShape(FormulaShape):
    """What a node asks from a day on."""

    from_: date = Field(alias="from")
    ruling: str | list[str] | None = None


class NodeShape(FormulaShape):
    """A condition or a group of conditions."""

    id: str
    title: WordsShape | None = None
    text: str | None = Field(None, description="The published text exactly as printed.")
    reads: str | None = Field(None, description="The corrected reading, where the printed text has a slip.")
    en: str | None = Field(None, description="The text in English.")
    place: WordsShape | None = None
    basis: list[str] | None = None
    ruling: str | list[str] | None = None
    evidence: list[str | WordsShape] | None = None
    says: WordsShape | None = None
    asked: DaysShape | None = None
    changes: list[ChangeShape] | None = None
    examples: list[ExampleShape] | None = None
    all_: list[Any] | None = Field(None, alias="all", json_schema_extra=_NODES)
    any_: list[Any] | None = Field(None, alias="any", json_schema_extra=_NODES)
    of: list[Any] | None = Field(None, json_schema_extra=_NODES)
    for_which_all: list[Any] | None = Field(None, json_schema_extra=_NODES)


class SetShape(Shape):
    """A criteria set."""

    set: str
    title: WordsShape
    issued: IssuedShape
    applies_to: AppliesShape | None = None
    valid: DaysShape | None = None
    status: Literal["published", "draft", "awaiting_guidance"]
    awaits: WordsShape | None = None
    replaces: str | None = None
    criterion: Annotated[Any, WithJsonSchema({"allOf": [{"$ref": "#/$defs/NodeShape"}]})] = None


class ChoiceShape(Shape):
    """A value that a choice column allows."""

    value: str
    title: WordsShape


class ColumnShape(Shape):
    """A column of a register."""

    name: Name
    type: Literal["yes_no", "number", "integer", "date", "text", "choice"]
    title: WordsShape
    key: bool = False
    label: bool = False
    note: WordsShape | None = None
    unit: WordsShape | None = None
    choices: list[ChoiceShape] | None = None
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    personal: bool = False


class RegisterShape(Shape):
    """A register."""

    name: Name
    title: WordsShape
    sheet: str = Field(max_length=31)
    row: RowWordsShape
    note: WordsShape | None = None
    columns: list[Any] = Field(json_schema_extra={"items": {"$ref": "#/$defs/ColumnShape"}})


class FactShape(Shape):
    """A declared fact."""

    name: Name
    type: Literal["yes_no", "count", "number"]
    title: WordsShape
    unit: WordsShape | None = None
    part_of: str | None = None
    ask_above: int | None = Field(None, ge=1)
    scope: Literal["commune", "province"] = "commune"
    decimals: int = Field(0, ge=0, le=4)
    note: WordsShape | None = None


class DocumentShape(Shape):
    """A legal document that the law cites."""

    id: str
    kind: Literal["decision", "official_letter", "resolution", "decree", "law", "circular", "plan", "report", "notice"]
    issuer: WordsShape
    subject: WordsShape
    issued_on: date | None = Field(None, alias="date")
    status: Literal["in_force", "replaced", "unknown"] = "unknown"
    full_text: bool = False
    note: WordsShape | None = None


class RulingShape(Shape):
    """A dated reading that settles an ambiguity."""

    id: str
    question: SaidShape
    ruling: SaidShape
    status: Literal["provisional", "confirmed"]
    applied_from: date = Field(alias="date")
    source: SaidShape
    scope: list[str] | None = None
    on_nothing: bool = Field(False, description="It decides only where there is nothing to count.")


class EndingShape(Shape):
    """That a version of a set ends earlier than its text says."""

    id: str
    set: str
    file: str = Field(description="The file of the law that holds the version, such as sets/ntm.yaml.")
    until: date
