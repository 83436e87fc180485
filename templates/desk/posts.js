// The posts: each network's texts as they will go out, counted as the network counts, edited into the running order.
import { field } from "./editor.js";
import { S, change } from "./state.js";
import { $, copied, counted, h, number, t } from "./util.js";

let shownFor = "";
const fields = new Map();

export function draw(panel, anew = false) {
  const posts = S.proof?.posts ?? [];
  const networks = [...new Set(posts.map((post) => post.network))];
  if (!networks.length) { shownFor = ""; panel.replaceChildren(h("p", { class: "none", text: S.proof ? t("no-posts") : t("reading") })); return; }
  if (!networks.includes(S.network)) [S.network] = networks;
  const mine = groups(posts.filter((post) => post.network === S.network));
  const key = JSON.stringify([S.network, [...mine].map(([id, parts]) => [id, parts[0].approved, parts[0].wording, parts[0].when])]);
  if (!anew && key === shownFor && $(".list", panel)) { for (const [id, parts] of mine) fields.get(id)?.fill(parts); return; }
  shownFor = key;
  fields.clear();
  panel.replaceChildren(
    h("div", { class: "tools tabs", role: "toolbar", "aria-label": t("networks") }, ...networks.map((name) => h("button", { type: "button", text: S.proof.networks[name] ?? name, "aria-pressed": String(name === S.network), onclick: () => { S.network = name; draw(panel, true); $(`.tools button[aria-pressed=true]`, panel)?.focus(); } }))),
    h("div", { class: "list", tabindex: "-1" }, ...[...mine].map(([id, parts]) => card(id, parts)), ...skipped()));
}
// A thread is one thing to post: its parts stand together.
function groups(posts) {
  const found = new Map();
  for (const post of posts) {
    const id = post.thread.of > 1 ? post.id.replace(/\.\d+$/, "") : post.id;
    found.set(id, [...(found.get(id) ?? []), post]);
  }
  return found;
}
function wanted(post, values, options = {}) {
  change([{ type: "post", network: post.network, kind: post.kind, story: post.story, quote: post.quote, values }], options);
}
function card(id, parts) {
  const [first] = parts;
  const story = S.order.stories.find((one) => one.id === first.story);
  const title = h("h3", { text: `${t(`kind-${first.kind}`)}${story ? `: ${story.headline}` : ""}`, dir: "auto" });
  const count = h("span", { class: "hint", role: "status" });
  const texts = h("div", { class: "form" });
  const one = {
    fill(now) {
      const over = now.some((post) => post.length > post.limit);
      count.textContent = now.map((post) => t("of-unit", { n: number(post.length), all: number(post.limit), unit: post.unit })).join(" · ");
      count.classList.toggle("bad", over);
      one.parts = now;
      one.field?.set(now[0].text, "");
    },
  };
  if (first.kind === "thread") texts.append(...parts.map((post) => h("p", { class: "ctx", text: post.text, dir: "auto" })));
  else {
    one.field = field({ label: t("post-text"), rows: Math.min(9, Math.max(3, Math.ceil(first.text.length / 52))), save: (value, goesOn) => wanted(first, { text: own(value, first) }, { goesOn }) });
    texts.append(one.field.element);
  }
  const when = h("input", { type: "datetime-local", value: (first.when ?? "").slice(0, 16), "aria-label": t("when"), onchange: () => wanted(first, { when: when.value ? `${when.value}:00` : null }) });
  const wording = first.wordings.length > 1 || first.wording !== "plain"
    ? h("select", { "aria-label": t("wording"), onchange: () => wanted(first, { wording: wording.value === "plain" ? null : wording.value, text: null }) }, ...[...new Set(["plain", ...first.wordings.map((one) => one.name), first.wording])].map((name) => h("option", { value: name, selected: name === first.wording, text: t(`wording-${name}`) }))) : "";
  const approve = h("button", { class: "btn s", type: "button", "aria-pressed": String(first.approved), text: t(first.approved ? "post-approved" : "approve"), onclick: () => wanted(first, { approved: first.approved ? null : true }, { said: t(first.approved ? "not-approved" : "post-approved") }) });
  const element = h("article", { class: "post" }, title, texts, count,
    h("div", { class: "row" }, wording, approve,
      h("button", { class: "btn s", type: "button", text: t(parts.length > 1 ? "copy-thread" : "copy"), onclick: () => copied(one.parts.map((post) => post.text).join("\n\n"), t("copied", { network: S.proof.networks[first.network] ?? first.network })) }),
      first.alt ? h("button", { class: "btn s", type: "button", text: t("copy-alt"), onclick: () => copied(first.alt, t("alt-copied")) }) : "",
      h("span", { class: "sp" }), when,
      h("button", { class: "btn s", type: "button", text: t("skip"), onclick: () => wanted(first, { skip: true, text: null, when: null }, { said: t("skipped") }) })));
  fields.set(id, one);
  one.fill(parts);
  return element;
}
// The link is added to an editor's text by itself: what is saved is the text before it.
function own(text, post) {
  const link = post.link && text.trim().endsWith(post.link) ? text.trim().slice(0, -post.link.length) : text;
  return link.trim();
}
function skipped() {
  const out = S.order.posts.filter((post) => post.skip && [post.network].flat().includes(S.network));
  return out.length ? [h("p", { class: "hint", text: counted("skipped", out.length) }), ...out.map((post) => h("div", { class: "row post skip" }, h("span", { class: "sp", text: `${t(`kind-${post.kind || "story"}`)} ${post.story ?? post.quote ?? ""}` }), h("button", { class: "btn s", type: "button", text: t("send-again"), onclick: () => change([{ type: "post", network: S.network, kind: post.kind || "story", story: post.story ?? "", quote: post.quote ?? "", values: { skip: null } }]) })))] : [];
}
