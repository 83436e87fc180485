(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { words, networks, patterns } = data;
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const grouped = new Intl.NumberFormat(document.documentElement.lang || "en", { numberingSystem: "latn" });
  // The locale file's own digits, as in the date above; "٢٨٠" or "280".
  const number = { format: (n) => grouped.format(n).replace(/[0-9]/g, (digit) => [...words.digits][digit] ?? digit) };
  const rtl = document.documentElement.dir === "rtl";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const one = (selector, root = document) => root.querySelector(selector);
  const many = (selector, root = document) => [...root.querySelectorAll(selector)];
  const live = document.getElementById("live");
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const keyed = (text) => (mac ? text.replace(/(?:Ctrl|Strg)\+C/, "⌘C") : text);
  // What was typed, ticked and copied survives a reload: kept by this browser, for this edition alone.
  const shelf = "digest share " + data.key;
  const kept = (() => { try { return JSON.parse(localStorage.getItem(shelf)) || {}; } catch { return {}; } })();
  const done = new Set(kept.done), skipped = new Set(kept.skip), approved = new Set(kept.approved);
  const edits = new Map(Object.entries(kept.edits || {}));
  let keysOn = kept.keys !== false, current = 0, gone = 0;
  const keep = () => {
    const now = { edits: Object.fromEntries(edits), done: [...done], skip: [...skipped], approved: [...approved], keys: keysOn };
    try { localStorage.setItem(shelf, JSON.stringify(now)); } catch { /* a browser that keeps nothing: it still works */ }
    document.getElementById("save").disabled = !edits.size && !skipped.size && !approved.size;
  };

  const announce = (text, bad = false) => {
    live.textContent = "";
    live.classList.toggle("bad", bad);
    clearTimeout(gone);
    requestAnimationFrame(() => { live.textContent = keyed(text); });
    gone = setTimeout(() => { live.textContent = ""; }, bad ? 8000 : 4000);
  };
  const encode = (text) =>
    encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());

  const groups = data.groups.map((group) => {
    const element = document.getElementById(group.id);
    return { ...group, element, area: one("textarea", element), network: 0, part: 0 };
  });
  const total = groups.reduce((sum, group) => sum + group.posts.reduce((n, post) => n + post.parts.length, 0), 0);

  const post = (group) => group.posts[group.network];
  const part = (group) => post(group).parts[group.part];
  const key = (group) => part(group).id;
  const whole = (group) => post(group).parts[0].id;  // a choice about a thread is about all of it
  const worded = (its) => edits.get(its.id) ?? its.text;
  const text = (group) => worded(part(group));
  // Where the text shows a link short, only a facet makes it one: pasted, it must be whole.
  const pasted = (group) => whole_link(part(group));
  const whole_link = (its) => {
    const { link, shown } = its;
    const words = worded(its), at = shown && !words.includes(link) ? words.lastIndexOf(shown) : -1;
    return at < 0 ? words : words.slice(0, at) + link + words.slice(at + shown.length);
  };
  const composer = (group) => {
    const { compose, link } = part(group);
    if (!compose) return "";
    const alone = link && compose.includes(encode(link));
    const body = alone ? pasted(group).split("\n\n").filter((lines) => lines !== link).join("\n\n") : pasted(group);
    const mark = data.mark;
    return compose.replaceAll(encode(mark), () => encode(compose.startsWith("mailto:") ? body.replace(/\r?\n/g, "\r\n") : body));
  };
  const takesText = (group) => (part(group).compose || "").includes(encode(data.mark));

  const clip = async (value) => {
    if (navigator.clipboard && isSecureContext) {
      try { await navigator.clipboard.writeText(value); return true; } catch { /* refused: the old way may still work */ }
    }
    const focused = document.activeElement, area = document.createElement("textarea");
    area.value = value;
    area.readOnly = true;
    area.className = "vh";
    area.setAttribute("aria-hidden", "true");
    document.body.append(area);
    area.select();
    let copied = false;
    try { copied = document.execCommand("copy"); } catch { copied = false; }
    area.remove();
    if (focused) focused.focus({ preventScroll: true });
    return copied;
  };
  const copy = async (group) => {
    const name = networks[post(group).network].name;
    if (await clip(pasted(group))) {
      done.add(key(group));
      announce(say("copied-live", { network: name }));
    } else {
      group.area.focus();
      group.area.select();
      announce(say("failed"), true);
    }
    keep();
    show(group);
  };
  const copyWhole = async (group) => {
    const its = post(group);
    if (await clip(its.parts.map(whole_link).join("\n\n"))) {
      its.parts.forEach((one) => done.add(one.id));
      announce(say("whole-copied", { network: networks[its.network].name }));
    } else announce(say("failed"), true);
    keep();
    show(group);
  };
  const report = async (work, good, bad) => { const well = await work; announce(well ? good : bad, !well); };

  const picture = (group, shape) => {
    const dark = one("[data-dark]", group.element)?.checked ? "dark" : "light";
    return group.pictures.find((p) => p.shape === shape && (p.mode === dark || !p.mode)) || group.pictures[0];
  };
  // What the network gets with this post: its file on the sheet, where it has one.
  const sent = (group) => {
    const its = group.pictures.find((p) => p.name === part(group).image);
    return its && picture(group, its.shape);
  };
  const blob = (image) => new Blob([Uint8Array.from(atob(data.pictures[image.at].data), (c) => c.charCodeAt(0))], { type: image.type });
  const download = (group, shape) => {
    const image = picture(group, shape);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob(image));
    link.download = image.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    announce(say("saved", { name: image.name }));
  };
  const copyImage = async (group) => {
    const image = sent(group) || picture(group, group.pictures[0].shape);
    try {
      await navigator.clipboard.write([new ClipboardItem({ [image.type]: blob(image) })]);
      return true;
    } catch { return false; }
  };

  const meter = (group) => {
    const rules = networks[post(group).network], words = text(group);
    const caps = rules.caps.map((cap, at) => {
      const beside = group.warned && rules.warns ? Counting.count(group.warned, cap.way, patterns) : 0;
      return { ...cap, beside, limit: at ? cap.limit : part(group).limit, length: Counting.count(words, cap.way, patterns) + beside };
    });
    return { rules, cap: caps.find((cap) => cap.length > cap.limit) || caps[0] };
  };
  // The text's longest beginning that the network takes, by what people see as one character.
  const pieces = new Intl.Segmenter("en", { granularity: "grapheme" });
  const fitting = (words, cap) => {
    const ends = Array.from(pieces.segment(words), (piece) => piece.index + piece.segment.length);
    let low = 0, high = ends.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (Counting.count(words.slice(0, ends[middle - 1]), cap.way, patterns) + cap.beside <= cap.limit) low = middle; else high = middle - 1;
    }
    return low ? ends[low - 1] : 0;
  };
  const shade = (group, cap) => {
    const box = one(".shade", group.element), words = text(group);
    if (!cap) { box.replaceChildren(); return; }
    const end = fitting(words, cap), over = document.createElement("mark");
    over.textContent = words.slice(end) + "\n";
    box.replaceChildren(words.slice(0, end), over);
    box.scrollTop = group.area.scrollTop;
  };
  const showMeter = (group) => {
    const { rules, cap } = meter(group), over = cap.length > cap.limit, box = one(".meter", group.element);
    const folds = !over && rules.fold && cap.length > rules.fold;
    box.className = "meter" + (over ? " over" : cap.length > cap.limit * 0.95 ? " near" : "");
    one(".bar b", box).style.width = Math.min(100, (cap.length / cap.limit) * 100) + "%";
    const [before, after] = say("of", { limit: number.format(cap.limit), unit: words.units[cap.unit] || cap.unit }).split("{n}");
    const strong = document.createElement("strong");
    strong.textContent = number.format(cap.length);
    one(".count", box).replaceChildren(before, strong, after);
    const hint = over ? say("over", { n: number.format(cap.length - cap.limit) })
      : rules.needsImage && !part(group).image ? say("needs-image", { network: rules.name })
      : folds ? say("fold", { n: number.format(rules.fold) }) : say("left", { n: number.format(cap.limit - cap.length) });
    one(".hint", box).textContent = hint;
    const cw = one(".cw", group.element);
    if (cw) cw.hidden = !rules.warns;
    group.area.setAttribute("aria-invalid", String(over));
    shade(group, over ? cap : null);
  };
  const showActs = (group) => {
    const rules = networks[post(group).network], copied = done.has(key(group)), address = composer(group);
    const button = one("[data-do=copy]", group.element), open = one("[data-do=open]", group.element);
    button.textContent = copied ? "✓ " + words.copied : words.copy;
    button.classList.toggle("done", copied);
    open.textContent = address && !takesText(group) ? words["copy-open"] : words.open;
    open.title = !address ? say("no-composer", { network: rules.name }) : takesText(group) ? "" : say("copy-open-why", { network: rules.name });
    if (address) { open.href = address; open.removeAttribute("aria-disabled"); open.removeAttribute("role"); open.removeAttribute("tabindex"); }
    else { open.removeAttribute("href"); open.setAttribute("role", "link"); open.setAttribute("aria-disabled", "true"); open.tabIndex = 0; }
    one("[data-do=link]", group.element).hidden = !part(group).link;
    one("[data-do=restore]", group.element).hidden = !edits.has(key(group));
    one("[data-do=whole]", group.element).hidden = post(group).parts.length < 2;
    const offers = part(group).wordings || [], choice = one(".wording", group.element), list = one("select", choice);
    choice.hidden = offers.length < 2;
    list.replaceChildren(...offers.map((offer) => new Option(words["w-" + offer.name], offer.name, false, offer.text === text(group))));
    if (offers.length && !offers.some((offer) => offer.text === text(group))) list.selectedIndex = -1;
    one("[data-want=skip]", group.element).checked = skipped.has(whole(group));
    one("[data-want=approved]", group.element).checked = approved.has(whole(group)) && !skipped.has(whole(group));
    group.element.toggleAttribute("data-skipped", skipped.has(whole(group)));
  };
  const showTabs = (group) => {
    group.posts.forEach((its, index) => {
      const tab = document.getElementById(group.id + "-" + its.network), chosen = index === group.network;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      one(".tick", tab).hidden = !its.parts.every((one) => done.has(one.id));
    });
    one("[role=tabpanel]", group.element).setAttribute("aria-labelledby", group.id + "-" + post(group).network);
    const parts = one(".parts", group.element), of = post(group).parts.length;
    parts.hidden = of < 2;
    one(".part", parts).textContent = say("part", { n: number.format(group.part + 1), all: number.format(of) });
    one("[data-do=previous]", parts).disabled = group.part === 0;
    one("[data-do=next]", parts).disabled = group.part === of - 1;
  };
  const showPicture = (group) => {
    const image = one(".look img", group.element), none = one(".look .none", group.element);
    if (!image) return;
    const shown = sent(group), its = part(group).image;
    image.hidden = !shown;
    none.hidden = Boolean(shown);
    none.textContent = its ? say("picture-there", { address: its }) : say("no-picture", { network: networks[post(group).network].name });
    one(".alt", group.element).textContent = shown || its ? words.alt + ": " + (part(group).alt || shown.alt) : "";
    if (!shown) return;
    image.src = "data:" + shown.type + ";base64," + data.pictures[shown.at].data;
    image.width = shown.width;
    image.height = shown.height;
    image.alt = shown.alt;
  };
  const show = (group, typing = false) => {
    if (!typing) group.area.value = text(group);
    group.area.setAttribute("aria-label", say("text", { network: networks[post(group).network].name }));
    showTabs(group);
    showMeter(group);
    showActs(group);
    showPicture(group);
    document.getElementById("progress").textContent = say("copied-of", { n: number.format(done.size), all: number.format(total) });
  };

  const choose = (group, index, focus = false) => {
    if (!group.posts[index]) return;
    group.network = index;
    group.part = 0;
    show(group);
    const tab = document.getElementById(group.id + "-" + post(group).network), strip = tab.parentNode;
    strip.scrollLeft += tab.getBoundingClientRect().left - strip.getBoundingClientRect().left - 24;
    if (focus) tab.focus({ preventScroll: true });
  };
  const turn = (group, by) => {
    group.part = Math.max(0, Math.min(post(group).parts.length - 1, group.part + by));
    show(group);
  };
  const mark = (index) => {
    current = index;
    groups.forEach((group, at) => group.element.toggleAttribute("data-current", at === index));
  };
  const act = (group, what, target, event) => {
    if (what === "copy") copy(group);
    else if (what === "open") {
      if (!composer(group)) { event.preventDefault(); announce(target.title, true); }
      else if (!takesText(group)) copy(group);
      else announce(say("opened", { network: networks[post(group).network].name }));
    } else if (what === "link") report(clip(part(group).link), words["link-copied"], words.failed);
    else if (what === "restore") { write(group, part(group).text); show(group); group.area.focus(); announce(words.restored); }
    else if (what === "previous" || what === "next") turn(group, what === "next" ? 1 : -1);
    else if (what === "get") download(group, target.dataset.shape);
    else if (what === "image") report(copyImage(group), words["image-copied"], words["image-failed"]);
    else if (what === "warning") report(clip(group.warned), words["warning-copied"], words.failed);
    else if (what === "alt") report(clip(part(group).alt || picture(group, group.pictures[0].shape).alt), words["alt-copied"], words.failed);
    else if (what === "whole") copyWhole(group);
  };

  // The posts file: one [[post]] for whatever was changed or ticked; JSON's texts are TOML's.
  const toml = (name, value) => name + " = " + (typeof value === "string" ? JSON.stringify(value).replaceAll("\x7f", "\\u007f") : String(value));
  const entry = (group, its) => {
    const first = its.parts[0], texts = its.parts.map((one) => whole_link(one).replaceAll("\u2060", ""));
    const wanted = { network: its.network, kind: first.kind, story: first.quote ? "" : first.story, quote: first.quote };
    if (skipped.has(first.id)) wanted.skip = true;
    else if (its.parts.some((one) => edits.has(one.id))) {
      const offer = (first.wordings || []).find((its) => its.text === worded(first));
      if (offer) wanted.wording = offer.name;
      else { wanted.text = texts.join("\n---\n"); wanted.markup = networks[its.network].markup; }
    }
    if (!wanted.skip && approved.has(first.id)) wanted.approved = true;
    if (!wanted.skip && !wanted.wording && !wanted.text && !wanted.approved) return "";
    return ["[[post]]", ...Object.entries(wanted).filter(([, value]) => value).map(([name, value]) => toml(name, value))].join("\n") + "\n";
  };
  const save = () => {
    const tables = groups.flatMap((group) => group.posts.map((its) => entry(group, its))).filter(Boolean);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([tables.join("\n")], { type: "text/plain" }));
    link.download = data.slot + ".toml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    announce(say("saved-posts", { name: link.download }));
  };

  const write = (group, value) => {
    if (value === part(group).text) edits.delete(key(group)); else edits.set(key(group), value);
    done.delete(key(group));
    approved.delete(whole(group));  // an approval stands under the words it was given to
    keep();
  };

  groups.forEach((group, index) => {
    group.element.addEventListener("click", (event) => {
      const target = event.target.closest("[data-do],[data-network]");
      if (!target) return;
      mark(index);
      if (target.dataset.network) choose(group, group.posts.findIndex((its) => its.network === target.dataset.network));
      else act(group, target.dataset.do, target, event);
    });
    group.element.addEventListener("focusin", () => mark(index));
    group.area.addEventListener("input", () => {
      write(group, group.area.value);
      show(group, true);
    });
    group.area.addEventListener("scroll", () => { one(".shade", group.element).scrollTop = group.area.scrollTop; });
    one(".wants", group.element).addEventListener("change", (event) => {
      const what = event.target.dataset.want, set = { skip: skipped, approved }[what];
      if (what === "wording") write(group, part(group).wordings.find((offer) => offer.name === event.target.value).text);
      else if (event.target.checked) set.add(whole(group));
      else set.delete(whole(group));
      keep();
      show(group);
    });
    one(".tabs", group.element).addEventListener("keydown", (event) => {
      const last = group.posts.length - 1, step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
      const to = event.key === "Home" ? 0 : event.key === "End" ? last : step ? (group.network + step + last + 1) % (last + 1) : -1;
      if (to >= 0) { event.preventDefault(); choose(group, to, true); }
    });
    one("[data-dark]", group.element)?.addEventListener("change", () => showPicture(group));
    show(group);
  });

  const find = document.getElementById("find");
  let kind = "";
  const plain = (said) => said.normalize("NFKD").replace(/[\p{M}\u2060]/gu, "").toLowerCase();
  const read = (its) => (its.link ? worded(its).replaceAll(its.link, its.link.split("?")[0]) : worded(its)); // nobody looks for utm_source=x
  const filter = () => {
    const wanted = plain(find.value).split(/\s+/).filter(Boolean);
    groups.forEach((group) => {
      const its = () => plain([one("h2", group.element).textContent, ...group.posts.flatMap((post) => post.parts.map(read))].join("\n"));
      group.element.hidden = (kind !== "" && group.kind !== kind) || (wanted.length > 0 && !((said) => wanted.every((word) => said.includes(word)))(its()));
    });
    const first = groups.findIndex((group) => !group.element.hidden), nothing = document.getElementById("nothing");
    if (nothing) nothing.hidden = first >= 0;
    if (first >= 0 && groups[current].element.hidden) mark(first);
  };
  find.addEventListener("input", filter);
  one(".filter").addEventListener("click", (event) => {
    if (event.target.dataset.show === undefined) return;
    kind = event.target.dataset.show;
    many(".filter button").forEach((button) => button.setAttribute("aria-pressed", String(button === event.target)));
    filter();
  });
  document.getElementById("save").addEventListener("click", save);
  const switchKeys = document.getElementById("keys-on");
  const showKeys = () => { switchKeys.checked = keysOn; one(".keys .list").classList.toggle("off", !keysOn); };
  switchKeys.addEventListener("change", () => { keysOn = switchKeys.checked; showKeys(); keep(); });
  showKeys();
  keep();
  document.getElementById("every").addEventListener("change", (event) => {
    groups.forEach((group) => choose(group, group.posts.findIndex((its) => its.network === event.target.value)));
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !groups.length) return;
    if (event.target.matches("textarea, select, input:not([type=checkbox])")) {
      if (event.key === "Escape") document.getElementById(groups[current].id + "-" + post(groups[current]).network).focus();
      return;
    }
    if (!keysOn) return;
    const group = groups[current], digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
    const visible = groups.map((_, at) => at).filter((at) => !groups[at].element.hidden);
    const go = (by) => {
      if (!visible.length) return;
      const to = visible[Math.max(0, Math.min(visible.length - 1, visible.indexOf(current) + by))];
      mark(to);
      groups[to].element.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
      document.getElementById(groups[to].id + "-" + post(groups[to]).network).focus({ preventScroll: true });
    };
    // By where a key stands, not by what it types: the same on every layout and in every script.
    const keys = {
      KeyJ: () => go(1),
      KeyK: () => go(-1),
      KeyC: () => copy(group),
      KeyT: () => copyWhole(group),
      KeyO: () => one("[data-do=open]", group.element).click(),
      KeyD: () => one("[data-do=get]", group.element)?.click(),
      KeyN: () => turn(group, 1),
      KeyF: () => find.focus(),
      KeyE: () => group.area.focus(),
    };
    if (digit) choose(group, (Number(digit[1]) || 10) - 1 + (event.shiftKey ? 10 : 0), true);
    else if (keys[event.code] && !event.shiftKey) { event.preventDefault(); keys[event.code](); }
  });
  if (groups.length) mark(0);
})();
