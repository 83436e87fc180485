// The pool: every story of the slot with its score, why it is in or out, and what it folds.
import { S, change, listen, shownStories } from "./state.js";
import { $, MACHINE, counted, h, listed, number, t, toast, unpressed } from "./util.js";

const rows = new Map();

export function start() {
  $("#pool-head").textContent = t("pool");
  $("#find").setAttribute("placeholder", t("find"));
  $("#find").setAttribute("aria-label", t("find"));
  $("#find").addEventListener("input", filter);
  $("#find").addEventListener("keydown", (event) => { if (event.key === "Enter" && $("#find").value.trim()) { event.preventDefault(); addTop(); } }); // the first that is found
  for (const [id, label] of [["by-state", "filter-state"], ["by-section", "filter-section"], ["by-site", "filter-site"]]) {
    $(`#${id}`).setAttribute("aria-label", t(label));
    $(`#${id}`).addEventListener("change", filter);
  }
  $("#pool").addEventListener("click", pressed);
  listen((what) => { if (what === "pool") unpressed($("#pool"), draw); if (what === "order" || what === "overlaid") mark(); });
}

function options(select, first, values) {
  const chosen = select.value;
  select.replaceChildren(h("option", { value: "", text: first }), ...values.map(([value, text]) => h("option", { value, text })));
  select.value = chosen;
}

function draw() {
  const { stories, sections, sites, articles } = S.pool;
  $("#pool-count").textContent = counted("stories", stories.length);
  $("#pool-count").title = counted("articles", articles);
  options($("#by-state"), t("all-states"), ["free", "in", "told"].map((one) => [one, t(`only-${one}`)]));
  options($("#by-section"), t("all-sections"), sections.map((one) => [one, one]));
  options($("#by-site"), t("all-sites"), sites.map((one) => [one, one]));
  rows.clear();
  $("#pool").replaceChildren(...stories.map(row), h("div", { class: "none", id: "pool-none", hidden: true }));
  mark();
}

function row(story) {
  const shares = Object.entries(story.terms).filter(([, share]) => share > 0);
  const element = h("article", { class: "cl", data: { id: story.id } },
    h("h3", { text: story.headline, lang: story.language || undefined, dir: "auto" }),
    h("button", { class: "add", type: "button", text: t("add"), "aria-label": t("add-of", { what: story.headline }), data: { do: "add" } }),
    h("span", { class: "pos", hidden: true }),
    h("div", { class: "m" },
      h("span", { class: "scv", text: number(story.score, 2) }),
      h("span", { class: "bar", role: "img", "aria-label": t("score-of", { n: number(story.score, 2) }) }, ...shares.map(([, share]) => share_(share))),
      h("span", { class: "ell" }, ...told(listed([story.state === "told" ? t("only-told") : "", story.members.length > 1 ? counted("articles", story.members.length) : "", age(story.age)]), story.section)),
      h("button", { class: "wy", type: "button", text: t("why"), "aria-expanded": "false", "aria-label": t("why-of", { what: story.headline }), data: { do: "why" } })));
  const words = [story.headline, story.section, ...story.members.flatMap((one) => [one.headline, one.site])];
  rows.set(story.id, { element, story, words: words.join(" ").toLowerCase(), place: "" });
  return element;
}
// The section is a word of the sources' language.
function told(own, section) {
  return [own && h("span", { text: own }), section && h("span", { text: section, dir: "auto" })];
}
function share_(share) {
  const part = h("i");
  part.style.width = `${share * 100}%`;
  return part;
}
function age(minutes) {
  if (minutes === null) return "";
  return minutes < 90 ? t("age-minutes", { n: number(Math.max(0, minutes)) }) : minutes < 2160 ? t("age-hours", { n: number(Math.round(minutes / 60)) }) : t("age-days", { n: number(Math.round(minutes / 1440)) });
}

// Which stories are in the edition: their places are told, all others can be added.
function mark() {
  if (!S.pool || !S.order) return;
  const places = new Map();
  shownStories().forEach((story, place) => story.members.forEach((member) => places.set(member.id, [place + 1, story])));
  for (const one of rows.values()) {
    const [place, story] = places.get(one.story.id) ?? [0, null];
    const now = place ? `${place}` : "";
    if (now === one.place && one.marked) continue;
    one.marked = true;
    one.place = now;
    one.name = story?.name ?? "";
    one.element.classList.toggle("in", !!place);
    const [, add, pos] = one.element.children;
    add.hidden = !!place || one.story.state === "retracted";
    pos.hidden = !place;
    pos.textContent = place ? number(place) : "";
    pos.setAttribute("aria-label", place ? t("place-of", { n: number(place) }) : "");
    pos.setAttribute("role", "img");
  }
  filter();
}

export function filter() {
  const wanted = $("#find").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const [state, section, site] = ["by-state", "by-section", "by-site"].map((id) => $(`#${id}`).value);
  let shown = 0;
  for (const { element, story, words, place } of rows.values()) {
    const told = story.state === "told" || story.state === "retracted";
    const fits = wanted.every((word) => words.includes(word)) && (!section || story.section === section) &&
      (!site || story.members.some((one) => one.site === site)) &&
      (!state || (state === "in" ? !!place : state === "told" ? told : !place && !told));
    if (element.hidden === fits) element.hidden = !fits;
    shown += fits;
  }
  const none = $("#pool-none");
  if (!none) return;
  none.hidden = shown > 0;
  if (!shown) none.replaceChildren(h("p", { text: t("none-found") }), h("button", { class: "btn", type: "button", text: t("where-is-it"), onclick: () => document.dispatchEvent(new CustomEvent("desk-articles", { detail: $("#find").value })) }));
}

function pressed(event) {
  const button = event.target.closest("button");
  const element = event.target.closest(".cl");
  if (!element) return;
  const one = rows.get(element.dataset.id);
  if (button?.dataset.do === "add") add(one.story.id);
  else if (button?.dataset.do === "why") why(one.story.id);
  else if (one.name && !event.target.closest(".ex")) { S.selected = one.name; document.dispatchEvent(new Event("desk-select")); }
}

export function add(id) {
  const story = rows.get(id)?.story;
  const out = S.order.stories.find((one) => one.drop && one.members.some((member) => member.id === id));
  const last = shownStories().at(-1)?.name;
  change([{ type: "add", id: out ? out.name : id, after: last ?? "" }], { said: t("added", { what: story?.headline ?? id }) });
}
// The best that is not in it; what somebody took out comes back only for who searches for it.
export function addTop() {
  if (!S.order) return;
  const out = [...S.order.stories.filter((one) => one.drop).flatMap((one) => [one, ...one.members]), ...S.order.out];
  const gone = new Set($("#find").value.trim() ? [] : out.map((one) => one.id));
  const best = S.pool?.stories.find((story) => !rows.get(story.id)?.place && !gone.has(story.id) && !["told", "retracted"].includes(story.state) && !rows.get(story.id)?.element.hidden);
  if (best) add(best.id);
  else toast(t("none-found"));
}

export function why(id) {
  const one = rows.get(id) ?? [...rows.values()].find((row) => row.story.members.some((member) => member.id === id));
  if (!one) return;
  const open = $(".ex", one.element);
  $("button.wy", one.element).setAttribute("aria-expanded", String(!open));
  if (open) { open.remove(); return; }
  one.element.append(reasons(one.story));
  if (one.element.hidden) one.element.hidden = false;
  one.element.scrollIntoView({ block: "nearest" });
}
function reasons(story) {
  const most = Math.max(0.2, ...Object.values(story.terms).map(Math.abs));
  const rest = story.members.slice(1);
  return h("div", { class: "ex" },
    story.why && h("p", {}, h("b", { text: t(story.state === "told" || story.state === "retracted" ? "left-out" : "why-not") }), h("span", { text: ` ${story.why}.`, lang: MACHINE })),
    h("dl", {}, ...Object.entries(story.terms).flatMap(([name, share]) => {
      const bar = h("b", { class: share < 0 ? "neg" : "" });
      bar.style.width = `${Math.abs(share) / most * 100}%`;
      const about = S.pool.terms[name] ?? name;
      return [h("dt", { text: t(`term-${name}`) === `term-${name}` ? name : t(`term-${name}`), title: about }), h("dd", { class: "g" }, bar), h("dd", { class: "v", text: number(share, 2) })];
    })),
    h("p", { text: story.reason, lang: MACHINE, dir: "auto" }),
    rest.length ? h("ul", { "aria-label": t("folded") }, ...rest.map((one) => h("li", { text: one.headline + (one.site ? ` (${one.site})` : ""), dir: "auto" }))) : null);
}
