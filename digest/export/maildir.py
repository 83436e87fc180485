"""Maildir: the message as a file of its own, for ``new/`` of a Maildir."""

from __future__ import annotations

from digest.export import Bundle, Option, read_options

KIND = "sender"
ABOUT = "the message as a file in a Maildir (-o names the Maildir)"
FILE = "maildir"
FOLDER = True
WHOLE = True  # the message as it is, its pictures inside
OPTIONS: dict[str, Option] = {}


def export(bundle: Bundle) -> bytes:
    """Return the message as it is."""
    read_options(bundle, OPTIONS)
    return bundle.message


def name(bundle: Bundle) -> str:
    """Return the file's name: unique, and the same every time, so that nothing arrives twice."""
    seconds = int(bundle.edition.at.timestamp())
    return f"{seconds}.{bundle.key}.digest"
