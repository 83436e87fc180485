// One story opened: its words, its quotes with their proof, its highlights, who tells it.
import { S, change, latest, shownStories, storyOf, tell, waits } from "./state.js";
import { $, MACHINE, ask, clipped, comma, counted, debounced, h, listed, number, setText, t, toast, unpressed } from "./util.js";

const WAIT = 60; // milliseconds without a keystroke, then it is saved
const editors = new Map();
const known = new Map();

// Fields in which something was typed that is not asked for yet.
const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
const unsent = new Set();
export const sendTyped = () => unsent.forEach((later) => later.now());

// A labelled field that saves what is typed after a short pause, and at once when it is left. `about` says of a
// change that waits whether it is this field's: until it is in the file, nothing older is put in its place. What
// somebody else writes here meanwhile is seen when the field is left; who types over it first gets a conflict (`merges`).
export function field({ label, most = 0, rows = 0, choices = null, save, about = () => false, merges = true, hint = "", big = false }) {
  const input = choices ? h("select", {}, ...choices.map(([value, text]) => h("option", { value, text })))
    : rows ? h("textarea", { rows, dir: "auto" }) : h("input", { type: "text", class: big ? "h" : "", dir: "auto", autocomplete: "off" });
  const count = h("span");
  let before = "";
  let typed = false;
  let ours = new Set(); // what the file may say without anybody else having written here, while somebody does
  let upon = { version: "", foreign: null }; // the version in which it last said one of these, and what somebody else wrote since
  const put = () => {
    unsent.delete(later);
    S.typing = unsent.size > 0;
    tell("saving");
    if (input.value === before) return;
    before = input.value;
    ours.add(plain(before));
    const seen = upon.foreign === null ? "" : upon.version; // the other's words are a conflict, not what this was written upon
    if (seen) { ours.add(plain(upon.foreign)); upon.foreign = null; }
    save(input.value, typed && !seen, seen);
    typed = true;
  };
  const later = debounced(WAIT, put);
  const show = (value) => { before = value; if (input.value !== before) input.value = before; };
  const measure = () => {
    const length = [...(input.value || input.placeholder || "")].length;
    setText(count, most ? t("of", { n: number(length), all: number(most) }) : "");
    count.classList.toggle("bad", !!most && length > most);
  };
  input.addEventListener(choices ? "change" : "input", () => { measure(); S.typing = true; unsent.add(later); tell("saving"); later(); });
  input.addEventListener("focus", () => { ours = new Set([plain(before)]); upon = { version: S.order?.version ?? "", foreign: null }; });
  input.addEventListener("blur", () => { later.now(); if (upon.foreign !== null) show(upon.foreign); upon.foreign = null; typed = false; measure(); });
  input.addEventListener("change", () => later.now());
  // What the machine has, where somebody wrote otherwise: one press takes it back.
  const words = h("span", { dir: "auto" });
  const was = h("span", { class: "was", hidden: true }, words, h("button", { type: "button", class: "wy", text: t("take-machine"), onclick: () => { input.value = was.dataset.machine; before = input.value; typed = false; save("", false); was.hidden = true; measure(); input.focus(); } }));
  return {
    input,
    element: h("div", { class: "fd" }, h("label", {}, h("span", { class: "lb" }, h("span", { text: label }), count), input, hint ? h("span", { class: "hint", text: hint }) : null), was),
    // What the file says, else what the machine does, unless somebody is typing here: then nothing is put under the caret.
    set(value, machine) {
      if ("placeholder" in input) input.placeholder = machine ?? "";
      was.hidden = !machine || !value || value === machine;
      if (!was.hidden) { was.dataset.machine = machine; setText(words, t("machine-has", { what: clipped(machine, 120) })); }
      const now = value || machine || "";
      const told = S.conflicts.some((one) => String(one.theirs ?? "") === now); // it is asked about already
      if (document.activeElement === input) {
        if (!merges || !S.news || told || ours.has(plain(now))) { ours.add(plain(now)); upon = { version: S.order?.version ?? "", foreign: null }; } else upon.foreign = now;
      } else if (!waits(about)) show(now);
      measure();
    },
  };
}

export function close(element) {
  $(":scope > .ed", element)?.remove();
}
export function draw(element, story) {
  const one = editors.get(story.name) ?? make(story.name);
  if (one.element.parentNode !== element) element.append(one.element);
  one.fill(story);
  const groups = JSON.stringify([story.members.map((member) => member.id), story.own.split, story.own.join]);
  if (known.get(story.name)?.groups !== groups) fetchStory(story.name, groups);
}
async function fetchStory(name, groups) {
  known.set(name, { groups, ...(known.get(name)?.story ? { story: known.get(name).story } : {}) });
  try {
    known.set(name, { groups, story: await ask(`story?name=${encodeURIComponent(storyOf(name)?.id || name)}`) });
    if (storyOf(name)) editors.get(name)?.fill(storyOf(name));
  } catch { /* the row says that the story is not there */ }
}

function make(name) {
  const put = (key) => ({
    save: (value, goesOn, seen) => change([{ type: "story", name, key, value }], { goesOn, seen }),
    about: (one) => one.type === "story" && one.name === name && one.key === key,
  });
  const fields = {
    headline: field({ label: t("key-headline"), most: 70, big: true, ...put("headline") }),
    deck: field({ label: t("key-deck"), most: 160, rows: 2, ...put("deck") }),
    kicker: field({ label: t("key-kicker"), ...put("kicker") }),
    byline: field({ label: t("key-byline"), ...put("byline") }),
    note: field({ label: t("key-note"), rows: 2, ...put("note") }),
    place: field({ label: t("key-place"), choices: ["", "lead", "story", "brief"].map((one) => [one, t(one ? `place-${one}` : "place-auto")]), ...put("place") }),
  };
  const update = h("input", { type: "checkbox", onchange: () => change([{ type: "story", name, key: "update", value: update.checked }]) });
  const parts = { quotes: h("fieldset"), highlights: h("fieldset"), told: h("fieldset"), related: h("fieldset"), source: h("details") };
  const moves = h("div", { class: "row" },
    ...[["move-up", -1], ["move-down", 1]].map(([label, by]) => h("button", { class: "btn s", type: "button", text: t(label), onclick: () => document.dispatchEvent(new CustomEvent("desk-move", { detail: { name, by } })) })),
    h("span", { class: "sp" }), h("button", { class: "btn s", type: "button", text: t("done"), onclick: () => document.dispatchEvent(new CustomEvent("desk-edit", { detail: name })) }));
  const element = h("div", { class: "ed" }, fields.headline.element, fields.deck.element,
    h("div", { class: "two" }, fields.kicker.element, fields.byline.element), fields.note.element,
    parts.quotes, parts.highlights, h("div", { class: "two" }, fields.place.element, h("label", { class: "qo" }, update, h("span", { text: t("key-update") }))),
    parts.told, parts.related, parts.source, moves);
  const one = {
    element,
    fill(story) {
      const full = known.get(name)?.story;
      const machine = full?.machine ?? {};
      fields.headline.set(story.headline, story.original);
      fields.deck.set(story.own.deck ?? "", machine.deck ?? story.deck);
      fields.kicker.set(story.own.kicker ?? "", machine.kicker ?? story.kicker);
      fields.byline.set(story.byline, "");
      fields.note.set(story.own.note ?? "", "");
      fields.place.set(story.own.place ?? "");
      update.checked = story.update;
      if (full) { quotes(parts.quotes, story, full); highlights(parts.highlights, story, full); told(parts.told, story, full); related(parts.related, story, full); source(parts.source, full); }
    },
  };
  editors.set(name, one);
  return one;
}

// Lists are drawn again only when what they show changed: a list that is drawn again loses the focus.
function fresh(element, key) {
  const now = JSON.stringify(key);
  if (element.dataset.shown === now) return false;
  element.dataset.shown = now;
  return true;
}
// A list as it will be, with what was pressed a moment ago: a second press adds to it and takes nothing back.
const pressed = (ids, id, on) => (on ? [...ids.filter((one) => one !== id), id] : ids.filter((one) => one !== id));

function quotes(element, story, full) {
  const chosen = story.quotes.map((one) => one.id);
  const day = S.order.edition?.quote?.id ?? "";
  if (!fresh(element, [chosen, day, full.quotes.length, story.place])) return;
  const put = (id, on) => change([{ type: "story", name: story.name, key: "quotes", value: pressed(latest(story.name, "quotes", chosenOf(story.name)), id, on) }]);
  const list = full.quotes.map((quote) => {
    const on = chosen.includes(quote.id);
    const context = h("div", { class: "ctx", hidden: true, dir: "auto" }, quote.before, h("mark", { text: quote.words }), quote.after, h("span", { class: "nn", text: t("stands-in", { part: quote.part, site: quote.site || quote.article }) }));
    const more = h("button", { class: "wy", type: "button", text: t("context"), "aria-expanded": "false", onclick: () => { context.hidden = !context.hidden; more.setAttribute("aria-expanded", String(!context.hidden)); } });
    const lead = h("button", { class: "wy", type: "button", text: t(quote.id === day ? "is-day" : "make-day"), disabled: quote.id === day || story.place === "brief", onclick: () => change([{ type: "top", key: "quote_of_the_day", value: quote.id }], { said: t("day-changed") }) });
    const box = h("input", { type: "checkbox", checked: on, onchange: () => put(quote.id, box.checked), "aria-label": quote.text });
    return h("div", { class: "qo" }, box, h("span", { dir: "auto" }, quote.text, h("span", { class: "nn" }, listed([quote.credit || quote.note, number(quote.score, 2)]), "\u2002", more, "\u2002", lead)), h("span", { class: "vb", text: `✓ ${t("verbatim")}` }), context);
  });
  unpressed(element, () => element.replaceChildren(h("legend", { text: full.quotes.length ? t("quotes") : t("quotes-none") }), ...list));
}
const chosenOf = (name) => (storyOf(name)?.quotes ?? []).map((one) => one.id);
document.addEventListener("desk-next-quote", async (event) => {
  const name = event.detail;
  if (!known.get(name)?.story) await fetchStory(name, "");
  const all = known.get(name)?.story?.quotes ?? [];
  const story = storyOf(name);
  if (all.length < 2) { toast(t("no-other-quote")); return; }
  const at = all.findIndex((quote) => quote.id === latest(story.name, "quotes", chosenOf(story.name))[0]);
  const next = all[(at + 1) % all.length];
  change([{ type: "story", name, key: "quotes", value: [next.id] }], { said: t("quote-now", { what: clipped(next.text) }) });
});

function highlights(element, story, full) {
  const every = [...new Set([...story.highlights, ...full.highlights, ...full.offered, ...full.sentences])];
  if (!fresh(element, [story.highlights, every.length])) return;
  const put = (text, on) => change([{ type: "story", name: story.name, key: "highlights", value: pressed(latest(story.name, "highlights", storyOf(story.name).highlights), text, on) }]);
  const line = (text) => {
    const on = story.highlights.includes(text);
    return h("label", { class: "qo" }, h("input", { type: "checkbox", checked: on, onchange: (event) => put(text, event.target.checked) }), h("span", { text, dir: "auto" }), h("span", { class: "vb", text: on ? `✓ ${t("verbatim")}` : "" }));
  };
  const first = every.slice(0, Math.max(3, story.highlights.length));
  const rest = every.slice(first.length);
  const was = $("details", element)?.open;
  unpressed(element, () => element.replaceChildren(h("legend", { text: t("highlights") }), ...first.map(line), rest.length ? h("details", { open: was }, h("summary", { text: counted("sentences", rest.length) }), ...rest.map(line)) : ""));
}

function told(element, story, full) {
  const split = story.own.split ?? [];
  const join = story.own.join ?? [];
  if (!fresh(element, [full.members.map((one) => one.id), split, join, story.also])) return;
  const put = (key, id, on, said) => change([{ type: "story", name: story.name, key, value: pressed(latest(story.name, key, storyOf(story.name)?.own[key] ?? []), id, on) }], { said });
  const rows = full.members.map((one) => h("p", { class: "row" },
    h("span", { class: "sp", dir: "auto" }, one.headline, h("span", { class: "nn mu" }, " ", [one.site, one.common].every(Boolean) ? `${one.site}${comma}` : one.site, h("span", { text: one.common, lang: MACHINE }))),
    one.lead ? h("span", { class: "mu", text: t("leads") })
      : h("button", { class: "btn s", type: "button", text: t("split"), "aria-label": t("split-of", { what: one.headline }), onclick: () => (join.includes(one.id) ? put("join", one.id, false, t("split-done")) : put("split", one.id, true, t("split-done"))) })));
  const back = split.map((id) => h("p", { class: "row" }, h("span", { class: "sp mu", text: t("was-split", { what: id }) }), h("button", { class: "btn s", type: "button", text: t("join-again"), onclick: () => put("split", id, false, t("joined")) })));
  const others = (S.pool?.stories ?? []).filter((one) => one.id !== story.id && !story.members.some((member) => member.id === one.id)).slice(0, 300);
  const choose = h("select", { "aria-label": t("join-label"), onchange: () => { if (choose.value) put("join", choose.value, true, t("joined")); } }, h("option", { value: "", text: t("join-label") }), ...others.map((one) => h("option", { value: one.id, text: clipped(one.headline, 80) })));
  unpressed(element, () => element.replaceChildren(h("legend", { text: t("told-by") }), ...rows, ...back, choose));
}

function related(element, story, full) {
  if (!fresh(element, [story.related, full.related])) return;
  element.hidden = !full.related.length;
  const lines = [...new Set([...story.related, ...full.related])];
  const put = (text, on) => change([{ type: "story", name: story.name, key: "related", value: pressed(latest(story.name, "related", storyOf(story.name).related), text, on) }]);
  unpressed(element, () => element.replaceChildren(h("legend", { text: t("related-lines") }), ...lines.map((text) =>
    h("label", { class: "qo" }, h("input", { type: "checkbox", checked: story.related.includes(text), onchange: (event) => put(text, event.target.checked) }), h("span", { text, dir: "auto" }), h("span")))));
}
function source(element, full) {
  if (!fresh(element, [full.id])) return;
  element.replaceChildren(h("summary", { text: t("source-text") }), h("p", { class: "hint", text: full.where }), h("div", { class: "src", text: full.text, dir: "auto", tabindex: "0" }));
}
export const openNames = () => shownStories().map((story) => story.name);
