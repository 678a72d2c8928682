// What Streamlit has no word for: keys for a tour, which steps the browser's way back takes, and our words when the
// server is away. apps/root.py writes this file into every page. It reads the page and presses its buttons; it sends
// nothing and keeps nothing.
"use strict";
const BASE = ""; // the path under which the suite is served; apps/root.py writes it
window.__streamlit = { BACKEND_BASE_URL: `${location.origin}${BASE}/` }; // or Streamlit asks beside the page's own path first

(() => {
  // --- the way back: a view, a part or a step is an entry, the levers of one are not ---------------------------------
  const STAYS = /(^|\.)(view|step|part|look|place|area)$/;
  const place = (url) => {
    const at = new URL(url, location);
    return at.pathname + [...at.searchParams].filter(([name]) => STAYS.test(name)).sort().join("&");
  };
  let acted = false; // since the page came here: what it writes by itself is no step of anybody
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  history.pushState = history.replaceState = (state, unused, url) => {
    const goes = acted && url && place(url) !== place(location);
    (goes ? push : replace)(state, unused, url);
  };
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => (acted = true), true);
  addEventListener("popstate", () => (acted = false), true);

  // --- a tour's keys press its buttons -------------------------------------------------------------------------------
  const KEYS = {
    ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back",
    Escape: "leave", f: "full", F: "full", p: "notes", P: "notes",
  };
  const control = (name) => document.querySelector(`.st-key-lbdp-tour-${name} :is(button, a)`);
  addEventListener("keydown", (event) => {
    const name = KEYS[event.key];
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true], dialog, [role=dialog]");
    if (!name || typing || event.ctrlKey || event.altKey || event.metaKey || !control(name)) return;
    if (event.key === " " && event.target.closest?.("button, a")) return; // Space presses what has the focus
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) control(name).click();
  }, true);
  addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-lbdp-tour-full")) {
      document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    }
  }, true);

  // --- a slide grows with its screen; on a phone its picture shrinks ---------------------------------------------------
  const grow = () => {
    const times = Math.max(1, Math.min(innerWidth / 1280, innerHeight / 720));
    document.documentElement.style.setProperty("--lbdp-grow", times);
    const room = innerWidth - 2 * 27; // px: the screen less its margins
    document.documentElement.style.setProperty("--lbdp-shrink", Math.min(1, room / (36 * 18)));
  };
  addEventListener("resize", grow);
  grow();

  // --- paper is as wide as the page was: its words shrink with it --------------------------------------------------------
  const PAPER = (210 - 2 * 12) * 96 / 25.4; // px: A4 less its margins
  addEventListener("beforeprint", () => {
    const page = document.querySelector("[data-testid=stMainBlockContainer]");
    const style = page && getComputedStyle(page);
    const wide = page ? page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) : PAPER;
    document.documentElement.style.setProperty("--lbdp-print", Math.min(1, PAPER / wide));
  });

  // --- a map on the whole screen takes its title and its key along -----------------------------------------------------
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-testid=stElementToolbar] button");
    const map = button?.closest("[class*=st-key-lbdp-map]");
    if (!map || !/^Fullscreen: Map/.test(button.getAttribute("aria-label"))) return;
    event.preventDefault();
    event.stopPropagation();
    const box = map.getBoundingClientRect();
    map.style.setProperty("--lbdp-map-grow", Math.min(screen.width / box.width, screen.height / box.height));
    document.fullscreenElement ? document.exitFullscreen() : map.requestFullscreen();
  }, true);

  // --- a map's tooltip says the figure: it ends in "[position key]", and the server has the figures by that key --------
  const MARK = /^\[(\d+) ([0-9a-f]{32})\]$/;
  const figures = new Map();
  const fetched = (key) => {
    if (!figures.has(key)) {
      if (figures.size > 9) figures.clear();
      figures.set(key, fetch(`${BASE}/figures/${key}`).then((answer) => (answer.ok ? answer.json() : [])).catch(() => []));
    }
    return figures.get(key);
  };
  const point = () => {
    for (const tip of document.querySelectorAll(".deck-tooltip")) {
      for (const line of tip.childNodes) {
        const [, at, key] = MARK.exec(line.data) || [];
        if (!key) continue;
        line.data = "…";
        fetched(key).then((lines) => {
          line.data = lines[at] ?? "The figure is in the table.";
          tip.style.margin = 0;
          const [box, map] = [tip, tip.parentElement].map((of) => of.getBoundingClientRect());
          const back = (over) => `${Math.min(0, over)}px`; // a map cuts what leaves it
          tip.style.margin = `${back(map.bottom - box.bottom)} 0 0 ${back(map.right - box.right)}`;
        });
      }
    }
  };

  // --- when the server is away: there is no internet to be connected to -------------------------------------------------
  const WORDS = "The suite on this computer has stopped, or the computer was asleep. This page comes back by itself, "
    + "with the same figures, as soon as it runs again. To start it, type: lbdp demo";
  let away = false;
  const back = () => { // a server that was started again knows nothing of this page until the page asks for it
    const app = document.querySelector("[data-testid=stApp]"), state = app?.dataset.testConnectionState;
    if (state && state !== "CONNECTED") away = true;
    else if (state && away) {
      away = false;
      dispatchEvent(new PopStateEvent("popstate"));
    }
  };
  const reword = () => {
    const said = document.querySelector("[role=dialog]");
    if (!said || !/Streamlit|connect/i.test(said.innerText) || said.dataset.lbdp) return;
    const texts = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (/Connection error/.test(text.data)) text.data = "The suite is not running";
      else if (/Streamlit|connected|Connection|restart it/.test(text.data)) text.data = WORDS;
    }
  };
  // --- what has too little room: a wide table or chart is scrolled by keyboard too, and a box says below what it cuts ---
  const SCROLLS = "[data-testid=stTable], [data-testid=stTable] div, [class*=st-key-wide]";
  const reach = () => {
    for (const box of document.querySelectorAll(SCROLLS)) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
    for (const map of document.querySelectorAll(".deck-events-root:not([role])")) { // it has the keyboard, but no name
      map.setAttribute("role", "application");
      map.setAttribute("aria-label", "Map: arrow keys move it, plus and minus bring it nearer or take it away");
    }
    for (const drop of document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]")) {
      drop.setAttribute("role", "group"); // it has a name and the keyboard, which a presentation may not
    }
    for (const input of document.querySelectorAll("[data-testid=stSelectbox] input")) {
      const cut = input.clientWidth && input.scrollWidth > input.clientWidth + 1 && input !== document.activeElement;
      const box = input.closest("[data-testid=stSelectbox]"), words = cut ? input.value : "";
      if ((box.dataset.whole ?? "") !== words) box.dataset.whole = words;
    }
  };
  addEventListener("resize", reach);
  addEventListener("focusout", () => setTimeout(reach), true);
  addEventListener("DOMContentLoaded", () => {
    const all = { childList: true, subtree: true };
    new MutationObserver(point).observe(document.body, all);
    new MutationObserver(reach).observe(document.body, { ...all, attributeFilter: ["value"] });
    new MutationObserver(back).observe(document.body, { ...all, attributeFilter: ["data-test-connection-state"] });
    new MutationObserver(reword).observe(document.body, { ...all, characterData: true });
    document.fonts.ready.then(reach);
  });
})();
