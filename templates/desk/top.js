// The head of the edition: subject, preheader, note, sponsor.
import { field } from "./editor.js";
import { S, change } from "./state.js";
import { h, setText, t } from "./util.js";

const SPONSOR = ["name", "text", "url", "label", "picture", "alt"];
let row;
let line;
let form;
const inputs = {};

export function drawTop() {
  if (!row) {
    line = h("span", { class: "tx lab" });
    const button = h("button", { class: "btn s", type: "button", text: t("edit-top"), "aria-expanded": "false", onclick: toggleTop });
    row = h("div", { class: "fx" }, h("span"), line, button);
  }
  const { edition, top } = S.order;
  line.replaceChildren(h("b", { text: t("key-subject") }), h("span", { text: edition?.subject ?? top.subject, dir: "auto" }));
  line.title = edition?.subject ?? "";
  row.className = S.top ? "fx open" : "fx";
  row.querySelector(":scope > button")?.setAttribute("aria-expanded", String(S.top));
  if (S.top) {
    form ??= made();
    if (!form.isConnected || form.parentNode !== row) row.append(form);
    for (const key of ["subject", "preheader", "note"]) inputs[key].set(top[key], key === "note" ? "" : edition?.[key] ?? "");
    for (const key of SPONSOR) inputs[`sponsor-${key}`].set(top.sponsor?.[key] ?? "", "");
  } else form?.remove();
  return row;
}

export function toggleTop(key = "subject") {
  S.top = !S.top;
  S.open = "";
  document.dispatchEvent(new Event("desk-select"));
  if (S.top) (inputs[key] ?? inputs.subject).input.focus();
  else if (document.activeElement === document.body) row?.querySelector(":scope > button")?.focus();
}

function made() {
  const put = (key) => ({ save: (value, goesOn, seen) => change([{ type: "top", key, value }], { goesOn, seen }), about: (one) => one.type === "top" && one.key === key });
  inputs.subject = field({ label: t("key-subject"), most: 60, hint: t("subject-hint"), ...put("subject") });
  inputs.preheader = field({ label: t("key-preheader"), most: 110, ...put("preheader") });
  inputs.note = field({ label: t("key-note-top"), rows: 2, ...put("note") });
  const about = (one) => one.type === "sponsor";
  const sponsor = {};
  const pay = (key) => (value, goesOn) => {
    Object.assign(sponsor, S.order.top.sponsor ?? {}, { [key]: value });
    for (const name of SPONSOR) sponsor[name] = inputs[`sponsor-${name}`].input.value.trim();
    if (!sponsor.name && !sponsor.text) change([{ type: "sponsor", value: null }], { goesOn });
    else if (sponsor.name && sponsor.text) change([{ type: "sponsor", value: Object.fromEntries(SPONSOR.filter((name) => sponsor[name]).map((name) => [name, sponsor[name]])) }], { goesOn });
  };
  for (const key of SPONSOR) {
    inputs[`sponsor-${key}`] = key === "label"
      ? field({ label: t("sponsor-label"), choices: ["", "sponsored", "advertisement"].map((one) => [one, one ? t(`label-${one}`) : t("as-it-is")]), save: pay(key), about, merges: false })
      : field({ label: t(`sponsor-${key}`), save: pay(key), about, merges: false });
  }
  setText(line, line.textContent);
  return h("div", { class: "ed form" }, inputs.subject.element, inputs.preheader.element, inputs.note.element,
    h("details", {}, h("summary", { text: t("sponsor") }), h("div", { class: "form" }, h("p", { class: "hint", text: t("sponsor-hint") }), ...SPONSOR.map((key) => inputs[`sponsor-${key}`].element))));
}
