// From a folder there is no server that knows what "archive/" means: name the file.
"use strict";
if (location.protocol === "file:") {
  window.digestFile = (where) => {
    for (const link of where.querySelectorAll("a[href]")) {
      const [, path, rest] = /^([^?#]*)(.*)$/s.exec(link.getAttribute("href"));
      if (/^[a-z][a-z0-9+.-]*:|^\//i.test(path) || !/(^|\/|\.)$/.test(path) || (!path && rest)) continue;
      link.setAttribute("href", `${path}${path === "." || path === ".." ? "/" : ""}index.html${rest}`);
    }
    for (const form of where.querySelectorAll("form[action$='/']")) form.action += "index.html";
  };
  window.digestFile(document);
}
