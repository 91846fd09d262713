"""The engines, each under its own name; those that a machine lacks are left out by name."""

import pytest

from facts.databases import LOADS, Load


@pytest.fixture(
    params=[
        "duckdb",
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.postgresql),
        pytest.param("spark", marks=pytest.mark.spark),
    ]
)
def load(request: pytest.FixtureRequest) -> Load:
    """Fills the engine under test with the registers of a world."""
    return LOADS[request.param]
