"""The stages of the line, each one step: read, pick, press.  In memory, nothing published.

`digest.build` walks them and publishes; the preview walks them and shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.articles import Article
from digest.check import Finding
from digest.compose import Copy, compose
from digest.edition import Edition, Picture, canonical_line, edition_json
from digest.errors import DataError, NothingToPublishError, Notice, UsageError
from digest.intake import Intake, read_sources
from digest.picks.choose import Picks, choose
from digest.picks.slots import Slot, current_slot, slot_named
from digest.picks.stories import group
from digest.posts import CardFile, make_posts, posts_jsonl
from digest.quotes.find import find_quotes
from digest.quotes.proof import source_record
from digest.settings import Settings
from digest.text.slugs import slug
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.cards.draw import Card

Tell = Callable[[str, str], None]

FAR = timedelta(days=366)  # a date this far behind its slot is a slip of the keyboard


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a run was asked for: the slot ('' for the current one), a correction's reason, how strict to be."""

    slot: str = ""
    revise: str = ""
    subject: str = ""
    strict: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """An edition with every rendition, not yet published."""

    edition: Edition
    files: dict[str, bytes]
    notices: tuple[Notice, ...] = ()
    findings: tuple[Finding, ...] = ()


def find_slot(settings: Settings, name: str, now: datetime) -> Slot:
    """Return the slot called *name*, else the current one."""
    return slot_named(settings.schedule, name) if name else current_slot(settings.schedule, now)


def read(workspace: Workspace, tell: Tell, *, strict: bool = False) -> Intake:
    """Read the configured sources; with *strict* the first bad article stops the run."""
    settings = workspace.settings
    if not settings.source:
        fix = "add [[source]] with path = …, or use --source PATH"
        raise UsageError("there is nothing to read", where=f"{settings.path}: source", fix=fix)
    intake = read_sources(settings.source, root=workspace.root, zone=ZoneInfo(settings.schedule.zone))
    if strict and intake.notices:
        first = intake.notices[0]
        raise DataError(first.what, where=first.where, fix=first.fix)
    tell("read", _count(len(intake.articles), "article"))
    return intake


def pick(intake: Intake, settings: Settings, slot: Slot, tell: Tell) -> Picks:
    """Group the slot's articles into stories and choose; raises `NothingToPublishError`."""
    due = [article for article in intake.articles if _is_due(article, slot)]
    stories = group(due)
    tell("group", f"{_count(len(due), 'article')} of this slot in {_count(len(stories), 'story', 'stories')}")
    picks = choose(stories, settings, slot, quotes=find_quotes, weights=lambda a: intake.weights[a.id])
    picks = replace(picks, notices=(*picks.notices, *_from_the_future(intake, slot)))
    if not picks.picks and settings.picks.empty == "skip":
        fix = 'check the sources and schedule.window; picks.empty = "publish" sends an empty edition'
        raise NothingToPublishError(f"no article belongs to {slot.name}", where=settings.path, fix=fix)
    counts = [sum(p.place == place for p in picks.picks) for place in ("lead", "story", "brief")]
    tell("pick", f"{_count(counts[0] + counts[1], 'story', 'stories')}, {counts[2]} in brief")
    return picks


def press(
    workspace: Workspace, intake: Intake, picks: Picks, slot: Slot, *, key: str, wish: Wish, tell: Tell
) -> Pressed:
    """Compose the edition and make every rendition of it, in memory."""
    settings = workspace.settings
    pictures, files, notices = fit_pictures(picks, intake, workspace.cache)
    copy = Copy(pictures=pictures, subject=wish.subject, revision=wish.revise)
    edition = compose(picks.picks, settings, slot, quotes=find_quotes, copy=copy, key=key)
    edition = with_subject(edition, settings)
    shared, untold = share(edition, workspace, files)
    files |= render(edition, picks, workspace, files) | shared
    tell("render", _made(files))
    findings = check(files, edition, settings)
    tell("check", _verdict(findings))
    told = (*intake.notices, *picks.notices, *notices, *untold, *_without_sender(settings))
    return Pressed(edition=edition, files=files, notices=told, findings=findings)


def render(edition: Edition, picks: Picks, workspace: Workspace, images: Mapping[str, bytes]) -> dict[str, bytes]:
    """Make every rendition of *edition*; the image files are already there."""
    from digest.message.mail import compose_message
    from digest.press.renditions import render as draw

    drawn = draw(edition, workspace.settings, workspace.templates, workspace.cache)
    message = compose_message(edition, html=drawn["email.html"], text=drawn["email.txt"], images=images)
    texts = {
        **drawn,
        "edition.json": edition_json(edition),
        "sources.jsonl": "".join(canonical_line(source_record(article)) for article in _used(picks)),
    }
    return {name: text.encode() for name, text in texts.items()} | {"message.eml": message}


def share(edition: Edition, workspace: Workspace, images: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Notice]]:
    """Make what marketing takes: the posts, the sheet to copy them from and, if wanted, quote cards."""
    from digest.press.printing import printer
    from digest.press.share import Shown, share_sheet, story_pictures

    settings, templates = workspace.settings, workspace.templates
    cards, notices = _cards(edition, workspace) if settings.social.cards else ([], [])
    files = _card_files(cards)
    posts = make_posts(edition, settings.social, printer(templates), frozenset(templates.names("social")), files)
    shown = [*story_pictures(edition, images), *(Shown(**asdict(card)) for card in cards)]
    sheet = share_sheet(edition, posts, settings, templates, shown)
    texts = {"posts.jsonl": posts_jsonl(posts), "share.html": sheet}
    return {name: text.encode() for name, text in texts.items()} | {card.name: card.content for card in cards}, notices


def _card_files(cards: Sequence[Card]) -> dict[str, CardFile]:
    """Return the light cards by quote; where a shape could not hold the words, another stands in."""
    found: dict[str, dict[str, Card]] = {}
    for card in cards:
        if card.mode == "light":
            found.setdefault(card.of, {})[card.shape] = card

    def name(shapes: Mapping[str, Card], wanted: str) -> str:
        return shapes[wanted if wanted in shapes else next(iter(shapes))].name

    return {
        quote: CardFile(wide=name(its, "wide"), square=name(its, "square"), alt=next(iter(its.values())).alt)
        for quote, its in found.items()
    }


def _cards(edition: Edition, workspace: Workspace) -> tuple[list[Card], list[Notice]]:
    from digest.cards.draw import draw_cards
    from digest.press import themes

    theme = themes.load(workspace.templates, workspace.settings.email.theme)
    palette = {mode: theme.colours(mode) for mode in ("light", "dark")}
    return draw_cards(edition, workspace.templates, palette, theme.values["font"]["head"])


def check(files: Mapping[str, bytes], edition: Edition, settings: Settings) -> tuple[Finding, ...]:
    """Run every check over the finished renditions."""
    from digest.check import run

    return run(files, edition, settings)


def fit_pictures(
    picks: Picks, intake: Intake, cache: Path
) -> tuple[dict[str, Picture], dict[str, bytes], list[Notice]]:
    """Read and scale the shown stories' pictures: by article id, the files, and what is amiss.

    A bad picture is left out with a notice; one without an alternative text gets
    the headline, with a notice too.
    """
    pictures: dict[str, Picture] = {}
    files: dict[str, bytes] = {}
    notices: list[Notice] = []
    for chosen in picks.picks:
        article = chosen.story.lead
        if article.image is None or chosen.place == "brief":
            continue
        where = f"{article.where}: image"
        if not article.image.alt:
            fix = "say in one sentence what it shows (image_alt)"
            notices.append(
                Notice(what="the picture has no alternative text; the headline stands in", where=where, fix=fix)
            )
        try:
            pictures[article.id] = _picture(article, chosen.place, intake, files, cache)
        except DataError as refusal:
            what = f"image left out: {refusal.what}"
            notices.append(Notice(what=what, where=refusal.where or where, fix=refusal.fix))
    return pictures, files, notices


def _picture(article: Article, place: str, intake: Intake, files: dict[str, bytes], cache: Path) -> Picture:
    """Return the picture as shown; a local one is scaled and added to *files*."""
    from digest.press.picturecase import kept_picture
    from digest.press.pictures import LEAD, STORY

    assert article.image is not None
    alt = article.image.alt or article.headline
    if article.image.url:
        return Picture(src=article.image.url, alt=alt)
    raw = intake.picture(article)
    shown = LEAD if place == "lead" else STORY
    fitted = kept_picture(raw, shown, where=f"{article.where}: image {article.image.path}", cache=cache)
    name = f"image-{slug(article.id)}"[:76].rstrip(".-") + fitted.suffix
    files[name] = fitted.data
    return Picture(src=name, alt=alt, width=fitted.width, height=fitted.height)


def with_subject(edition: Edition, settings: Settings) -> Edition:
    """Return *edition* with the subject that the settings' template gives, unless an editor wrote one."""
    from digest.message.mail import cut_subject
    from digest.press.printing import print_line

    if edition.subject:
        return edition
    where = f"{settings.path}: email.subject"
    subject = edition.newsletter.name
    if edition.lead:
        subject = print_line(settings.email.subject, {"edition": edition}, where=where)
    return replace(edition, subject=cut_subject(subject))


def _used(picks: Picks) -> list[Article]:
    """The articles that the edition shows words of, by id."""
    leads = {chosen.story.lead.id: chosen.story.lead for chosen in picks.picks}
    return [leads[name] for name in sorted(leads)]


def _is_due(article: Article, slot: Slot) -> bool:
    return article.published is None or slot.holds(article.published)


def _without_sender(settings: Settings) -> list[Notice]:
    if settings.newsletter.sender:
        return []
    fix = 'add from = "The Daily Take <digest@example.org>" before you send'
    return [Notice(what="the message has no sender of its own", where=f"{settings.path}: newsletter.from", fix=fix)]


def _from_the_future(intake: Intake, slot: Slot) -> list[Notice]:
    what = "published lies more than a year after this slot; is the date right?"
    late = [a for a in intake.articles if a.published is not None and a.published - slot.at > FAR]
    return [Notice(what=what, where=f"{a.where}: date (published)", fix="correct it") for a in late]


def _verdict(findings: tuple[Finding, ...]) -> str:
    errors = sum(finding.severity == "error" for finding in findings)
    return f"{errors} to fix, {len(findings) - errors} to look at" if findings else "nothing to mend"


def _made(files: Mapping[str, bytes]) -> str:
    """Say what was drawn: the renditions by name, pictures and cards by number."""
    names = {"email.html": "email", "email.txt": "text", "web.html": "web", "message.eml": "message"}
    names |= {"posts.jsonl": "posts", "share.html": "share sheet"}
    told = [name for file, name in names.items() if file in files]
    for begin, one in (("image-", "picture"), ("card-", "card")):
        if number := sum(name.startswith(begin) for name in files):
            told.append(_count(number, one))
    return ", ".join(told)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
