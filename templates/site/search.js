// Looks a query up in the index beside this page.  Files are loaded as scripts: fetch() reads nothing from a folder.
"use strict";
(() => {
  const asked = JSON.parse(document.getElementById("asked").textContent);
  const { chunk, part, parts } = asked.index;
  const documents = parts.reduce((sum, one) => sum + one.documents, 0);
  const field = document.getElementById("q");
  const status = document.getElementById("status");
  const list = document.getElementById("found");
  const more = document.getElementById("more");
  const A_PAGE = 20;

  // The same as digest/site/search.py, or nothing is found.
  const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652\u0670]+/g;
  const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
  const ANY_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
  const RUNS = new RegExp(`[${UNSPACED}ー]+|[^${UNSPACED}ー]+`, "gu");
  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(MARKS, "").normalize("NFC").replaceAll("ß", "ss");
  const words = (text) => {
    const out = [];
    for (const token of text.match(/[\p{L}\p{N}\p{M}]+/gu) || []) {
      for (const run of ANY_UNSPACED.test(token) ? folded(token).match(RUNS) : [folded(token)]) {
        const letters = [...run];
        if (!ANY_UNSPACED.test(run) || letters.length === 1) out.push(run);
        else for (let at = 0; at + 1 < letters.length; at += 1) out.push(letters[at] + letters[at + 1]);
      }
    }
    return [...new Set(out)];
  };
  const bucket = (word, buckets) => {
    const letters = [...word];
    let mixed = 2166136261;
    for (const letter of letters.slice(0, ANY_UNSPACED.test(letters[0]) ? 1 : 2)) {
      mixed = Math.imul(mixed ^ letter.codePointAt(0), 16777619) >>> 0;
    }
    return mixed % buckets;
  };

  const files = new Map();
  window.found = (name, value) => files.get(name).done(value);
  const load = (name, version) => {
    if (!files.has(name)) {
      const file = {};
      file.value = new Promise((done, fail) => {
        file.done = done;
        const script = document.createElement("script");
        script.src = `${name[0]}-${name.slice(1)}.js?${version}`;
        script.onerror = fail;
        document.head.append(script);
      });
      files.set(name, file);
    }
    return files.get(name).value;
  };

  const unpacked = (packed) => {
    let at = 0;
    return packed.split(" ").map((step) => {
      const value = parseInt(step, 36);
      at += value >> 1;
      return [at, value & 1];
    });
  };

  // Every document of a part with the word, or one that begins with it: 1, 2 in the headline; a whole word half more.
  const holding = async (word, number) => {
    const { buckets, version } = parts[number];
    const found = new Map();
    for (const [known, packed] of Object.entries(await load(`t${number}-${bucket(word, buckets)}`, version))) {
      if (!known.startsWith(word)) continue;
      const whole = known === word ? 0.5 : 0;
      for (const [at, headline] of unpacked(packed)) {
        found.set(at, Math.max(found.get(at) || 0, 1 + headline + whole));
      }
    }
    return found;
  };

  const within = async (wanted, number) => {
    const kept = wanted.filter((word) => !parts[number].common.includes(word));
    if (!kept.length) return [];
    const each = await Promise.all(kept.map((word) => holding(word, number)));
    const rest = each.slice(1);
    const hits = [];
    for (const [at, weight] of each[0]) {
      let sum = weight;
      if (rest.every((found) => found.has(at) && (sum += found.get(at)))) hits.push([number * part + at, sum]);
    }
    return hits;
  };
  const look = async (query) => {
    const wanted = words(query);
    if (!wanted.length) return [];
    const hits = (await Promise.all(parts.map((_, number) => within(wanted, number)))).flat();
    // Two years count as much as one word in a headline.
    const fresh = (number) => number / Math.max(documents, 1);
    return hits.sort((a, b) => b[1] + fresh(b[0]) - a[1] - fresh(a[0])).map(([number]) => number);
  };

  const digits = (text) => asked.digits ? text.replace(/[0-9]/g, (digit) => [...asked.digits][digit]) : text;
  const local = (number) => digits(new Intl.NumberFormat(asked.language, { numberingSystem: "latn" }).format(number));
  const date = new Intl.DateTimeFormat(asked.language, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });
  const say = (query, count) => {
    const forms = asked.found;
    status.textContent = count
      ? (forms[new Intl.PluralRules(asked.language).select(count)] || forms.other).replace("{n}", local(count))
      : asked.nothing.replace("{words}", () => query);
  };

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
    return made;
  };
  // Marks the words of the query in a text, whatever accents and capitals either has.
  const marked = (name, text, query, attributes) => {
    const made = element(name, "", attributes);
    const wanted = words(query);
    for (const part of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
      const plain = folded(part);
      const hit = part && /[\p{L}\p{N}]/u.test(part) && wanted.some((word) => ANY_UNSPACED.test(word) ? plain.includes(word) : plain.startsWith(word));
      made.append(hit ? element("mark", part) : part);
    }
    return made;
  };
  const row = ([address, headline, day, deck, topic, language, direction], query) => {
    const item = element("li", "", { lang: language, dir: direction });
    const when = element("span", digits(date.format(new Date(`${day}T00:00Z`))), { lang: asked.language, dir: "auto" });
    const kicker = element("p", "", { class: "kicker" });
    if (topic) kicker.append(topic, " ", element("span", "· "));
    kicker.append(when);
    const title = element("div", "");
    title.append(marked("a", headline, query, { href: `../${address}` }));
    item.append(kicker, title);
    if (deck) item.append(marked("p", deck, query, { class: "deck" }));
    return item;
  };

  let turn = 0;
  const show = async (query) => {
    const now = (turn += 1);
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    if (!query.trim()) return;
    let numbers = [];
    try {
      numbers = await look(query);
    } catch { /* a file of the index is not there: nothing is found */ }
    if (now !== turn) return;
    const count = numbers.length;
    const next = async () => {
      const some = numbers.splice(0, A_PAGE);
      const version = (number) => parts[Math.floor(number / part)].version;
      const chunks = await Promise.all(some.map((number) => load(`d${Math.floor(number / chunk)}`, version(number))));
      if (now !== turn) return;
      list.append(...some.map((number, at) => row(chunks[at][number % chunk], query)));
      if (window.digestFile) window.digestFile(list);
      more.hidden = !numbers.length;
    };
    more.firstElementChild.onclick = next;
    await next();
    if (now === turn) say(query, count);
  };

  let waiting = 0;
  const ask = () => {
    const address = new URL(location.href);
    address.searchParams.set("q", field.value);
    history.replaceState(null, "", address);
    show(field.value);
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask();
  });
  field.value = new URL(location.href).searchParams.get("q") || "";
  show(field.value);
})();
