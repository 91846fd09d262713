"""Backups: database, evidence files and a manifest in one archive; and back, proved before it is said to be done."""

from langso.exchange.safekeeping.backing_up import back_up
from langso.exchange.safekeeping.manifest import Manifest
from langso.exchange.safekeeping.restoring import restore

__all__ = ["Manifest", "back_up", "restore"]
