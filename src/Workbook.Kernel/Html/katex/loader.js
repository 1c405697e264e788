async function (data) {
  const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
  const source = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  const module = { exports: {} };
  new Function("module", "exports", "define", source)(module, module.exports, undefined);
  for (const element of document.querySelectorAll(".math")) {
    // \( ... \) or \[ ... \], as the Markdown writer leaves them.
    const formula = element.textContent.trim();
    // Displayed HTML may have a class of this name.
    if (!/^\\(\(.*\\\)|\[.*\\\])$/s.test(formula)) continue;
    module.exports.render(formula.slice(2, -2), element, { output: "mathml", displayMode: formula.startsWith("\\["), throwOnError: false });
  }
}
