// Puts a reference where the person stands in the text, without a round to the server. Without it the server does.
// A table, a figure or a quotation gets a line of its own.
(() => {
  const form = document.getElementById("write");
  const text = form && form.elements.namedItem("text");
  if (!text) return;
  // Showing what can be inserted loads the page anew: the place in the text is kept. Who stood nowhere is at the end.
  const KEY = `place in ${location.pathname}`;
  const place = sessionStorage.getItem(KEY) ?? text.value.length;
  sessionStorage.removeItem(KEY);
  text.setSelectionRange(place, place);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "show") sessionStorage.setItem(KEY, text.selectionStart);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="insert"]');
    if (!button) return;
    event.preventDefault();
    let words = `[[${button.value}]]`;
    if (button.hasAttribute("data-whole")) {
      const before = text.value.slice(0, text.selectionStart);
      const after = text.value.slice(text.selectionEnd);
      const gap = (near) => "\n".repeat(near === "" || near.endsWith("\n\n") ? 0 : near.endsWith("\n") ? 1 : 2);
      words = gap(before) + words + "\n".repeat(after === "" ? 0 : Math.max(0, 2 - /^\n*/u.exec(after)[0].length));
    }
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  });
})();
