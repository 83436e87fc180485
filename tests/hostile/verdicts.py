"""What each word of the corpus's `expected` demands of a finished build."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

import html5lib
import regex
from hostile.placing import Case, Outcome

from digest.text.slugs import is_safe_name

Verdict = Callable[[Case, Outcome, Outcome, str], bool]

URL_ATTRIBUTES = ("href", "src", "action", "background", "poster", "srcset", "data")
OPENERS = re.compile(r"\{\{|\{%|\[\[|\[%|\*\||%[A-Za-z_][\w.]*%|%%|\{\$|<%|\$\{|#\{")
SEEN_IN_PAGES = {"headline", "quote", "highlight"}


def walk(html: str) -> Any:
    """Parse with a parser that is not ours and yield every element."""
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return [node for node in tree.iter() if isinstance(node.tag, str)]


def shape(html: str) -> tuple[set[tuple[str, str]], set[str]]:
    """Return the (element, attribute) pairs of a page, and the addresses in it."""
    pairs, urls = set(), set()
    for node in walk(html):
        pairs.add((node.tag, ""))
        for name, value in node.attrib.items():
            pairs.add((node.tag, str(name)))
            if name in URL_ATTRIBUTES:
                urls.add(value.split("?")[0] if value.startswith(("mailto:", "https://")) else value)
    return pairs, urls


def visible(html: str) -> str:
    """Return a page's text, white space folded, invisible break characters gone."""
    text = "".join(html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).itertext())
    return folded(text)


def folded(text: str) -> str:
    """Return *text* as a reader sees it: no controls or invisible characters, white space folded."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = "".join(c if not category(c).startswith("C") else (" " if c in "\n\t\r\x0b\x0c\x85" else "") for c in text)
    return " ".join(kept.split())


def escaped(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """No page has an element, attribute or address that the control lacks; the words are there as text."""
    for name, html in made.html.items():
        pairs, urls = shape(html)
        pairs0, urls0 = shape(control.html[name])
        hosts = {urlsplit(u).hostname for u in urls} - {urlsplit(u).hostname for u in urls0}
        if pairs - pairs0 or hosts - {None}:
            return False
    if case.where in SEEN_IN_PAGES and isinstance(case.payload, str):
        words = folded(case.payload).lstrip("•-*– ")[:60]
        return any(words in visible(html) for html in made.html.values())
    return True


def kept(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """The reader sees the text unchanged."""
    if case.where in {"body", "config_toml"}:
        return made.code == 0
    return any(folded(case.payload)[:80] in visible(html) for html in made.html.values())


def kept_url(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """The address is linked to the letter."""
    return any(n.attrib.get("href") == case.payload for html in made.html.values() for n in walk(html))


def text_is(case: Case, made: Outcome, control: Outcome, wanted: str) -> bool:
    """The field has exactly this text."""
    item = made.item()
    if item is None:
        return False
    values = [item["headline"], *(q["text"] for q in item["quotes"]), *(h["text"] for h in item["highlights"])]
    return wanted in values


def stripped_controls(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """No output holds a control character, half a pair or a non-character."""
    bad = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
    texts = [c.decode("utf-8") for n, c in made.files.items() if n.endswith((".html", ".txt", ".json", ".jsonl"))]
    return not any(bad.search(text) for text in texts)


def names(field: str) -> set[str]:
    """Return the words by which a message may name a field of the corpus."""
    more = {"image_url": {"image"}, "date": {"published"}, "highlight": {"highlights"}, "url": {"url"}}
    return {field} | more.get(field, set())


def told(made: Outcome, field: str) -> bool:
    """A warning or error names the file and the field."""
    return "wire.jsonl" in made.warnings and any(name in made.warnings for name in names(field))


def rejected(case: Case, made: Outcome, control: Outcome, field: str) -> bool:
    """The article is skipped and a message says why."""
    return made.item() is None and told(made, field)


def dropped(case: Case, made: Outcome, control: Outcome, field: str) -> bool:
    """The article stays without the field, and a message says why."""
    item = made.item()
    if item is None or not told(made, field):
        return False
    key = {"image_url": "picture", "date": "published", "highlight": "highlights", "url": "url"}[field]
    return key == "highlights" or not item[key]


def warned(case: Case, made: Outcome, control: Outcome, field: str) -> bool:
    """It was built, and a warning names file and field."""
    return made.code == 0 and told(made, field)


def neutralised(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """No address comes from the payload; the text stays."""
    item = made.item()
    hosts = {urlsplit(u).hostname for html in made.html.values() for u in shape(html)[1] if u.startswith("http")}
    schemes = {u.split(":")[0].lower() for html in made.html.values() for u in shape(html)[1] if ":" in u}
    return item is not None and "evil.invalid" not in hosts and schemes <= {"http", "https", "mailto", "cid"}


def punycode(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """Every host is ASCII, also where the address is shown."""
    urls = {u for html in made.html.values() for u in shape(html)[1] if u.startswith("http")}
    shown = re.findall(r"https?://([^\s/]+)", made.text("email.txt"))
    return all((urlsplit(u).hostname or "").isascii() for u in urls) and all(host.isascii() for host in shown)


def isolated(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """Overrides and embeddings are gone or closed."""
    for text in [*made.html.values(), made.text("email.txt")]:
        if re.search("[\u202a-\u202e]", text):
            return False
        if len(re.findall("[\u2066-\u2068]", text)) != text.count("\u2069"):
            return False
    return True


def no_merge(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """No opener that a sender evaluates is raw in subject, HTML or text."""
    subject = BytesParser(policy=policy.default).parsebytes(made.files["message.eml"])["Subject"]
    raw = [match[0] for match in OPENERS.finditer(str(case.payload))]
    outputs = (str(subject), made.text("email.html"), made.text("email.txt"))
    return bool(raw) and not any(opener in text for opener in raw for text in outputs)


def no_fetch(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """Nothing was fetched (the audit hook fails the test) and no host's content is there."""
    return "root:" not in made.text("email.html")


def one_line(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """The message has the control's headers, and no header, alt text or title has a break."""
    mine, theirs = (BytesParser(policy=policy.default).parsebytes(o.files["message.eml"]) for o in (made, control))
    breaks = re.compile("[\r\n\x0b\x0c\x85\u2028\u2029\x00]")
    alts = [n.attrib.get("alt", "") for html in made.html.values() for n in walk(html)]
    flat = [str(v) for v in mine.values()] + alts
    flat += [e for post in made.posts for e in [post.get("alt") or ""]]
    return sorted(mine.keys()) == sorted(theirs.keys()) and not any(breaks.search(v) for v in flat)


def mail_safe(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """No line is a lone dot, begins with From or is too long."""
    lines = made.files["message.eml"].split(b"\r\n")
    return not any(row == b"." or row.startswith(b"From ") or len(row) > 998 for row in lines)


def fits(case: Case, made: Outcome, control: Outcome, what: str) -> bool:
    """Posts obey their network, the subject has at most 150 characters."""
    if what == "subject":
        subject = BytesParser(policy=policy.default).parsebytes(made.files["message.eml"])["Subject"]
        return len(str(subject)) <= 150
    if what == "card":
        return True  # no card belongs to an edition unless configured
    posts = [post for post in made.posts if post["network"] == what]
    whole = [not regex.match(r"^\p{M}", post["text"]) for post in posts]
    return bool(posts) and all(post["length"] <= post["limit"] for post in posts) and all(whole)


def capped(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """At most eight marks stand on one character."""
    return not any(regex.search(r"\p{M}{9,}", text) for text in [*made.html.values(), made.text("email.txt")])


def limit(case: Case, made: Outcome, control: Outcome, what: str) -> bool:
    """The unit is refused with a message that names the limit, or the build simply ended."""
    return what == "time" or re.search(r"larger|longer|more than|deeper|at most", made.warnings) is not None


def safe_name(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """Every file of the edition and every anchor has a safe name."""
    anchors = [i["slug"] for i in [made.edition["lead"], *made.edition["stories"], *made.edition["briefs"]]]
    return all(is_safe_name(n) for n in made.files if n != "SHA256SUMS") and all(is_safe_name(a) for a in anchors)


def date_is(case: Case, made: Outcome, control: Outcome, wanted: str) -> bool:
    """The article's date is this moment; it may be outside the slot, so the reader is asked."""
    from zoneinfo import ZoneInfo

    from digest.text.dates import read_date

    moment = read_date(case.payload, ZoneInfo("Europe/Berlin"))
    if moment is None:
        return False
    if len(wanted) == 10:
        return moment.date().isoformat() == wanted
    return moment.astimezone(UTC).replace(microsecond=0) == datetime.fromisoformat(wanted.replace("Z", "+00:00"))


def never_on_disk(case: Case, made: Outcome, control: Outcome, glob: str) -> bool:
    """Nothing that matches appeared."""
    pattern = glob.replace("{tmp}/", "").lstrip("/")
    roots = [made.root] if "{tmp}" in glob or not glob.startswith("/") else [made.root.__class__("/")]
    return not any(list(root.glob(pattern)) for root in roots)


VERDICTS: dict[str, Verdict] = {
    "escaped": escaped,
    "kept": kept,
    "kept:url": kept_url,
    "text": text_is,
    "stripped:controls": stripped_controls,
    "rejected": rejected,
    "dropped": dropped,
    "warned": warned,
    "neutralised:url": neutralised,
    "punycode": punycode,
    "isolated:bidi": isolated,
    "no-merge": no_merge,
    "no-fetch": no_fetch,
    "one-line": one_line,
    "mail-safe": mail_safe,
    "fits": fits,
    "capped:combining": capped,
    "limit": limit,
    "safe-name": safe_name,
    "date": date_is,
    "never-on-disk": never_on_disk,
}


def holds(case: Case, made: Outcome, control: Outcome) -> bool:
    """Say whether any of the expected alternatives holds whole."""
    return any(
        all(_one(token, case, made, control) for token in alternative.split(";"))
        for alternative in case.expected.split(" | ")
    )


def _one(token: str, case: Case, made: Outcome, control: Outcome) -> bool:
    if token in VERDICTS:
        return VERDICTS[token](case, made, control, "")
    name, _, rest = token.partition(":")
    return VERDICTS[name](case, made, control, rest)
