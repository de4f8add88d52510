// Comfort on a form that works without it: each answer is saved as it is given, and what depends on it is drawn anew.
(() => {
  "use strict";
  const form = document.querySelector("form[data-fill]");
  if (!form) return;
  const saved = form.querySelector("[data-saved]");
  const drawn = new Map();
  const dirty = new Set();
  let timer = 0, busy = false, again = false, leaving = false;

  const blocks = (root) => [...root.querySelectorAll(".question[data-key]")];
  for (const block of blocks(form)) drawn.set(block.dataset.key, block.outerHTML);

  const say = (text, state) => { saved.textContent = text; saved.dataset.state = state; };
  const typing = (element) => element && (element.tagName === "TEXTAREA" || (element.tagName === "INPUT" && !/^(radio|checkbox)$/.test(element.type)));

  const redraw = (before, after) => {
    const key = after.dataset.key;
    if (drawn.get(key) === after.outerHTML || dirty.has(key)) return;
    const focus = before.contains(document.activeElement) ? document.activeElement : null;
    if (typing(focus)) return;
    drawn.set(key, after.outerHTML);
    const fresh = document.importNode(after, true);
    before.replaceWith(fresh);
    if (focus && focus.id) document.getElementById(focus.id)?.focus({ preventScroll: true });
  };

  // Make the children of `old` that have a key the same as those of `fresh`, in order.
  const match = (old, fresh, same) => {
    const standing = new Map([...old.children].filter((each) => each.dataset.key !== undefined).map((each) => [each.dataset.key, each]));
    let place = null;
    for (const wanted of fresh.children) {
      if (wanted.dataset.key === undefined) continue;
      const found = standing.get(wanted.dataset.key);
      if (found) {
        standing.delete(wanted.dataset.key);
        place = found;
        same(found, wanted);
        if (!place.isConnected) place = [...old.children].find((each) => each.dataset.key === wanted.dataset.key);
      } else {
        const made = document.importNode(wanted, true);
        if (place) place.after(made); else old.prepend(made);
        for (const block of made.matches(".question") ? [made] : blocks(made)) drawn.set(block.dataset.key, block.outerHTML);
        place = made;
      }
    }
    for (const gone of standing.values()) gone.remove();
  };

  const show = (page) => {
    const fresh = page.querySelector("form[data-fill]");
    if (!fresh) return;
    for (const part of ["[data-progress]", "[data-saved]"]) {
      const before = form.querySelector(part), after = fresh.querySelector(part);
      if (part === "[data-saved]") say(after.textContent, "");
      else if (before.innerHTML !== after.innerHTML && !before.contains(document.activeElement)) before.innerHTML = after.innerHTML;
    }
    if (!fresh.querySelector("[data-summary]")) form.querySelector("[data-summary]")?.remove();
    match(form.querySelector("[data-parts]"), fresh.querySelector("[data-parts]"), (one, other) => {
      match(one.querySelector("[data-questions]"), other.querySelector("[data-questions]"), redraw);
    });
  };

  const save = async () => {
    if (busy) { again = true; return; }
    busy = true;
    const body = new FormData(form);
    body.set("go", "save");
    const sent = new Set(dirty);
    dirty.clear();
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (leaving) return;
      if (answer.redirected) say(form.dataset.out, "wrong");
      else if (!answer.ok) throw new Error(String(answer.status));
      else show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      for (const key of sent) dirty.add(key);
      if (!leaving) { say(form.dataset.offline, "wrong"); clearTimeout(timer); timer = setTimeout(save, 10000); }
    } finally {
      busy = false;
      if (again) { again = false; save(); }
    }
  };

  const soon = (wait) => (event) => {
    const block = event.target.closest(".question[data-key]");
    if (!block) return;
    dirty.add(block.dataset.key);
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  form.addEventListener("input", soon(900));
  form.addEventListener("change", soon(60));
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("online", save);
})();
