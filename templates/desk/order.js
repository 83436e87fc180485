// The running order: rows that are kept while they change, so that nobody loses the place where they type.
import { draw as drawEditor, close as closeEditor } from "./editor.js";
import { drawTop } from "./top.js";
import { S, change, listen, shownStories, storyOf } from "./state.js";
import { $, clipped, counted, h, icon, listed, number, setText, t, toast, unpressed } from "./util.js";

const rows = new Map();

export function start() {
  $("#run-head").textContent = t("order");
  const run = $("#run");
  run.addEventListener("click", pressed);
  run.addEventListener("dblclick", (event) => { const row = event.target.closest(".ln")?.parentNode; if (row) edit(row.dataset.name); });
  run.addEventListener("pointerdown", grab);
  // No gesture begins at a grip: the browser would take its end for a fling, and the next tap for what stops it.
  run.addEventListener("touchstart", (event) => { if (event.target.closest(".gr")) event.preventDefault(); }, { passive: false });
  listen((what) => { if (what === "order" || what === "overlaid") draw(); if (what === "proof") weigh(); });
  document.addEventListener("desk-select", () => { draw(); show(); });
}

function make(name) {
  const one = {
    element: h("article", { class: "rw", data: { name } }),
    grip: h("button", { class: "gr", type: "button", tabindex: "-1", "aria-label": t("drag") }),
    no: h("span", { class: "no" }), thumb: h("span"), title: h("h3", { dir: "auto" }),
    tag: h("span", { class: "tag" }), deck: h("span", { dir: "auto" }), kb: h("span", { class: "kb" }),
    edit: h("button", { type: "button", data: { do: "edit" } }, icon("edit")),
    lock: h("button", { type: "button", data: { do: "lock" } }),
    drop: h("button", { type: "button", data: { do: "drop" } }, icon("drop")),
  };
  one.element.append(h("div", { class: "ln" }, one.grip, one.no, one.thumb,
    h("div", {}, one.title, h("p", {}, one.tag, one.deck)), one.kb,
    h("div", { class: "ic" }, one.edit, one.lock, one.drop)));
  rows.set(name, one);
  return one;
}

// Before the sources are read the file is known: its headlines, in its order, to read.
export function early({ headlines }) {
  if (S.order) return;
  $("#run").replaceChildren(S.broken ? "" : h("p", { class: "fx", role: "status", text: t("reading") }),
    ...headlines.map((text, place) => h("div", { class: "fx" }, h("span", { class: "no", text: number(place + 1) }), h("span", { class: "tx", text, dir: "auto" }))));
}
let dragged = false; // while a story is, the rows stay as they are
export function draw() {
  if (dragged) return;
  const run = $("#run");
  const stories = shownStories();
  const { edition } = S.order;
  const wanted = [drawTop()];
  if (!stories.length) wanted.push(h("p", { class: "fx", text: t("no-stories") }));
  stories.forEach((story, place) => {
    const one = rows.get(story.name) ?? make(story.name);
    fill(one, story, place);
    wanted.push(one.element);
    if (place === 0) wanted.push(quoteRow(edition));
  });
  for (const name of [...rows.keys()]) if (!stories.some((story) => story.name === name)) { rows.get(name).element.remove(); rows.delete(name); }
  wanted.push(...lastRows(edition));
  // Only what stands elsewhere is moved: moving the row in which somebody types would take the caret away.
  let at = run.firstChild;
  for (const element of wanted) {
    if (element === at) at = at.nextSibling;
    else if (element.contains(document.activeElement) && element.parentNode === run) { while (at && at !== element) { const next = at.nextSibling; if (wanted.includes(at)) run.append(at); else at.remove(); at = next; } at = element.nextSibling; }
    else run.insertBefore(element, at);
  }
  while (at) { const next = at.nextSibling; at.remove(); at = next; }
}

function fill(one, story, place) {
  const { element } = one;
  const locked = story.lock;
  element.className = `rw place-${story.place || "none"}${S.selected === story.name ? " sel" : ""}${locked ? " locked" : ""}`;
  if (S.selected === story.name) element.setAttribute("aria-current", "true"); else element.removeAttribute("aria-current");
  setText(one.no, number(place + 1));
  setText(one.title, story.headline);
  one.title.title = story.headline;
  if (story.language) one.title.lang = story.language;
  const role = { lead: t("lead"), brief: t("brief") }[story.place];
  setText(one.tag, listed([role, story.update ? t("update") : "", story.kicker]) || (story.members.length ? "" : t("not-there")));
  setText(one.deck, story.deck || (story.members.length > 1 ? counted("articles", story.members.length) : ""));
  thumb(one, story);
  one.edit.setAttribute("aria-label", t("edit-of", { what: story.headline }));
  one.edit.setAttribute("aria-expanded", String(S.open === story.name));
  one.lock.setAttribute("aria-label", t("lock-of", { what: story.headline }));
  one.lock.setAttribute("aria-pressed", String(locked));
  if (one.drawn !== locked) one.lock.replaceChildren(icon(locked ? "lock" : "unlock")); // one that goes while it is pressed is never clicked
  one.drawn = locked;
  one.drop.setAttribute("aria-label", t("drop-of", { what: story.headline }));
  if (S.open === story.name) drawEditor(element, story);
  else closeEditor(element);
}
function thumb(one, story) {
  const local = story.picture && !story.picture.includes(":");
  const src = local ? `/preview/${S.order.shown}/${story.picture}` : "";
  const state = local ? story.picture : story.picture ? "far" : "none";
  if (one.pictured === state) return;
  one.pictured = state;
  const drawn = local ? h("img", { class: "th", src, alt: "", decoding: "sync" })
    : h("span", { class: "nt", title: t(story.picture ? "picture-far" : "no-picture"), role: "img", "aria-label": t(story.picture ? "picture-far" : "no-picture") }, story.picture ? icon("picture") : "–");
  one.thumb.replaceWith(drawn);
  one.thumb = drawn;
}
function weigh() {
  for (const [name, one] of rows) {
    const bytes = S.proof?.weights[storyOf(name)?.id];
    setText(one.kb, bytes ? t("kilobytes", { n: number(bytes / 1000, 1) }) : "");
  }
}

const fixed = {};
function quoteRow(edition) {
  const row = fixed.quote ??= h("div", { class: "fx q" });
  const quote = edition?.quote;
  row.className = quote ? "fx q" : "fx";
  row.replaceChildren(...(quote
    ? [h("span", { class: "mk", text: "“", "aria-hidden": "true" }), h("span", { class: "tx", dir: "auto", title: quote.text }, h("b", { text: quote.text }), quote.credit || quote.note ? `\u2002${quote.credit || quote.note}` : ""), h("span")]
    : [h("span"), h("span", { class: "tx", text: t("no-quote") }), h("span")]));
  return row;
}
function lastRows(edition) {
  const found = [];
  const related = edition?.brief.filter((line) => !line.item) ?? [];
  if (related.length) {
    const row = fixed.brief ??= h("div", { class: "fx" });
    row.replaceChildren(h("span"), h("span", { class: "tx", title: related.map((line) => line.headline).join("\n") }, h("b", { text: t("in-brief") }), `\u2002${counted("related", related.length)}`), h("span"));
    found.push(row);
  }
  if (edition?.closing) {
    const row = fixed.closing ??= h("div", { class: "fx" });
    row.replaceChildren(h("span"), h("span", { class: "tx lab", title: edition.closing }, h("b", { text: t("closing") }), h("i", { class: "ser", text: edition.closing, dir: "auto" })), h("span"));
    found.push(row);
  }
  const out = [...S.order.stories.filter((story) => story.drop).map((story) => ({ id: story.name, headline: story.headline })), ...S.order.out];
  if (out.length) {
    const list = fixed.out ??= h("details", { class: "fx open" });
    unpressed(list, () => list.replaceChildren(h("summary", { text: counted("out", out.length) }), ...out.map((one) => h("p", { class: "row" }, h("span", { class: "sp", text: one.headline, dir: "auto" }), h("button", { class: "btn s", type: "button", text: t("restore"), "aria-label": t("restore-of", { what: one.headline }), onclick: () => restore(one.id, one.headline) })))));
    found.push(list);
  }
  return found;
}
export function restore(id, headline) {
  change([{ type: "restore", id }], { said: t("restored", { what: clipped(headline) }) });
}

// What one can do with a story.
export function edit(name, byKey = false) {
  const closes = S.open === name && rows.get(name)?.element.contains(document.activeElement.closest(".ed"));
  S.open = S.open === name ? "" : name;
  S.top = false;
  S.selected = name;
  draw();
  if (!S.open && (closes || document.activeElement === document.body)) rows.get(name)?.edit.focus({ preventScroll: true }); // where one was before
  if (S.open && (byKey || matchMedia("(pointer:fine)").matches)) // a finger wants no keyboard at once
    $(".ed input", rows.get(name).element)?.focus();
  show();
  if (S.open) document.dispatchEvent(new Event("desk-opened"));
}
export function lock(name) {
  const { lock: locked } = storyOf(name);
  change([{ type: "story", name, key: "lock", value: !locked }], { said: t(locked ? "unlocked" : "locked") });
}
export function drop(name) {
  const story = storyOf(name);
  if (story.lock) { toast(t("unlock-first")); return; }
  const names = shownStories().map((one) => one.name);
  S.selected = names[names.indexOf(name) + 1] ?? names[names.indexOf(name) - 1] ?? "";
  if (S.open === name) S.open = "";
  change([{ type: "story", name, key: "drop", value: true }], { said: t("dropped") });
}
export function move(name, to) {
  const names = shownStories().map((story) => story.name);
  const from = names.indexOf(name);
  const place = Math.max(0, Math.min(names.length - 1, to));
  if (from === place || from < 0) return;
  if (storyOf(name).lock) { toast(t("unlock-first")); return; }
  const passed = names.slice(Math.min(from, place), Math.max(from, place) + 1).filter((one) => one !== name);
  if (passed.some((one) => storyOf(one).lock)) { toast(t("locked-keeps")); return; }
  names.splice(from, 1);
  names.splice(place, 0, name);
  const changes = [{ type: "move", name, after: names[place - 1] ?? "" }];
  // A place given by hand holds whatever the position: a story that is moved gives it up.
  if (storyOf(name).own.place) changes.push({ type: "story", name, key: "place", value: null });
  // Seen at once; what the desk answers puts the places right.
  change(changes, { said: t("moved", { n: number(place + 1) }) });
}
export function nextQuote(name) {
  document.dispatchEvent(new CustomEvent("desk-next-quote", { detail: name }));
}
export function show() {
  rows.get(S.selected)?.element.scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  const row = event.target.closest(".rw");
  if (!row) return;
  const { name } = row.dataset;
  const button = event.target.closest(".ic button");
  if (button) ({ edit, lock, drop })[button.dataset.do](name);
  else if (!event.target.closest(".ed, .gr") && S.selected !== name) { S.selected = name; draw(); }
}

// Dragging by the grip: the same for mouse, pen and finger.
function grab(event) {
  const grip = event.target.closest(".gr");
  if (!grip || event.button) return;
  event.preventDefault();
  const row = grip.closest(".rw");
  const { name } = row.dataset;
  const others = [...document.querySelectorAll("#run .rw")];
  const from = others.indexOf(row);
  let to = from;
  grip.setPointerCapture(event.pointerId);
  dragged = true;
  const clear = () => others.forEach((one) => one.classList.remove("ov", "un"));
  const over = (at) => {
    const box = $("#run-scroll");
    const edge = box.getBoundingClientRect();
    if (at.clientY < edge.top + 40) box.scrollTop -= 12;
    if (at.clientY > edge.bottom - 40) box.scrollTop += 12;
    row.classList.add("drag");
    clear();
    const under = others.findIndex((one) => { const its = one.getBoundingClientRect(); return at.clientY < its.top + its.height / 2; });
    const gap = under < 0 ? others.length : under;
    to = gap > from ? gap - 1 : gap;
    if (to !== from) (under < 0 ? others.at(-1).classList.add("un") : others[under].classList.add("ov"));
  };
  const end = (at) => {
    grip.removeEventListener("pointermove", over);
    grip.removeEventListener("pointerup", end);
    grip.removeEventListener("pointercancel", end);
    row.classList.remove("drag");
    clear();
    dragged = false;
    // What came meanwhile may have moved the others: it goes behind the one that it was let go behind.
    const behind = others.filter((one) => one !== row)[to - 1]?.dataset.name;
    const names = shownStories().map((story) => story.name).filter((one) => one !== name);
    if (at.type === "pointerup" && to !== from) move(name, behind ? names.indexOf(behind) + 1 : 0);
    draw();
  };
  grip.addEventListener("pointermove", over);
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
}
