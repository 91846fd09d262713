"""Units that share a position are drawn apart, always in the same way."""

from math import hypot

from langso.places.models import Unit
from langso.places.positions import STEP, drawn_at


def unit(pk, lat=20.9, lon=106.3):
    return Unit(pk=pk, code=f"{10000 + pk}", name="A", lat=lat, lon=lon)


def test_a_unit_alone_stays_where_it_is():
    assert drawn_at([unit(1)]) == {1: (106.3, 20.9, False)}


def test_units_of_one_position_are_all_apart_and_near():
    drawn = drawn_at([unit(pk) for pk in range(8)])
    places = [(lon, lat) for lon, lat, _aside in drawn.values()]
    gaps = [hypot(a[0] - b[0], a[1] - b[1]) for at, a in enumerate(places) for b in places[:at]]
    assert min(gaps) > STEP * 0.7
    assert max(gaps) < STEP * 7


def test_the_order_in_which_they_are_asked_for_does_not_move_them():
    units = [unit(pk) for pk in range(5)]
    assert drawn_at(units) == drawn_at(units[::-1])


def test_a_unit_without_a_position_is_not_drawn():
    assert drawn_at([unit(1, lat=None)]) == {}
