// Dialogs: all keys, approve and build, where an article went, a page brought in.
import { plan } from "./plan.js";
import { fetchNow } from "./side.js";
import { S, change, command, refresh, said } from "./state.js";
import { $, MACHINE, Refused, ask, counted, h, key, t, toast } from "./util.js";

function modal(title, ...parts) {
  const dialog = $("#dlg");
  dialog.setAttribute("aria-labelledby", "dlg-head");
  dialog.replaceChildren(h("h2", { id: "dlg-head", text: title }), ...parts);
  if (!dialog.open) dialog.showModal();
  return dialog;
}
const closer = (text = t("close")) => h("button", { class: "btn", type: "button", text, onclick: () => $("#dlg").close() });

// An answer that comes late opens nothing that was closed, and takes no other dialog's place.
const showing = (part) => $("#dlg").open && part.isConnected;

export function help() {
  const rows = [["J K", "select"], ["Alt ↑ ↓", "move"], ["L", "lock"], ["X", "drop"], ["E", "edit"], ["S", "top"], ["Q", "quote"], ["A", "add"], ["W", "why"], ["P", "preview"], ["O", "posts"], ["T", "plan"], ["N", "again"], ["/", "find"], ["Z", "undo"], ["⇧ Z", "redo"], ["B", "build"], ["Esc", "close"]];
  const inPosts = [["↑ ↓", "post"], ["← →", "network"], ["E", "edit-post"], ["Y", "approve"], ["C", "copy"], ["X", "skip"]];
  const shown = (list) => h("dl", { class: "keys" }, ...list.flatMap(([keys, word]) => [h("dt", {}, ...keys.split(" ").flatMap((one) => [key(one), " "])), h("dd", { text: t(`key-does-${word}`) })]));
  modal(t("keys"), shown(rows), h("h3", { text: t("keys-posts") }), shown(inPosts), h("div", { class: "row" }, closer()));
}

export async function build() {
  const wait = h("p", { class: "mu", text: t("checking") });
  modal(t("build-title"), wait, h("div", { class: "row" }, closer(t("not-now"))));
  let standing = { editions: [] };
  try { standing = await ask("standing"); } catch { /* shown as none */ }
  if (!showing(wait)) return;
  const name = h("input", { type: "text", value: localStorage.getItem("desk-name") ?? "", autocomplete: "name" });
  const exists = standing.editions.length > 0;
  const reason = h("input", { type: "text" });
  const go = h("button", { class: "btn p", type: "submit", disabled: !!S.order.misfit, text: t(exists ? "build-correction" : "build-now") });
  const told = h("p", { class: "mu", role: "status", text: t("checking") });
  // Who signs need not wait for the checks; the edition does.
  const checked = fetchNow().then(() => {
    const errors = Number($("#chk").dataset.errors ?? 0);
    told.className = errors ? "bad" : "mu";
    told.textContent = errors ? t("build-fix", { what: counted("to-fix", errors) }) : t("build-what");
    if (errors) go.disabled = true;
    return errors;
  });
  const form = h("form", { class: "form", method: "dialog" }, told,
    standing.editions.length ? h("ul", { class: "dots", "aria-label": t("outbox") }, ...standing.editions.map((one) => h("li", { text: `${one.key}: ${t(`state-${one.state}`)}${one.note ? ` (${one.note})` : ""}` }))) : "",
    h("label", {}, t(S.answer.approval ? "sign-needed" : "sign"), name), exists ? h("label", {}, t("reason"), reason) : "",
    h("div", { class: "row" }, closer(t("not-now")), go));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    localStorage.setItem("desk-name", name.value.trim());
    const words = go.textContent;
    go.disabled = true;
    go.textContent = t("building");
    if (await checked) { go.textContent = words; return; }
    if (!showing(form)) return; // somebody closed it meanwhile: nothing is built
    try {
      const answer = await command("build", { by: name.value.trim(), reason: reason.value.trim() });
      if (answer) modal(t(answer.built.status === "published" ? "built" : "built-already"), h("p", {}, h("bdi", { dir: "ltr", text: answer.built.path })), h("p", { class: "mu", text: t("built-hint") }), h("div", { class: "row" }, closer()));
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      await refresh();
      modal(t("not-built"), h("div", { lang: MACHINE, dir: "auto" }, h("p", { text: fault.told.what }), h("p", { class: "mu", text: fault.told.where }), h("p", { text: fault.told.fix })), h("div", { class: "row" }, closer()));
    }
  });
  modal(t("build-title"), form);
  name.focus();
}

export async function articles(find = "") {
  const wait = h("p", { class: "mu", text: t("reading") });
  modal(t("where-is-it"), wait);
  const { articles: found } = await ask("articles");
  if (!showing(wait)) return;
  const field = h("input", { type: "search", value: find, "aria-label": t("find") });
  const list = h("ul", { class: "dots" });
  const draw = () => {
    const words = field.value.toLowerCase();
    const fits = found.filter((one) => `${one.headline} ${one.where} ${one.site}`.toLowerCase().includes(words)).slice(0, 60);
    list.replaceChildren(...fits.map((one) => h("li", { dir: "auto" }, h("b", { text: one.headline || one.where }), h("span", { class: "mu" }, ` ${t(`where-${one.state.replace(" ", "-")}`)}: `, h("span", { text: one.why, lang: MACHINE })),
      one.id && ["outside", "told", "bench", "not picked", "folded"].includes(one.state) ? h("button", { class: "wy", type: "button", text: t("bring-in"), onclick: () => { $("#dlg").close(); bring(one); } }) : "",
      one.had ? h("button", { class: "wy", type: "button", text: t("retract"), onclick: () => retract(one) }) : "")));
  };
  field.addEventListener("input", draw);
  draw();
  modal(t("where-is-it"), h("div", { class: "form" }, field, list, h("div", { class: "row" }, closer())));
  field.focus();
}
// What readers were told is taken back: it stays out from now on, and the edition that told it is corrected by its own command.
function retract(one) {
  const reason = h("input", { type: "text", required: true, dir: "auto" });
  const told = h("p", { class: "bad", role: "alert", lang: MACHINE, dir: "auto" });
  const go = h("button", { class: "btn p", type: "submit", text: t("retract") });
  const form = h("form", { class: "form", method: "dialog" }, h("p", {}, h("b", { text: one.headline, dir: "auto" })), told, h("label", {}, t("reason"), reason), h("div", { class: "row" }, closer(t("not-now")), go));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    go.disabled = true;
    try {
      const answer = await command("retract", { names: [one.story, one.id, one.url].filter(Boolean), why: reason.value.trim() });
      if (answer) modal(t("where-retracted"), h("p", {}, h("b", { text: one.headline, dir: "auto" })), h("p", { text: t("retracted-now") }), ...answer.told.map((line) => h("p", {}, h("code", { text: line, dir: "ltr", lang: MACHINE }))), h("div", { class: "row" }, closer()));
    } catch (fault) { told.textContent = said(fault.told); go.disabled = false; }
  });
  modal(t("retract"), form);
  reason.focus();
}
function bring(one) {
  const last = S.order.stories.filter((story) => !story.drop).at(-1)?.name ?? "";
  const by = one.state === "outside" ? { path: one.where } : { id: one.id };
  change([{ type: "add", ...by, after: last }], { said: t("added", { what: one.headline }) });
}
document.addEventListener("desk-articles", ({ detail }) => articles(detail));

export function more() {
  const item = (word, call) => h("button", { class: "btn", type: "button", text: t(word), onclick: () => { $("#dlg").close(); call(); } });
  modal(t("more"), h("div", { class: "form" }, item("where-is-it", () => articles()), item("bring-page", page), item("paste", paste), item("plan", () => plan()), item("undo", () => command("undo").then(() => toast(t("undo-did")))), item("redo", () => command("redo").then(() => toast(t("redo-did")))), item("theme", () => $("#theme").click()), item("keys", help)), h("div", { class: "row" }, closer()));
}
function paste() {
  const headline = h("input", { type: "text", required: true, dir: "auto" });
  const url = h("input", { type: "url", dir: "ltr", placeholder: "https://" });
  const text = h("textarea", { rows: 8, required: true, dir: "auto" });
  const go = h("button", { class: "btn p", type: "submit", text: t("bring-in") });
  const told = h("p", { class: "bad", role: "alert", lang: MACHINE, dir: "auto" });
  const form = h("form", { class: "form", method: "dialog" }, told, h("label", {}, t("key-headline"), headline), h("label", {}, t("paste-url"), url), h("label", {}, t("paste-text"), text), h("p", { class: "hint", text: t("paste-hint") }), h("div", { class: "row" }, closer(t("not-now")), go));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    go.disabled = true;
    try {
      if (await command("paste", { headline: headline.value, text: text.value, url: url.value })) { $("#dlg").close(); toast(t("added", { what: headline.value })); }
    } catch (fault) { told.textContent = said(fault.told); go.disabled = false; }
  });
  modal(t("paste"), form);
  headline.focus();
}
function page() {
  const path = h("input", { type: "text", placeholder: "seeds/page.md", dir: "ltr" });
  const form = h("form", { class: "form", method: "dialog" }, h("label", {}, t("page-path"), path), h("p", { class: "hint", text: t("page-hint") }), h("div", { class: "row" }, closer(t("not-now")), h("button", { class: "btn p", type: "submit", text: t("bring-in") })));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { articles: found } = await ask("articles");
    const wanted = path.value.trim();
    const one = found.find((row) => row.id && (row.where === wanted || row.where.startsWith(`${wanted}, line `) || row.id === wanted || row.url === wanted));
    if (!one) { toast(t("no-such-page")); path.focus(); return; }
    $("#dlg").close();
    bring(one.state === "outside" ? one : { ...one, state: "outside" });
  });
  modal(t("bring-page"), form);
  path.focus();
}
