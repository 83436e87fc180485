"""The values of ``digest.toml``, typed, each with its default.

`digest.config` reads them.  A field's metadata says what its type cannot: the key's
name where Python has another use for it (`key`), the values allowed (`choices`),
the least number (`least`), what a text must look like (`form`), what the keys of a table
must (`keys`), and that a variant of an allowed language is allowed, too (`variants`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

TRIMS = ("stories", "highlights", "why")
PRECEDENCES = ("none", "bulk", "list")
ASKS = ("section", "tag", "language", "source", "keyword", "place")  # fields of a segment, each of them a filter
NOT = "!"  # before what a filter does not want
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSettings:
    """[newsletter]: who sends, to whom, and what the law asks for.

    `editor` signs the note at the top, `subscribe` is where a reader it was forwarded to
    signs up, `accounts` are the newsletter's own on networks: a name and its address.
    """

    id: str = field(metadata={"form": "newsletter id"})
    name: str
    locale: str = field(default="en", metadata={"variants": True})
    sender: str = field(default="", metadata={"key": "from", "form": "mailbox"})
    to: str = field(default="", metadata={"form": "mailbox"})
    reply_to: str = field(default="", metadata={"form": "mailbox"})
    list_id: str = field(default="", metadata={"form": "host"})
    address: str = ""
    unsubscribe: tuple[str, ...] = field(default=(), metadata={"form": "unsubscribe"})
    precedence: str = field(default="none", metadata={"choices": PRECEDENCES})
    auto_submitted: bool = False
    feedback_id: str = field(default="", metadata={"form": "feedback id"})
    first_edition: date | None = None
    web: str = field(default="", metadata={"form": "url"})
    editor: str = ""
    subscribe: str = field(default="", metadata={"form": "url"})
    accounts: Mapping[str, str] = field(default_factory=dict, metadata={"form": "url"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """[schedule]: when editions are due, and which articles belong to one."""

    zone: str = field(default="UTC", metadata={"form": "zone"})
    at: str = field(default="06:00", metadata={"form": "time"})
    days: tuple[str, ...] = field(default=DAYS, metadata={"choices": DAYS})
    window: timedelta = timedelta(hours=24)
    look_back: timedelta = timedelta(hours=72)
    slot: str = field(default="", metadata={"form": "slot"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """[[source]]: a file or folder (`path`) or an address (`url`), how much it counts, what its articles do not say.

    With `full` the page of an article is fetched where a feed has only its beginning.
    `section` and `language` replace the articles' own, `authors` turns short names into
    bylines, `exclude` holds patterns of addresses, headlines, sections or subjects that
    are not wanted, `columns` names of its standing columns, `max_age` limits the age at the
    slot's moment (0: the schedule's window alone), and `quotes` says which quotes may be
    taken: all, those in a block quotation or marked as a takeaway, or none.  A `path`
    that leads out of the workspace needs `outside`.
    """

    path: str = ""
    url: str = field(default="", metadata={"form": "web"})
    full: bool = False
    link: str = ""
    weight: float = field(default=1.0, metadata={"least": 0})
    section: str = ""
    language: str = field(default="", metadata={"form": "language"})
    quotes: str = field(default="all", metadata={"choices": ("none", "marked", "all")})
    authors: Mapping[str, str] = field(default_factory=dict)
    max_age: timedelta = timedelta(0)
    exclude: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    outside: bool = False

    @property
    def name(self) -> str:
        """What messages call it: its path, else its address."""
        return self.path or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """[fetch]: how sources are fetched.

    `contact` is an address that the user agent names.  `allow_hosts` are hosts inside
    a network that may be reached all the same.  `timeout` is seconds for one answer,
    `max_mb` its size in millions of bytes, unpacked; `per_host` requests run at once on
    one host, `at_once` on all, with `pause` seconds between two on one host.
    """

    contact: str = ""
    allow_hosts: tuple[str, ...] = ()
    timeout: float = field(default=60.0, metadata={"least": 1})
    max_mb: int = field(default=20, metadata={"least": 1})
    at_once: int = field(default=16, metadata={"least": 1})
    per_host: int = field(default=2, metadata={"least": 1})
    pause: float = field(default=0.5, metadata={"least": 0})
    tries: int = field(default=3, metadata={"least": 1})


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSettings:
    """One of picks.sections: a name, its quota, the score a story needs, the words that lead to it."""

    name: str
    max: int = field(default=99, metadata={"least": 0})
    least: float = 0.0
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
    """[picks]: how many, from where, and what counts.

    `group_by` says whether articles are one story by their words alone or by what they
    mean, too.  `order` is that of the further stories: by score, or by section as listed.
    `default_section` is for stories that no section claims, `least` the score a
    story needs for a place of its own.  `words`, `minutes` and `kilobytes` limit
    an edition's length (0: no limit) and `trim` says what goes first.
    `risk_with_quotes` keeps a quote from being shared without its story's risk
    note; `quote_editions` is how many editions a quote of the day rests.
    """

    stories: int = field(default=5, metadata={"least": 1})
    brief: int = field(default=6, metadata={"least": 0})
    quotes_per_story: int = field(default=1, metadata={"least": 0})
    repeat_days: int = field(default=14, metadata={"least": 0})
    exclude: tuple[str, ...] = ()
    sections: tuple[SectionSettings, ...] = ()
    boost: tuple[BoostSettings, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    half_life: timedelta = timedelta(hours=12)
    group_by: str = field(default="words", metadata={"choices": ("words", "meaning")})
    order: str = field(default="score", metadata={"choices": ("score", "sections")})
    default_section: str = ""
    least: float = 0.0
    words: int = field(default=0, metadata={"least": 0})
    minutes: int = field(default=0, metadata={"least": 0})
    kilobytes: int = field(default=0, metadata={"least": 0})
    trim: tuple[str, ...] = field(default=TRIMS, metadata={"choices": TRIMS})
    risk_with_quotes: bool = False
    quote_editions: int = field(default=7, metadata={"least": 0})
    empty: str = field(default="skip", metadata={"choices": ("skip", "publish")})
    approval: str = field(default="none", metadata={"choices": ("none", "required")})


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailSettings:
    """[email]: theme, blocks in order, merge tags, limits in kilobytes of 1,000 bytes, subject and its variants.

    Without `blocks` they stand in the theme's order.  `greeting` opens with the locale's words for the day.
    With `sections_first` a merge can put the stories of a reader's section before the others.
    """

    theme: str = "calm"
    blocks: tuple[str, ...] = ()
    greeting: bool = False
    sections_first: bool = False
    merge_tags: str = field(
        default="none", metadata={"choices": ("none", "listmonk", "keila", "buttondown", "mailchimp", "ghost")}
    )
    warn_kb: int = field(default=80, metadata={"least": 1})
    max_kb: int = field(default=95, metadata={"least": 1})
    subject: str = "{{ edition.lead.headline }}"
    subject_variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """[social.plan]: when posts go out, for the files that schedulers import.

    `at` holds times by network, `default` those of the others, in `zone` (the
    schedule's when ''); `on` holds the times of a weekday (``sat``), or of one on a network
    (``linkedin.sat``).  Nothing goes out in `quiet` hours; `per_day` is the most posts of a
    day, by network or ``every``.  One network's posts keep `spacing`, one story's posts
    `same_story` on each network.  A quote of an edition as old as `evergreen` is offered
    again (0: never).
    """

    zone: str = field(default="", metadata={"form": "zone"})
    default: tuple[str, ...] = field(
        default=("08:00", "09:30", "11:00", "12:30", "14:00", "15:30", "17:00", "18:30", "20:00"),
        metadata={"form": "clock"},
    )
    at: Mapping[str, tuple[str, ...]] = field(default_factory=dict, metadata={"form": "clock"})
    on: Mapping[str, tuple[str, ...]] = field(default_factory=dict, metadata={"form": "clock", "keys": "posting day"})
    quiet: tuple[str, ...] = field(default=(), metadata={"form": "span"})
    per_day: Mapping[str, int] = field(default_factory=dict, metadata={"least": 1})
    spacing: timedelta = timedelta(minutes=30)
    same_story: timedelta = timedelta(hours=3)
    evergreen: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialSettings:
    """[social]: networks, mentions, curated hashtags, UTM parameters, cards, and the posting plan.

    `hashtags` and `warnings` go from a section or keyword to a tag or a content
    warning; with `utm_replace` our UTM parameters take the place of those that a link
    has; `call` holds a call to action by network and kind (``x.quote``), network, kind
    or ``every``; with `approval` only posts that somebody approved leave for a
    scheduler; `limits` and `servers` replace a network's own by its name;
    `thread_link` says which part of a thread carries the link; `images` is the
    public folder that holds a folder of pictures for each slot, where it is another than
    the site's.
    """

    networks: tuple[str, ...] = ("x", "bluesky", "mastodon", "linkedin")
    mentions: str = field(default="defuse", metadata={"choices": ("defuse", "allow")})
    hashtags: Mapping[str, str] = field(default_factory=dict)
    utm: Mapping[str, str] = field(default_factory=dict, metadata={"keys": "utm key", "form": "utm value"})
    utm_replace: bool = False
    call: Mapping[str, str] = field(default_factory=dict)
    approval: str = field(default="none", metadata={"choices": ("none", "required")})
    cards: bool = False
    warnings: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict, metadata={"least": 1})
    servers: Mapping[str, str] = field(default_factory=dict, metadata={"form": "url"})
    visibility: str = field(default="public", metadata={"choices": ("public", "unlisted", "private", "direct")})
    thread_link: str = field(default="last", metadata={"choices": ("first", "last")})
    images: str = field(default="", metadata={"form": "url"})
    plan: PlanSettings = field(default_factory=PlanSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxSettings:
    """[outbox]: the folder where editions are published."""

    path: str = "outbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSettings:
    """[ledger]: the database of what was published when."""

    path: str = ".digest/ledger.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceSettings:
    """One of check.silence: a rule's id, and why it does not matter here; without a reason it stays loud."""

    rule: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """[check]: which rules are not to be heard."""

    silence: tuple[SilenceSettings, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentSettings:
    """[[segment]]: a list of its own, with an edition of its own made from the newsletter's articles.

    `section`, `tag`, `language`, `source`, `keyword` and `place` say which articles: one
    of each list that is not empty, and none of the words that begin with ``!``.
    `stories` and `brief` are None, and the other values empty, where the newsletter's
    hold; `templates` is a folder of the workspace that is looked into before its own.
    `days` and `window` are those of its schedule, `networks` where it posts.  `readers_of`
    names lists that share its readers (``all``, segments, the newsletter's id): what those
    had is not told again.
    """

    name: str = field(metadata={"form": "segment name"})
    title: str = ""
    section: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    keyword: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    stories: int | None = field(default=None, metadata={"least": 1})
    brief: int | None = field(default=None, metadata={"least": 0})
    theme: str = ""
    locale: str = ""
    blocks: tuple[str, ...] = ()
    templates: str = ""
    subject: str = ""
    days: tuple[str, ...] = field(default=(), metadata={"choices": DAYS})
    window: timedelta = timedelta(0)
    readers_of: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    sender: str = field(default="", metadata={"key": "from", "form": "mailbox"})
    to: str = field(default="", metadata={"form": "mailbox"})
    list_id: str = field(default="", metadata={"form": "host"})
    unsubscribe: tuple[str, ...] = field(default=(), metadata={"form": "unsubscribe"})
    web: str = field(default="", metadata={"form": "url"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of ``digest.toml``.  `path` is its name for messages."""

    newsletter: NewsletterSettings
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    source: tuple[SourceSettings, ...] = (SourceSettings(path="seeds"),)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    picks: PicksSettings = field(default_factory=PicksSettings)
    email: EmailSettings = field(default_factory=EmailSettings)
    social: SocialSettings = field(default_factory=SocialSettings)
    outbox: OutboxSettings = field(default_factory=OutboxSettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    segment: tuple[SegmentSettings, ...] = ()
    path: str = field(default="digest.toml", compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of standing columns of all sources."""
        return tuple(name for source in self.source for name in source.columns)

    def of(self, segment: SegmentSettings) -> Settings:
        """Return the settings of one segment: its own values, and the newsletter's for the rest."""
        own, plan = segment, self.schedule
        return replace(
            self,
            newsletter=_list_of(self.newsletter, own),
            picks=replace(
                self.picks,
                stories=self.picks.stories if own.stories is None else own.stories,
                brief=self.picks.brief if own.brief is None else own.brief,
            ),
            email=replace(
                self.email,
                theme=own.theme or self.email.theme,
                blocks=own.blocks or self.email.blocks,
                subject=own.subject or self.email.subject,
            ),
            schedule=replace(plan, days=own.days or plan.days, window=own.window or plan.window),
            social=replace(self.social, networks=own.networks),
        )


def _list_of(news: NewsletterSettings, own: SegmentSettings) -> NewsletterSettings:
    """Return the newsletter as one of its segments: a list and an address of its own, in any case."""
    return replace(
        news,
        name=own.title or news.name,
        locale=own.locale or news.locale,
        sender=own.sender or news.sender,
        to=own.to or news.to,
        list_id=own.list_id or (f"{own.name}.{news.list_id}" if news.list_id else ""),
        unsubscribe=own.unsubscribe or news.unsubscribe,
        web=own.web or (f"{news.web.rstrip('/')}/{own.name}" if news.web else ""),
    )
