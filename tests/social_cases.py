"""Hard cases of every network's rules: texts, and how long each network says they are."""

from digest.networks import bluesky

FAMILY = "👨‍👩‍👧‍👦"  # 7 code points, 11 UTF-16 units, 25 bytes
BOM = "\ufeff"

# text, then what each network counts; a tuple says that the text is not valid there
CASES: list[tuple[str, dict[str, int | tuple[int]]]] = [
    # white space and line breaks count as they are given
    ("hello\n", {"x": 6, "bluesky": 6, "mastodon": 6, "threads": 6, "linkedin": 6}),
    ("a\r\nb", {"x": 4, "bluesky": 3, "mastodon": 3, "telegram": 4, "nostr": 4}),
    ("", {"x": (0,), "bluesky": (0,), "slack": (0,)}),
    (" \n\t ", {"x": (4,), "mastodon": (4,)}),
    ("\u200b\u2060", {"bluesky": (2,), "discord": (2,)}),
    # composed and decomposed: X counts the composed form, the others what is there
    ("café", {"x": 4, "bluesky": 4, "linkedin": 4, "nostr": 4}),
    ("cafe\u0301", {"x": 4, "bluesky": 4, "mastodon": 4, "threads": 5, "linkedin": 5}),
    ("한국", {"x": 4, "bluesky": 2, "telegram": 2}),
    ("\u1112\u1161\u11ab\u1100\u116e\u11a8", {"x": 4, "bluesky": 2, "linkedin": 6}),
    ("\u1112\u1161", {"x": 2, "mastodon": 1}),
    ("ﬁﷺ", {"x": 4, "bluesky": 2}),
    # weights: Latin, Greek, Cyrillic, Arabic, Hebrew, Indic scripts 1; East Asia, most symbols 2
    ("—“”‘’…", {"x": 7}),
    ("€→№™", {"x": 8}),
    ("سلام שלום мир γεια नमस्ते ไทย", {"x": 29, "bluesky": 26}),
    ("漢字かなカナ", {"x": 12, "bluesky": 6, "linkedin": 6}),
    ("ｶﾅＡ", {"x": 6}),
    ("𝗕𝗼𝗹𝗱", {"x": 8, "bluesky": 4, "linkedin": 8, "telegram": 8}),
    # emoji
    ("😀", {"x": 2, "bluesky": 1, "mastodon": 1, "threads": 4, "linkedin": 2, "reddit": 1}),
    ("❤️", {"x": 2, "bluesky": 1, "threads": 6, "telegram": 2}),
    ("👍🏽", {"x": 2, "bluesky": 1, "threads": 8, "discord": 4}),
    (FAMILY, {"x": 2, "bluesky": 1, "mastodon": 1, "threads": 25, "linkedin": 11, "whatsapp": 11, "reddit": 7}),
    ("🇩🇪🇫🇷", {"x": 4, "bluesky": 2, "threads": 16, "telegram": 8}),
    ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", {"x": 2, "bluesky": 1, "telegram": 14}),
    ("1️⃣#️⃣", {"x": 4, "bluesky": 2, "threads": 14, "linkedin": 6}),
    ("🏳️‍🌈", {"x": 2, "bluesky": 1, "linkedin": 6}),
    ("👩🏻‍❤️‍💋‍👨🏾", {"bluesky": 1, "mastodon": 1}),
    ("123 #1 *", {"threads": 8, "bluesky": 8}),
    # addresses
    ("https://a.io", {"x": 23, "mastodon": 23, "bluesky": 12, "threads": 12, "linkedin": 12}),
    ("https://example.org/" + "a" * 200, {"x": 23, "mastodon": 23, "bluesky": 220}),
    ("example.com", {"x": 23, "mastodon": 11, "bluesky": 11}),
    ("see readme.md, please", {"x": 4 + 23 + 8, "mastodon": 21}),
    ("Node.js", {"x": 7}),
    ("(https://example.org/a_(b)).", {"x": 1 + 23 + 2, "mastodon": 26}),
    ("<https://example.org>", {"x": 25, "mastodon": 25}),
    ("https://example.org:8080/x?y=1#z!", {"x": 24, "mastodon": 24}),
    ("https://münchen.example.de/straße", {"x": 23, "mastodon": 23}),
    ("https://例え.jp/", {"x": 23, "mastodon": 23}),
    ("https://xn--mnchen-3ya.de", {"x": 23}),
    ("sub.example.co.uk/a", {"x": 23, "mastodon": 19}),
    ("desk@example.org", {"x": 16, "mastodon": 16}),
    ("http://localhost/x", {"x": 18, "mastodon": 18}),
    ("https://example.org/a,https://example.org/b", {"mastodon": 23, "bluesky": 43}),
    # mentions and tags
    ("@alice@social.example.org hi", {"mastodon": 9, "x": 28, "bluesky": 28}),
    ("@alice.b@social.example, hi", {"mastodon": 12}),
    ("a@alice@social.example", {"mastodon": 22}),
    ("/@alice@social.example", {"mastodon": 22}),
    ("@alice@social.example@x", {"mastodon": 23}),
    ("#one #図書館 #a_b #2026", {"x": 23, "bluesky": 20}),
    # what counts besides length
    (" ".join(f"https://e{n}.example.org" for n in range(5)), {"threads": 5 * 22 + 4}),
    (" ".join(f"https://e{n}.example.org" for n in range(6)), {"threads": (6 * 22 + 5,), "x": 143}),
    (" ".join(["https://example.org/a"] * 6), {"threads": 131}),
    (" ".join(f"#tag{n}" for n in range(5)), {"instagram": 29}),
    (" ".join(f"#tag{n}" for n in range(6)), {"instagram": (35,), "x": 35, "linkedin": 35}),
    ("#1 #2 #3 #4 #5 #6 C# a#b", {"instagram": 24}),
    (" ".join(f"@user{n}" for n in range(21)), {"instagram": (157,)}),
    ("a title\nof two lines", {"reddit": (20,), "x": 20}),
    (f"{BOM}hello", {"x": (7,), "bluesky": 6}),
    ("a & <b>", {"slack": 17, "telegram": 7, "discord": 7}),
    # at the limits
    ("a" * 280, {"x": 280}),
    ("a" * 281, {"x": (281,)}),
    ("図" * 140, {"x": 280}),
    ("図" * 141, {"x": (282,)}),
    (FAMILY * 140, {"x": 280, "bluesky": (140,)}),
    (FAMILY * 120, {"bluesky": 120}),
    (FAMILY * 20, {"threads": 500}),
    (FAMILY * 20 + "a", {"threads": (501,)}),
    ("é" * 300, {"bluesky": 300}),
    ("é" * 301, {"bluesky": (301,)}),
    ("😀" * 500, {"mastodon": 500}),
    ("a" * 478 + " https://example.org/long/path", {"mastodon": (502,), "bluesky": (508,)}),
    ("a" * 476 + " https://example.org/long/path", {"mastodon": 500}),
    ("😀" * 1000, {"discord": 2000}),
    ("😀" * 1001, {"discord": (2002,)}),
    ("😀" * 2048, {"telegram": 4096, "whatsapp": 4096}),
    ("a" * 3001, {"linkedin": (3001,), "slack": (3001,), "facebook": 3001}),
    ("a" * 2201, {"instagram": (2201,)}),
    ("a" * 63_207, {"facebook": (63_207,)}),
    ("ñ" * 8196, {"nostr": (8196,)}),  # fits in characters, not in bytes
    ("ñ" * 7800, {"nostr": 7800}),
]


def segments(text: str) -> list[list[str]]:
    """Cut *text* at its facets, as the suite writes them down."""
    out: list[list[str]] = []
    end = 0
    for facet in sorted(bluesky.detect(text), key=lambda facet: facet.start):
        if facet.start > end:
            out.append([text[end : facet.start]])
        out.append([text[facet.start : facet.end], ("did:fake:" if facet.kind == "mention" else "") + facet.value])
        end = facet.end
    return [*out, [text[end:]]] if end < len(text) else out
