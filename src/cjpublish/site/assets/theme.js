// Puts the remembered look of the page on <html> before anything is painted. Classic and blocking, so it stays tiny.
// appearance.js writes what is read here.
(() => {
  try {
    const look = JSON.parse(localStorage.getItem("cjpublish.appearance") || "{}");
    const root = document.documentElement;
    if (["light", "dark", "sepia", "contrast"].includes(look.theme)) root.dataset.theme = look.theme;
    if (["sans", "wide"].includes(look.font)) root.dataset.font = look.font;
    if (look.size >= 0.8 && look.size <= 3) root.style.setProperty("--text-size", String(Number(look.size)));
    if (look.space >= 1.2 && look.space <= 3) root.style.setProperty("--line-space", String(Number(look.space)));
  } catch {
    // Nothing is remembered where a browser keeps no storage: the page looks as it does for everyone.
  }
})();
