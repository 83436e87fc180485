"""Where an edition-time tag stands in MJML, and whether it may stand there.

One pass over the composed template.  It follows MJML's components, HTML tags
and their attributes, comments and style sheets: no tree is built, because the
text is not well-formed before the edition's own `if` and `for` are run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from digest.errors import TemplateError
from digest.press.tags import Sentinels, Tag, shown

# Components whose content is text or HTML; between all others stand components.
CONTENT = frozenset({
    "mj-text", "mj-button", "mj-table", "mj-raw", "mj-title", "mj-preview", "mj-navbar-link",
    "mj-social-element", "mj-accordion-title", "mj-accordion-text", "mj-style",
})  # fmt: skip
# Text where a comment would be printed as it stands.
PLAIN = frozenset({"mj-title", "mj-preview", "mj-button", "mj-navbar-link", "mj-social-element", "title", "textarea"})
# Attributes of components that carry words or addresses; every other one sets the layout.
WORDS = frozenset(
    {
        "href",
        "src",
        "alt",
        "title",
        "name",
        "rel",
        "target",
        "srcset",
        "lang",
        "dir",
        "background-url",
        "thumbnails-src",
        "icon-wrapped-url",
        "icon-wrapped-alt",
        "icon-unwrapped-url",
        "icon-unwrapped-alt",
    }
)
# Components that take no mj-raw but a comment, which comes out between their children.
LISTS = frozenset({"mj-navbar", "mj-social"})
# Components that refuse both: nothing can stand in for a block tag there.
CLOSED = frozenset({"mj-carousel", "mj-accordion", "mj-accordion-element", "mj-attributes", "mj-html-attributes"})

_PIECE = re.compile(
    r"<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9:-]*)|(/?>)|\s([A-Za-z_:@][-A-Za-z0-9_:.@]*)\s*=\s*([\"'])|([\"'])", re.S
)


@dataclass(slots=True)
class _Walk:
    """What is open at one point of the template."""

    components: list[str] = field(default_factory=list)
    element: str = ""  # the tag whose attributes are being read
    closing: bool = False
    attribute: str = ""
    quote: str = ""
    raw: str = ""  # an HTML element whose content is no markup: style, script, title, textarea


def stand_in(source: str, tags: list[Tag], sentinels: Sentinels) -> str:
    """Return *source* with every tag swapped for its sentinel; refuse tags in forbidden places."""
    walk = _Walk()
    out: list[str] = []
    at = 0
    for number, tag in enumerate(tags):
        text = source[at : tag.start]
        out.append(text)
        word = sentinels.word(number)
        out.append(word if _advance(walk, text, source, tag.start) else _form(walk, tag, word))
        at = tag.end
    out.append(source[at:])
    return "".join(out)


def _advance(walk: _Walk, text: str, source: str, end: int) -> bool:
    """Read *text* and note what it opens and closes; say whether it ends inside a comment."""
    for match in _PIECE.finditer(text):
        _step(walk, match)
    opened = source.rfind("<!--", 0, end)
    return opened != -1 and source.find("-->", opened, end) == -1


def _step(walk: _Walk, match: re.Match[str]) -> None:
    closing, element, end, attribute, quote, stray = match.groups()
    if walk.quote:  # inside an attribute's value only its own quote counts
        if (quote or stray) == walk.quote:
            walk.attribute = walk.quote = ""
        return
    if element is not None:
        if walk.raw and not (closing and element.lower() == walk.raw):
            return
        walk.element, walk.closing, walk.raw = element.lower(), bool(closing), ""
    elif end and walk.element:
        _close(walk, end)
    elif attribute and walk.element:
        walk.attribute, walk.quote = attribute.lower(), quote


def _close(walk: _Walk, end: str) -> None:
    name, walk.element = walk.element, ""
    if name.startswith("mj"):
        if walk.closing and name in walk.components:
            while walk.components.pop() != name:
                pass
        elif not walk.closing and end == ">":
            walk.components.append(name)
    elif name in ("style", "script", "title", "textarea") and not walk.closing and end == ">":
        walk.raw = name


def _form(walk: _Walk, tag: Tag, word: str) -> str:
    component = walk.components[-1] if walk.components else ""
    if walk.element:
        _check_attribute(walk, tag)
        return word
    if component in ("mj-style", "mj-attributes") or walk.raw in ("style", "script"):
        raise _refusal(
            tag,
            f"a tag may not stand in <{walk.raw or component}>",
            "write [[ … ]]: styles are fixed when the template is pressed",
        )
    if component in PLAIN or walk.raw:
        return word
    if component in CONTENT:
        return word if tag.prints else f"<!--{word}-->"
    if component in CLOSED:
        raise _refusal(
            tag,
            f"a tag may not stand directly inside <{component}>",
            "put it around the whole component, or write [% … %]",
        )
    if component == "mj-wrapper":
        # MJML puts what stands between a wrapper's sections inside its comments for Outlook: a
        # comment's own end would close them.  As a bare word it stands there, between two rows.
        return f"<mj-raw>{word}</mj-raw>"
    return f"<mj-raw><!--{word}--></mj-raw>" if walk.components and component not in LISTS else f"<!--{word}-->"


def _check_attribute(walk: _Walk, tag: Tag) -> None:
    name = walk.attribute
    if not name or not walk.quote:
        raise _refusal(
            tag, f"a tag may stand in <{walk.element}> only inside a quoted attribute value", 'write name="{{ … }}"'
        )
    # The name of a network chooses its picture and colours, all others only name.
    shapes = name not in WORDS or (walk.element == "mj-social-element" and name == "name")
    if walk.element.startswith("mj") and shapes:
        raise _refusal(
            tag, f"{name} of <{walk.element}> sets the layout", "write [[ … ]], or draw it with HTML inside mj-text"
        )
    if name in ("style", "class") or name.startswith("on"):
        fix = (
            "write both elements in full between {% if %} and {% else %}"
            if name != "style"
            else "write [[ … ]]: styles are fixed when pressed"
        )
        raise _refusal(tag, f"a tag may not stand in the attribute {name}", fix)


def _refusal(tag: Tag, what: str, fix: str) -> TemplateError:
    return TemplateError(f"{what}: {shown(tag)}", where=str(tag.origin), fix=fix)
