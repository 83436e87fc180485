// What the page knows, and how it changes: every change goes to the file through the desk, one after the other.
import { MACHINE, Refused, ask, t, toast } from "./util.js";

export const S = {
  answer: null, order: null, pool: null, proof: null, rules: null, standing: null,
  selected: "", open: "", top: false, why: "", tab: "preview", view: "light", network: "",
  saving: 0, lost: false, conflicts: [], outside: [], news: false,
};
// What the desk refused, in one line.
export const said = (told) => [told?.what, told?.fix].filter(Boolean).join(": ");
const listeners = new Set();
export const listen = (call) => listeners.add(call);
export const tell = (what) => listeners.forEach((call) => call(what));

// Changes that are not saved yet. They outlive a reload and a desk that was stopped.
const KEEP = () => `desk-unsaved-${S.answer?.slot.name ?? ""}`;
let queue = [];
let busy = false;
let writes = 0; // what was read before something was written is old news

export function shownStories() {
  return S.order ? S.order.stories.filter((story) => !story.drop) : [];
}
export const storyOf = (name) => S.order?.stories.find((story) => story.name === name);

export async function load() {
  const answer = await ask("state");
  take(answer);
  queue = JSON.parse(localStorage.getItem(KEEP()) ?? "[]");
  if (queue.length) { toast(t("unsaved-sent")); send(); }
}

// `news` says that somebody else wrote what is new in it.
export function take(answer, news = !!answer.merged) {
  S.news = news;
  const first = !S.answer;
  const reread = S.answer && S.answer.reading !== answer.reading;
  S.answer = answer;
  S.order = answer.order;
  queue.forEach((waiting) => waiting.changes.forEach(overlay)); // what is still on its way is seen as if it were there
  if (answer.conflicts?.length) {
    S.conflicts.push(...answer.conflicts);
    queue.forEach((waiting) => wentOn(waiting.changes)); // typed while the answer was on its way
  }
  if (!storyOf(S.selected) || storyOf(S.selected).drop) S.selected = shownStories()[0]?.name ?? "";
  if (S.open && !storyOf(S.open)) S.open = "";
  tell("order");
  if (S.conflicts.length) tell("conflicts");
  if (first || reread || regrouped(answer)) loadPool();
}
let groups = "";
function regrouped(answer) {
  const now = JSON.stringify(answer.order.stories.map((story) => [story.own.split, story.own.join]));
  const changed = now !== groups;
  groups = now;
  return changed;
}
export async function loadPool() {
  try { S.pool = await ask("pool"); tell("pool"); } catch (fault) { if (!(fault instanceof Refused)) lose(); }
}

// Ask for changes; said is what the live line says once they are saved.
// `seen` is the version that it is made upon, where that is not the newest.
export function change(changes, { goesOn = false, said = "", seen = "" } = {}) {
  const last = queue[queue.length - 1];
  const same = last && (!busy || queue.length > 1) && goesOn && !seen && last.field === fieldOf(changes[0]);
  if (same) last.changes = changes;
  else queue.push({ changes, goesOn, said, seen, field: fieldOf(changes[0]) });
  wentOn(changes); // before it is saved: whoever decides now means what they see
  if (changes.filter(overlay).length) tell("overlaid");
  if (S.conflicts.length) tell("conflicts");
  keep();
  return send();
}
const fieldOf = (one) => (one.type === "post" ? JSON.stringify(["post", one.network, one.kind, one.story, one.quote, Object.keys(one.values).sort()]) : `${one.type} ${one.name ?? ""} ${one.key ?? ""}`);
// The value of a story's key as it will be: the last that was asked for, else the file's.
export function latest(name, key, saved) {
  const asked = queue.flatMap((waiting) => waiting.changes).filter((one) => one.type === "story" && one.name === name && one.key === key).at(-1);
  return asked ? asked.value ?? [] : saved;
}
// Whether something that is asked for is not in the file yet.
export const waits = (fits) => queue.some((waiting) => waiting.changes.some(fits));
// What is asked for, upon the order that is shown: so the next press is about what is seen. True where it shows.
const SWITCHES = ["lock", "drop", "update"];
function overlay(one) {
  const { stories } = S.order;
  const at = stories.findIndex((story) => story.name === one.name);
  if (at < 0) return false;
  if (one.type === "story" && SWITCHES.includes(one.key)) { stories[at] = { ...stories[at], [one.key]: !!one.value }; return true; }
  if (one.type !== "move") return false;
  const [story] = stories.splice(at, 1);
  const behind = one.after ? stories.findIndex((other) => other.name === one.after) : -1;
  stories.splice(one.after && behind < 0 ? at : behind + 1, 0, story);
  return true;
}
const keep = () => (queue.length ? localStorage.setItem(KEEP(), JSON.stringify(queue)) : localStorage.removeItem(KEEP()));

async function send() {
  if (busy) return;
  busy = true;
  tell("saving");
  while (queue.length) {
    const next = queue[0];
    try {
      writes += 1;
      const answer = await ask("change", { changes: next.changes, seen: next.seen || S.order.version, goes_on: next.goesOn });
      queue.shift();
      keep();
      S.lost = false;
      S.full = null;
      const before = S.order;
      take(answer);
      if (answer.merged) { S.outside = differences(before, S.order); tell("outside"); }
      if (next.said) toast(next.said);
    } catch (fault) {
      if (fault instanceof Refused) {
        if (fault.status === 403) { lose(); break; }
        if (fault.status === 507) { S.full = fault.told; break; } // the disk refuses: it is kept here, and tried again
        queue.shift();
        keep();
        toast(said(fault.told), MACHINE);
        S.refused = next;
        await refresh();
      } else { lose(); break; }
    }
  }
  busy = false;
  tell("saving");
}
export const unsaved = () => queue.length || busy;

// Which post a conflict is about, null where it is about none.
export function postOf(one) {
  if (!one.name.startsWith("post:")) return null;
  const [network, kind, story, quote] = JSON.parse(one.name.slice("post:".length));
  return { network, kind, story, quote };
}
// Who goes on typing in a field that is in conflict writes over the other's words: they can still be taken back.
function wentOn(changes) {
  for (const one of S.conflicts) {
    for (const made of changes) {
      const value = written(one, made);
      if (value !== undefined) Object.assign(one, { ours: value, over: true });
    }
  }
}
function written(one, made) {
  const post = postOf(one);
  if (post) return made.type === "post" && Object.keys(post).every((part) => (post[part] ?? "") === (made[part] ?? "")) ? made.values[one.key] : undefined;
  const here = made.type === "story" ? made.name === one.name : made.type === "top" && !one.name;
  return here && made.key === one.key ? made.value : undefined;
}

// Undo, redo, pick again, build: what the desk answers with the whole order.
export async function command(name, body = {}) {
  while (busy) await new Promise((done) => setTimeout(done, 50));
  busy = true; // what it writes is nobody else's
  writes += 1;
  tell("saving");
  try {
    const answer = await ask(name, body);
    take(answer);
    return answer;
  } catch (fault) {
    if (!(fault instanceof Refused)) { lose(); return null; }
    toast(said(fault.told), MACHINE);
    throw fault;
  } finally {
    busy = false;
    if (queue.length) send(); // what was typed meanwhile
    else tell("saving");
  }
}
function lose() {
  S.lost = true;
  tell("saving");
}
// True where what was read is still the newest that is known.
export async function refresh() {
  const before = writes;
  try {
    const answer = await ask("state");
    if (before !== writes) return false;
    S.broken = null;
    if (S.lost) { S.lost = false; tell("saving"); }
    take(answer, true);
    return true;
  } catch (fault) {
    if (fault instanceof Refused && fault.status !== 403) { S.broken = fault.told; tell("broken"); } else lose();
    return false;
  }
}
// All that was asked for is in the file, or cannot be.
export async function settled() {
  while (busy) await new Promise((done) => setTimeout(done, 30));
}
// Another desk, an editor or git wrote the file: show what became of it, and go on from there.
export async function look() {
  if (!S.order || busy) return;
  try {
    const news = await ask("news");
    if (S.broken) { S.broken = null; tell("broken"); }
    if (S.lost) { S.lost = false; tell("saving"); }
    if (queue.length) send();
    if (news.version === S.order.version || busy || queue.length || S.typing) return;
    const before = S.order;
    if (!await refresh()) return;
    S.outside = differences(before, S.order);
    tell("outside");
  } catch (fault) {
    if (fault instanceof Refused && fault.status !== 403) { S.broken = fault.told; tell("broken"); } else lose();
  }
}
function differences(before, after) {
  const found = [];
  for (const key of Object.keys(after.top)) {
    if (JSON.stringify(before.top[key]) !== JSON.stringify(after.top[key])) found.push(t("changed-top", { what: t(`key-${key}`) }));
  }
  const was = new Map(before.stories.map((story) => [story.name, story]));
  const now = new Map(after.stories.map((story) => [story.name, story]));
  for (const story of after.stories) {
    const old = was.get(story.name);
    if (!old) found.push(t("came-in", { what: story.headline }));
    else if (old.drop !== story.drop) found.push(t(story.drop ? "went-out" : "came-in", { what: story.headline }));
    else if (JSON.stringify(old) !== JSON.stringify(story)) found.push(t("changed-story", { what: story.headline }));
  }
  for (const story of before.stories) if (!now.has(story.name)) found.push(t("went-out", { what: story.headline }));
  if (JSON.stringify([...was.keys()]) !== JSON.stringify([...now.keys()]) && !found.length) found.push(t("order-changed"));
  if (JSON.stringify(before.posts) !== JSON.stringify(after.posts)) found.push(t("posts-changed"));
  return found.length ? found : [t("remarks-changed")];
}
