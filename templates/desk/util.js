// What every part of the page uses: words, elements, requests, and one line for what just happened.
const data = JSON.parse(document.body.dataset.words);
export const language = data.lang;
export const MACHINE = "en"; // what the machine tells of stories, checks and refusals is in English, as on the command line
export const $ = (selector, root = document) => root.querySelector(selector);

// The words of the page in the newsletter's language; {n} and the like are filled in.
export function t(key, values = {}) {
  const text = data.say[key] ?? key;
  return text.replace(/\{([\w-]+)\}/g, (whole, name) => values[name] ?? whole);
}
export const unit = (word) => data.units[word] ?? word; // what a network counts in
export const number = (value, digits = 0) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
export function counted(key, n) {
  const form = new Intl.PluralRules(language).select(n);
  return t(data.say[`${key}-${form}`] ? `${key}-${form}` : `${key}-other`, { n: number(n) });
}

// An element. Text is only ever set as text: no article's words are read as HTML.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string" && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
const NS = "http://www.w3.org/2000/svg";
const DRAWN = {
  edit: "M2.5 13.5l.6-2.8 7.6-7.6a1.2 1.2 0 0 1 1.7 0l.5.5a1.2 1.2 0 0 1 0 1.7l-7.6 7.6z",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  unlock: "M4 7.5h8v6H4zM5.5 7.5V4.5a2.5 2.5 0 0 1 4.9-.7",
  drop: "M4 4l8 8M12 4l-8 8",
  picture: "M2 3.5h14v11H2zM2 12l4-4 3 3 3-3 4 4",
};
export function icon(name) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", name === "picture" ? "0 0 18 18" : "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", DRAWN[name]);
  svg.append(path);
  return svg;
}
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
export function key(name) {
  return h("kbd", { text: name, "aria-hidden": "true" });
}

let fading;
export function toast(text, lang = language) {
  const line = $("#toast");
  line.textContent = text;
  line.lang = lang;
  line.classList.add("on");
  clearTimeout(fading);
  fading = setTimeout(() => line.classList.remove("on"), 4000);
}

export class Refused extends Error {
  constructor(told, status) {
    super(told.what);
    this.told = told;
    this.status = status;
  }
}
// One request. A fault the desk tells of is Refused; one of the network is a TypeError, as fetch throws it.
export async function ask(path, body) {
  const how = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`/api/${path}`, how);
  const value = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
  if (!answer.ok) throw new Refused(value.error ?? { what: t("refused"), where: "", fix: (await answer.text()).trim() }, answer.status);
  return value;
}
export function debounced(wait, call) {
  let timer;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; call(...values); }, wait);
  };
  later.cancel = () => { clearTimeout(timer); timer = 0; };
  later.now = (...values) => { if (timer) { clearTimeout(timer); timer = 0; call(...values); } };
  return later;
}
// Parts in a line, parted as the language does: ", " or "، " or "、".
export const comma = data.join;
export const listed = (parts) => parts.filter(Boolean).join(comma);
// Something is drawn again only when nobody presses in it: a button that goes while it is held is never clicked.
// What is there to press keeps the focus, by its place.
const PRESSED = "button,input,summary,select,textarea";
export function unpressed(element, draw) {
  clearTimeout(element.waits);
  if (element.matches(":active") || element.querySelector(":active")) { element.waits = setTimeout(() => unpressed(element, draw), 60); return; }
  const at = element.contains(document.activeElement) ? [...element.querySelectorAll(PRESSED)].indexOf(document.activeElement) : -1;
  draw();
  if (at >= 0 && !element.contains(document.activeElement)) [...element.querySelectorAll(PRESSED)].slice(0, at + 1).reverse().find((one) => !one.disabled && !one.hidden)?.focus();
}
export function clipped(text, most = 60) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
export function copied(text, said) {
  navigator.clipboard.writeText(text).then(() => toast(said), () => toast(t("copy-failed")));
}
