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
  const done = new Set();
  let current = 0;

  const announce = (text) => { live.textContent = ""; requestAnimationFrame(() => { live.textContent = text; }); };
  const encode = (text) =>
    encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());

  const groups = data.groups.map((group) => {
    const element = document.getElementById(group.id);
    return { ...group, element, area: one("textarea", element), network: 0, part: 0, edits: new Map() };
  });
  const total = groups.reduce((sum, group) => sum + group.posts.reduce((n, post) => n + post.parts.length, 0), 0);

  const post = (group) => group.posts[group.network];
  const part = (group) => post(group).parts[group.part];
  const key = (group) => [group.id, post(group).network, group.part].join(" ");
  const text = (group) => group.edits.get(key(group)) ?? part(group).text;
  // Where the text shows a link short, only a facet makes it one: pasted, it must be whole.
  const pasted = (group) => {
    const { link, shown } = part(group);
    const words = text(group), at = shown && !words.includes(link) ? words.lastIndexOf(shown) : -1;
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
      announce(say("failed"));
    }
    show(group);
  };
  const report = async (work, good, bad) => announce((await work) ? good : bad);

  const picture = (group, shape) => {
    const dark = one(".switch input", group.element)?.checked ? "dark" : "light";
    return group.pictures.find((p) => p.shape === shape && (p.mode === dark || !p.mode)) || group.pictures[0];
  };
  const blob = (image) => new Blob([Uint8Array.from(atob(image.data), (c) => c.charCodeAt(0))], { type: image.type });
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
    const image = picture(group, group.pictures[0].shape);
    try {
      await navigator.clipboard.write([new ClipboardItem({ [image.type]: blob(image) })]);
      return true;
    } catch { return false; }
  };

  const meter = (group) => {
    const rules = networks[post(group).network], words = text(group);
    const caps = rules.caps.map((cap, at) => ({ ...cap, limit: at ? cap.limit : part(group).limit, length: Counting.count(words, cap.way, patterns) + (group.warned && rules.warns ? Counting.count(group.warned, cap.way, patterns) : 0) }));
    return { rules, cap: caps.find((cap) => cap.length > cap.limit) || caps[0] };
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
      : rules.needsImage && !group.pictures.length ? say("needs-image", { network: rules.name })
      : folds ? say("fold", { n: number.format(rules.fold) }) : say("left", { n: number.format(cap.limit - cap.length) });
    one(".hint", box).textContent = hint;
    const cw = one(".cw", group.element);
    if (cw) cw.hidden = !rules.warns;
    group.area.setAttribute("aria-invalid", String(over));
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
    one("[data-do=restore]", group.element).hidden = !group.edits.has(key(group));
  };
  const showTabs = (group) => {
    group.posts.forEach((its, index) => {
      const tab = document.getElementById(group.id + "-" + its.network), chosen = index === group.network;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      one(".tick", tab).hidden = !its.parts.every((_, at) => done.has([group.id, its.network, at].join(" ")));
    });
    one("[role=tabpanel]", group.element).setAttribute("aria-labelledby", group.id + "-" + post(group).network);
    const parts = one(".parts", group.element), of = post(group).parts.length;
    parts.hidden = of < 2;
    one(".part", parts).textContent = say("part", { n: number.format(group.part + 1), all: number.format(of) });
    one("[data-do=previous]", parts).disabled = group.part === 0;
    one("[data-do=next]", parts).disabled = group.part === of - 1;
  };
  const showPicture = (group) => {
    const image = one(".look img", group.element);
    if (!image) return;
    const shown = picture(group, group.pictures[0].shape);
    image.src = "data:" + shown.type + ";base64," + shown.data;
    image.width = shown.width;
    image.height = shown.height;
    image.alt = shown.alt;
    image.hidden = false;
    one(".alt", group.element).textContent = words.alt + ": " + shown.alt;
  };
  const show = (group, typing = false) => {
    if (!typing) group.area.value = text(group);
    group.area.setAttribute("aria-label", say("text", { network: networks[post(group).network].name }));
    showTabs(group);
    showMeter(group);
    showActs(group);
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
      if (!composer(group)) { event.preventDefault(); announce(target.title); } else if (!takesText(group)) copy(group);
    } else if (what === "link") report(clip(part(group).link), words["link-copied"], words.failed);
    else if (what === "restore") { group.edits.delete(key(group)); show(group); group.area.focus(); }
    else if (what === "previous" || what === "next") turn(group, what === "next" ? 1 : -1);
    else if (what === "get") download(group, target.dataset.shape);
    else if (what === "image") report(copyImage(group), words["image-copied"], words["image-failed"]);
    else if (what === "warning") report(clip(group.warned), words["warning-copied"], words.failed);
    else if (what === "alt") report(clip(picture(group, group.pictures[0].shape).alt), words["alt-copied"], words.failed);
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
      if (group.area.value === part(group).text) group.edits.delete(key(group)); else group.edits.set(key(group), group.area.value);
      done.delete(key(group));
      show(group, true);
    });
    one(".tabs", group.element).addEventListener("keydown", (event) => {
      const last = group.posts.length - 1, step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
      const to = event.key === "Home" ? 0 : event.key === "End" ? last : step ? (group.network + step + last + 1) % (last + 1) : -1;
      if (to >= 0) { event.preventDefault(); choose(group, to, true); }
    });
    one(".switch input", group.element)?.addEventListener("change", () => showPicture(group));
    showPicture(group);
    show(group);
  });

  one(".filter").addEventListener("click", (event) => {
    const kind = event.target.dataset.show;
    if (kind === undefined) return;
    many(".filter button").forEach((button) => button.setAttribute("aria-pressed", String(button === event.target)));
    groups.forEach((group) => { group.element.hidden = kind !== "" && group.kind !== kind; });
    const first = groups.findIndex((group) => !group.element.hidden);
    if (first >= 0 && groups[current].element.hidden) mark(first);
  });
  document.getElementById("every").addEventListener("change", (event) => {
    groups.forEach((group) => choose(group, group.posts.findIndex((its) => its.network === event.target.value)));
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !groups.length) return;
    if (event.target.matches("textarea, select")) { if (event.key === "Escape") document.getElementById(groups[current].id + "-" + post(groups[current]).network).focus(); return; }
    const group = groups[current], pressed = event.key.toLowerCase();
    const visible = groups.map((_, at) => at).filter((at) => !groups[at].element.hidden);
    const go = (by) => {
      const to = visible[Math.max(0, Math.min(visible.length - 1, visible.indexOf(current) + by))];
      mark(to);
      groups[to].element.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
      document.getElementById(groups[to].id + "-" + post(groups[to]).network).focus({ preventScroll: true });
    };
    if (pressed === "j") go(1);
    else if (pressed === "k") go(-1);
    else if (pressed >= "1" && pressed <= "9") choose(group, Number(pressed) - 1, true);
    else if (pressed === "c") copy(group);
    else if (pressed === "o") one("[data-do=open]", group.element).click();
    else if (pressed === "d") one("[data-do=get]", group.element)?.click();
    else if (pressed === "n") turn(group, 1);
    else if (pressed === "e") { event.preventDefault(); group.area.focus(); }
  });
  if (groups.length) mark(0);
})();
