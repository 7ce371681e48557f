/// How the page of results looks; by the reader's choice of light or dark.
enum TestPageStyle {
  static let css = """
    :root {
      color-scheme: light dark;
      --paper: #fbfaf8; --sheet: #ffffff; --ink: #1c1b1a; --faint: #6f6b66; --line: #e4e0da;
      --passed: #2f7d4f; --failed: #b3261e; --broken: #8a3ab9; --changed: #8a5a00; --moved: #1f6f8b;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #161513; --sheet: #1f1d1b; --ink: #eceae6; --faint: #9b958d; --line: #34312d;
        --passed: #6cc48d; --failed: #ff8a80; --broken: #cf9bf0; --changed: #e0b35a; --moved: #7cc4de;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 84rem;
      background: var(--paper); color: var(--ink);
      font: 15px/1.5 system-ui, "Noto Sans", "Segoe UI", sans-serif;
    }
    header { margin-bottom: 1.5rem; }
    h1 { margin: 0; font-size: 1.35rem; font-weight: 650; letter-spacing: -0.01em; }
    .sentence { margin: 0.15rem 0 0.9rem; color: var(--faint); }
    .bar { display: flex; gap: 2px; height: 6px; border-radius: 3px; overflow: hidden; }
    .bar i.passed { background: var(--passed); }
    .bar i.failed { background: var(--failed); }
    .bar i.broken { background: var(--broken); }
    .case {
      margin: 0.6rem 0; border: 1px solid var(--line); border-left: 4px solid var(--status);
      border-radius: 6px; background: var(--sheet);
    }
    .case.passed { --status: var(--passed); }
    .case.failed { --status: var(--failed); }
    .case.broken { --status: var(--broken); }
    summary {
      display: flex; align-items: baseline; gap: 0.75rem; padding: 0.6rem 1rem; cursor: pointer;
      list-style: none;
    }
    summary::-webkit-details-marker { display: none; }
    summary:focus-visible { outline: 2px solid var(--status); outline-offset: -2px; border-radius: 4px; }
    .status { width: 4rem; color: var(--status); font-weight: 600; }
    .name { font-weight: 600; overflow-wrap: anywhere; }
    .time { margin-left: auto; color: var(--faint); font-variant-numeric: tabular-nums; white-space: nowrap; }
    .failure, .frame, .note, .file { margin: 0; padding: 0.35rem 1rem; }
    .failure p { display: flex; align-items: baseline; gap: 0.75rem; margin: 0; overflow-wrap: anywhere; }
    .check {
      flex: none; width: 4.7em; color: var(--faint); font-size: 0.85em;
    }
    .place { color: var(--faint); font: 0.85em ui-monospace, "DejaVu Sans Mono", monospace; }
    pre {
      margin: 0.4rem 0 0.2rem; padding: 0.6rem 0.8rem; border-radius: 4px; background: var(--paper);
      font: 0.86em/1.5 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    pre .added { color: var(--passed); }
    pre .removed { color: var(--failed); }
    pre .changed { color: var(--changed); }
    pre .moved { color: var(--moved); }
    .note { color: var(--faint); }
    .file { padding-bottom: 0.7rem; color: var(--faint); font: 0.82em ui-monospace, "DejaVu Sans Mono", monospace; }
    .frame + .frame:not(.wrong) { padding-top: 0; }
    .frame h3 { margin: 0.15rem 0; font-size: 1em; font-weight: 600; }
    .frame h3 span { margin-left: 0.5rem; color: var(--faint); font-weight: 400; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.75rem; }
    figure { margin: 0; }
    img { display: block; width: 100%; border: 1px solid var(--line); border-radius: 4px; background: #000; }
    figcaption { margin-top: 0.25rem; color: var(--faint); font-size: 0.88em; }
    @media print { .case { break-inside: avoid; } }

    """
}
