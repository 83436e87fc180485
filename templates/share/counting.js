"use strict";
// Counts a text as the builder does: `way` and `patterns` are the builder's own data.
const Counting = (() => {
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const encoder = new TextEncoder();
  const known = new Map();
  const pattern = (source) => {
    if (!known.has(source)) known.set(source, new RegExp(source, "giu"));
    return known.get(source);
  };
  const all = (source, text) => [...text.matchAll(pattern(source))];
  const has = (source, text) => text.search(pattern(source)) >= 0;
  const clusters = (text) => Array.from(segmenter.segment(text), (piece) => piece.segment);
  const bytes = (text) => encoder.encode(text).length;
  const points = (text) => Array.from(text).length;
  const ascii = (text) => !/[^\x00-\x7f]/.test(text);

  const hostLength = (label) => {
    if (ascii(label)) return points(label);
    try { return new URL("http://" + label).hostname.length; } catch { return 64; }
  };
  const isHost = (host, url, scheme, patterns) => {
    if (host.startsWith("xn--") && !has(patterns.host, host)) return false;
    if (points(url) + (scheme ? 0 : 8) > 4096) return false;
    return host.split(".").every((label) => label && hostLength(label) <= 63);
  };
  const links = (text, patterns) => {
    const found = [];
    if (!text.includes(".")) return found;
    for (const match of all(patterns.address, text)) {
      const { before, url, scheme, host, path } = match.groups;
      const start = match.index + before.length;
      if (!isHost(host, url, scheme, patterns)) continue;
      if (scheme) {
        const tco = new RegExp("^(?:" + patterns.tco + ")", "iu").exec(url);
        if (tco && tco[1].length > 40) continue;
        found.push({ start, end: start + (tco ? tco[0].length : url.length), bare: false });
      } else if (!"-_./".includes(before) || before === "") {
        const hosts = all(patterns.host, host).map((m) => ({ start: start + m.index, end: start + m.index + m[0].length, bare: true }));
        if (hosts.length && path) hosts[hosts.length - 1].end = start + url.length;
        found.push(...hosts);
      }
    }
    return found;
  };
  const shortened = (text, way, patterns) => {
    let out = "", end = 0;
    for (const link of links(text, patterns)) {
      if (link.bare && !way.bare) continue;
      out += text.slice(end, link.start) + "x".repeat(way.link);
      end = link.end;
    }
    return out + text.slice(end);
  };
  const heavy = /[^\u{0}-\u{10ff}\u{2000}-\u{200d}\u{2010}-\u{201f}\u{2032}-\u{2037}]/gu;
  const units = {
    graphemes: (text) => clusters(text).length,
    utf16: (text) => text.length,
    codepoints: points,
    bytes,
    weights: (text, way) => {
      let found = 0;
      if (way.emoji && !ascii(text)) text = text.replace(pattern(way.emoji), () => { found += 1; return "\n"; });
      return points(text) + (text.match(heavy) || []).length + found;
    },
    pictographs: (text, way) =>
      clusters(text).reduce((sum, piece) => sum + (has(way.emoji, piece) ? bytes(piece) : points(piece)), 0),
  };
  const html = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const things = {
    links: (text, way, patterns) =>
      new Set(links(text, patterns).filter((link) => way.bare || !link.bare).map((link) => text.slice(link.start, link.end))).size,
    names: (text, way) => all(way.names, text).length,
  };
  const count = (text, way, patterns) => {
    if (things[way.unit]) return things[way.unit](text, way, patterns);
    if (way.nfc) text = text.normalize("NFC");
    if (way.link) text = shortened(text, way, patterns);
    if (way.names) text = text.replace(pattern(way.names), (...args) => "@" + args[args.length - 1].name);
    if (way.written === "html") text = html(text);
    if (way.written === "json") text = JSON.stringify(text).slice(1, -1);
    return units[way.unit](text, way);
  };
  return { count, links };
})();
