// What must be seen before one goes on: a file that cannot be read, what another wrote, conflicts to decide.
import { S, change, postOf, refresh } from "./state.js";
import { $, MACHINE, comma, h, language, listed, t } from "./util.js";

const PRESSING = ":is(button,a,input,select,summary,label):active";
let waits;
export function bars() {
  // A button that goes while it is pressed, or is pushed from under the pointer, is never clicked.
  if (document.querySelector(PRESSING)) { clearTimeout(waits); waits = setTimeout(bars, 100); return; }
  const found = [];
  if (S.broken) found.push(bar("e", [S.broken.what, S.broken.where, S.broken.fix], MACHINE, [[t("look-again"), refresh]]));
  if (S.full) found.push(bar("e", [S.full.what, S.full.where, S.full.fix], MACHINE, []));
  if (S.lost) found.push(bar("e", [t("lost"), t("lost-hint")], language, []));
  if (S.conflicts.length) found.push(h("div", { class: "bar-m w", role: "alert" }, h("div", { class: "sp" }, h("b", { text: t("conflicts") }), ...S.conflicts.map(conflict))));
  if (S.outside.length) {
    found.push(h("div", { class: "bar-m", role: "status" }, h("div", { class: "sp" }, h("b", { text: t("outside") }), h("ul", { class: "dots" }, ...S.outside.slice(0, 8).map((text) => h("li", { text, dir: "auto" })))),
      h("button", { class: "btn s", type: "button", text: t("good"), onclick: () => { S.outside = []; bars(); } })));
  }
  if (S.order?.misfit && !S.broken) found.push(bar("w", [S.order.misfit.what, S.order.misfit.where, S.order.misfit.fix], MACHINE, [], t("misfit-hint")));
  $("#bars").replaceChildren(...found);
}
function bar(kind, lines, lang, buttons, hint = "") {
  const [first, ...rest] = lines.filter(Boolean);
  return h("div", { class: `bar-m ${kind}`, role: "alert" }, h("div", { class: "sp" }, h("b", { text: first, lang }), ...rest.map((text) => h("p", { text, lang, dir: "auto" })), hint && h("p", { text: hint })),
    ...buttons.map(([text, call]) => h("button", { class: "btn s", type: "button", text, onclick: call })));
}
const shown = (value) => (value === null || value === undefined || value === "" ? t("nothing") : Array.isArray(value) ? value.join("\n") : typeof value === "object" ? listed(Object.values(value)) : String(value));

const OF_POST = ["text", "wording", "markup", "alt", "skip", "approved", "when"];
const OF_STORY = ["headline", "deck", "kicker", "note", "byline", "update", "quotes", "highlights", "also", "related", "lock", "drop", "place"];
function wholePost(one) {
  return { type: "post", ...postOf(one), values: Object.fromEntries(OF_POST.map((key) => [key, one.values?.[key] ?? null])) };
}
function fieldWith(one, value) {
  if (postOf(one)) return { type: "post", ...postOf(one), values: { [one.key]: value ?? null } };
  if (one.name) return { type: "story", name: one.name, key: one.key, value: value ?? null };
  return one.key === "sponsor" ? { type: "sponsor", value: value ?? null } : { type: "top", key: one.key, value: value ?? "" };
}
function mineStory(one) {
  if (!one.values) return [{ type: "story", name: one.name, key: "drop", value: true }];
  const own = OF_STORY.filter((key) => key in one.values).map((key) => ({ type: "story", name: one.name, key, value: one.values[key] }));
  return [{ type: "add", ...(one.name.startsWith("path:") ? { path: one.name.slice("path:".length) } : { id: one.name }) }, ...own];
}
function conflict(one) {
  const story = S.order.stories.find((row) => row.name === one.name);
  const whose = story ? `${story.headline}: ` : postOf(one) ? `${t("did-post", { network: postOf(one).network })}${comma}` : "";
  const done = () => { S.conflicts = S.conflicts.filter((other) => other !== one); bars(); };
  const theirs = () => {
    done();
    if (one.over) change([fieldWith(one, one.theirs)]); // else they stand in the file
  };
  const mine = () => {
    done();
    if (one.key === "order") change(one.ours.map((name, at) => ({ type: "move", name, after: one.ours[at - 1] ?? "" })));
    else if (one.key === "[[post]]") change([wholePost(one)]);
    else if (one.key === "[[story]]") change(mineStory(one));
    else change([fieldWith(one, one.ours)]);
  };
  return h("div", { class: "cf" }, h("b", { text: `${whose}${t(`key-${one.key}`)}`, dir: "auto" }),
    h("p", {}, h("span", { class: "mu", text: t("theirs") }), h("span", { class: "val", text: ` ${shown(one.theirs)}`, dir: "auto" })),
    h("p", {}, h("span", { class: "mu", text: t("ours") }), h("span", { class: "val", text: ` ${shown(one.ours)}`, dir: "auto" })),
    h("div", { class: "row" }, h("button", { class: "btn s", type: "button", text: t("keep-theirs"), onclick: theirs }), h("button", { class: "btn s", type: "button", text: t("use-ours"), onclick: mine })));
}
