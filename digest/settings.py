"""The values of ``digest.toml``, typed, each with its default.

`read` takes the text of the file and gives `Settings`, or one `SettingsError`
that holds every fault found: file, line, key, and the nearest key that exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSettings:
    """[newsletter]: who sends, to whom, and what the law asks for."""

    id: str
    name: str
    locale: str = "en"
    sender: str = field(default="", metadata={"key": "from"})
    to: str = ""
    reply_to: str = ""
    list_id: str = ""
    address: str = ""
    unsubscribe: tuple[str, ...] = ()
    first_edition: date | None = None
    web: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """[schedule]: when editions are due, and which articles belong to one."""

    zone: str = "UTC"
    at: str = "06:00"
    days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    window: timedelta = timedelta(hours=24)
    look_back: timedelta = timedelta(hours=72)
    slot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """[[source]]: a file or folder of articles, and how much it counts."""

    path: str
    link: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSettings:
    """One of picks.sections: a name, its quota and the words that lead to it."""

    name: str
    max: int = 99
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoostSettings:
    """One of picks.boost: what an editor wants more (or less) of, and by how much."""

    section: str = ""
    keyword: str = ""
    author: str = ""
    by: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PicksSettings:
    """[picks]: how many, from where, and what counts."""

    stories: int = 5
    brief: int = 6
    quotes_per_story: int = 1
    repeat_days: int = 14
    exclude: tuple[str, ...] = ()
    sections: tuple[SectionSettings, ...] = ()
    boost: tuple[BoostSettings, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    empty: str = "skip"
    approval: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailSettings:
    """[email]: theme, blocks in order, merge tags, limits in kilobytes of 1,000 bytes, subject."""

    theme: str = "calm"
    blocks: tuple[str, ...] = (
        "masthead",
        "brief",
        "lead",
        "quote",
        "stories",
        "in-brief",
        "closing",
        "share",
        "footer",
    )
    merge_tags: str = "none"
    warn_kb: int = 80
    max_kb: int = 95
    subject: str = "{{ edition.lead.headline }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialSettings:
    """[social]: networks, mentions, curated hashtags, UTM parameters, cards."""

    networks: tuple[str, ...] = ("x", "bluesky", "mastodon", "linkedin")
    mentions: str = "defuse"
    hashtags: Mapping[str, str] = field(default_factory=dict)
    utm: Mapping[str, str] = field(default_factory=dict)
    cards: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxSettings:
    """[outbox]: the folder where editions are published."""

    path: str = "outbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSettings:
    """[ledger]: the database of what was published when."""

    path: str = ".digest/ledger.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of ``digest.toml``.  `path` is its name for messages."""

    newsletter: NewsletterSettings
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    source: tuple[SourceSettings, ...] = ()
    picks: PicksSettings = field(default_factory=PicksSettings)
    email: EmailSettings = field(default_factory=EmailSettings)
    social: SocialSettings = field(default_factory=SocialSettings)
    outbox: OutboxSettings = field(default_factory=OutboxSettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    path: str = field(default="digest.toml", compare=False)
