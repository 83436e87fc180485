"""The addresses that a site generator gives its posts, as the link pattern of a source.

From what each generator's own documentation says of its addresses: gohugo.io (URL
management, permalinks), jekyllrb.com (permalinks), getzola.org (page), hexo.io
(permalinks).  Where a configuration does not settle them there is no pattern: an
address that leads nowhere is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

from digest.text.urls import safe_url

Given = Mapping[str, object]

HEAD = 4_000  # characters of a post in which its front matter names a slug
MANY = 5_000  # posts that are looked at for it

_DATED = {":year": "{year}", ":month": "{month}", ":day": "{day}"}
_JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}
_SLUG = re.compile(r"""^[ \t]*["']?slug["']?[ \t]*[:=][ \t]*\S""", re.IGNORECASE | re.MULTILINE)


def link_pattern(generator: str, given: Given, content: Path, folder: str) -> str:
    """Return the pattern of the posts in *content*, '' where the configuration *given* does not settle it.

    *given* has its keys in lower case; *folder* is where *content* lies in what the
    generator takes for content, '' for all of it.
    """
    rule = _RULES.get(generator)
    base, path = rule(given, content, folder) if rule else ("", "")
    root = safe_url(base.rstrip("/"))
    known = ":" not in path and ("{slug}" in path or "{file}" in path)
    return f"{root}/{path.lstrip('/')}" if root and known else ""


def _hugo(given: Given, content: Path, folder: str) -> tuple[str, str]:
    if _true(given.get("disablepathtolower")) or _true(given.get("defaultcontentlanguageinsubdir")):
        return "", ""
    patterns = table(given.get("permalinks"))
    patterns = table(patterns.get("page")) or patterns
    if not folder and patterns:
        return "", ""  # each section has its own
    name = "{slug}" if ":filename" in str(table(given.get("frontmatter")).get("date", "")) else "{file}"
    tokens = {
        **_DATED,
        ":slugorcontentbasename": name,
        ":slugorfilename": name,
        ":contentbasename": name,
        ":filename": name,
        ":sections": f"{folder}/{{folder}}",
        ":section": folder,
        ":slug": "{slug}" if _all_have_slugs(content) else ":slug",  # else of the title's words, by Hugo's own rules
    }
    if own := str(patterns.get(folder, "")):
        path = _filled(own, tokens)
    else:
        path = f"{folder}/{{folder}}/{name}" + (".html" if _true(given.get("uglyurls")) else "/")
    return _text(given, "baseurl"), path


def _jekyll(given: Given, content: Path, folder: str) -> tuple[str, str]:
    posts = table(table(given.get("collections")).get("posts"))
    style = str(posts.get("permalink") or given.get("permalink") or "date")
    above = f"{folder}/{{categories}}" if folder else "{categories}"
    tokens = {**_DATED, ":categories": above, ":title": "{slug}", ":slug": "{slug}", ":output_ext": ".html"}
    if "permalink" in str(given.get("defaults", "")):
        return "", ""  # an address of its own for some of its folders
    return _text(given, "url").rstrip("/") + "/" + _text(given, "baseurl").strip("/"), _filled(
        _JEKYLL.get(style, style), tokens
    )


def _zola(given: Given, content: Path, folder: str) -> tuple[str, str]:
    name = "{file}" if _true(table(given.get("slugify")).get("paths_keep_dates")) else "{slug}"
    return _text(given, "base_url"), f"{folder}/{{folder}}/{name}/"


def _hexo(given: Given, content: Path, folder: str) -> tuple[str, str]:
    name = "{slug}" if ":day" in _text(given, "new_post_name") else "{file}"
    pattern = _text(given, "permalink") or ":year/:month/:day/:title/"
    return _text(given, "url"), _filled(pattern, {**_DATED, ":title": f"{{folder}}/{name}", ":name": name})


_RULES: Mapping[str, Callable[[Given, Path, str], tuple[str, str]]] = {
    "Hugo": _hugo,
    "Jekyll": _jekyll,
    "Zola": _zola,
    "Hexo": _hexo,
}


def _filled(pattern: str, tokens: Mapping[str, str]) -> str:
    """Return *pattern* with its tokens as ours; one that is not among them stays, with its colon."""
    return re.sub(r":[a-z_]+", lambda found: tokens.get(found[0], found[0]), pattern)


def _all_have_slugs(content: Path) -> bool:
    """Say whether every post names its slug."""
    found = (path for path in content.rglob("*.m*") if path.suffix in (".md", ".markdown", ".mdx") and path.is_file())
    posts = list(islice((path for path in found if not path.name.startswith("_")), MANY))
    return bool(posts) and all(_SLUG.search(_head(path)) for path in posts)


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(HEAD).decode("utf-8", "replace")
    except OSError:
        return ""


def _text(given: Given, key: str) -> str:
    value = given.get(key)
    return value.strip() if isinstance(value, str) else ""


def table(value: object) -> Given:
    """Return a table of a configuration with its keys in lower case; an empty one for what is none."""
    return {str(key).lower(): one for key, one in value.items()} if isinstance(value, Mapping) else {}


def _true(value: object) -> bool:
    return value is True or str(value).lower() == "true"
