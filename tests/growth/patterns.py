"""Texts made to be slow: one unit again and again, or two halves that a careless pass pairs up.

Each pass over text must cost its length.  What costs its square is nearly always a
search that begins at every place and looks to the end: so the units are the
beginnings and ends that our passes look for, and things that many standards pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

UNITS = (
    "…", ".", "?", ". ", ".\"", "”", "“", "\"", "\"a\" ", "“a” ", "\"a \"b ", "“a ", "a” ", "„a“ ", "„", "« a » ",
    "«", "» ", "「あ」", "「", "'", "'a' ", "'a ", "‘a’ ", "a'b ", "''", "'''", "`", "``a'' ", "A.", "A. ", "U.S. ",
    "Mr. ", "3. ", "1.5.", "7", "word ", "word\n", "\n", "\r\n", "\n\n", " ", "\t", "\u00a0", " \n", "\n  ", "a", "A",
    "Anna Berg ", "said Anna Berg, ", "\"Ja,\" said Anna. ", "Anna said that Ben said that ", "Anna: ", "Anna: a\n",
    "—", "— a ", "-", "-a", " -a-", "- a\n", "<", "<a ", "<a>", "<a></a>", "<a b=\"", "<a b='", "<a b c d ", "<!--",
    "<!-- -->", "<blockquote>", "<blockquote>a</blockquote>", "</blockquote>", "<q>", "<q>a</q>",
    "<blockquote><cite>", "<p>", "> a\n", ">", "> > ", "<script>", "<![CDATA[", "<?", "&amp;", "&", "&#", "&#1", "&a",
    "{", "{{", "{{ a }}", "}}", "[", "[a", "[a]", "[(", "(", "()", "(a ", "%", "%a", "%a%", "*", "*|", "|", "${",
    "#{", "<%", "@", "@a ", "@a", "@a.", "#", "#a ", "#a", "#1", "http://", "https://a.io ", "a.io ", "a.", "a-",
    "a.com.", "a_", "https://a.io/(", "(a)", "a.io/a/", "a.io?a=", "https://a.io/////", "xn--a.", "a@b.io ",
    "https://t.co/a", "://", "a://b ", "e\u0301", "\u0301", "\u200d", "👩\u200d", "🇩", "\ufe0f", "1\ufe0f\u20e3",
    "\U000e0061", "🏴\U000e0067", "\u202e", "\u2066", "א", "قال ", "漢字", "。", "漢。", "？」", "กา", "각", "क्ष",
    "\u0000", "\u00ad", "\u200b", "\u2060", "\ud800", "\ufffd", "\ufeff", "ﷺ", "ſ", "ß", ",", ", ", ";", ":", "/", "\\",
    "_", "=", "a=1\n", "+++\n", "---\n", "a.b=1\n", "- ", "a: ", "&a ", "*a ", "{\"a\":", "3. Mai ", "%D8", "1,000 ",
    "2026 ", "[…] ", " […]", "z.B. ", "a. b", "\"a.\" ", "\"a\n", "“a\n\n", "“a\n\n“", "''a'' ", "— Ja, sagt er.\n",
    "― Anna\n", "Q: a\nA: b\n",
    "“The Big Man,” said Anna Berg. ", "Anna Berg said: “Ja.”\n\n", "“a, he said\n\n“b, he said\n\n",
    "<q>a</q>, said Anna Berg. ", "class=", "<div class=", "* a\n", "1. a\n", "Key Takeaways\n", "\"a\"\nnote\n",
)  # fmt: skip

HALVES: dict[str, Callable[[int], str]] = {
    "brackets that open, then close": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "marks that open, then close": lambda n: "“" * (n // 2) + "”" * (n // 2),
    "tags that open, then close": lambda n: "<b>" * (n // 7) + "</b>" * (n // 7),
    "quotes that open, others that close": lambda n: "<q>" * (n // 16) + "</blockquote>" * (n // 16),
    "a word, then a stop": lambda n: "a" * n + ".",
    "a word, spaces, a word": lambda n: "a" + " " * n + "b",
    "a stop, spaces, a capital": lambda n: "a." + " " * n + "B",
    "a stop, spaces, a number": lambda n: "3." + " " * n + "B",
    "a word, line feeds, a word": lambda n: "a" + "\n" * n + "b",
    "a word, stops, a word": lambda n: "a" + "." * n + "a",
    "a stop, marks, a word": lambda n: "a." + "”" * n + "a",
    "a mark, words": lambda n: "“" + "word " * (n // 5),
    "a tag, words": lambda n: "<a " + "word " * (n // 5),
    "a tag of classes": lambda n: "<div " + "class=" * (n // 6) + ">",
    "a comment, words": lambda n: "<!-- " + "word " * (n // 5),
    "a fence, a word": lambda n: "---\n" + "a" * n,
    "one line of quotes": lambda n: "“Yes,” said Anna Berg. " * (n // 23),
    "one line of titles": lambda n: "Anna Berg wrote “The Big Man” then. " * (n // 36),
    "a long address": lambda n: "https://a.io/" + "a" * n,
    "an address, brackets": lambda n: "https://a.io/" + ")" * n,
    "an address, brackets in brackets": lambda n: "https://a.io/" + "(" * (n // 2) + ")" * (n // 2),
    "a table of one name": lambda n: '{"headline":"a","text":"b"' + ',"a":1' * (n // 6) + "}",
    "a long host": lambda n: "a." * (n // 2) + "com",
    "hyphens, a domain": lambda n: "-" * n + ".com",
}


def texts(size: int) -> Iterator[tuple[str, str]]:
    """Yield all patterns at about *size* characters, with a name each."""
    for unit in UNITS:
        yield f"{unit!a} again and again", (unit * (size // len(unit) + 1))[:size]
    for name, make in HALVES.items():
        yield name, make(size)
