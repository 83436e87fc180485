"""The email as clients show it that turn colours round by themselves, after what is publicly described of them.

Gmail on Android (and most Android apps) rely on Chromium's algorithmic darkening: grounds
lighter than 205 of 255 and text darker than 150 have their lightness turned round, all else
stays.  Gmail on iOS and Outlook turn every colour: Outlook's own formula (roosterjs,
getDarkColor) maps lightness L* to (100 - L*) · (100 - 21.247) / 100 + 21.247, so that white
becomes #333333.  Neither looks at the mail's own dark design, nor at pictures, and both
leave a ground alone that is a picture, a gradient included.
"""

# ruff: noqa: E501

from __future__ import annotations

import re
from typing import Any

PARTIAL, FULL = "partial", "full"
_DARK = re.compile(r"\(prefers-color-scheme:\s*dark\)")

TURN = """(how) => {
  const BASE = how === 'full' ? 21.247 : 7;  // lightness of the client's own ground: #333, and #121212 on Android
  const rgb = text => { const m = text.match(/[\\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3); };
  const lin = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const gam = v => 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
  const f = t => t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116;
  const g = t => t ** 3 > 216 / 24389 ? t ** 3 : (116 * t - 16) / (24389 / 27);
  const lab = c => { const [r, gr, b] = c.map(lin);
    const x = f((0.4124 * r + 0.3576 * gr + 0.1805 * b) / 0.9505), y = f(0.2126 * r + 0.7152 * gr + 0.0722 * b),
      z = f((0.0193 * r + 0.1192 * gr + 0.9505 * b) / 1.089); return [116 * y - 16, 500 * (x - y), 200 * (y - z)]; };
  const back = ([l, a, b]) => { const y = (l + 16) / 116, X = 0.9505 * g(y + a / 500), Y = g(y), Z = 1.089 * g(y - b / 200);
    return [3.2406 * X - 1.5372 * Y - 0.4986 * Z, -0.9689 * X + 1.8758 * Y + 0.0415 * Z, 0.0557 * X - 0.204 * Y + 1.057 * Z]
      .map(v => Math.round(Math.min(255, Math.max(0, gam(Math.max(0, v)))))); };
  const turned = c => { const [l, a, b] = lab(c); return back([(100 - l) * (100 - BASE) / 100 + BASE, a, b]); };
  const bright = c => (299 * c[0] + 587 * c[1] + 114 * c[2]) / 1000;
  const ink = c => how === 'full' || bright(c) < 150 ? turned(c) : c;
  const ground = c => how === 'full' || bright(c) > 205 ? turned(c) : c;
  const css = c => 'rgb(' + c.join(',') + ')';
  const made = [...document.querySelectorAll('body, body *')].map(e => { const s = getComputedStyle(e);
    const back = rgb(s.backgroundColor);
    return [e, ink(rgb(s.color)), back && s.backgroundImage === 'none' ? ground(back) : null]; });
  document.documentElement.style.background = css(turned([255, 255, 255]));
  for (const [e, colour, back] of made) { e.style.setProperty('color', css(colour), 'important');
    if (back) e.style.setProperty('background-color', css(back), 'important'); }
}"""

LOW = """(need) => {
  const rgb = t => t.match(/[\\d.]+/g).map(Number);
  const lin = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const lum = c => 0.2126 * lin(c[0]) + 0.7152 * lin(c[1]) + 0.0722 * lin(c[2]);
  const ground = e => { for (; e; e = e.parentElement) { const s = getComputedStyle(e);
      if (s.backgroundImage !== 'none') return rgb(s.backgroundImage.match(/rgba?\\([^)]*\\)/)[0]);
      const c = rgb(s.backgroundColor); if (c.length < 4 || c[3]) return c; } return [255, 255, 255]; };
  const out = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode());) { const e = n.parentElement;
    if (!n.data.trim() || !e.checkVisibility() || !e.getClientRects().length) continue;
    const [a, b] = [lum(rgb(getComputedStyle(e).color)), lum(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < need) out.push(n.data.trim().slice(0, 30) + ' ' + ((a + 0.05) / (b + 0.05)).toFixed(2));
  }
  return out;
}"""


def turn(page: Any, how: str) -> None:
    """Turn the colours of what *page* shows: `PARTIAL` or `FULL`."""
    page.evaluate(TURN, how)


def undesigned(html: str) -> str:
    """Return a mail as clients read it that know no dark design of its own."""
    return _DARK.sub("(max-width:1px)", html)


def low(page: Any, need: float = 4.5) -> list[str]:
    """Return the texts of *page* whose contrast with their ground is below *need*, and how much it is."""
    found: list[str] = page.evaluate(LOW, need)
    return found
