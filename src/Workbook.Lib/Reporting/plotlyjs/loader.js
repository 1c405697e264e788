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
      await library.newPlot(chart, figure.data, figure.layout, figure.config);
      placeholder.remove();
      element.dataset.state = "drawn";
    } catch (error) {
      chart.remove();
      placeholder.append(`This chart could not be drawn: ${error}`);
      element.dataset.state = "failed";
      console.error(error);
    }
  };

  window.workbookFigures = { plotly, push: draw };
  waiting.forEach(draw);
}
