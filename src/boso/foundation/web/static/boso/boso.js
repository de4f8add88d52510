// Comfort on top of pages that work without it: "/" to search, filters that send themselves, and a guard for unsaved words.
(() => {
  "use strict";

  const typing = (element) => element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(document.activeElement)) return;
    const search = document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form) form.requestSubmit();
  });

  // A filter that is left empty stays out of the address.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-autosubmit]")) return;
    for (const control of event.target.elements) if (control.name && control.value === "") control.disabled = true;
  });
  addEventListener("pageshow", () => {
    for (const control of document.querySelectorAll("form[data-autosubmit] :disabled")) control.disabled = false;
  });

  let unsaved = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) unsaved = true; });
  document.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  // On a phone the tab one stands on may lie outside: bring it into sight.
  for (const current of document.querySelectorAll(".tabs > [aria-current]")) {
    const tabs = current.parentElement;
    tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
  }

  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
