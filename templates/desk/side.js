// The side: tabs, the checks below them, posts, history.
import * as preview from "./preview.js";
import * as posts from "./posts.js";
import { fetchPlan } from "./plan.js";
import { S, change, command, listen, settled, shownStories } from "./state.js";
import { toggleTop } from "./top.js";
import { $, MACHINE, ask, counted, debounced, h, number, t, unpressed } from "./util.js";

const TABS = ["preview", "posts", "history"];
let all = false;

export function start() {
  $("#side-head").textContent = t("side");
  preview.start();
  listen((what) => {
    if (what === "order") { later(); drawHistory(); budget(); }
    if (what === "proof") { checks(); tabs(); if (S.tab === "posts") posts.draw($("#panel")); }
  });
  tabs();
  open(S.tab);
}
function tabs() {
  const list = $("#tabs");
  const count = { posts: S.proof?.posts.length };
  unpressed(list, () => list.replaceChildren(...TABS.map((tab) => h("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-selected": String(tab === S.tab), "aria-controls": "panel", tabindex: tab === S.tab ? "0" : "-1", onclick: () => open(tab), onkeydown: turn }, t(`tab-${tab}`), count[tab] ? ` ${number(count[tab])}` : ""))));
}
function turn(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const side = document.documentElement.dir === "rtl" ? -by : by;
  open(TABS[(TABS.indexOf(S.tab) + side + TABS.length) % TABS.length]);
  $(`#tab-${S.tab}`).focus();
}
export function open(tab) {
  S.tab = tab;
  tabs();
  $("#panel").setAttribute("aria-labelledby", `tab-${tab}`);
  if (tab === "preview") preview.mount($("#panel"));
  else if (tab === "posts") { posts.draw($("#panel"), true); times(); }
  else { drawHistory(); if (!S.standing) ask("standing").then((found) => { S.standing = found; drawHistory(); }, () => { /* without the day before */ }); }
  $("#chk").hidden = tab === "history";
}

// Checks and posts follow a moment after the preview: they take longer, and nobody waits for them.
const later = debounced(250, fetchProof);
const OLD = "old"; // what was asked for is not what is seen any more
let asked = 0;
async function fetchProof() {
  const mine = ++asked;
  const { version } = S.order;
  const old = () => mine !== asked || version !== S.order.version; // what is newer is asked for anyway
  try {
    if (!S.proof || S.tab === "posts") { // posts need no cards, checks wait until those are drawn
      const made = await ask(`posts?version=${version}`);
      if (old()) return OLD;
      S.proof = { checks: null, weights: {}, ...S.proof, ...made };
      document.dispatchEvent(new CustomEvent("desk-proof"));
      times();
    }
    const found = await ask(`proof?version=${version}`);
    if (old()) return OLD;
    S.proof = found;
    document.dispatchEvent(new CustomEvent("desk-proof"));
    times();
  } catch { /* the line at the top says that the desk does not answer */ }
  return "";
}
// When the posts go out, as long as somebody looks at them.
async function times() {
  if (S.tab !== "posts" || !S.proof?.posts.length) return;
  try { await fetchPlan(); posts.draw($("#panel")); } catch { /* the calendar tells */ }
}
// Check what is seen now, with what was typed or pressed a moment ago.
export async function fetchNow() {
  do { await settled(); later.cancel(); } while (await fetchProof() === OLD);
}

const MARK = { error: ["e", "✕"], warning: ["w", "!"], notice: ["n", "i"], passed: ["", "✓"] };
function checks() {
  const box = $("#chk");
  const rows = S.proof?.checks ?? [];
  const done = !!S.proof?.checks;
  const errors = rows.filter((row) => row.severity === "error").length;
  const warnings = rows.filter((row) => row.severity === "warning").length;
  const said = !done ? (S.broken && !S.order ? "" : t("checking")) : errors ? counted("to-fix", errors) : warnings ? counted("to-look", warnings) : t("all-passed");
  const shown = all ? rows : rows.filter((row) => row.severity !== "passed" && row.severity !== "notice");
  const rest = rows.length - rows.filter((row) => row.severity !== "passed" && row.severity !== "notice").length;
  unpressed(box, () => box.replaceChildren(h("div", { class: "hd" }, h("h3", { text: t("checks") }), h("span", { class: errors ? "bad" : "mu", role: "status", text: said }), h("span", { class: "sp" }),
    h("button", { type: "button", class: "wy", hidden: !done || (!all && !rest), text: all ? t("fewer") : counted("more-checks", rest), "aria-expanded": String(all), onclick: () => { all = !all; checks(); $(".hd button", box).focus(); } })),
  h("ul", { tabindex: shown.length ? "0" : undefined, "aria-label": t("checks") }, ...shown.map((row) => {
    const [kind, mark] = MARK[row.severity];
    return h("li", { class: kind || "passed" }, h("span", { class: "y", role: "img", text: mark, "aria-label": t(`severity-${row.severity}`) }),
      h("span", { lang: MACHINE, dir: "auto" }, row.rule ? h("b", { text: `${row.rule}  ` }) : "", row.what, row.where ? h("span", { class: "fixl", text: row.where }) : "", row.fix ? h("span", { class: "fixl", text: row.fix }) : ""), fixOf(row));
  }))));
  box.dataset.errors = errors;
  document.dispatchEvent(new Event("desk-checked"));
}

// What one press puts right, where nothing is lost by it: undo brings everything back.
function fixOf(row) {
  const button = (word, call) => h("button", { class: "btn s", type: "button", text: t(word), "aria-label": `${t(word)}: ${row.what}`, onclick: call });
  if (row.severity === "passed") return "";
  const key = { subject: "subject", preheader: "preheader", "quote-of-the-day": "quote_of_the_day" }[row.rule];
  if (key && S.order.top[key]) return button("fix-machine", () => change([{ type: "top", key, value: "" }], { said: t("fixed") }));
  if (row.rule === "subject" || row.rule === "preheader") return button("fix-edit", () => { if (!S.top) toggleTop(row.rule); });
  if (row.rule === "running-order" && S.answer.history.undo) return button("undo", () => command("undo"));
  const story = S.order.stories.find((one) => [one.slug, one.id, one.name].some((name) => name && row.where.includes(name)));
  return story && !story.drop ? button("fix-show", () => { if (S.open !== story.name) document.dispatchEvent(new CustomEvent("desk-edit", { detail: story.name })); }) : "";
}

function budget() {
  const edition = S.order.edition;
  const limits = S.answer.budget;
  const part = (kind, value, text, most, end = "", marks = []) => {
    const bar = h("i");
    bar.style.width = `${Math.min(100, most ? value / most * 100 : 0)}%`;
    return h("div", { class: kind }, h("div", { class: "t" }, h("span", {}, h("b", { text }), ` ${end}`)), h("div", { class: "tr" }, bar, ...marks.map(([at, name]) => { const line = h("u", { class: name }); line.style.insetInlineStart = `${at}%`; return line; })));
  };
  const kb = edition?.kb ?? 0;
  const room = limits.max_kb * 1.15;
  const first = part(kb >= limits.max_kb ? "over" : kb >= limits.warn_kb ? "warn" : "", kb, t("kilobytes", { n: number(kb, 0) }), room, t("of-kb", { n: number(limits.warn_kb) }), [[limits.warn_kb / room * 100, ""], [limits.max_kb / room * 100, "b"]]);
  $(".t", first).append(h("span", { text: t("clips") }));
  const words = edition?.words ?? 0;
  const minutes = edition?.minutes ?? 0;
  $("#bud").replaceChildren(first,
    part(limits.words && words > limits.words ? "warn" : "", words, counted("words", words), limits.words || 900, limits.words ? t("of-n", { n: number(limits.words) }) : ""),
    part(limits.minutes && minutes > limits.minutes ? "warn" : "", minutes, counted("minutes", Math.max(1, Math.round(minutes))), limits.minutes || 5, limits.minutes ? t("of-n", { n: number(limits.minutes) }) : ""));
}

export function said(step) {
  if (!step) return "";
  const did = step.kind === "undo" || step.kind === "redo" ? step.did : step;
  if (step.kind === "pick") return t("did-pick");
  if (step.kind === "approve") return t("did-approve", { what: step.by ?? "" });
  const [first, ...more] = did?.changes ?? [];
  if (!first) return t("did-edit");
  const story = S.order.stories.find((one) => one.name === (first.name ?? first.id) || one.id === first.id);
  const what = story?.headline ?? first.name ?? first.id ?? "";
  const kind = first.type === "story" && (first.key === "lock" || first.key === "drop") ? `did-${first.key}${first.on ? "" : "-off"}` : `did-${first.type}`;
  return t(kind, { key: t(`key-${first.key ?? ""}`), what, network: first.network ?? "" }) + (more.length ? ` +${more.length}` : "");
}
// The machine's choice beside the editor's: who came in, who went, who moved.
function choice() {
  const machine = S.order.machine.map((one) => one.id);
  const yours = shownStories();
  const has = (story, id) => story.id === id || story.members.some((one) => one.id === id);
  const gone = S.order.machine.filter((one) => !yours.some((story) => has(story, one.id)));
  const rows = yours.map((story, place) => {
    const was = machine.findIndex((id) => has(story, id));
    const note = was < 0 ? t("brought-in") : was === place ? "" : t("was-place", { n: number(was + 1) });
    return h("li", { dir: "auto" }, h("span", { class: "sp", text: `${number(place + 1)}. ${story.headline}` }), note ? h("b", { class: "tag", text: note }) : "");
  });
  const same = !gone.length && yours.every((story, place) => has(story, machine[place]));
  return [h("h3", { text: t("choice") }), same ? h("p", { class: "hint", text: t("choice-same") }) : h("ol", {}, ...rows, ...gone.map((one) => h("li", { class: "mu", dir: "auto" }, h("s", { class: "sp", text: one.headline }), h("b", { text: t("choice-gone") }))))];
}
// What is new since the last edition, what goes on, and what it told that today does not.
function since() {
  const before = S.standing?.before;
  if (!before) return [];
  const told = (story) => before.stories.find((one) => story.members.some((member) => one.members.includes(member.id)));
  const yours = shownStories();
  const part = (word, found) => (found.length ? [h("p", { class: "mu", text: t(word) }), h("ul", { class: "dots" }, ...found.map((text) => h("li", { text, dir: "auto" })))] : []);
  const left = before.stories.filter((one) => !yours.some((story) => told(story) === one));
  return [h("h3", { text: t("since", { day: before.slot }) }), ...part("since-new", yours.filter((story) => !told(story) && !story.update).map((story) => story.headline)),
    ...part("since-on", yours.filter((story) => told(story) || story.update).map((story) => story.headline)), ...part("since-gone", left.map((one) => one.headline))];
}
function drawHistory() {
  if (S.tab !== "history" || !S.answer) return;
  unpressed($("#panel"), historyNow);
}
function historyNow() {
  if (S.tab !== "history") return;
  const { history, told } = S.answer;
  $("#panel").replaceChildren(h("div", { class: "list hist" },
    h("div", { class: "row" }, h("button", { class: "btn", type: "button", disabled: !history.undo, text: t("undo"), onclick: () => command("undo") }), h("button", { class: "btn", type: "button", disabled: !history.redo, text: t("redo"), onclick: () => command("redo") })),
    h("p", { class: "hint", text: t("history-hint") }),
    ...choice(), ...since(),
    S.order.yours.length ? h("div", {}, h("h3", { text: t("yours") }), h("ul", { class: "dots" }, ...S.order.yours.map((one) => h("li", { text: one, dir: "auto" })))) : "",
    h("h3", { text: t("steps") }),
    told.length ? h("ul", { class: "dots" }, ...told.map((one) => h("li", { text: one }))) : "",
    h("ol", {}, ...history.past.map((step) => h("li", { text: said(step), dir: "auto" })))));
}
