function (data) {
  // Figures are pushed to this queue (see Figure.cs); until plotly.js is here it is an array.
  const waiting = window.workbookFigures || [];
  if (!Array.isArray(waiting)) return;

  const plotly = (async () => {
    const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const source = await new Response(stream).text();
    // With module and without define, plotly.js is a CommonJS module also where a page has require.js.
    const module = { exports: {} };
    new Function("module", "exports", "define", source)(module, module.exports, undefined);
    return module.exports;
  })();

  // Figures are light. On a page that says of itself that it is light and dark, they are dark with it: the background, the texts, the series.
  const darkColors = {
    "#ffffff": "#16181b", "#fafafa": "#1c1f23", "#f3f3f3": "#23272c", "#eeeeee": "#2a2e34", "#e5e5e5": "#34393f", "#888888": "#8d939b",
    "#444444": "#b9bec5", "#222222": "#e4e6e9", "#000000": "#ffffff", "#0072b2": "#4ba3e3", "#56b4e9": "#a6dbff", "#d55e00": "#f0803c", "#009e73": "#22b58b",
    "#8a3d00": "#ffb27d", "#00523c": "#7be0c0",
  };
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => prefersDark.matches && /light dark|dark light/.test(getComputedStyle(document.documentElement).colorScheme);

  // A long line would leave the page; the whole text is in the figure.
  const cut = text => text.split("<br>").map(line => line.length > 120 ? line.slice(0, 119).replace(/&[^;]*$/, "") + "…" : line).join("<br>");

  // A copy: plotly.js writes into what it draws.
  const shown = figure => {
    const dark = isDark();
    const copy = JSON.parse(JSON.stringify(figure), (key, value) =>
      dark && /color$|^shadow$/.test(key) && typeof value === "string" ? value.replace(/#[0-9a-f]{6}/g, color => darkColors[color] ?? color) : value);
    for (const trace of copy.data) if (Array.isArray(trace.hovertext)) trace.hovertext = trace.hovertext.map(cut);
    return copy;
  };

  // A figure that is shown twice stands in the page twice under one key, and is pushed twice.
  const draw = async ([key, figure]) => {
    const element = document.querySelector(`figure[data-plotly="${key}"]:not([data-state])`);
    if (!element) return;
    element.dataset.state = "drawing";
    const placeholder = element.querySelector("[data-placeholder]");
    const chart = document.createElement("div");
    try {
      const library = await plotly;
      placeholder.before(chart);
      const { data, layout, config } = shown(figure);
      await library.newPlot(chart, data, layout, config);
      chart.workbookFigure = figure;
      chart.setAttribute("role", "img");
      chart.setAttribute("aria-label", element.querySelector("figcaption").textContent);
      placeholder.hidden = true;
      element.dataset.state = "drawn";
    } catch (error) {
      chart.remove();
      placeholder.append(`This chart could not be drawn: ${error}`);
      element.dataset.state = "failed";
      console.error(error);
    }
  };

  prefersDark.addEventListener("change", async () => {
    const library = await plotly;
    for (const chart of document.querySelectorAll("figure[data-state=drawn] .js-plotly-plot")) {
      const { data, layout } = shown(chart.workbookFigure);
      library.react(chart, data, layout);
    }
  });

  window.workbookFigures = { plotly, push: draw };
  waiting.forEach(draw);
}
