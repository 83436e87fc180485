"""Pressing an edition: compose it and make every rendition, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from digest.articles import Article
from digest.check import Finding, Kept
from digest.check import run as run_checks
from digest.edition.compose import LONGEST_QUOTE, EditionExtras, compose, in_brief, preheader
from digest.edition.correction import corrected, same_content
from digest.edition.length import cut_to_length
from digest.edition.model import Edition, canonical_line, edition_json
from digest.errors import Notice
from digest.intake.files import Intake
from digest.line.choose import Chosen, Tell, Wish, quotes_of
from digest.line.drawing import draw as draw_cards
from digest.line.drawing import expected, silent
from digest.line.drawing import files_of as card_files
from digest.line.illustrate import illustrate, portrait, sponsor
from digest.line.shop import Shop
from digest.line.telling import made_files, verdict
from digest.picks.choose import Picks
from digest.picks.edits import PostWish
from digest.picks.slots import Slot
from digest.posts import Post, make_posts, posts_jsonl
from digest.quotes.find.marks import MOST
from digest.quotes.proof.selectors import source_record
from digest.quotes.quote import Quote
from digest.settings import Settings
from digest.text import defusing
from digest.text.fitting import OMISSION
from digest.text.scripts import mixed
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.cards.studio import Card
    from digest.line.drawing import Drawn
    from digest.press.recipient import Markers


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """An edition with every rendition, not yet published; `unchanged` since the form before it, but for its notice."""

    edition: Edition
    files: dict[str, bytes]
    notices: tuple[Notice, ...] = ()
    findings: tuple[Finding, ...] = ()
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """An edition cut to its length, its pictures by file name, and warnings; `unchanged` since the form before it.

    `shop` has printed it already: its length was measured.
    """

    edition: Edition
    images: dict[str, bytes]
    shop: Shop
    notices: tuple[Notice, ...] = ()
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Under which key an edition is made, and the form of it that came *before*: a correction tells what is new.

    `shop` is what a run that makes many editions has at hand.
    """

    key: str
    before: Edition | None = None
    shop: Shop | None = None


def press(
    workspace: Workspace,
    intake: Intake,
    chosen: Chosen,
    slot: Slot,
    *,
    form: Form,
    wish: Wish,
    tell: Tell,
) -> Pressed:
    """Compose the edition and make every rendition of it, in memory."""
    made = composed(workspace, intake, chosen, slot, form=form, wish=wish)
    return finished(workspace, chosen, made, tell)


def composed(workspace: Workspace, intake: Intake, chosen: Chosen, slot: Slot, *, form: Form, wish: Wish) -> Composed:
    """Compose the edition and cut it to its length: its pages are printed for that, and kept in `Composed.shop`."""
    settings, picks, shop = workspace.settings, chosen.picks, form.shop or Shop(workspace.derived)
    drawn = illustrate(picks, intake, workspace)
    paid, paid_files, untaken = sponsor(chosen.order.sponsor, workspace)
    copy = replace(_words_of(chosen, wish), pictures=drawn.pictures, sponsor=paid, gleaned=shop.gleaned)
    edition = compose(picks.chosen, settings, slot, quotes=quotes_of, copy=copy, key=form.key)
    face, face_file = portrait(edition, picks, intake, workspace.derived) or (None, {})
    edition = replace(edition, portrait=face)
    edition, cuts = to_length(with_subject(edition, settings), picks, workspace, shop)
    unchanged = form.before is not None and same_content(form.before, edition, correction_subject(workspace))
    if wish.revise:  # cut once more: the notice takes room
        edition, cuts = to_length(
            corrected(edition, form.before, correction_subject(workspace)), picks, workspace, shop
        )
    names = (*_look_alike_names(edition, picks), *_bounded(edition, picks))
    own = [*chosen.due, *(member for one in picks.chosen for member in one.story.members)]
    told = (*shop.faults(intake).of(own), *picks.notices, *drawn.notices, *untaken, *names, *cuts)
    images = {**drawn.files, **paid_files, **face_file}
    return Composed(edition=edition, images=images, shop=shop, notices=told, unchanged=unchanged)


def finished(
    workspace: Workspace, chosen: Chosen, made: Composed, tell: Tell, *, drawn: Drawn | None = None
) -> Pressed:
    """Make every rendition of a composed edition and check them; its cards, unless they are *drawn* already."""
    settings = workspace.settings
    edition, cards, undrawn = drawn or draw_cards(made.edition, workspace)
    shared = share(edition, workspace, made.images, chosen.order.posts, cards)
    files = made.images | render(edition, chosen.picks, workspace, made.images, made.shop) | shared
    tell("render", made_files(files))
    findings = check(files, edition, settings, made.shop.kept)
    tell("check", verdict(findings))
    told = (*made.notices, *undrawn, *_without_sender(settings))
    return Pressed(edition=edition, files=files, notices=told, findings=findings, unchanged=made.unchanged)


def correction_subject(workspace: Workspace) -> Callable[[str], str]:
    """Return what puts the locale's "Correction:" before a subject."""
    from digest.message.mail import cut_subject
    from digest.press import locales

    def put(subject: str) -> str:
        say = locales.load(workspace.templates, workspace.settings.newsletter.locale)
        return cut_subject(say.words("correction.subject", subject=subject))

    return put


def _words_of(chosen: Chosen, wish: Wish) -> EditionExtras:
    """Return the editor's words and choices for the edition."""
    return EditionExtras(
        subject=wish.subject or chosen.order.subject,
        preheader=chosen.order.preheader,
        note=chosen.order.note,
        day_quote=chosen.order.day_quote,
        revision=wish.revise,
        rested=chosen.rested,
        shared=_quotes_to_share(chosen.order.posts),
    )


def _quotes_to_share(wishes: Sequence[PostWish]) -> dict[str, list[Quote]]:
    """Return by story the quotes that an editor sends out, also those that the edition does not show."""
    found: dict[str, dict[str, Quote]] = {}
    for wish in wishes:
        if wish.words and wish.kind == "quote" and not wish.skip:
            found.setdefault(wish.story, {})[wish.quote] = wish.words
    return {story: [*quotes.values()] for story, quotes in found.items()}


def to_length(edition: Edition, picks: Picks, workspace: Workspace, shop: Shop) -> tuple[Edition, Sequence[Notice]]:
    """Cut *edition* to the limits of ``picks.words``, ``minutes`` and ``kilobytes``; say what went."""
    from digest.message.parts import html_part

    settings = workspace.settings

    def weigh(made: Edition) -> int:
        return len(shop.draw(made, workspace)["email.html"].encode())

    def sent(made: Edition) -> int:
        return len(html_part(shop.draw(made, workspace)["email.html"]))

    cut = cut_to_length(edition, settings.picks, weigh=weigh, where=f"{settings.path}: picks")
    if sent(cut.edition) >= 1000 * settings.email.max_kb:  # better a shorter edition than none
        most = replace(settings.picks, words=0, minutes=0, kilobytes=settings.email.max_kb - 1)
        shorter = cut_to_length(cut.edition, most, weigh=sent, where=f"{settings.path}: email.max_kb")
        cut = replace(shorter, notices=(*cut.notices, *shorter.notices))
    if not cut.notices:
        return edition, ()
    wanted = max(settings.picks.brief, len(cut.edition.briefs))  # a story cut to a line is not lost
    lines = in_brief(list(cut.edition.items()), picks.chosen, wanted)
    return replace(cut.edition, in_brief=lines), cut.notices


def render(
    edition: Edition, picks: Picks, workspace: Workspace, images: Mapping[str, bytes], shop: Shop
) -> dict[str, bytes]:
    """Make every rendition of *edition*; the image files are already there."""
    from digest.message.mail import compose_message
    from digest.press.recipient import names_one

    drawn, asked = shop.draw(edition, workspace), shop.asked
    message = compose_message(edition, html=drawn["email.html"], text=drawn["email.txt"], images=images)
    texts = {
        **drawn,
        "edition.json": edition_json(edition),
        "sources.jsonl": "".join(canonical_line(source_record(article)) for article in _used(edition, picks)),
    }
    made = {name: text.encode() for name, text in texts.items()} | {"message.eml": message}
    if asked or workspace.settings.email.sections_first or names_one(workspace.settings.email.subject):
        made |= _for_merging(edition, workspace, drawn, images)
    return made


def _for_merging(
    edition: Edition, workspace: Workspace, drawn: Mapping[str, str], images: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return ``merge.json``: the message with a marker for each field of a recipient, and by sections in other orders.

    Nothing where it has neither.
    """
    from digest.message import merging
    from digest.message.mail import compose_message
    from digest.press import recipient
    from digest.press.renditions import mail_with_markers

    settings = workspace.settings
    markers = recipient.Markers(recipient.prefix_for({**drawn, "subject": edition.subject}))
    subject = _subject_with_markers(edition, settings, markers)
    mails = {
        section: mail_with_markers(form, settings, workspace.templates, workspace.derived, markers)
        for section, form in {"": edition, **(by_section(edition) if settings.email.sections_first else {})}.items()
    }
    used = markers.used((subject, *(text for mail in mails.values() for text in mail.values())))
    if not used and len(mails) == 1:  # only the web version names some
        return {}

    def message(mail: Mapping[str, str]) -> bytes:
        return compose_message(edition, html=mail["email.html"], text=mail["email.txt"], images=images, quoted=True)

    form = merging.MergeForm(
        message=message(mails.pop("")),
        subject=subject,
        blanks={word: merging.Blank(name=name, default=default) for word, (name, default) in used.items()},
        orders={section: message(mail) for section, mail in mails.items()},
    )
    return {merging.FILE: merging.merge_json(form)}


def by_section(edition: Edition) -> dict[str, Edition]:
    """Return the edition with the stories of each section before the others, by section; the lead stays the lead.

    Left out is a section whose stories stand first already.
    """
    found: dict[str, Edition] = {}
    ours = edition.preheader == preheader(edition.stories)  # an editor's own stays
    for section in dict.fromkeys(item.kicker for item in edition.stories if item.kicker):
        own = [item for item in edition.stories if item.kicker == section]
        stories = (*own, *(item for item in edition.stories if item.kicker != section))
        if stories != edition.stories:
            found[section] = replace(
                edition, stories=stories, preheader=preheader(stories) if ours else edition.preheader
            )
    return found


def _subject_with_markers(edition: Edition, settings: Settings, markers: Markers) -> str:
    """Return the subject with markers for a recipient's fields; one that an editor wrote has none."""
    from digest.message.mail import cut_subject, subject
    from digest.press.printing import print_line
    from digest.press.recipient import names_one

    template, where = settings.email.subject, f"{settings.path}: email.subject"
    if not names_one(template) or not edition.lead:
        return subject(edition.subject)
    plain = cut_subject(print_line(template, {"edition": edition}, where=where))
    if plain not in edition.subject:
        return subject(edition.subject)
    marked = print_line(template, {"edition": edition}, where=where, markers=markers)
    markers.check(marked, where)
    return defusing.plain(edition.subject.replace(plain, marked))


def share(
    edition: Edition,
    workspace: Workspace,
    images: Mapping[str, bytes],
    wishes: Sequence[PostWish] = (),
    cards: Sequence[Card] = (),
) -> dict[str, bytes]:
    """Make what marketing takes: the posts, the sheet to copy them from, and the cards."""
    from digest.press.links import FILE, link_page
    from digest.press.printing import printer
    from digest.press.share import Shown, share_sheet, story_pictures

    settings, templates = workspace.settings, workspace.templates
    if silent(workspace):
        return {}
    names = frozenset(templates.names("social"))
    posts = make_posts(edition, settings.social, printer(templates), names, card_files(cards), wishes)
    shown = [*story_pictures(edition, images), *(Shown(**asdict(card)) for card in cards)]
    sheet = share_sheet(edition, posts, settings, templates, shown)
    made = {"posts.jsonl": posts_jsonl(posts).encode(), "share.html": sheet}
    if page := link_page(edition, posts, settings, templates):
        made[FILE] = page.encode()
    return made | {card.name: card.content for card in cards}


def posts_before_cards(workspace: Workspace, chosen: Chosen, made: Composed) -> tuple[Post, ...]:
    """Return the posts of a composed edition as if all its cards could be drawn, which takes longer than the posts."""
    from digest.press.printing import printer

    if silent(workspace):
        return ()
    social, templates = workspace.settings.social, workspace.templates
    names, cards = frozenset(templates.names("social")), expected(made.edition, workspace)
    return make_posts(made.edition, social, printer(templates), names, cards, chosen.order.posts)


def check(
    files: Mapping[str, bytes], edition: Edition, settings: Settings, kept: Kept | None = None
) -> tuple[Finding, ...]:
    """Run every check over the finished renditions; *kept* is what those of many editions know by then."""
    return run_checks(files, edition, settings, kept)


def with_subject(edition: Edition, settings: Settings) -> Edition:
    """Return *edition* with the subject that the settings' template gives, unless an editor wrote one.

    Its variants are printed in any case; one that says what the subject or
    another variant says, or nothing, is no variant.
    """
    from digest.message.mail import cut_subject
    from digest.press.printing import print_line

    def printed(template: str, key: str) -> str:
        where = f"{settings.path}: email.{key}"
        return cut_subject(print_line(template, {"edition": edition}, where=where))

    if not edition.lead:
        return edition if edition.subject else replace(edition, subject=cut_subject(edition.newsletter.name))
    subject = edition.subject or printed(settings.email.subject, "subject")
    variants = dict.fromkeys(printed(line, "subject_variants") for line in settings.email.subject_variants)
    return replace(edition, subject=subject, subject_variants=tuple(v for v in variants if v and v != subject))


def _used(edition: Edition, picks: Picks) -> list[Article]:
    """The articles that the edition shows words of, by id: the leads, and where else an editor found a quote."""
    quoted = {quote.article for item in edition.items() for quote in (*item.quotes, *item.shared)}
    quoted |= {edition.quote.article} if edition.quote else set()
    members = [(one.story, member) for one in picks.chosen for member in one.story.members]
    used = {member.id: member for story, member in members if member is story.lead or member.id in quoted}
    return [used[name] for name in sorted(used)]


def _bounded(edition: Edition, picks: Picks) -> Iterator[Notice]:
    """Tell where a text was longer than what is looked at, or a quote longer than its place."""
    for article in (chosen.story.lead for chosen in picks.chosen if chosen.place != "brief"):
        if len(quotes_of(article)) >= MOST:
            what = f"the text has more quotes than are looked for: the first {MOST:,} were found"
            yield Notice(what=what, where=f"{article.where}: body (text)", fix="check the capture")
    places = {chosen.story.lead.id: chosen.story.lead.where for chosen in picks.chosen}
    for quote in (quote for item in edition.items() for quote in (*item.quotes, *item.shared)):
        whole = sum(end - start for start, end in quote.pieces)
        if whole > LONGEST_QUOTE > len(quote.text) - len(OMISSION):
            what = f"a quote of {whole:,} characters trimmed to {len(quote.text):,}: its place holds {LONGEST_QUOTE:,}"
            yield Notice(what=what, where=f"{places.get(quote.article, quote.article)}: quote", fix="quote less of it")


def _look_alike_names(edition: Edition, picks: Picks) -> list[Notice]:
    """Point at quoted people whose names mix scripts: such a name is mistaken for somebody else's."""
    places = {chosen.story.lead.id: chosen.story.lead.where for chosen in picks.chosen}
    names = {(item.id, quote.credit) for item in edition.items() for quote in (*item.quotes, *item.shared)}
    return [
        Notice(
            what=f"the name “{name}” mixes scripts ({', '.join(words)}): it may not be whom it looks like",
            where=f"{places.get(story, story)}: speaker",
            fix="see that the source means this person; correct the name there",
        )
        for story, name in sorted(names)
        if (words := mixed(name))
    ]


def _without_sender(settings: Settings) -> list[Notice]:
    if settings.newsletter.sender:
        return []
    fix = 'add from = "The Daily Take <digest@example.org>" before you send'
    return [Notice(what="the message has no sender of its own", where=f"{settings.path}: newsletter.from", fix=fix)]
