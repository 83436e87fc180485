// What must be seen before one goes on: a file that cannot be read, what another wrote, conflicts to decide.
import { S, change, refresh } from "./state.js";
import { $, h, t } from "./util.js";

export function bars() {
  const found = [];
  if (S.broken) found.push(bar("e", [S.broken.what, S.broken.where, S.broken.fix], [[t("look-again"), refresh]]));
  if (S.full) found.push(bar("e", [S.full.what, S.full.where, S.full.fix], []));
  if (S.lost) found.push(bar("e", [t("lost"), t("lost-hint")], []));
  if (S.conflicts.length) found.push(h("div", { class: "bar-m w", role: "alert" }, h("div", { class: "sp" }, h("b", { text: t("conflicts") }), ...S.conflicts.map(conflict))));
  if (S.outside.length) {
    found.push(h("div", { class: "bar-m", role: "status" }, h("div", { class: "sp" }, h("b", { text: t("outside") }), h("ul", { class: "dots" }, ...S.outside.slice(0, 8).map((text) => h("li", { text, dir: "auto" })))),
      h("button", { class: "btn s", type: "button", text: t("good"), onclick: () => { S.outside = []; bars(); } })));
  }
  if (S.order?.misfit && !S.broken) found.push(bar("w", [S.order.misfit.what, S.order.misfit.where, S.order.misfit.fix, t("misfit-hint")], []));
  $("#bars").replaceChildren(...found);
}
function bar(kind, lines, buttons) {
  const [first, ...rest] = lines.filter(Boolean);
  return h("div", { class: `bar-m ${kind}`, role: "alert" }, h("div", { class: "sp" }, h("b", { text: first }), ...rest.map((text) => h("p", { text, dir: "auto" }))),
    ...buttons.map(([text, call]) => h("button", { class: "btn s", type: "button", text, onclick: call })));
}
const shown = (value) => (value === null || value === undefined || value === "" ? t("nothing") : Array.isArray(value) ? value.join("\n") : typeof value === "object" ? Object.values(value).join(", ") : String(value));

function conflict(one) {
  const story = S.order.stories.find((row) => row.name === one.name);
  const done = () => { S.conflicts = S.conflicts.filter((other) => other !== one); bars(); };
  const mine = () => {
    done();
    if (one.key === "order") change(one.ours.map((name, at) => ({ type: "move", name, after: one.ours[at - 1] ?? "" })));
    else if (one.key === "[[story]]") change([{ type: "restore", id: one.name }]);
    else if (!one.name) change([one.key === "sponsor" ? { type: "sponsor", value: one.ours ?? null } : { type: "top", key: one.key, value: one.ours ?? "" }]);
    else change([{ type: "story", name: one.name, key: one.key, value: one.ours ?? null }]);
  };
  return h("div", { class: "cf" }, h("b", { text: `${story ? `${story.headline}: ` : ""}${t(`key-${one.key}`)}`, dir: "auto" }),
    h("p", {}, h("span", { class: "mu", text: t("theirs") }), h("span", { class: "val", text: ` ${shown(one.theirs)}`, dir: "auto" })),
    h("p", {}, h("span", { class: "mu", text: t("ours") }), h("span", { class: "val", text: ` ${shown(one.ours)}`, dir: "auto" })),
    h("div", { class: "row" }, h("button", { class: "btn s", type: "button", text: t("keep-theirs"), onclick: done }), h("button", { class: "btn s", type: "button", text: t("use-ours"), onclick: mine })));
}
