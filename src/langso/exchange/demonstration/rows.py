"""The rows of a demonstration register as one SQL query: each cell out of the commune's profile and the row's number.

The query reads the table `profile`, a row a commune: commune, name, key, households, lat, lon, how many rows as
`n_<register>`, the bounds of each cell as `blank_…` and `no_…`. A row's number is `r`, from 1.
"""

from datetime import date, timedelta

from langso.criteria.law import Column, ColumnType, Register
from langso.exchange.demonstration import names
from langso.exchange.demonstration.chance import salt
from langso.exchange.demonstration.profile import SAME_ROWS_AS

_IN_ORDER = frozenset({"case_files", "address_points"})
_LONGEST_VALIDITY = 900


def query(register: Register, as_of: date) -> str:
    """Every row of a register, sorted by commune and key."""
    cells = ",\n  ".join(f'{_cell(register, column, as_of)} AS "{column.name}"' for column in register.columns)
    sorting = "" if register.name in _IN_ORDER else f'\nORDER BY commune, "{register.key.name}"'
    return f"""SELECT commune,
  {cells}
FROM (SELECT *, n_{register.name} AS n, unnest(range(1, n_{register.name} + 1)) AS r FROM profile){sorting}"""  # noqa: S608


def _cell(register: Register, column: Column, as_of: date) -> str:
    special = _special(as_of).get((register.name, column.name))
    if special:
        return special
    match column.type:
        case ColumnType.YES_NO:
            return _chosen(register.name, column.name, "TRUE", "FALSE")
        case ColumnType.DATE:
            return f"{_day(as_of)} - ({_draw(register.name, column.name)} % 365)::INTEGER"
        case ColumnType.INTEGER | ColumnType.NUMBER:
            low, high = int(column.minimum or 0), int(column.maximum or 100)
            return f"{low} + {_draw(register.name, column.name)} % {high - low + 1}"
        case ColumnType.CHOICE:
            return _pick([choice.value for choice in column.choices], _draw(register.name, column.name))
        case ColumnType.TEXT:
            return f"{_text(str(register.rows).capitalize())} || ' ' || lpad(r::VARCHAR, 4, '0')"


def _special(as_of: date) -> dict[tuple[str, str], str]:
    """The cells that have a face of their own; every other is made by its type."""
    start = as_of.replace(month=1, day=1)
    village = "lpad((1 + (r - 1) * n_villages // n)::VARCHAR, 2, '0')"
    in_name = "|| ' ' || name"
    return {
        ("villages", "code"): "lpad(r::VARCHAR, 2, '0')",
        ("villages", "name"): _pick(names.VILLAGES, "key + r * 13"),
        ("villages", "households"): f"{_households_up_to('r')} - {_households_up_to('(r - 1)')}",
        ("post_points", "name"): f"{_pick(names.POST_POINTS, 'r - 1')} {in_name}",
        ("post_points", "hours_per_day"): _chosen("post_points", "hours_per_day", "4 + r % 2 * 4", "3 - r % 2 * 0.5"),
        ("publication_outlets", "name"): f"{_pick(names.OUTLETS, 'r - 1', 0)} {in_name}",
        ("publication_outlets", "kind"): _pick(names.OUTLETS, "r - 1", 1),
        ("officials", "code"): "lpad(r::VARCHAR, 2, '0')",
        ("officials", "position"): _pick(names.POSITIONS, "r - 1"),
        ("case_files", "code"): f"commune || '.{as_of:%y}.' || lpad(r::VARCHAR, 6, '0')",
        ("case_files", "settled_on"): f"{_day(start)} + ((r - 1) * {(as_of - start).days + 1} // n)::INTEGER",
        ("public_services", "code"): "'DV' || lpad(r::VARCHAR, 3, '0')",
        ("public_services", "name"): _pick(names.SERVICES, "r - 1"),
        ("ocop_products", "name"): f"{_pick(names.OCOP_PRODUCTS, 'key + r')} {in_name}",
        ("ocop_products", "stars"): "3 + (key + r) % 4 // 3",
        ("ocop_products", "certificate_until"): f"{_day(as_of + timedelta(days=1))} + "
        f"({_draw('ocop_products', 'certificate_until')} % {_LONGEST_VALIDITY})::INTEGER",
        ("farm_products", "name"): f"{_pick(names.CROPS, 'key + r')} {in_name}",
        ("farm_products", "producer"): f"CASE WHEN r % 2 = 1 THEN 'Hợp tác xã' {in_name} "
        "ELSE 'Hộ ' || lpad((key % 1000 + r)::VARCHAR, 4, '0') END",
        ("business_households", "code"): "'SXKD' || lpad(r::VARCHAR, 3, '0')",
        (
            "public_places",
            "name",
        ): f"CASE WHEN r <= {len(names.PLACES)} THEN {_pick(names.PLACES, 'r - 1', 0)} {in_name} "
        f"ELSE 'Nhà văn hóa thôn ' || {_pick(names.VILLAGES, f'key + (r - {len(names.PLACES)}) * 13')} END",
        (
            "public_places",
            "kind",
        ): f"CASE WHEN r <= {len(names.PLACES)} THEN {_pick(names.PLACES, 'r - 1', 1)} ELSE 'Nhà văn hóa thôn' END",
        ("public_offices", "name"): f"{_pick(names.OFFICES, 'r - 1', 0)} {in_name}",
        ("public_offices", "kind"): _pick(names.OFFICES, "r - 1", 1),
        ("digital_models", "name"): _pick(names.MODELS, "key + r", 0),
        ("digital_models", "field"): _pick(names.MODELS, "key + r", 1),
        ("address_points", "code"): f"commune || '.' || {village} || '.' || lpad(r::VARCHAR, 5, '0')",
        ("address_points", "village"): village,
        ("address_points", "kind"): "CASE WHEN r % 60 = 0 THEN 'agency' WHEN r % 75 = 0 THEN 'organisation' "
        "WHEN r % 400 = 1 THEN 'heritage_site' ELSE 'household' END",
        ("address_points", "lat"): _spread("lat", "0.7548776662466927"),
        ("address_points", "lon"): _spread("lon", "0.5698402909980532"),
        ("address_points", "notified_on"): _done("notified_on", as_of - timedelta(days=60), 150),
        ("address_points", "plate_on"): _done("plate_on", as_of, 60),
    }


def _chosen(register: str, column: str, yes: str, no: str) -> str:
    """Blank, yes or no, as the bounds of the commune have it."""
    draw = _draw(register, SAME_ROWS_AS.get((register, column), column))
    return f"CASE WHEN {draw} < blank_{column} THEN NULL WHEN {draw} < no_{column} THEN {yes} ELSE {no} END"


def _households_up_to(row: str) -> str:
    """Villages grow or shrink in size along the list, and add up to the commune's households."""
    return f"households * {row} * (2 * n + (key % 3 - 1) * (n - {row})) // (2 * n * n)"


def _done(column: str, as_of: date, days: int) -> str:
    draw = _draw("address_points", SAME_ROWS_AS.get(("address_points", column), column))
    return f"CASE WHEN {draw} < no_{column} THEN {_day(as_of)} - ({draw} % {days})::INTEGER END"


def _draw(register: str, column: str) -> str:
    return f"draw(xor(key, {salt(register, column)}), r)"


def _pick(choices: object, index: str, part: int | None = None) -> str:
    listed = [choice if part is None else choice[part] for choice in choices]  # type: ignore[attr-defined]
    return f"[{', '.join(map(_text, listed))}][1 + ({index}) % {len(listed)}]"


def _spread(column: str, stride: str) -> str:
    """Evenly over about four kilometres around the middle of the commune, starting elsewhere in each."""
    turn = f"r * {stride}::DOUBLE + key::DOUBLE / 4294967296"
    return f"round({column} + 0.036 * ({turn} - floor({turn}) - 0.5), 6)"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
