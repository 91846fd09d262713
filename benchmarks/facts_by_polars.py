"""P1, a peer: everything that the three sets ask of the registers, for Polars; names as in `facts_by_hand`."""

from pathlib import Path

import polars as pl

from benchmarks.facts_by_hand import Answers


def by_polars(folder: Path) -> Answers:
    """Polars' streaming engine, all registers in one collection."""
    frames = [
        pl.scan_parquet(folder / f"{name}.parquet").group_by("commune").agg(*expressions)
        for name, expressions in _expressions().items()
    ]
    collected = pl.collect_all(frames, engine="streaming")
    return {
        name: {column.name: column.to_numpy() for column in frame}
        for name, frame in zip(_expressions(), collected, strict=True)
    }


def _expressions() -> dict[str, list[pl.Expr]]:
    c = pl.col
    posted = c("hours_posted") & c("services_posted")
    hours = c("hours_per_day") >= 4
    complete = c("premises_adequate") & c("signboard") & posted & hours & c("letters_to_2kg") & c("parcels_to_5kg")
    trained = c("trained_digital_skills") & c("trained_infosec")
    selling = c("trained_selling") & c("trained_infosec") & c("trained_epayment")
    shown = c("eligible") & c("on_ecommerce")
    n = pl.len().alias("n")
    return {
        "villages": [
            n,
            *_told("phone", c("fixed_phone") | c("mobile_phone")),
            *_told("internet", c("fixed_broadband") | c("mobile_broadband")),
            *_told("working", c("loudspeaker_working")),
            *_told("regular", c("loudspeaker_regular")),
            *_told("tv", c("tv_satellite") | c("tv_cable") | c("tv_terrestrial") | c("tv_internet")),
        ],
        "post_points": [
            n,
            *_told("complete", complete),
            *_told("premises", c("premises_adequate")),
            *_told("signboard", c("signboard")),
            *_told("posted", posted),
            *_told("open_long", hours),
            *_told("letters", c("letters_to_2kg")),
            *_told("parcels", c("parcels_to_5kg")),
            *_told("online", c("online_public_services")),
        ],
        "publication_outlets": [n],
        "officials": [n, *_told("trained", trained)],
        "case_files": [n, *_told("online", c("settled_online"))],
        "ocop_products": [n, *_told("shown", c("on_ecommerce"))],
        "address_points": [n, c("notified_on").count().alias("notified"), c("plate_on").count().alias("plated")],
        "public_places": [n, *_told("wifi", c("free_wifi"))],
        "public_services": [n, *_told("whole", c("fully_online"))],
        "farm_products": [
            c("eligible").fill_null(value=True).sum().alias("n"),
            shown.sum().alias("shown"),
            shown.is_null().sum().alias("shown_blank"),
            (c("eligible") & ~c("on_ecommerce")).sum().alias("shown_false"),
        ],
        "business_households": [n, *_told("trained", selling)],
        "digital_models": [n],
        "public_offices": [n, *_told("fibre", c("fibre"))],
    }


def _told(name: str, test: pl.Expr) -> list[pl.Expr]:
    return [test.sum().alias(name), test.count().alias(f"{name}_known")]
