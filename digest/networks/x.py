"""X: 280 weighted characters, every link 23, an emoji 2.

A link is what X would link, a bare ``readme.md`` included.  Characters of the
European scripts weigh 1, all others 2.  X's documents say that any emoji weighs
2, but its published counter (twitter-text 3.1, twemoji 11) does not know joined
emoji younger than Unicode 11 and counts their pieces: where the two differ we
count the larger, so that no post is refused.  A length is counted after NFC.

Sources: twitter-text config/v3.json and conformance/validate.yml, and its published
counter (npm 3.1.0), which weighs 32,754 of 32,756 mixed texts as we do;
docs.x.com/fundamentals/counting-characters; docs.x.com/x-for-websites/post-button/guides/web-intent.
Unverified: alt text of 1,000 characters, which is what users report.
Checked 2026-11.
"""

from __future__ import annotations

import re

from digest.networks import Draft, Look, Network, query, web_links
from digest.text.counting import Count
from digest.text.links import find_links
from digest.text.tags import find_hashtags, find_mentions

LINK = 23

_INVALID = re.compile("[\ufffe\ufeff\uffff]")
_FLAGS = (
    "ACADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCPCRCUCV"
    "CWCXCYCZDEDGDJDKDMDODZEAECEEEGEHERESETEUFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUICIDIE"
    "ILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMW"
    "MXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSV"
    "SXSYSZTATCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUNUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW"
)


def links(text: str) -> list[tuple[int, int]]:
    """Find what X would link, by its own list of domains and by IANA's newer one."""
    return sorted({*web_links(text), *((link.start, link.end) for link in find_links(text))})


def repair(text: str) -> str:
    """Take away the code points that twitter-text calls invalid: byte order marks and non-characters."""
    return _INVALID.sub("", text)


def intent(draft: Draft) -> str:
    """Return the composer's address with the post in it."""
    return query("https://x.com/intent/tweet", {"text": draft.text})


def emoji() -> str:
    """Return a pattern of what twemoji 11 takes for one emoji, where that is more than one character."""
    skin = "[\U0001f3fb-\U0001f3ff]"
    young = "[💏💑👫👬👭👯🤌🤏🤝🤼🥷🦻🧍🧎🧏🫃🫄🫅🫰🫱🫲🫳🫴🫵🫶🫷🫸🫹🫺]"  # took a skin tone after Unicode 11
    never = "[0-9#*♾⚧⏩-⏬⏰⏳⛎✅✊✋✨❌❎❓-❕➕-➗➰➿]"  # U+FE0F stays a character of its own after these
    drawn = "(?=\\p{Emoji_Presentation})[\U00010000-\U0010ffff]"  # and after these,
    but = "[🀄🈚🈯]"  # except for these
    flags = "|".join(_flag(_FLAGS[at : at + 2]) for at in range(0, len(_FLAGS), 2))
    return (
        f"{_joined(skin)}|{flags}|[0-9#*]\ufe0f?\u20e3|(?!{young})\\p{{Emoji_Modifier_Base}}{skin}"
        f"|(?!{never})(?:{but}|(?!{drawn})\\p{{Emoji}})\ufe0f"
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


COUNT = Count(unit="weights", link=LINK, bare=True, emoji=emoji(), nfc=True)

NETWORK = Network(
    name="X",
    limit=280,
    unit="weighted characters",
    measure=COUNT,
    repair=repair,
    source="https://docs.x.com/fundamentals/counting-characters",
    mentions=find_mentions,
    hashtags=find_hashtags,
    links=links,
    intent=intent,
    threads=True,
    images=4,
    alt_limit=1000,
    look=Look(card="over", narrow=0.75, link=26),
)
