// The calendar: when this edition's posts go out, among those of all other editions of the week.
import { groups, show, wanted } from "./posts.js";
import { open } from "./side.js";
import { rulesOf } from "./feed.js";
import { S } from "./state.js";
import { $, ask, clipped, h, language, t } from "./util.js";

let moments = null;
let asked = "";
let now = null;
let only = null; // one network, '' for all

// When a post goes out, as the plan or an editor has it; null until the plan is there.
export function planned(id, post) {
  if (post.when) return new Date(post.when);
  const at = moments?.[id];
  return at ? wall(at) : null;
}
// The clock of the plan's own zone, whatever this browser's is.
const wall = (iso) => new Date(iso.slice(0, 19));

export async function fetchPlan(day = "") {
  const found = await ask(`week?of=${encodeURIComponent(day)}`);
  ({ moments } = found);
  return found;
}

function dialog() {
  const box = $("#dlg");
  box.className = "broad";
  box.addEventListener("close", () => { box.className = ""; }, { once: true });
  return box;
}
const closer = () => h("button", { class: "btn", type: "button", text: t("close"), onclick: () => $("#dlg").close() });

export async function plan(day = "") {
  const box = $("#dlg").open && now ? $("#dlg") : dialog();
  box.setAttribute("aria-labelledby", "dlg-head");
  if (!box.open) { box.replaceChildren(h("h2", { id: "dlg-head", text: t("plan") }), h("p", { class: "mu", text: t("reading") }), closer()); box.showModal(); }
  const ours = () => box.open && box.className === "broad"; // else it was closed, and another dialog may be there
  try { now = await fetchPlan(day); } catch (fault) { if (ours()) box.replaceChildren(h("h2", { id: "dlg-head", text: t("plan") }), h("p", { class: "bad", text: fault.told?.what ?? t("lost") }), h("p", { text: fault.told?.fix ?? "" }), closer()); return; }
  if (!ours()) return;
  asked = day;
  draw(box);
  if (!box.contains(document.activeElement) || document.activeElement === box) box.querySelector(".week button, select")?.focus();
}
function draw(box) {
  const step = (by) => { const first = new Date(`${now.days[0]}T12:00`); first.setDate(first.getDate() + by); return plan(first.toISOString().slice(0, 10)); };
  const day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short" });
  const networks = [...new Set(now.rows.map((row) => row.network))];
  if (only === null || !networks.includes(only)) only = networks.length > 5 && networks.includes(S.network) ? S.network : "";
  const filter = h("select", { "aria-label": t("networks"), onchange: () => { only = filter.value; draw(box); box.querySelector("select").focus(); } },
    h("option", { value: "", text: t("all-networks") }), ...networks.map((name) => h("option", { value: name, text: rulesOf(name).name ?? name, selected: name === only })));
  const columns = now.days.map((date) => {
    const rows = now.rows.filter((row) => row.at.startsWith(date) && (!only || row.network === only));
    const column = h("section", { data: { date }, "aria-label": day.format(new Date(`${date}T12:00`)) }, h("h3", { text: day.format(new Date(`${date}T12:00`)) }), h("ul", {}, ...rows.map(chip)));
    column.addEventListener("dragover", (event) => { event.preventDefault(); column.classList.add("ov"); });
    column.addEventListener("dragleave", () => column.classList.remove("ov"));
    column.addEventListener("drop", (event) => { event.preventDefault(); column.classList.remove("ov"); const row = now.rows.find((one) => one.mine && one.id === event.dataTransfer.getData("text/plain")); if (row) put(row, `${date}T${row.at.slice(11, 16)}`); });
    return column;
  });
  const at = document.activeElement?.closest?.("[data-post]")?.dataset.post;
  box.replaceChildren(h("div", { class: "row" }, h("h2", { id: "dlg-head", text: t("plan") }), h("span", { class: "mu", text: t("plan-zone", { zone: now.zone }) }), h("span", { class: "sp" }), filter,
    h("button", { class: "btn", type: "button", text: t("week-before"), onclick: () => step(-7) }), h("button", { class: "btn", type: "button", text: t("week-after"), onclick: () => step(7) })),
  h("p", { class: "hint", text: t("plan-hint") }), h("div", { class: "week" }, ...columns), h("div", { id: "slot-form" }), h("div", { class: "row" }, h("span", { class: "sp" }), closer()));
  if (at) box.querySelector(`[data-post="${CSS.escape(at)}"]`)?.focus();
}
function chip(row) {
  const words = `${row.at.slice(11, 16)} ${rulesOf(row.network).name ?? row.network}`;
  const kind = `${t(`kind-${row.kind}`)}${row.headline ? `: ${clipped(row.headline, 44)}` : ""}`;
  if (!row.mine) return h("li", { class: "other", title: row.edition }, h("b", { text: words }), h("span", { text: kind, dir: "auto" }), row.sent || row.again ? h("span", { class: "mu", text: t(row.sent ? "plan-exported" : "plan-again") }) : "");
  const button = h("button", { type: "button", draggable: true, class: row.by_hand ? "hand" : "", data: { post: row.id }, title: row.text }, h("b", { text: words }), h("span", { text: kind, dir: "auto" }));
  button.addEventListener("click", () => form(row));
  button.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", row.id));
  button.addEventListener("keydown", (event) => {
    const minutes = { ArrowUp: -15, ArrowDown: 15, ArrowLeft: -1440, ArrowRight: 1440 }[event.key];
    if (!event.altKey || !minutes) return;
    event.preventDefault();
    const moved = new Date(`${row.at.slice(0, 16)}Z`);
    moved.setUTCMinutes(moved.getUTCMinutes() + minutes);
    put(row, moved.toISOString().slice(0, 16));
  });
  return h("li", {}, button);
}
function form(row) {
  const when = h("input", { type: "datetime-local", value: row.at.slice(0, 16), "aria-label": t("when") });
  const line = h("form", { class: "row slotf", method: "dialog" }, h("b", { class: "sp", dir: "auto", text: `${rulesOf(row.network).name}: ${clipped(row.headline || row.text, 60)}` }), when,
    h("button", { class: "btn p", type: "submit", text: t("set-time") }),
    h("button", { class: "btn", type: "button", text: t("as-planned"), disabled: !row.by_hand, onclick: () => put(row, null) }),
    h("button", { class: "btn", type: "button", text: t("to-post"), onclick: () => { $("#dlg").close(); open("posts"); show(row.network, row.id); } }));
  line.addEventListener("submit", (event) => { event.preventDefault(); put(row, when.value); });
  $("#slot-form").replaceChildren(line);
  when.focus();
}
async function put(row, at) {
  const post = groups(S.proof.posts).get(row.id)?.[0];
  if (!post) return;
  wanted(post, { when: at ? `${at}:00` : null }, { said: t("time-set") });
  await new Promise((done) => { const look = () => (document.body.dataset.saved === "yes" ? done() : setTimeout(look, 40)); setTimeout(look, 40); });
  await plan(asked || now.days[0]);
  document.querySelector(`[data-post="${CSS.escape(row.id)}"]`)?.focus();
}

// The page behind "link in bio", as it is built with the edition.
export function linkPage() {
  const box = dialog();
  box.setAttribute("aria-labelledby", "dlg-head");
  box.replaceChildren(h("h2", { id: "dlg-head", text: t("link-page") }), h("p", { class: "hint", text: t("link-page-hint") }),
    h("iframe", { class: "bio", title: t("link-page"), sandbox: "allow-same-origin", src: `/preview/${S.order.shown}/links` }), h("div", { class: "row" }, h("span", { class: "sp" }), closer()));
  box.showModal();
  $(".row button", box).focus(); // not the frame: Esc would be lost in it
}
