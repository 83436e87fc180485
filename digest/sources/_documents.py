"""Posts as block editors keep them, made into HTML: Lexical (Ghost since 5.5) and Mobiledoc 0.3 (Ghost 1 to 5).

An export holds HTML beside them, but for posts that were never shown since they were imported.  Cards
with words of the article give those; cards that only lead elsewhere, or ask something of the
reader, give nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from digest.sources._commonmark import html_of_markdown
from digest.sources._guards import json_value

_Node = Mapping[str, object]

_BLOCKS = {"paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "aside": "blockquote",
           "listitem": "li", "root": "div"}  # fmt: skip
_SAID = {"pull-quote": "blockquote", "aside": "blockquote"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def html_of(lexical: str, mobiledoc: str) -> str:
    """Return the HTML of a post from the text of either document, '' when neither is one that is known.

    Raises `DataError` for one that is nested too deep to be a post.
    """
    for text, read in ((lexical, _lexical), (mobiledoc, _mobiledoc)):
        if text:
            value, _ = json_value(text)
            if isinstance(value, dict) and (made := read(value)):
                return made
    return ""


def _lexical(document: _Node) -> str:
    root = document.get("root")
    return "".join(_written(root)) if isinstance(root, dict) else ""


def _written(node: _Node) -> Iterator[str]:
    """Yield the HTML of one Lexical node; its depth is bounded by that of its JSON."""
    kind = _text(node, "type")
    if kind in ("text", "extended-text", "code-highlight"):
        yield escape(_text(node, "text"), quote=False)
    elif kind == "linebreak":
        yield "<br>"
    elif kind in _CARDS:
        yield _CARDS[kind](node)
    elif tag := _tag(node, kind):
        yield f"<{tag}>"
        for child in _nodes(node.get("children")):
            yield from _written(child)
        yield f"</{tag}>"
    else:
        for child in _nodes(node.get("children")):
            yield from _written(child)


def _tag(node: _Node, kind: str) -> str:
    own = _text(node, "tag")
    if kind in ("heading", "extended-heading"):
        return own if own in _HEADINGS else "h2"
    if kind == "list":
        return "ol" if own == "ol" else "ul"
    return _BLOCKS.get(kind, "")


def _mobiledoc(document: _Node) -> str:
    cards = _list(document.get("cards"))
    return "".join(_section(one, cards) for one in _list(document.get("sections")) if isinstance(one, list))


def _section(section: Sequence[object], cards: Sequence[object]) -> str:
    """Return one section: 1 is text, 2 a picture, 3 a list, 10 a card."""
    parts: list[object] = [*section, None, None, None]
    kind, rest = parts[0], parts[1:]
    if kind == 1:
        tag = _SAID.get(str(rest[0]), str(rest[0]))
        tag = tag if tag in _HEADINGS or tag == "blockquote" else "p"
        return f"<{tag}>{_markers(rest[1])}</{tag}>"
    if kind == 2:
        return _picture({"src": rest[0]})
    if kind == 3:
        tag = "ol" if rest[0] == "ol" else "ul"
        return f"<{tag}>{''.join(f'<li>{_markers(one)}</li>' for one in _list(rest[1]))}</{tag}>"
    return _card(rest[0], cards) if kind == 10 else ""


def _card(number: object, cards: Sequence[object]) -> str:
    card = cards[number] if isinstance(number, int) and 0 <= number < len(cards) else None
    if isinstance(card, list) and len(card) == 2 and isinstance(card[1], dict):
        return _CARDS.get(str(card[0]), _nothing)(card[1])
    return ""


def _markers(markers: object) -> str:
    """Return the words of a section: a marker ends with its text; an atom (type 1) is a line break."""
    found = (one for one in _list(markers) if isinstance(one, list) and len(one) == 4)
    return "".join("<br>" if one[0] == 1 else escape(str(one[3]), quote=False) for one in found)


def _picture(card: _Node) -> str:
    facts = "".join(
        f' {name}="{escape(str(card.get(name)))}"' for name in ("src", "alt", "width", "height") if card.get(name)
    )
    caption = _text(card, "caption")
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure><img{facts}>{below}</figure>" if card.get("src") else ""


def _gallery(card: _Node) -> str:
    return "".join(_picture(one) for one in _nodes(card.get("images")))


def _markdown(card: _Node) -> str:
    return html_of_markdown(_text(card, "markdown"))


def _toggle(card: _Node) -> str:
    return f"<h4>{_text(card, 'heading')}</h4>{_text(card, 'content')}"


def _callout(card: _Node) -> str:
    return f"<p>{_text(card, 'calloutText')}</p>"


def _code(card: _Node) -> str:
    return f"<pre>{escape(_text(card, 'code'), quote=False)}</pre>"


def _own(card: _Node) -> str:
    return _text(card, "html")


def _nothing(card: _Node) -> str:
    return ""


_CARDS: Mapping[str, Callable[[_Node], str]] = {
    "image": _picture,
    "gallery": _gallery,
    "markdown": _markdown,
    "card-markdown": _markdown,
    "html": _own,
    "embed": _own,
    "toggle": _toggle,
    "callout": _callout,
    "code": _code,
    "codeblock": _code,
    **dict.fromkeys(
        ("audio", "bookmark", "button", "call-to-action", "email", "email-cta", "file", "header", "horizontalrule",
         "hr", "nft", "paywall", "product", "signup", "transistor", "video"), _nothing,
    ),
}  # fmt: skip


def _nodes(value: object) -> Iterator[_Node]:
    yield from (one for one in _list(value) if isinstance(one, dict))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(node: _Node, name: str) -> str:
    value = node.get(name)
    return value if isinstance(value, str) else ""
