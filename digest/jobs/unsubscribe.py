"""Who unsubscribes: check the token of a one-click address, and put the address on the suppression list."""

from __future__ import annotations

from pathlib import Path

from digest.deliver.suppression import FILE, Suppression, entries
from digest.errors import CheckError, DigestError, SettingsError
from digest.message.personal import LEAST_KEY
from digest.message.signed import verify


def who(token: str, key: str, list_id: str, recipient: str = "") -> str:
    """Return the address that *token* belongs to; `CheckError` when it is not genuine.

    *token* may be the whole one-click address.  Raises `SettingsError` without a key of `LEAST_KEY` octets or more.
    """
    secret = key.encode("utf-8", "surrogateescape")
    if len(secret) < LEAST_KEY:
        fix = "set it to the key that the addresses were made with"
        what = f"the key has {len(secret)} octets, of at least {LEAST_KEY}" if secret else "there is no key"
        raise SettingsError([DigestError(what, where="DIGEST_UNSUBSCRIBE_KEY", fix=fix)])
    address = verify(token, secret, list_id, recipient)
    if not address:
        fix = "a token that names nobody needs --recipient; another key or list makes other tokens"
        raise CheckError("the token is not genuine", where="--verify", fix=fix)
    return address


def leave(outbox: Path, address: str, *, today: str) -> bool:
    """Put the address on the suppression list beside *outbox*; say whether it is new there."""
    rows = entries([address], reason="unsubscribed", since=today, note="one click")
    return bool(Suppression(outbox.parent / FILE).add(rows))
