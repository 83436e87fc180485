// The posts: each network's texts as its feed shows them, counted as it counts, edited into the running order.
import { $, copied, counted, h, language, number, t, toast, unit, unpressed } from "./util.js";
import { counts, feed, linkIn, rulesOf, tail, tooLong } from "./feed.js";
import { field, sendTyped } from "./editor.js";
import { linkPage, plan, planned } from "./plan.js";
import { S, change } from "./state.js";

const MANY = 5; // networks, then they are a list to choose from
const PARTED = "\n\n---\n\n"; // between the parts of a thread where somebody types
const cards = new Map();
let tools;
let list;
let toolsFor = "";
let wants = "";
const out = h("div", { class: "out" });

export function draw(panel, anew = false) {
  const posts = S.proof?.posts ?? [];
  const networks = [...new Set(posts.map((post) => post.network))];
  // Nothing is taken from under somebody's hands: an editor with the focus stays, whatever became of its post.
  const typing = (element) => element !== document.body && element.contains(document.activeElement) && document.activeElement.matches("textarea,input");
  if (!networks.length && list?.isConnected && typing(list)) return;
  if (!networks.length || !S.rules) { toolsFor = ""; panel.replaceChildren(h("p", { class: "none", text: S.proof ? t("no-posts") : t("reading") })); return; }
  if (!networks.includes(S.network)) [S.network] = networks;
  if (anew || !list?.isConnected) { toolsFor = ""; tools = h("div", { class: "tools tabs", role: "toolbar", "aria-label": t("networks") }); list = h("div", { class: "list posts" }); panel.replaceChildren(tools, list); }
  const mine = groups(posts.filter((post) => post.network === S.network));
  drawTools(panel, networks, mine);
  for (const [id, one] of cards) if (!mine.has(id) && !typing(one.element)) { one.element.remove(); cards.delete(id); }
  let at = list.firstChild;
  for (const [id, parts] of mine) {
    const one = cards.get(id) ?? card(id, parts);
    one.fill(parts);
    if (one.element === at) at = at.nextSibling; else list.insertBefore(one.element, at);
  }
  while (at) { const next = at.nextSibling; if (at !== out && !typing(at)) at.remove(); at = next; }
  list.append(out);
  unpressed(out, () => out.replaceChildren(...skipped()));
  if (wants === "first" && mine.size) { wants = ""; focusFirst(); }
  else if (wants && mine.has(wants)) { const one = cards.get(wants); wants = ""; one.element.scrollIntoView({ block: "start" }); one.element.focus(); }
}
export function focusFirst() {
  const first = list?.isConnected && list.querySelector(".post");
  first ? first.focus() : (wants = "first"); // … as soon as there is one
}
// Show one post, from the calendar.
export function show(network, id) {
  S.network = network;
  wants = id;
  const panel = $("#panel");
  draw(panel);
}
function drawTools(panel, networks, mine) {
  const done = [...mine.values()].filter(([first]) => first.approved).length;
  const key = JSON.stringify([networks, S.network, done, mine.size]);
  if (key === toolsFor) return;
  toolsFor = key;
  unpressed(tools, () => toolsNow(panel, networks, mine.size, done));
}
function toolsNow(panel, networks, all, done) {
  const to = (name) => { S.network = name; draw(panel); };
  const names = networks.length > MANY
    ? [h("select", { "aria-label": t("networks"), onchange: (event) => to(event.target.value) }, ...networks.map((name) => h("option", { value: name, text: rulesOf(name).name ?? name, selected: name === S.network })))]
    : networks.map((name) => h("button", { type: "button", text: rulesOf(name).name ?? name, "aria-pressed": String(name === S.network), onclick: () => to(name) }));
  tools.replaceChildren(...names, h("span", { class: "hint", role: "status", text: t("approved-of", { n: number(done), all: number(all) }) }), h("span", { class: "sp" }),
    rulesOf(S.network).look.bio ? h("button", { type: "button", text: t("link-page"), onclick: linkPage }) : "",
    h("button", { type: "button", text: t("plan"), onclick: () => plan() }));
}
// A thread is one thing to post: its parts stand together.
export function groups(posts) {
  const found = new Map();
  for (const post of posts) {
    const id = post.thread.of > 1 ? post.id.replace(/\.\d+$/, "") : post.id;
    found.set(id, [...(found.get(id) ?? []), post]);
  }
  return found;
}
export function wanted(post, values, { shown = "", ...options } = {}) {
  change([{ type: "post", network: post.network, kind: post.kind, story: post.story, quote: post.quote, values, shown }], options);
}

function card(id, parts) {
  const one = { id, parts, open: false, fed: "", texts: [] };
  const button = (call, ...rest) => h("button", { class: "btn s", type: "button", onclick: () => call(one) }, ...rest);
  Object.assign(one, {
    title: h("h3", { dir: "auto" }), shown: h("div"), count: h("span", { class: "hint", role: "status" }), when: h("span", { class: "hint" }),
    edit: button(toggle), approve: button(approve), skip: button(skip, t("skip")), copy: button(copy), editor: null,
  });
  one.element = h("article", { class: "post", tabindex: "0", data: { id } }, one.title, one.shown, h("p", { class: "row" }, one.count, h("span", { class: "sp" }), one.when),
    h("div", { class: "row" }, one.edit, one.approve, one.copy, h("span", { class: "sp" }), one.skip));
  one.fill = (now) => fill(one, now);
  cards.set(id, one);
  return one;
}
const name = (post) => rulesOf(post.network).name ?? post.network;
function fill(one, parts) {
  one.parts = parts;
  const [first] = parts;
  const story = S.order.stories.find((row) => row.id === first.story);
  const what = `${t(`kind-${first.kind}`)}${story ? `: ${story.headline}` : ""}`;
  one.title.textContent = what;
  one.element.setAttribute("aria-label", what);
  one.edit.textContent = t(one.open ? "done" : "post-edit");
  one.edit.setAttribute("aria-expanded", String(one.open));
  one.approve.textContent = t(first.approved ? "post-approved" : "approve");
  one.approve.setAttribute("aria-pressed", String(first.approved));
  one.element.classList.toggle("ok", first.approved);
  one.copy.textContent = t(parts.length > 1 ? "copy-thread" : "copy");
  const at = planned(one.id, first);
  one.when.textContent = at ? new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(at) : "";
  one.when.title = t(first.when ? "when-yours" : "when-planned");
  const texts = parts.map((post) => post.text);
  one.editor?.fill(parts);
  if (!one.editor || document.activeElement !== one.editor.text.input) paint(one, texts);
}
// The feed and the count, of what was made or of what is being typed.
function paint(one, texts) {
  const key = JSON.stringify([texts, one.parts[0].image, one.parts[0].alt, one.parts[0].network, S.order.shown]);
  if (one.fed !== key) { one.fed = key; one.texts = texts; one.shown.replaceChildren(feed(one.parts, texts)); }
  const found = texts.map((text, at) => counts(text, one.parts[at] ?? one.parts.at(-1)));
  const worst = found.map((caps) => caps.find((cap) => cap.length > cap.limit) ?? caps[0]);
  one.count.textContent = worst.map((cap) => t("of-unit", { n: number(cap.length), all: number(cap.limit), unit: unit(cap.unit) })).join(" · ");
  one.count.classList.toggle("bad", worst.some((cap) => cap.length > cap.limit));
}

// What one can do with a post.
function toggle(one) {
  sendTyped();
  one.open = !one.open;
  if (one.open) { one.editor = editor(one); one.element.append(one.editor.element); one.editor.fill(one.parts); one.editor.text.input.focus(); one.element.scrollIntoView({ block: "nearest" }); }
  else { keep(one); one.editor.element.remove(); one.editor = null; one.element.focus(); }
  fill(one, one.parts);
}
// What was typed is what is seen, and approved, from now on; until the post that is made of it comes, nothing older is shown.
function keep(one) {
  const value = one.editor.text.input.value.trim();
  const texts = one.parts[0].kind === "thread" ? value.split(/\n---\n/).map((part) => part.trim()) : [value + tail(value, one.parts[0])];
  const changed = value && value !== one.parts.map((post) => post.text).join(PARTED).trim();
  if (changed && texts.length === one.parts.length) one.parts.forEach((post, at) => { post.text = texts[at]; post.approved = false; });
}
function approve(one) {
  if (one.editor) keep(one);
  const approved = !one.parts[0].approved;
  one.parts.forEach((post) => { post.approved = approved; });
  wanted(one.parts[0], { approved: approved || null }, { shown: one.parts.map((post) => post.text).join("\n\n"), said: t(approved ? "post-approved" : "not-approved") });
  draw($("#panel"));
}
function skip(one) {
  const next = [one.element.nextElementSibling, one.element.previousElementSibling].find((other) => other?.matches(".post"));
  wanted(one.parts[0], { skip: true, text: null, wording: null, alt: null, when: null, approved: null }, { said: t("skipped") });
  S.proof.posts = S.proof.posts.filter((post) => !one.parts.includes(post));
  draw($("#panel"));
  (next?.isConnected ? next : list).focus?.();
}
const copy = (one) => { if (one.editor) keep(one); copyNow(one); };
const copyNow = (one) => copied(one.parts.map((post) => post.text).join("\n\n"), t("copied", { network: name(one.parts[0]) }));

function editor(one) {
  const [first] = one.parts;
  const isThread = first.kind === "thread";
  const about = (key) => (waiting) => waiting.type === "post" && key in waiting.values && ["network", "kind", "story", "quote"].every((part) => waiting[part] === first[part]);
  const text = field({ label: t("post-text"), rows: isThread ? 12 : Math.min(10, Math.max(4, Math.ceil(first.text.length / 50))), hint: isThread ? t("thread-hint") : "",
    about: about("text"), merges: false,
    save: (value, goesOn) => { if (one.editor) keep(one); wanted(first, { text: isThread ? value.trim() : own(value, first), wording: null }, { goesOn }); } });
  const shade = h("div", { class: "shade", "aria-hidden": "true", dir: "auto" });
  const box = h("div", { class: "shaded" });
  text.input.replaceWith(box);
  box.append(shade, text.input);
  const mark = () => {
    const { value } = text.input;
    const texts = isThread ? value.split(/\n---\n/).map((part) => part.trim()) : [value];
    const at = isThread ? -1 : tooLong(value, first);
    shade.replaceChildren(at < 0 ? value : value.slice(0, at), at < 0 ? "" : h("mark", { text: value.slice(at) }), "\n");
    text.input.setAttribute("aria-invalid", String(at >= 0));
    paint(one, isThread ? texts : [value + tail(value, first)]);
  };
  text.input.addEventListener("input", mark);
  text.input.addEventListener("scroll", () => { shade.scrollTop = text.input.scrollTop; });
  const offers = h("fieldset", { hidden: true });
  const alt = first.image ? field({ label: t("post-alt"), rows: 2, most: rulesOf(first.network).altLimit, about: about("alt"), merges: false, save: (value, goesOn) => wanted(first, { alt: value.trim() || null }, { goesOn }) }) : null;
  const when = h("input", { type: "datetime-local", onchange: () => wanted(first, { when: when.value ? `${when.value}:00` : null }) });
  const free = h("button", { class: "btn s", type: "button", text: t("as-planned"), onclick: () => { when.value = ""; wanted(first, { when: null }); } });
  const back = h("button", { class: "btn s", type: "button", text: t("machine-text"), onclick: () => wanted(first, { text: null, wording: null, alt: null }, { said: t("machine-text-did") }) });
  const copyAlt = first.alt ? h("button", { class: "btn s", type: "button", text: t("copy-alt"), onclick: () => copied(one.parts[0].alt, t("alt-copied")) }) : "";
  return {
    text,
    element: h("div", { class: "form" }, text.element, offers, alt ? alt.element : "", h("div", { class: "row" }, h("label", { class: "inl" }, h("span", { text: t("when") }), when), free, back, copyAlt)),
    fill(parts) {
      const [now] = parts;
      text.set(parts.map((post) => post.text).join(PARTED), "");
      alt?.set(now.alt, "");
      if (document.activeElement !== when) when.value = (now.when ?? "").slice(0, 16);
      free.disabled = !now.when;
      wordings(offers, one, now);
      mark();
    },
  };
}
function wordings(element, one, post) {
  const names = post.wordings.map((offer) => offer.name);
  element.hidden = names.length < 2;
  const key = JSON.stringify([post.wording, post.wordings]);
  if (element.hidden || element.dataset.shown === key) return;
  element.dataset.shown = key;
  element.replaceChildren(h("legend", { text: t("wording") }), ...post.wordings.map((offer) => h("label", { class: "qo" },
    h("input", { type: "radio", name: `wording-${one.id}`, checked: offer.name === post.wording, onchange: () => wanted(post, { wording: offer.name === "plain" ? null : offer.name, text: null }, { said: t(`wording-${offer.name}`) }) }),
    h("span", { dir: "auto" }, h("b", { text: t(`wording-${offer.name}`) }), h("span", { class: "nn", text: offer.text })), h("span", { class: "mu", text: number(offer.length) }))));
}
// The link is added to an editor's text by itself: what is saved is the text before it.
function own(text, post) {
  const link = [post.link, linkIn(post)].find((one) => one && text.trim().endsWith(one)) ?? "";
  return text.trim().slice(0, text.trim().length - link.length).trim();
}
function skipped() {
  const out = S.order.posts.filter((post) => post.skip && [post.network].flat().includes(S.network));
  const what = (post) => S.order.stories.find((row) => row.members.some((one) => one.id === post.story))?.headline ?? post.quote ?? "";
  const back = (post) => change([{ type: "post", network: S.network, kind: post.kind || (post.quote ? "quote" : post.story ? "story" : "edition"), story: post.story ?? "", quote: post.quote ?? "", values: { skip: null } }]);
  return out.length ? [h("p", { class: "hint", text: counted("skipped", out.length) }), ...out.map((post) => h("div", { class: "row skip" }, h("span", { class: "sp", dir: "auto", text: [t(`kind-${post.kind || "story"}`), what(post)].filter(Boolean).join(": ") }), h("button", { class: "btn s", type: "button", text: t("send-again"), onclick: () => back(post) })))] : [];
}

// Keys of a post that has the focus; true where one was for it.
export function key(event) {
  const element = event.target.closest(".post");
  const one = element && cards.get(element.dataset.id);
  if (!one || S.tab !== "posts") return false;
  if (event.target.matches("input,textarea,select")) {
    if (event.key !== "Escape") return false;
    toggle(one);
    return true;
  }
  if (event.key === "Escape" && one.open) { toggle(one); return true; }
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const go = (by) => { const all = [...list.querySelectorAll(".post")]; all[Math.max(0, Math.min(all.length - 1, all.indexOf(element) + by))].focus(); };
  const turn = (by) => { const names = [...new Set(S.proof.posts.map((post) => post.network))]; S.network = names[(names.indexOf(S.network) + by + names.length) % names.length]; draw($("#panel")); toast(rulesOf(S.network).name); focusFirst(); };
  const side = document.documentElement.dir === "rtl" ? -1 : 1;
  const does = { ArrowDown: () => go(1), ArrowUp: () => go(-1), KeyJ: () => go(1), KeyK: () => go(-1), ArrowRight: () => turn(side), ArrowLeft: () => turn(-side),
    KeyE: () => toggle(one), Enter: event.target === element ? () => toggle(one) : null, KeyY: () => approve(one), KeyC: () => copy(one), KeyX: () => skip(one) }[event.code];
  if (!does) return false;
  does();
  return true;
}
