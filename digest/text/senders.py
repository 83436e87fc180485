"""The placeholders a sender fills in per recipient: unsubscribe, view in browser.

They are part of an edition: one built for one sender is not exported to another.
"""

from __future__ import annotations

from dataclasses import dataclass

from digest.errors import TemplateError, nearest


@dataclass(frozen=True, slots=True)
class MergeTags:
    """One sender's placeholders, '' where it has none and the configured address is used."""

    unsubscribe: str = ""
    browser: str = ""
    preferences: str = ""


# Each as its sender's own documentation writes it (checked November 2026).
SENDERS = {
    "none": MergeTags(),
    "listmonk": MergeTags("{{ UnsubscribeURL }}", "{{ MessageURL }}", "{{ ManageURL }}"),
    "keila": MergeTags("{{ unsubscribe_link }}"),
    "buttondown": MergeTags("{{ unsubscribe_url }}", "{{ email.absolute_url }}", "{{ manage_subscription_url }}"),
    "mailchimp": MergeTags("*|UNSUB|*", "*|ARCHIVE|*", "*|UPDATE_PROFILE|*"),
    "ghost": MergeTags("%%{unsubscribe_url}%%"),
}


def for_sender(name: str) -> MergeTags:
    """Return the placeholders of a sender; `TemplateError` names the known ones."""
    if name not in SENDERS:
        raise TemplateError(
            f"no sender is called {name!r}",
            where="digest.toml: email.merge_tags",
            fix=f"use one of: {', '.join(SENDERS)}",
            near=nearest(name, list(SENDERS)),
        )
    return SENDERS[name]
