// Marking places in a text: by mouse to the character, by keyboard to the sentence. Without this file the form asks
// for the numbers of the sentences. Places are counted in characters (code points), as the server counts them.
(() => {
  const text = document.getElementById("text");
  const form = document.getElementById("coding");
  if (!text || !form || !form.elements.first) return;
  const sentences = [...text.querySelectorAll(".sentence")];
  const { first, last, start, end, code } = form.elements;
  const told = document.getElementById("chosen");
  let anchor = -1;
  let focus = -1;

  const points = (words) => Array.from(words).length;

  function show(words) {
    const low = Number(first.value);
    const high = Number(last.value) || low;
    for (const one of sentences) {
      const number = Number(one.dataset.number);
      one.classList.toggle("is-chosen", low > 0 && number >= Math.min(low, high) && number <= Math.max(low, high));
    }
    told.textContent = words ? `«${words.length > 90 ? `${words.slice(0, 90)} …` : words}»` : "";
  }

  function wordsIn(range) {
    const copy = range.cloneContents();
    for (const beside of copy.querySelectorAll(".nr, .tags")) beside.remove();
    return copy.textContent.trim().replace(/\s+/gu, " ");
  }

  function wordsOf(low, high) {
    const range = document.createRange();
    range.setStartBefore(sentences[low]);
    range.setEndAfter(sentences[high]);
    return wordsIn(range);
  }

  function choose(low, high) {
    first.value = sentences[Math.min(low, high)].dataset.number;
    last.value = sentences[Math.max(low, high)].dataset.number;
    start.value = "";
    end.value = "";
    show(wordsOf(Math.min(low, high), Math.max(low, high)));
  }

  // The place of a point in the document, counted from the beginning of its sentence.
  function place(node, offset) {
    const inside = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".sentence");
    if (!inside) return null;
    const range = document.createRange();
    range.selectNodeContents(inside);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    for (const number of copy.querySelectorAll(".nr")) number.remove();
    return { sentence: inside, at: Number(inside.dataset.start) + points(copy.textContent) };
  }

  text.addEventListener("mouseup", () => {
    const chosen = window.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const from = place(range.startContainer, range.startOffset);
    const to = place(range.endContainer, range.endOffset);
    if (!from || !to || to.at <= from.at) return;
    first.value = from.sentence.dataset.number;
    last.value = to.sentence.dataset.number;
    start.value = from.at;
    end.value = to.at;
    anchor = sentences.indexOf(from.sentence);
    focus = sentences.indexOf(to.sentence);
    show(wordsIn(range));
  });

  text.addEventListener("keydown", (event) => {
    if (event.target !== text) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      focus = Math.min(sentences.length - 1, Math.max(0, focus + step));
      if (!event.shiftKey || anchor < 0) anchor = focus;
      choose(anchor, focus);
      sentences[focus].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && focus >= 0) {
      event.preventDefault();
      code.focus();
    }
  });

  for (const field of [first, last]) {
    field.addEventListener("input", () => {
      start.value = "";
      end.value = "";
      show("");
    });
  }
  // Back from setting a code: on from the sentence it stands at.
  const back = sentences.findIndex((one) => `#${one.id}` === window.location.hash);
  if (back >= 0) {
    anchor = focus = back;
    text.focus({ preventScroll: true });
  }
  document.getElementById("keys").hidden = false;
  show("");
})();
