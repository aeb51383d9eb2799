/** The looks of a page: light and dark, on a phone and on paper; fonts of the reader's system, nothing from elsewhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --paper: #fff; --ink: #1b2129; --muted: #57606c; --line: #dfe3e8; --soft: #eef1f4; --link: #0a58b0;
  --error: #b3241b; --error-soft: #fdecea; --warning: #7d5200; --warning-soft: #fdf3dc;
  --unchecked: #6a3ba8; --unchecked-soft: #f3edfc; --fine: #1c6b42; --fine-soft: #e6f4ec;
  --s-running: #2f8f5b; --s-finished: #3d76c6; --s-failed: #c9392e; --s-stopped: #7b8591; --s-stopping: #8f6bc0;
  --s-initialized: #c2921f; --s-other: #b6bdc6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12151a; --paper: #1a1e25; --ink: #e7eaee; --muted: #a5afbb; --line: #303742; --soft: #232932; --link: #8fbcff;
    --error: #ff9187; --error-soft: #3a1f1e; --warning: #f3c467; --warning-soft: #352a14;
    --unchecked: #cdb0ff; --unchecked-soft: #2c2340; --fine: #83d6a7; --fine-soft: #17311f;
    --s-running: #4fb37d; --s-finished: #6fa3ea; --s-failed: #ee7469; --s-stopped: #8d97a3; --s-stopping: #b093e0;
    --s-initialized: #dcb24f; --s-other: #5d6672;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif; font-size: 16px;
  overflow-wrap: anywhere;
}
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .35rem; letter-spacing: -.015em; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 .9rem; letter-spacing: -.01em; }
h3 { font-size: 1.05rem; margin: 0; }
p { margin: .35rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .88em; }
.kicker { font-size: .8rem; letter-spacing: .09em; text-transform: uppercase; color: var(--muted); margin: 0 0 .4rem; }
.muted { color: var(--muted); }
.n { font-variant-numeric: tabular-nums; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; }
.tiles div { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: .8rem 1rem; }
.tiles dt { font-size: .85rem; color: var(--muted); }
.tiles dd { margin: 0; font-size: 1.75rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.tiles .error dd { color: var(--error); } .tiles .warning dd { color: var(--warning); }
.tiles .unchecked dd { color: var(--unchecked); } .tiles .fine dd { color: var(--fine); }
nav ul { display: flex; flex-wrap: wrap; gap: .35rem 1.1rem; list-style: none; margin: 1.4rem 0 0; padding: 0; font-size: .95rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.25rem; margin: 0 0 1rem; }
.card > h3 + p { margin-top: .15rem; }
.card.late { content-visibility: auto; contain-intrinsic-size: auto 12rem; }
.scroll { overflow-x: auto; }
.scroll table { overflow-wrap: break-word; }
.scroll .broad { min-width: 46rem; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
caption { text-align: left; color: var(--muted); font-size: .88rem; padding: 0 0 .5rem; }
th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; font-size: .82rem; font-weight: 600; color: var(--muted); white-space: nowrap; }
th[scope="row"] { font-weight: 500; }
tbody th[scope="rowgroup"] { padding-top: 1.1rem; color: var(--muted); font-weight: 600; font-size: .88rem; }
td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.n.zero { color: var(--muted); }
td.wide { min-width: 9rem; }
.name { min-width: 9rem; }
.sub { display: block; color: var(--muted); font-size: .86rem; font-weight: 400; }
.bar rect { stroke: var(--paper); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.bar { display: block; width: 100%; height: 1.1rem; margin-top: .7rem; border-radius: 6px; overflow: hidden; }
td .bar { height: .7rem; margin-top: .4rem; border-radius: 4px; }
.sign { width: .75rem; height: .75rem; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; list-style: none; margin: .9rem 0 0; padding: 0; }
.s-running { fill: var(--s-running); } .s-finished { fill: var(--s-finished); } .s-failed { fill: var(--s-failed); }
.s-stopped { fill: var(--s-stopped); } .s-stopping { fill: var(--s-stopping); } .s-initialized { fill: var(--s-initialized); }
.s-other { fill: var(--s-other); }
.tag { display: inline-block; border-radius: 999px; padding: .05rem .6rem; font-size: .82rem; font-weight: 600; white-space: nowrap; }
.tag.error { color: var(--error); background: var(--error-soft); } .tag.warning { color: var(--warning); background: var(--warning-soft); }
.tag.unchecked { color: var(--unchecked); background: var(--unchecked-soft); } .tag.fine { color: var(--fine); background: var(--fine-soft); }
.tag.plain { color: var(--muted); background: var(--soft); }
.fold { border-top: 1px solid var(--line); margin-top: .8rem; padding-top: .8rem; }
.repair { margin: .3rem 0 0; }
.repair::before { content: "→ "; color: var(--muted); }
details { margin-top: .5rem; }
details.card { padding: .8rem 1.25rem; } details.card > summary { font-weight: 600; }
summary { cursor: pointer; color: var(--link); }
summary .n { color: var(--ink); }
.jobs { list-style: none; margin: .5rem 0 .75rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: .1rem 1.5rem; font-size: .92rem; }
.jobs b { font-weight: 400; color: var(--muted); font-variant-numeric: tabular-nums; margin-left: .5rem; font-size: .9em; }
.list td:nth-child(2) { color: var(--muted); font-variant-numeric: tabular-nums; }
.where { margin: .6rem 0 0; font-weight: 600; font-size: .92rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 0; }
dl.facts dt { color: var(--muted); } dl.facts dd { margin: 0; }
footer { margin-top: 3rem; padding-bottom: 3rem; font-size: .88rem; color: var(--muted); }
@media (max-width: 40rem) {
  body { font-size: 15px; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.5rem; }
  .card { padding: .9rem 1rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .5rem; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --soft: #eee; --link: #000;
    --error: #8f1c14; --error-soft: #fff; --warning: #5f3e00; --warning-soft: #fff; --unchecked: #4b2680; --unchecked-soft: #fff;
    --fine: #12502f; --fine-soft: #fff; }
  body { font-size: 10pt; }
  nav { display: none; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .card { border-radius: 0; padding: .5rem 0; border-width: 1px 0 0; }
  .card.late { content-visibility: visible; }
  .tag { padding: 0; }
  h2, h3, summary { break-after: avoid; }
  tr, li { break-inside: avoid; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
}
`;
