"""X: 280 weighted characters, every link 23, an emoji 2.

A link is what X would link, a bare ``readme.md`` included.  Characters of the
European scripts weigh 1, all others 2.  X's documents say that any emoji weighs
2, but its published counter (twitter-text 3.1, twemoji 11) does not know joined
emoji younger than Unicode 11 and counts their pieces: where the two differ we
count the larger, so that no post is refused.  A length is counted after NFC.

Sources: twitter-text config/v3.json and conformance/validate.yml;
docs.x.com/fundamentals/counting-characters; intents: docs.x.com (tweet intent).
Alt text of 1,000 characters is what users report, no primary source was seen.
Checked 2026-11.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from unicodedata import is_normalized, normalize

from digest.networks import Draft, Network, query
from digest.text.links import find_links
from digest.text.tags import find_hashtags, find_mentions

LINK = 23

_HEAVY = re.compile("[^\x00-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_FLAGS = (
    "ACADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCPCRCUCV"
    "CWCXCYCZDEDGDJDKDMDODZEAECEEEGEHERESETEUFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUICIDIE"
    "ILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMW"
    "MXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSV"
    "SXSYSZTATCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUNUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW"
)


def measure(text: str, *, emoji: bool = True) -> int:
    """Count weighted characters as twitter-text does with config v3 (without *emoji*: config v2)."""
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    total = 0
    end = 0
    for link in find_links(text):
        total += _weigh(text[end : link.start], emoji) + LINK
        end = link.end
    return total + _weigh(text[end:], emoji)


def _weigh(text: str, emoji: bool) -> int:
    if text.isascii():
        return len(text)
    # A space in its place keeps the pieces around an emoji from joining into another.
    text, found = _emoji().subn("\n", text) if emoji else (text, 0)
    return len(text) + len(_HEAVY.findall(text)) + int(found)


def links(text: str) -> list[tuple[int, int]]:
    """Find what X would link, by its own list of domains and by IANA's newer one."""
    known = {(link.start, link.end) for link in find_links(text)}
    return sorted(known | {(link.start, link.end) for link in find_links(text, list_name="iana")})


def intent(draft: Draft) -> str:
    """Return the composer's address with the post in it."""
    return query("https://x.com/intent/tweet", {"text": draft.text})


@cache
def _emoji() -> Any:
    """Match what twemoji 11 takes for one emoji and is more than one character (or turns into one by U+FE0F)."""
    import regex

    skin = "[\U0001f3fb-\U0001f3ff]"
    young = "[💏💑👫👬👭👯🤌🤏🤝🤼🥷🦻🧍🧎🧏🫃🫄🫅🫰🫱🫲🫳🫴🫵🫶🫷🫸🫹🫺]"  # took a skin tone after Unicode 11
    never = "[0-9#*♾⚧⏩-⏬⏰⏳⛎✅✊✋✨❌❎❓-❕➕-➗➰➿]"  # U+FE0F stays a character of its own behind these
    drawn = r"[\p{Emoji_Presentation}&&[\U00010000-\U0010ffff]--[🀄🈚🈯]]"  # and behind these
    flags = "|".join(_flag(_FLAGS[at : at + 2]) for at in range(0, len(_FLAGS), 2))
    return regex.compile(
        f"{_joined(skin)}|{flags}|[0-9#*]\ufe0f?\u20e3|[\\p{{Emoji_Modifier_Base}}--{young}]{skin}"
        f"|[\\p{{Emoji}}--{never}--{drawn}]\ufe0f",
        regex.V1,
    )


def _joined(skin: str) -> str:
    """Return a pattern of the 786 joined sequences of Unicode 11, and the three flags of tag characters."""
    kids = "(?:👧\u200d👦|👦\u200d👦|👧\u200d👧|👦|👧)"
    love = "❤\ufe0f\u200d(?:💋\u200d)?"
    trade = "(?:[⚕⚖✈]\ufe0f|[🌾🍳🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦰🦱🦲🦳])"
    people = "[🏃🏄🏊👮👱👳👷💁💂💆💇🙅🙆🙇🙋🙍🙎🚣🚴🚵🚶🤦🤵🤷🤸🤹🤽🤾🦸🦹🧖-🧝]"
    tags = ("gbeng", "gbsct", "gbwls")
    flags = "|".join("🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in tag) + "\U000e007f" for tag in tags)
    return (
        f"👩\u200d(?:👩\u200d)?{kids}|👨\u200d(?:[👩👨]\u200d)?{kids}|👩\u200d{love}[👩👨]|👨\u200d{love}👨"
        f"|[👨👩]{skin}?\u200d{trade}|(?:{people}{skin}?|[⛹🏋🏌🕵](?:\ufe0f|{skin})|[👯🤼🧞🧟])\u200d[♀♂]\ufe0f"
        f"|🏳\ufe0f\u200d🌈|🏴\u200d☠\ufe0f|👁\u200d🗨|{flags}"
    )


def _flag(code: str) -> str:
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)


NETWORK = Network(
    name="X",
    limit=280,
    unit="weighted characters",
    measure=measure,
    source="https://docs.x.com/fundamentals/counting-characters",
    mentions=find_mentions,
    hashtags=find_hashtags,
    links=links,
    intent=intent,
    threads=True,
    images=4,
    alt_limit=1000,
)
