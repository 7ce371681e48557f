extension DifferencePage {
  /// The page's looks, by light and by dark.
  static let style = """
    :root {
      color-scheme: light dark;
      --ground: #f6f7f9; --sheet: #fff; --ink: #1a1d21; --faint: #667; --line: #dde1e7;
      --plain: #c9d0da; --added: #2f9e57; --removed: #d0443e; --moved: #3b7dd8; --changed: #c98a12;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #14171b; --sheet: #1c2127; --ink: #e7eaee; --faint: #98a2ae; --line: #2d343c;
        --plain: #46505c; --added: #3fbf70; --removed: #ef6a63; --moved: #63a0f2; --changed: #e2aa3b;
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans", sans-serif; }
    header, main { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
    header { padding-top: 32px; }
    h1 { margin: 0; font-size: 22px; font-weight: 600; overflow-wrap: anywhere; }
    h1 i { color: var(--faint); font-style: normal; font-weight: 400; }
    header p { margin: 4px 0 20px; color: var(--faint); }
    .timelines { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px; }
    h2 { margin: 0 0 6px; font-size: 12px; font-weight: 600; letter-spacing: .04em; color: var(--faint); }
    .track { display: flex; gap: 12px; margin: 4px 0; align-items: center; }
    .name { flex: 0 0 150px; font-size: 12px; color: var(--faint); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .lane { position: relative; flex: 1; height: 24px; border-radius: 4px; background: var(--ground); overflow: hidden; }
    .segment {
      position: absolute; top: 0; bottom: 0; min-width: 2px; padding: 0 6px; border-radius: 4px; overflow: hidden;
      white-space: nowrap; text-overflow: clip; font-size: 11px; line-height: 24px; background: var(--plain);
      border-right: 1px solid var(--sheet); color: var(--ink);
    }
    .segment.added, .segment.removed, .segment.moved, .segment.changed { color: #fff; }
    .segment.added { background: var(--added); }
    .segment.removed { background: var(--removed); }
    .segment.moved { background: var(--moved); }
    .segment.changed { background: var(--changed); }
    .ruler .lane { height: 18px; background: none; overflow: visible; }
    .ruler .lane span { position: absolute; font-size: 11px; color: var(--faint); padding-left: 3px; border-left: 1px solid var(--line); }
    .changes { list-style: none; margin: 20px 0 40px; padding: 0; display: grid; gap: 10px; }
    .changes li {
      background: var(--sheet); border: 1px solid var(--line); border-left: 4px solid var(--plain); border-radius: 8px;
      padding: 10px 16px; overflow-wrap: anywhere;
    }
    .changes p { margin: 0; }
    .changes b { font-weight: 600; }
    .changes .added { border-left-color: var(--added); }
    .changes .removed { border-left-color: var(--removed); }
    .changes .moved { border-left-color: var(--moved); }
    .changes .changed { border-left-color: var(--changed); }
    .pictures { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 10px; }
    figure { margin: 0; flex: 1 1 320px; max-width: 640px; }
    img { display: block; width: 100%; border-radius: 6px; background: #000; }
    figcaption { font-size: 12px; color: var(--faint); margin-top: 3px; }
    @media (max-width: 700px) { .name { flex-basis: 84px; } }
    @media print { .changes li { break-inside: avoid; } }
    """
}
