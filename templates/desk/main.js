// The desk begins here: it loads what there is, draws it, listens to keys, and looks for what others wrote.
import * as order from "./order.js";
import * as posts from "./posts.js";
import * as pool from "./pool.js";
import * as preview from "./preview.js";
import * as side from "./side.js";
import { bars } from "./bars.js";
import { sendTyped } from "./editor.js";
import { build, help, more } from "./dialogs.js";
import { plan } from "./plan.js";
import { toggleTop } from "./top.js";
import { S, command, listen, load, look, shownStories, storyOf, take, tell, unsaved } from "./state.js";
import { $, Refused, ask, h, key, listed, number, t, toast } from "./util.js";

const LOOK = 1500; // milliseconds between two looks at the file

function head() {
  $("#undo").replaceChildren(t("undo"), key("Z"));
  $("#redo").replaceChildren(t("redo"));
  $("#theme").textContent = t("theme");
  $("#more").textContent = t("more");
  $("#build").replaceChildren(t("build"), key("B"));
  $("#again").textContent = t("pick-again");
  $("#undo").addEventListener("click", () => back("undo"));
  $("#redo").addEventListener("click", () => back("redo"));
  $("#theme").addEventListener("click", theme);
  $("#more").addEventListener("click", more);
  $("#build").addEventListener("click", build);
  $("#again").addEventListener("click", again);
  const kept = localStorage.getItem("desk-theme");
  if (kept) document.documentElement.dataset.theme = kept;
  const nav = [["pool", "pool"], ["run", "edition"], ["side", "tab-preview"], ["posts", "tab-posts"]];
  $("#mnav").setAttribute("aria-label", t("panes"));
  $("#mnav").replaceChildren(...nav.map(([view, word]) => h("button", { type: "button", text: t(word), data: { view }, onclick: () => pane(view) })));
  $("#keys").replaceChildren(...[["J K", "k-select"], ["Alt ↑ ↓", "k-move"], ["L", "k-lock"], ["X", "k-drop"], ["E", "k-edit"], ["S", "k-top"], ["Q", "k-quote"], ["A", "k-add"], ["/", "k-find"], ["?", "k-all"]]
    .map(([keys, word]) => h("span", {}, ...keys.split(" ").flatMap((one) => [key(one), " "]), t(word))));
  pane("run");
}
function pane(view) {
  document.body.dataset.view = view;
  for (const button of $("#mnav").children) button.toggleAttribute("aria-current", button.dataset.view === view);
  if (view === "posts") side.open("posts");
  else if (view === "side") side.open("preview");
}
function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("desk-theme", root.dataset.theme);
}
async function back(name) {
  const step = S.answer.history[name];
  if (!step) return;
  const words = side.said(step);
  try { await command(name); toast(`${t(`${name}-did`)}: ${words}`); } catch { /* told */ }
}
async function again() {
  toast(t("picking"));
  try { const answer = await command("pick"); if (answer) toast(answer.told.length ? answer.told.slice(0, 3).join(" · ") : t("nothing-new")); } catch { /* told */ }
}

function status() {
  const { answer, order: now } = S;
  if (!answer) return;
  $("#paper").textContent = answer.newsletter;
  const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${answer.slot.name.slice(0, 10)}T00:00Z`));
  $("#issue").textContent = listed([now.edition?.number ? t("number", { n: number(now.edition.number) }) : "", date]);
  $("#undo").disabled = !answer.history.undo;
  $("#redo").disabled = !answer.history.redo;
  $("#undo").title = side.said(answer.history.undo);
  $("#redo").title = side.said(answer.history.redo);
  saved();
}
function saved() {
  const line = $("#saved");
  line.textContent = S.lost ? t("lost") : unsaved() || S.typing ? t("saving") : S.order?.approved ? t("approved-by", { who: S.order.top.approved_by }) : t("saved");
  line.classList.toggle("bad", S.lost);
  bars();
  document.body.dataset.saved = S.lost || S.typing || unsaved() ? "no" : "yes";
}

function keys(event) {
  if ($("#dlg").open || (!S.order && event.key !== "?")) return; // nothing is read yet, or nothing can be
  if (posts.key(event)) { event.preventDefault(); event.stopPropagation(); return; }
  const typing = event.target.matches("input:not([type=checkbox]):not([type=radio]),textarea,select");
  if (typing) {
    if (event.key === "Escape") { event.target.blur(); if (S.open) order.edit(S.open); else if (S.top) toggleTop(); else if (event.target.id === "find") { event.target.value = ""; pool.filter(); } }
    return;
  }
  const names = shownStories().map((story) => story.name);
  const at = names.indexOf(S.selected);
  if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    order.move(S.selected, at + (event.key === "ArrowUp" ? -1 : 1));
    order.show();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const go = (by) => { S.selected = names[Math.max(0, Math.min(names.length - 1, at + by))] ?? ""; document.dispatchEvent(new Event("desk-select")); };
  const on = (call) => () => { if (storyOf(S.selected)) call(S.selected); };
  const does = {
    KeyJ: () => go(1), KeyK: () => go(-1), KeyL: on(order.lock), KeyX: on(order.drop), KeyE: on((name) => order.edit(name, true)), KeyQ: on(order.nextQuote),
    KeyS: toggleTop, KeyA: pool.addTop, KeyW: on((name) => pool.why(storyOf(name).members[0]?.id)),
    KeyP: () => { if (S.tab !== "preview") side.open("preview"); else preview.next(); },
    KeyN: again, KeyB: build, KeyZ: () => back(event.shiftKey ? "redo" : "undo"), KeyT: () => plan(),
    KeyO: () => { if (S.tab === "posts") side.open("preview"); else { pane("posts"); posts.focusFirst(); } },
  }[event.code];
  if (event.key === "/") { event.preventDefault(); pane("pool"); $("#find").focus(); }
  else if (event.key === "?") help();
  else if (event.key === "Escape") { if (S.open) order.edit(S.open); else if (S.top) toggleTop(); }
  else if (does) { event.preventDefault(); does(); }
}

async function begin() {
  history.replaceState(null, "", "/"); // the token of this start stays in no history
  head();
  pool.start();
  order.start();
  side.start();
  listen((what) => { if (what === "order") status(); if (what === "saving" || what === "conflicts" || what === "outside" || what === "broken") saved(); });
  document.addEventListener("desk-proof", () => tell("proof"));
  document.addEventListener("desk-move", ({ detail }) => order.move(detail.name, shownStories().findIndex((story) => story.name === detail.name) + detail.by));
  document.addEventListener("desk-edit", ({ detail }) => order.edit(detail));
  addEventListener("keydown", keys);
  addEventListener("pagehide", sendTyped); // where nobody is asked, it is kept for the next time
  addEventListener("beforeunload", (event) => { sendTyped(); if (unsaved()) event.preventDefault(); });
  $("#pool").replaceChildren(h("p", { class: "mu", role: "status", text: t("reading") }));
  ask("early").then(order.early, () => { /* told by what is asked next */ });
  const rules = ask("rules").then((found) => { S.rules = found; tell("proof"); }, () => { /* told by what is asked next */ });
  try { await load(); } catch (fault) {
    S.broken = fault instanceof Refused ? fault.told : { what: t("lost"), where: "", fix: "" };
    bars();
    tell("proof"); // nothing is checked any more
    for (const one of document.querySelectorAll("#run > [role=status], #pool > [role=status]")) one.remove(); // nor read
  }
  await rules;
  setInterval(look, LOOK);
  document.body.dataset.ready = "yes";
}
export { take };
begin();
