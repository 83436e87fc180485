// A post as its network's feed shows it: what is folded away, what the link becomes, how the picture is cut.
import { Counting } from "./counting.js";
import { S } from "./state.js";
import { h, icon, t } from "./util.js";

// The rules by which a network counts and shows, asked for once.
export const rulesOf = (network) => S.rules?.networks[network] ?? { caps: [], look: {}, fold: 0 };
const patterns = () => S.rules.patterns;

export function counts(text, post, rules = rulesOf(post.network)) {
  const beside = (way) => (post.warning && rules.warns ? Counting.count(post.warning, way, patterns()) : 0);
  return rules.caps.map((cap, at) => ({ ...cap, limit: at ? cap.limit : post.limit, length: Counting.count(text, cap.way, patterns()) + beside(cap.way) }));
}
// The link as it stands in a post: whole, or short where a facet carries it; '' where there is none.
export function linkIn(post) {
  if (!post.link || post.text.includes(post.link)) return post.link;
  const facet = post.facets.find((one) => one.kind === "link" && one.value === post.link);
  return facet ? new TextDecoder().decode(new TextEncoder().encode(post.text).slice(facet.start, facet.end)) : "";
}
// What the desk adds behind an editor's words.
export function tail(text, post) {
  const link = linkIn(post);
  return link && !text.includes(link) && !text.includes(post.link) ? `\n\n${link}` : "";
}
// Where a text becomes too long, with what is added: the place in it, or -1. A cut never falls into a character.
export function tooLong(text, post) {
  const more = tail(text, post);
  const over = () => counts(text + more, post).some((cap) => cap.length > cap.limit);
  if (!S.rules || !over()) return -1;
  const places = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].map((piece) => piece.index);
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (counts(text.slice(0, places[middle]) + more, post).every((cap) => cap.length <= cap.limit)) low = middle;
    else high = middle - 1;
  }
  return places[low] ?? 0;
}

export function feed(posts, texts) {
  const rules = rulesOf(posts[0].network);
  return h("div", { class: `feed feed-${rules.look.card || "plain"}`, lang: posts[0].lang || undefined },
    ...texts.map((text, at) => one(posts[at] ?? posts.at(-1), text, rules, texts.length > 1 && at < texts.length - 1, at)));
}
function one(post, text, rules, goesOn, at) {
  const { look } = rules;
  const own = post.image && (rules.needsImage || post.image.startsWith("card-") || !look.card || !post.link);
  const media = rules.needsImage && !post.image ? h("div", { class: "ph far" }, icon("picture"), h("span", { text: t("feed-needs", { network: rules.name }) })) : own && at === 0 ? picture(post, look) : post.link && look.card ? card(post, look) : "";
  const words = said(text, post, rules);
  const first = rules.needsImage;
  return h("div", { class: goesOn ? "fp on" : "fp" }, h("span", { class: "av", text: S.answer.newsletter.slice(0, 1), "aria-hidden": "true" }),
    h("div", {}, h("p", { class: "who" }, h("b", { text: S.answer.newsletter, dir: "auto" }), h("span", { text: t("feed-now") })),
      post.warning && rules.warns ? h("p", { class: "cw", text: post.warning, dir: "auto" }) : "",
      first ? media : words, first ? words : media));
}

function said(text, post, rules) {
  const at = foldAt(text, rules);
  const box = h("div", { class: "tx", dir: "auto" });
  const draw = (whole) => box.replaceChildren(...(at < 0 ? rich(text, post, rules) : [...rich(whole ? text : `${text.slice(0, at).trimEnd()} … `, post, rules),
    h("button", { type: "button", class: "more", text: t(whole ? "feed-less" : "feed-more"), "aria-expanded": String(whole), onclick: () => { draw(!whole); box.querySelector(".more").focus(); } })]));
  draw(false);
  return box;
}
// The feed shows so many lines or characters, whichever ends first.
function foldAt(text, { fold, look }) {
  let at = -1;
  if (fold && text.length > fold) { const space = text.lastIndexOf(" ", fold); at = space > fold / 2 ? space : fold; }
  if (look.lines) {
    const ends = [...text.matchAll(/\n/g)].map((found) => found.index);
    const end = ends[look.lines - 1];
    if (end !== undefined && (at < 0 || end < at)) at = end;
  }
  return at;
}
// Text with what the network makes of it: links, tags, bold. Elements only: no text is read as HTML.
function rich(text, post, { look, markup, linking }) {
  const found = Counting.links(text, patterns()).filter((link) => (link.bare ? linking.bare : linking.whole)).map((link) => ({ ...link, kind: "link" }));
  for (const link of new Set([post.link, linkIn(post)].filter(Boolean))) for (let at = text.indexOf(link); at >= 0; at = text.indexOf(link, at + 1)) found.push({ start: at, end: at + link.length, kind: "link" });
  for (const tag of post.tags ?? []) for (let at = text.indexOf(`#${tag}`); at >= 0; at = text.indexOf(`#${tag}`, at + 1)) found.push({ start: at, end: at + tag.length + 1, kind: "tag" });
  found.sort((one, other) => one.start - other.start);
  const nodes = [];
  let end = 0;
  for (const part of found) {
    if (part.start < end) continue;
    nodes.push(...bold(text.slice(end, part.start), look, markup));
    const words = text.slice(part.start, part.end);
    nodes.push(h("span", { class: "lk", dir: part.kind === "link" ? "ltr" : undefined, text: part.kind === "link" ? short(words, look.link) : words }));
    end = part.end;
  }
  return [...nodes, ...bold(text.slice(end), look, markup)];
}
function short(address, most) {
  if (!most) return address;
  const bare = address.replace(/^https?:\/\/(www\.)?/, "");
  return bare.length > most ? `${bare.slice(0, most)}…` : bare;
}
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
function bold(text, look, markup) {
  if (!markup) return [text];
  const clean = (words) => words.replace(/\\([^\p{L}\p{N}\s])/gu, "$1").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  if (!look.bold) return [clean(text)];
  const [strong, slant] = [look.bold, look.slanted].map(literal);
  const marks = new RegExp(`(?<!\\\\)${strong}([^\\n]+?)(?<!\\\\)${strong}|(?<![\\p{L}\\p{N}\\\\])${slant}([^\\n]+?)${slant}(?![\\p{L}\\p{N}])`, "gu");
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    nodes.push(clean(text.slice(end, match.index)), h(match[1] ? "b" : "i", { text: clean(match[1] ?? match[2]) }));
    end = match.index + match[0].length;
  }
  return [...nodes, clean(text.slice(end))];
}

const source = (name) => (name && !name.includes(":") ? `/preview/${S.order.shown}/${name}` : "");
function picture(post, look) {
  const src = source(post.image);
  if (!src) return h("div", { class: "ph far" }, icon("picture"), h("span", { text: t("picture-far") }));
  const image = h("img", { src, alt: post.alt, loading: "lazy", onload: () => {
    const ratio = image.naturalWidth / image.naturalHeight;
    const shown = Math.min(look.broad, Math.max(look.narrow, ratio));
    image.style.aspectRatio = String(shown);
    box.classList.toggle("cut", Math.abs(shown - ratio) > 0.02);
  } });
  const box = h("div", { class: "ph" }, image, post.alt ? h("span", { class: "badge", text: "ALT", title: post.alt }) : h("span", { class: "badge bad", text: t("feed-no-alt") }));
  return box;
}
function card(post, look) {
  const story = S.order.stories.find((row) => row.id === post.story);
  let host = "";
  try { host = new URL(post.link).hostname.replace(/^www\./, ""); } catch { /* no address: no host */ }
  const src = source(post.image) || source(story?.picture);
  const image = src ? h("img", { src, alt: "", loading: "lazy" }) : "";
  const title = h("b", { text: post.headline || S.order.edition?.subject || host, dir: "auto" });
  const deck = ["bar", "side", "wide"].includes(look.card) && story?.deck ? h("span", { class: "dk", text: story.deck, dir: "auto" }) : "";
  return h("div", { class: `lc lc-${look.card}${src ? "" : " bare"}` }, image, h("div", {}, h("span", { class: "ho", text: host, dir: "ltr" }), title, deck));
}
