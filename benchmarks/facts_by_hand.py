"""P1, the peer that sets the mark: everything that the three sets ask of the registers, in SQL by hand for DuckDB.

A measure is a set of arrays by commune: `n` rows, and for each test how many rows pass (`x`) and how many can be said
(`x_known`); `x_known` is left out where nothing can be unknown.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np

from langso.criteria.table import Tallied

Answers = Mapping[str, Mapping[str, np.ndarray]]

SQL = {
    "villages": """
        SELECT commune, count(*) n,
            count_if(fixed_phone OR mobile_phone) phone, count(fixed_phone OR mobile_phone) phone_known,
            count_if(fixed_broadband OR mobile_broadband) internet,
            count(fixed_broadband OR mobile_broadband) internet_known,
            count_if(loudspeaker_working) working, count(loudspeaker_working) working_known,
            count_if(loudspeaker_regular) regular, count(loudspeaker_regular) regular_known,
            count_if(tv_satellite OR tv_cable OR tv_terrestrial OR tv_internet) tv,
            count(tv_satellite OR tv_cable OR tv_terrestrial OR tv_internet) tv_known
        FROM '{}' GROUP BY commune""",
    "post_points": """
        SELECT commune, count(*) n,
            count_if(premises_adequate AND signboard AND hours_posted AND services_posted AND hours_per_day >= 4
                AND letters_to_2kg AND parcels_to_5kg) complete,
            count(premises_adequate AND signboard AND hours_posted AND services_posted AND hours_per_day >= 4
                AND letters_to_2kg AND parcels_to_5kg) complete_known,
            count_if(premises_adequate) premises, count(premises_adequate) premises_known,
            count_if(signboard) signboard, count(signboard) signboard_known,
            count_if(hours_posted AND services_posted) posted, count(hours_posted AND services_posted) posted_known,
            count_if(hours_per_day >= 4) open_long, count(hours_per_day) open_long_known,
            count_if(letters_to_2kg) letters, count(letters_to_2kg) letters_known,
            count_if(parcels_to_5kg) parcels, count(parcels_to_5kg) parcels_known,
            count_if(online_public_services) online, count(online_public_services) online_known
        FROM '{}' GROUP BY commune""",
    "publication_outlets": "SELECT commune, count(*) n FROM '{}' GROUP BY commune",
    "officials": """
        SELECT commune, count(*) n, count_if(trained_digital_skills AND trained_infosec) trained,
            count(trained_digital_skills AND trained_infosec) trained_known
        FROM '{}' GROUP BY commune""",
    "case_files": """
        SELECT commune, count(*) n, count_if(settled_online) online, count(settled_online) online_known
        FROM '{}' GROUP BY commune""",
    "ocop_products": """
        SELECT commune, count(*) n, count_if(on_ecommerce) shown, count(on_ecommerce) shown_known
        FROM '{}' GROUP BY commune""",
    "address_points": """
        SELECT commune, count(*) n, count(notified_on) notified, count(plate_on) plated
        FROM '{}' GROUP BY commune""",
    "public_places": """
        SELECT commune, count(*) n, count_if(free_wifi) wifi, count(free_wifi) wifi_known
        FROM '{}' GROUP BY commune""",
    "public_services": """
        SELECT commune, count(*) n, count_if(fully_online) whole, count(fully_online) whole_known
        FROM '{}' GROUP BY commune""",
    "farm_products": """
        SELECT commune, count_if(eligible IS NOT FALSE) n, count_if(eligible AND on_ecommerce) shown,
            count_if((eligible AND on_ecommerce) IS NULL) shown_blank,
            count_if(eligible AND NOT on_ecommerce) shown_false
        FROM '{}' GROUP BY commune""",
    "business_households": """
        SELECT commune, count(*) n, count_if(trained_selling AND trained_infosec AND trained_epayment) trained,
            count(trained_selling AND trained_infosec AND trained_epayment) trained_known
        FROM '{}' GROUP BY commune""",
    "digital_models": "SELECT commune, count(*) n FROM '{}' GROUP BY commune",
    "public_offices": """
        SELECT commune, count(*) n, count_if(fibre) fibre, count(fibre) fibre_known
        FROM '{}' GROUP BY commune""",
}

MEASURES = {
    "NTM-8.1": ("post_points", "complete"),
    "NTM-8.1.1a": ("post_points", "premises"),
    "NTM-8.1.1b": ("post_points", "signboard"),
    "NTM-8.1.1c": ("post_points", "posted"),
    "NTM-8.1.1d": ("post_points", "open_long"),
    "NTM-8.1.2a": ("post_points", "letters"),
    "NTM-8.1.2b": ("post_points", "parcels"),
    "NTM-8.2.1": ("villages", "phone"),
    "NTM-8.2.2": ("villages", "internet"),
    "NTM-8.3.2": ("villages", "working"),
    "NTM-8.4a": ("officials", "n"),
    "NTM-8.4c": ("case_files", "online"),
    "NC-8.1": ("post_points", "online"),
    "NC-8.3.1": ("publication_outlets", "n"),
    "NC-8.3.2": ("villages", "regular"),
    "NC-8.3.3": ("villages", "tv"),
    "NC-8.4a.1": ("case_files", "online"),
    "NC-8.4a.2": ("officials", "trained"),
    "NC-8.4a.4": ("ocop_products", "shown"),
    "NC-8.4a.5a": ("address_points", "notified"),
    "NC-8.4a.5b": ("address_points", "plated"),
    "NC-8.5": ("public_places", "wifi"),
    "KM-CQ.3": ("public_services", "whole"),
    "KM-KT.1": ("farm_products", "shown"),
    "KM-KT.2": ("business_households", "trained"),
    "KM-XH.1": ("digital_models", "n"),
    "KM-XH.3b": ("public_offices", "fibre"),
}
"""Which measure each condition needs, by its id."""


def by_sql(folder: Path, connection: duckdb.DuckDBPyConnection) -> Answers:
    """One DuckDB query a register, as a skilled hand writes it."""
    return {name: connection.execute(sql.format(folder / f"{name}.parquet")).fetchnumpy() for name, sql in SQL.items()}


def aligned(answers: Answers, communes: tuple[str, ...]) -> dict[str, Tallied]:
    """The answers as the counts of each condition, in the order of `communes`; zero where a commune has no row."""
    place = {code: index for index, code in enumerate(communes)}
    spread: dict[str, dict[str, np.ndarray]] = {}
    for register, columns in answers.items():
        at = [place[code] for code in columns["commune"]]
        spread[register] = {name: np.zeros(len(communes), dtype=np.int64) for name in columns if name != "commune"}
        for name, values in spread[register].items():
            values[at] = np.ma.filled(columns[name], 0)
    return {node: _counts(spread[register], measure) for node, (register, measure) in MEASURES.items()}


def _counts(columns: Mapping[str, np.ndarray], measure: str) -> Tallied:
    rows, true = columns["n"], columns[measure]
    if f"{measure}_false" in columns:
        return Tallied(true, columns[f"{measure}_blank"], columns[f"{measure}_false"], rows)
    blank = rows - columns.get(f"{measure}_known", rows)
    return Tallied(true, blank, rows - true - blank, rows)
