namespace Workbook.Tests.Browser;

/// <summary>What a reader needs of a page, as JavaScript expressions.</summary>
internal static class PageChecks
{
    /// <summary>Shows what is folded away.</summary>
    public const string OpenDetails = "document.querySelectorAll('details').forEach(details => details.open = true)";

    /// <summary>Whether the page's background is darker than its text.</summary>
    public const string IsDark = """
        (() => {
          const light = color => color.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
          const style = getComputedStyle(document.documentElement);
          return light(style.backgroundColor) < light(style.color);
        })()
        """;

    /// <summary>Elements that reach beyond the page's width, other than in a box that scrolls; empty where none does.</summary>
    public const string Overflowing = """
        [...document.body.querySelectorAll('*')]
          .filter(element => element.checkVisibility() && !element.closest('.scroll > *, pre > *, svg'))
          .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map(element => `${element.tagName} ${element.className}: ${element.textContent.slice(0, 60)}`).slice(0, 5).join('; ')
        """;

    /// <summary>Elements that reach beyond the paper's width, boxes that scroll on a screen included; empty where none does.</summary>
    public const string Cut = """
        [...document.body.querySelectorAll('*')]
          .filter(element => element.checkVisibility() && !element.closest('svg'))
          .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map(element => `${element.tagName} ${element.className}: ${element.textContent.slice(0, 60)}`).slice(0, 5).join('; ')
        """;

    /// <summary>Headings that skip a level, ids that stand twice, and tables, figures, buttons and regions without a name; empty where there are none.</summary>
    public const string Misplaced = """
        (() => {
          const problems = [];
          let level = 0;
          for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
            const next = Number(heading.tagName[1]);
            if (next > level + 1 || (next === 1 && level > 0)) problems.push(`${heading.tagName} after H${level}: ${heading.textContent.slice(0, 40)}`);
            level = next;
          }
          const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
          for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) problems.push(`id ${id} twice`);
          for (const element of document.querySelectorAll('table, figure, button, [role=region]')) {
            const name = element.ariaLabel ?? element.querySelector(':scope > caption, :scope > figcaption')?.textContent ?? (element.tagName === 'BUTTON' ? element.textContent : '');
            if (!name.trim()) problems.push(`${element.tagName} without a name: ${element.outerHTML.slice(0, 60)}`);
          }
          return problems.join('; ');
        })()
        """;

    /// <summary>Lines and markers of charts whose contrast with the chart's background is below 3; empty where there are none.</summary>
    public const string Invisible = """
        (() => {
          const channels = color => color.match(/[\d.]+/g).slice(0, 3).map(Number);
          const luminance = color => channels(color).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
          const background = luminance(getComputedStyle(document.querySelector('.main-svg')).backgroundColor);
          return [...document.querySelectorAll('.js-line, .points path, .errorbar path')].map(mark => {
            const { stroke, fill } = getComputedStyle(mark);
            return stroke === 'none' || mark.matches('.points path') && fill !== 'none' ? fill : stroke;
          }).filter(color => color !== 'none').filter(color => {
            const [low, high] = [luminance(color), background].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05) < 3;
          }).filter((color, i, all) => all.indexOf(color) === i).join('; ');
        })()
        """;

    /// <summary>
    /// Texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3, level AA for text of ordinary size); empty where there is none.
    /// </summary>
    public const string Unreadable = """
        (() => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgba = color => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const over = (top, bottom) => top.slice(0, 3).map((part, i) => part * top[3] + bottom[i] * (1 - top[3]));
          const behind = element => {
            if (!element) return [255, 255, 255];
            const chart = element.closest('.js-plotly-plot'); // it paints its first layer
            if (chart) return rgba(getComputedStyle(chart.querySelector('.main-svg')).backgroundColor).slice(0, 3);
            const color = rgba(getComputedStyle(element).backgroundColor);
            return color[3] === 1 ? color : over(color, behind(element.parentElement));
          };
          const luminance = color => color.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
          const contrast = element => {
            const [background, style] = [behind(element), getComputedStyle(element)];
            const text = over(rgba(element.closest('svg') ? style.fill : style.color), background);
            const [low, high] = [luminance(text), luminance(background)].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          };
          return [...document.body.querySelectorAll('*')]
            .filter(element => element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
            .filter(element => !/^(SCRIPT|STYLE)$/.test(element.tagName))
            .map(element => [contrast(element), element]).filter(([ratio]) => ratio < 4.5)
            .map(([ratio, element]) => `${ratio.toFixed(2)} ${element.tagName}: ${element.textContent.slice(0, 40)}`).slice(0, 5).join('; ');
        })()
        """;
}
