// The edition as readers get it: the real rendition, in a frame without scripts.
import { S, listen, storyOf } from "./state.js";
import { $, h, number, t } from "./util.js";

export const VIEWS = ["light", "dark", "forced", "phone", "phone-dark", "text", "inbox"];
const MODE = { light: "light", phone: "light", forced: "light", dark: "dark", "phone-dark": "dark" };
let holder;
let tools;
let subject;
let frames = [];
let current = "";
let bare = false;
let remote = localStorage.getItem("desk-remote") === "1";

let going = false; // to the story that was opened, once the frame has it

export function start() {
  document.addEventListener("desk-opened", () => { going = true; follow(); });
  listen((what) => { if (what === "order" && S.tab === "preview") draw(); });
  addEventListener("resize", () => { if (S.tab === "preview") fit(); });
}
export function mount(panel) {
  if (!holder) {
    holder = h("div", { class: "pv" });
    tools = h("div", { class: "tools", role: "toolbar", "aria-label": t("preview") });
    subject = h("div", { class: "subj" });
  }
  current = "";
  frames = [];
  holder.replaceChildren();
  panel.replaceChildren(tools, subject, holder);
  drawTools();
  draw();
}
export function next() {
  S.view = VIEWS[(VIEWS.indexOf(S.view) + 1) % VIEWS.length];
  drawTools();
  draw();
}
function drawTools() {
  if (!tools) return;
  const at = [...tools.children].indexOf(document.activeElement);
  tools.className = "tools tabs";
  tools.replaceChildren(...VIEWS.map((view) => h("button", { type: "button", text: t(`view-${view}`), "aria-pressed": String(view === S.view), onclick: () => { S.view = view; drawTools(); draw(); } })),
    h("span", { class: "sp" }),
    h("button", { type: "button", text: t("pictures"), title: t("pictures-hint"), "aria-pressed": String(!bare), onclick: () => { bare = !bare; drawTools(); draw(); } }),
    h("button", { type: "button", text: t("remote"), title: t("remote-hint"), "aria-pressed": String(remote), onclick: () => { remote = !remote; localStorage.setItem("desk-remote", remote ? "1" : "0"); drawTools(); draw(); } }));
  if (at >= 0) tools.children[at]?.focus();
}

export async function draw() {
  if (!holder || !S.order) return;
  const { edition, shown } = S.order;
  subject.replaceChildren(h("b", { text: edition?.subject || t("no-subject"), dir: "auto" }), h("span", { text: edition?.preheader ?? "", dir: "auto" }));
  if (!edition) { holder.replaceChildren(h("p", { class: "none", text: t("no-edition") })); current = ""; frames = []; return; }
  const wanted = `${shown} ${S.view} ${bare} ${remote}`;
  if (wanted === current) return;
  current = wanted;
  if (S.view === "inbox") { frames = []; holder.replaceChildren(inbox(edition)); return; }
  if (S.view === "text") {
    const text = await (await fetch(`/preview/${shown}/text`)).text();
    if (current === wanted) { const old = $("pre", holder)?.scrollTop ?? 0; frames = []; holder.replaceChildren(h("pre", { text, tabindex: "0", "aria-label": t("view-text") })); $("pre", holder).scrollTop = old; }
    return;
  }
  const mode = bare ? (MODE[S.view] === "dark" ? "bare-dark" : "bare") : MODE[S.view];
  load(`/preview/${shown}/${mode}${remote ? "?remote=1" : ""}`);
}

// Two frames take turns: the new one is shown once it is drawn, at the place where the old one stood.
function load(address) {
  const kept = frames.filter((frame) => frame.classList.contains("on"));
  const old = kept.at(-1);
  // What stays is not touched: a frame that is put in anew loads anew.
  for (const other of [...holder.children]) if (!kept.includes(other)) other.remove();
  holder.classList.toggle("forced", S.view === "forced"); // as clients turn round what has no dark design of its own
  const frame = h("iframe", { title: t("preview-of"), sandbox: "allow-same-origin", src: address });
  frame.addEventListener("load", () => {
    if (!frames.includes(frame)) return;
    const at = old?.contentWindow?.scrollY ?? 0;
    try { frame.contentWindow.scrollTo(0, at); } catch { /* the frame went away */ }
    frame.classList.add("on");
    frames.filter((other) => other !== frame).forEach((other) => other.remove());
    frames = [frame];
    if (going) follow();
    document.dispatchEvent(new CustomEvent("desk-drawn", { detail: S.order.shown }));
  });
  frames = [...kept, frame];
  holder.append(frame);
  fit();
}
// The story that is opened in the order is shown in the email, too.
function follow() {
  const frame = frames.find((one) => one.classList.contains("on"));
  const story = storyOf(S.open);
  if (!frame || !story) return;
  going = false;
  const places = [...(frame.contentDocument?.querySelectorAll("h1,h2,h3,[role=heading]") ?? [])];
  const words = (text) => text.replace(/\s+/g, " ").trim(); // a headline's last words stand together there
  const at = places.filter((one) => words(one.textContent).startsWith(words(story.headline))).at(-1);
  if (at) frame.contentWindow.scrollTo(0, Math.max(0, at.getBoundingClientRect().top + frame.contentWindow.scrollY - 80));
}
function fit() {
  const width = S.view.startsWith("phone") ? 375 : 640;
  const scale = Math.min(1, holder.clientWidth / width);
  for (const frame of frames) {
    frame.style.width = `${width}px`;
    frame.style.height = `${holder.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
    frame.style.left = `${Math.max(0, (holder.clientWidth - width * scale) / 2)}px`;
  }
}

// How long a subject may be where the mail is listed: what phones and clients show beside it.
function inbox(edition) {
  const sender = S.answer.newsletter;
  // Each list as that client draws it: Apple Mail has a dot and no picture, Outlook colours the subject.
  const row = (name, subjectMost, preMost, lines, kind) => h("figure", {}, h("figcaption", { text: name }), h("div", { class: `msg ${kind}` },
    h("span", { class: "av", text: sender.slice(0, 1), "aria-hidden": "true" }), h("b", { text: sender }), h("span", { class: "mu", text: t("inbox-time") }),
    h("b", { text: cut(edition.subject, subjectMost), dir: "auto" }), h("span"), h("span", { class: lines > 1 ? "mu two-l" : "mu", text: cut(edition.preheader, preMost), dir: "auto" }), h("span")));
  return h("div", { class: "inbox" },
    row(t("inbox-gmail-phone"), 38, 42, 1, "gmail"), row(t("inbox-apple-phone"), 41, 84, 2, "apple"), row(t("inbox-outlook-phone"), 40, 60, 1, "outlook"),
    wide(edition, sender),
    h("p", { class: "hint", text: t("inbox-hint", { n: number([...edition.subject].length), m: number([...edition.preheader].length) }) }));
}
// On a wide screen Gmail has one line: who, the subject, and as much of the preheader as is left.
function wide(edition, sender) {
  const left = Math.max(0, 100 - [...edition.subject].length);
  return h("figure", {}, h("figcaption", { text: t("inbox-gmail-wide") }), h("div", { class: "line" }, h("b", { text: sender, dir: "auto" }),
    h("span", { dir: "auto" }, h("b", { text: cut(edition.subject, 70) }), left ? h("span", { class: "mu", text: ` – ${cut(edition.preheader, left)}` }) : ""), h("span", { class: "mu", text: t("inbox-time") })));
}
const cut = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text);
