namespace Workbook.Kernel.Html;

/// <summary>The look of a notebook's page, light and dark.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --text: #1d2129; --back: #fff; --soft: #f5f6f8; --line: #d9dce1; --dim: #6a7180; --red: #b3261e; --redback: #fdf0ef;
          --keyword: #0b53a8; --literal: #a13d12; --comment: #537a3b; }
        @media (prefers-color-scheme: dark) { :root {
          --text: #dfe2e8; --back: #16181d; --soft: #20232a; --line: #383d47; --dim: #9aa2b1; --red: #f2a29c; --redback: #33201f;
          --keyword: #7db5f5; --literal: #e2a37f; --comment: #93b87d; } }
        body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1, h2, h3 { line-height: 1.25; margin: 1.6em 0 .5em; } h1 { font-size: 1.8rem; } h2 { font-size: 1.4rem; } h3 { font-size: 1.15rem; }
        a { color: var(--keyword); } img { max-width: 100%; }
        pre, code { font: .85rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
        pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        pre.source { background: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: .6rem .8rem; }
        pre.source[data-number]::before { content: "[" attr(data-number) "]"; float: right; color: var(--dim); }
        section.code { margin: 1rem 0; } .output { margin: .5rem 0 0; padding: 0 .8rem; overflow-x: auto; }
        pre.stderr { color: var(--dim); } pre.error { color: var(--red); background: var(--redback); padding: .6rem .8rem; }
        table { border-collapse: collapse; margin: .8rem 0; } th, td { border-bottom: 1px solid var(--line); padding: .25rem .7rem; text-align: left; }
        section.text { overflow-wrap: break-word; } section.text > table { display: block; overflow-x: auto; }
        blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid var(--line); color: var(--dim); }
        /* Only within code: displayed HTML brings class names of its own. */
        .source .keyword { color: var(--keyword); } .source :is(.string, .number) { color: var(--literal); }
        .source .comment { color: var(--comment); } .source .directive { color: var(--dim); }
        div.math { overflow: auto hidden; padding: .3em 0; }
        """;
}
