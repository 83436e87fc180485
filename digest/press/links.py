"""The page behind "link in bio": where no link in a post can be pressed, readers find the stories here.

It lists what the posts of such a network tell, in their order, with their links as
they are counted there.  A picture is a file of the edition beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.edition.model import Edition, Picture
from digest.posts import Post
from digest.posts.making import network
from digest.press import locales, themes
from digest.press.pictures import WHOLE
from digest.press.printing import printer
from digest.press.share import palette, policy_hash
from digest.settings import Settings
from digest.workspace import Templates

FILE = "links.html"
_BESIDE = re.compile(r'(<img\b[^>]*\bsrc=")(?![a-zA-Z][a-zA-Z0-9+.-]*:|/)')


def link_page(edition: Edition, posts: Sequence[Post], settings: Settings, templates: Templates) -> str:
    """Return ``links.html``, '' where every network of *posts* links by itself or no post has a link."""
    from markupsafe import Markup

    name = next((post.network for post in posts if network(post.network).look.bio), "")
    told = {post.link: post for post in reversed(posts) if post.network == name and post.link and post.story}
    if not told:
        return ""
    say = locales.load(templates, edition.newsletter.locale)
    theme = themes.load(templates, settings.email.theme)
    style = palette(theme, say) + templates.read("share/links.css")
    pictures = {item.id: item.picture for item in edition.items() if item.picture}
    values = {
        "name": edition.newsletter.name,
        "date": say.date(edition.at),
        "language": say.language,
        "direction": say.direction,
        "links": [
            {"headline": one.headline, "url": one.link, "lang": one.lang, **_shown(pictures.get(one.story))}
            for one in reversed(told.values())
        ],
        "style": Markup(style),  # noqa: S704 - ours and the theme's checked values
        "style_hash": policy_hash(style),
    }
    return printer(templates)("share/links.html.j2", values)


def _shown(picture: Picture | None) -> dict[str, object]:
    """Return where a story's picture is, and whether it is a banner: mostly a logo, which no crop may cut."""
    if picture is None:
        return {"picture": "", "banner": False}
    short, long = sorted((picture.width, picture.height))
    return {"picture": picture.src, "banner": long > WHOLE * short}


def from_above(page: str, folder: str) -> str:
    """Return a link page as it stands above the *folder* that its pictures lie in."""
    return _BESIDE.sub(lambda found: f"{found[1]}{folder}/", page)
