// The list under the search box: arrows walk through it, Escape closes it, leaving closes it.
(() => {
  "use strict";

  const box = document.querySelector("[data-search-box]");
  if (!box) return;
  const input = box.querySelector("input");
  const list = box.querySelector("#suggestions");
  const stops = () => [input, ...list.querySelectorAll("a")];

  box.addEventListener("keydown", (event) => {
    const all = stops();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length > 1) {
      event.preventDefault();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else if (event.key === "Escape" && list.childElementCount) {
      event.preventDefault();
      list.replaceChildren();
      input.focus();
    }
  });
  document.addEventListener("focusin", (event) => { if (!box.contains(event.target)) list.replaceChildren(); });
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) list.replaceChildren(); });
})();
