"""Pictures of an edition: read, scaled, and left out with a notice where they are none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from digest.articles import Article, Image
from digest.edition.model import Edition, Picture, Sponsor
from digest.errors import DataError, Notice
from digest.intake.files import MAX_PICTURE, Intake
from digest.intake.folders import read_file
from digest.picks.choose import Picks
from digest.picks.edits import SponsorWish
from digest.text.direction import direction
from digest.text.slugs import MAX_SLUG, slug, within
from digest.text.urls import safe_image_url
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.press.pictures import FittedPicture, Place

Drawn = tuple[Picture, Mapping[str, bytes]]  # a picture, and its file by name where it is one of the edition's


TALL, LONG = 2, 8  # how much higher than wide, or longer than high, a stated size may be and be believed
SQUARE = 1.1  # how much longer one side of a portrait may be than the other, where it is shown uncut


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustrations:
    """The pictures of the stories by article id, their files by name, and what is amiss."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def illustrate(picks: Picks, intake: Intake, workspace: Workspace) -> Illustrations:
    """Read and scale the shown stories' pictures, to the sizes of the workspace's theme.

    A bad picture is left out with a notice; one without an alternative text gets
    the headline, with a notice too.
    """
    pictures: dict[str, Picture] = {}
    files: dict[str, bytes] = {}
    notices: list[Notice] = []
    pictured = [one for one in picks.chosen if one.story.lead.image is not None and one.place != "brief"]
    places = _places(workspace) if pictured else {}
    for chosen in pictured:
        article = chosen.story.lead
        notices += _without_alt(article)
        try:
            place = places["lead" if chosen.place == "lead" else "story"]
            pictures[article.id], made = _picture(article, place, intake, workspace.derived)
            files |= made
        except DataError as refusal:
            notices.append(_left_out(article, refusal))
    return Illustrations(pictures=pictures, files=files, notices=tuple(_together(notices)))


def _places(workspace: Workspace) -> Mapping[str, Place]:
    """Return where the theme shows the lead's picture and a further story's, and the sponsor's."""
    from digest.press import themes
    from digest.press.pictures import SPONSOR, ground_on, lead_place, story_place

    theme = themes.load(workspace.templates, workspace.settings.email.theme).values
    ground = ground_on(theme["light"]["paper"])
    return {
        "lead": lead_place(theme["picture"], ground),
        "story": story_place(theme["picture"], ground),
        "sponsor": SPONSOR._replace(ground=ground),
    }


def amiss(picks: Picks, intake: Intake) -> list[Notice]:
    """Return what is amiss with the pictures of a page before anything is scaled: files and words that are missing."""
    notices: list[Notice] = []
    for article in (pick.story.lead for pick in picks.chosen if pick.place != "brief"):
        notices += _without_alt(article)
        if article.image is not None and article.image.path:
            try:
                intake.picture(article)
            except DataError as refusal:
                notices.append(_left_out(article, refusal))
    return _together(notices)


def _together(notices: Iterable[Notice]) -> list[Notice]:
    """Return one notice where several pictures of a page have the same fault: what is one slip is one line."""
    places: dict[tuple[str, str], list[str]] = {}
    for notice in notices:
        places.setdefault((notice.what, notice.fix), []).append(notice.where)
    return [Notice(what=what, where="; ".join(wheres), fix=fix) for (what, fix), wheres in places.items()]


def _without_alt(article: Article) -> list[Notice]:
    if article.image is None or article.image.alt:
        return []
    what, fix = "the picture has no alternative text; the headline stands in", "say what it shows (image_alt)"
    return [Notice(what=what, where=f"{article.where}: image", fix=fix)]


def _left_out(article: Article, refusal: DataError) -> Notice:
    return Notice(
        what=f"image left out: {refusal.what}", where=refusal.where or f"{article.where}: image", fix=refusal.fix
    )


def _picture(article: Article, place: Place, intake: Intake, cache: Path | None) -> Drawn:
    """Return the picture as shown; a local one is scaled, and its file comes with it."""
    from digest.press.picturecase import kept_picture

    image = article.image
    assert image is not None
    alt = image.alt or article.headline
    if image.url:
        wide, high = _stated(image)
        told = Picture(src=image.url, alt=alt, width=wide, height=high, caption=image.caption, credit=image.credit)
        return told, {}
    raw = intake.picture(article)
    where = f"{article.where}: image {image.path}"
    stem = within(f"image-{slug(article.id)}", MAX_SLUG - len(".png"))
    drawn, files = _placed(kept_picture(raw, place, where=where, cache=cache, focus=image.focus), stem, alt)
    return replace(drawn, caption=image.caption, credit=image.credit), files


def _stated(image: Image) -> tuple[int, int]:
    """Return the size that a source states of a picture elsewhere; 0, 0 for one that no picture of a page has."""
    wide, high = image.width, image.height
    return (wide, high) if wide and high and high <= TALL * wide and wide <= LONG * high else (0, 0)


def _placed(fitted: FittedPicture, stem: str, alt: str) -> Drawn:
    """Return a scaled picture with its file, whose name is *stem* and the ending of its form."""
    name = f"{stem}{fitted.suffix}"
    return Picture(src=name, alt=alt, width=fitted.width, height=fitted.height), {name: fitted.data}


def sponsor(
    wish: SponsorWish | None, workspace: Workspace
) -> tuple[Sponsor | None, Mapping[str, bytes], tuple[Notice, ...]]:
    """Return the edition's sponsor, its picture's file by name where it is a local one, and what is amiss.

    A file's path starts at the workspace's folder and stays below it.  A picture that
    is none is left out with a notice, the sponsor's words stay.
    """
    if wish is None:
        return None, {}, ()
    notices: list[Notice] = []
    picture: Picture | None = None
    files: Mapping[str, bytes] = {}
    try:
        if wish.picture:
            picture, files = _sponsors_picture(wish, workspace)
    except DataError as refusal:
        what = f"the sponsor's picture is left out: {refusal.what}"
        notices.append(Notice(what=what, where=refusal.where or wish.where, fix=refusal.fix))
    if picture and not wish.alt:
        what, fix = "the sponsor's picture has no alternative text; the name stands in", 'add alt = "…"'
        notices.append(Notice(what=what, where=wish.where, fix=fix))
    way = direction(wish.text)
    paid = Sponsor(name=wish.name, text=wish.text, url=wish.url, label=wish.label, picture=picture, direction=way)
    return paid, files, tuple(notices)


def portrait(edition: Edition, picks: Picks, intake: Intake, cache: Path | None) -> Drawn | None:
    """Return the portrait of who says the quote of the day, where the quote's own source shows one by that name.

    A picture that is none is left out: the words and the name stand without it.
    """
    from digest.press.picturecase import kept_picture
    from digest.press.pictures import PORTRAIT

    quote = edition.quote
    told_by = (article for pick in picks.chosen for article in pick.story.members)
    article = next((one for one in told_by if quote and one.id == quote.article), None)
    if quote is None or article is None or not quote.credit:
        return None
    names = {quote.person.casefold(), quote.credit.casefold()}
    shown = next((one for one in article.people if one.name.casefold() in names), None)
    if shown is None:
        return None
    if shown.image.url:  # elsewhere and not ours to cut: only one that is square as it stands
        size = shown.image.width, shown.image.height
        square = min(size) * SQUARE >= max(size) > 0
        return (Picture(src=shown.image.url, alt=quote.person, width=size[0], height=size[1]), {}) if square else None
    where = f"{article.where}: people {shown.name}"
    try:
        raw = intake.picture(replace(article, image=shown.image))
        fitted = kept_picture(raw, PORTRAIT, where=where, cache=cache, focus=shown.image.focus)
    except DataError:
        return None
    return _placed(fitted, "image-portrait", quote.person)


def _sponsors_picture(wish: SponsorWish, workspace: Workspace) -> Drawn:
    from digest.press.picturecase import kept_picture

    root, cache = workspace.root, workspace.derived
    alt = wish.alt or wish.name
    if ":" in wish.picture:
        if url := safe_image_url(wish.picture):
            return Picture(src=url, alt=alt), {}
        raise DataError("its address is no https address", where=wish.where, fix='write picture = "https://…"')
    path = (root / wish.picture).resolve()
    if not path.is_relative_to(root.resolve()):
        raise DataError("it lies outside the workspace", where=wish.where, fix="copy it into the workspace")
    where = f"{wish.where}: picture {wish.picture}"
    raw = read_file(path, limit=MAX_PICTURE, show=where)
    return _placed(kept_picture(raw, _places(workspace)["sponsor"], where=where, cache=cache), "image-sponsor", alt)
