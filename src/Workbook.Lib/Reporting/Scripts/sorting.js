// A column's heading sorts its table: ascending, descending, and as it was. Numbers stand before words, what is empty stands last.
(() => {
  const number = /^[>\s]*([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d:.,\w])/;
  const words = new Intl.Collator("en", { numeric: true });
  const next = { none: "ascending", ascending: "descending", descending: "none" };

  const key = cell => {
    const text = cell.textContent.trim();
    const match = number.exec(text);
    return match ? [0, Number(match[1] + match[2].replaceAll(",", "") + (match[3] ?? ""))] : text ? [1, text] : [2, ""];
  };

  const sorted = (rows, column, sign) => rows.map(row => [key(row.cells[column]), row])
    .sort(([[kind, value], _], [[otherKind, other], __]) => kind - otherKind || sign * (kind === 0 ? value - other : words.compare(value, other)))
    .map(([_, row]) => row);

  // The headings over one column each, with its place and the heading above them.
  const headings = table => {
    const [taken, groups, found] = [[], [], []];
    [...table.tHead.rows].forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (taken[y]?.[x]) x++;
        if (cell.colSpan === 1) found.push({ cell, column: x, group: groups[x] });
        for (let i = 0; i < cell.colSpan; i++, x++) {
          if (cell.colSpan > 1) groups[x] = cell.textContent;
          for (let j = 0; j < cell.rowSpan; j++) (taken[y + j] ??= [])[x] = true;
        }
      }
    });
    return found;
  };

  for (const table of document.querySelectorAll("main table")) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length < 2 || body.querySelector("[colspan], [rowspan]")) continue;
    const heads = headings(table);
    for (const { cell, column, group } of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.title = "Sort by this column";
      if (group) button.setAttribute("aria-label", `${group}, ${cell.textContent}`);
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const order = next[cell.getAttribute("aria-sort") ?? "none"];
        for (const head of heads) head.cell.removeAttribute("aria-sort");
        if (order !== "none") cell.setAttribute("aria-sort", order);
        body.append(...(order === "none" ? rows : sorted(rows, column, order === "ascending" ? 1 : -1)));
      });
    }
  }
})();
