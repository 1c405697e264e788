// Under each chart, what its points say under the pointer, as a list to read, search and copy: made when it is opened.
(() => {
  const entities = { "&lt;": "<", "&gt;": ">", "&#36;": "$", "&amp;": "&" };
  const plain = text => text.replaceAll("<br>", "; ").replace(/&(lt|gt|#36|amp);/g, entity => entities[entity]);
  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    made.append(text, ...children);
    return made;
  };

  for (const figure of document.querySelectorAll("figure[data-plotly]")) {
    const details = element("details", "", element("summary", "Numbers of this chart"));
    details.className = "numbers";
    figure.append(details);
    details.addEventListener("toggle", () => {
      const drawn = figure.querySelector(".js-plotly-plot");
      if (!drawn || details.childElementCount > 1) return;
      const list = document.createElement("div");
      for (const trace of drawn.workbookFigure.data) {
        const points = trace.hovertext.filter((text, i) => text && trace.y[i] !== null);
        if (points.length) list.append(element("p", plain(trace.name)), element("ul", "", ...points.map(text => element("li", plain(text)))));
      }
      list.tabIndex = 0;
      list.role = "region";
      list.ariaLabel = `Numbers of: ${figure.querySelector("figcaption").textContent}`;
      details.append(list);
    });
  }
})();
