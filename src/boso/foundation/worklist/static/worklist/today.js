// The tasks come in a few requests: put those that come later where they belong, by group and then by date.
(() => {
  "use strict";

  const due = (row) => row.dataset.due || "9999";
  const before = (all, fits) => all.find(fits) || null;

  const place = (list, part) => {
    const groups = [...list.tBodies];
    const own = groups.find((group) => group.dataset.group === part.dataset.group);
    if (!own) {
      list.insertBefore(part, before(groups, (group) => Number(group.dataset.place) > Number(part.dataset.place)));
      return;
    }
    for (const row of part.querySelectorAll("tr.task")) {
      own.insertBefore(row, before([...own.querySelectorAll("tr.task")], (other) => due(other) > due(row)));
    }
  };

  document.addEventListener("htmx:afterSettle", () => {
    const [list, ...others] = document.querySelectorAll("main table.tasks");
    for (const other of others) {
      for (const part of [...other.tBodies]) place(list, part);
      other.remove();
    }
  });
})();
