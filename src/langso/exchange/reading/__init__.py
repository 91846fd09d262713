"""Packages read: from bytes to typed tables and intervals, or to every problem that stands in the way.

`package` opens one; `contents` says which bytes are which table, `cells` what a cell means.
"""

from langso.exchange.reading.communes import Communes
from langso.exchange.reading.package import Package, PackageInfo, open_package
from langso.exchange.reading.sources import Progress

__all__ = ["Communes", "Package", "PackageInfo", "Progress", "open_package"]
