import { severities } from '#src/model/severity.ts';

/** Points above 100 that still set alerts apart. */
export const mostExtra = 150;

/** The list is sorted by the style sheet, by score, by what lies behind a score of 100 and by severity, for alerts are written as they come. */
const places = Array.from({ length: 101 }, (_, score) => `.o${score}{--score:${score}}`).join('');
const extras = Array.from(
  { length: mostExtra },
  (_, extra) => `.m${extra + 1}{--more:${extra + 1}}`,
).join('');
const ranks = severities.map((severity, rank) => `.s-${severity}{--rank:${rank}}`).join('');

const light = `
--page:#f5f5f3;--card:#fff;--text:#1c1f23;--soft:#5b626b;--line:#dfe1e4;--faint:#eceef0;--code:#f3f4f6;
--critical:#a8111d;--high:#b93a0a;--medium:#8a5a00;--low:#0b6580;--informational:#545b64;
--risky:#c2410c;--benign:#2f7d4a;--unknown:#3b5bad;
--h1:#dbe7f5;--h2:#aecbea;--h3:#7aa7d9;--h4:#3f7fc0;--h5:#1d5591`;
const dark = `
--page:#14171a;--card:#1d2125;--text:#e7e9ec;--soft:#a3abb5;--line:#343a41;--faint:#282d33;--code:#15181b;
--critical:#ff7b80;--high:#ff9a62;--medium:#e6b450;--low:#6cc7e0;--informational:#a9b1bb;
--risky:#ff9a62;--benign:#6fcf8e;--unknown:#93b1ff;
--h1:#1f3349;--h2:#29507a;--h3:#3a72ad;--h4:#5b9bdc;--h5:#a5cdf5`;

const page = `
*{box-sizing:border-box}
html{color-scheme:light dark}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
main{display:flex;flex-direction:column;gap:8px;max-width:1100px;margin:0 auto;padding:28px 20px 60px}
.totals{order:-200002;margin-bottom:6px}.cases{order:-200001;margin-bottom:10px}.heading{order:-200000;margin:12px 0 0}.alert{order:calc(var(--score)*-1000 - var(--more,0)*5 - var(--rank))}
h1{font-size:26px;line-height:1.2;margin:0 0 6px;letter-spacing:-.01em}
h2{font-size:17px;margin:0 0 10px}
h3{font-size:12px;text-transform:uppercase;letter-spacing:.07em;color:var(--soft);margin:0 0 10px}
h4{font-size:13px;margin:14px 0 4px;text-transform:capitalize}
p{margin:0 0 8px}ul,ol{margin:0;padding:0}li{margin:0 0 4px 18px}
small,.soft{color:var(--soft)}small{font-size:13px}
a{color:inherit}
.counts{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
.pill{display:inline-block;min-width:76px;padding:1px 8px;border:1px solid currentColor;border-radius:4px;font-size:11px;font-weight:700;letter-spacing:.05em;text-align:center;white-space:nowrap}
.pill.wide{letter-spacing:0;font-size:13px}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.informational{color:var(--informational)}
.pill.critical{background:var(--critical);border-color:var(--critical);color:var(--card)}
.alert,.case{background:var(--card);border:1px solid var(--line);border-radius:8px}
.case{padding:14px 16px 10px;margin-bottom:8px}.case .scroll{margin:14px 0 6px}.more{display:flex;flex-wrap:wrap;gap:0 26px;font-size:14px}.more details[open]{flex-basis:100%;margin-bottom:10px}.case td:first-child{width:84px}
summary{cursor:pointer;padding:4px 0;color:var(--soft)}summary:focus-visible{outline:2px solid var(--unknown)}
.line{display:grid;grid-template-columns:76px 92px 1fr auto;gap:14px;align-items:center;color:var(--text)}
.alert>summary{padding:11px 16px;border-radius:8px;list-style:none}.alert>summary::-webkit-details-marker{display:none}
.alert>summary:hover{background:var(--faint)}.alert>summary .what b::before{content:'▸ ';color:var(--soft);font-size:12px}.alert[open]>summary .what b::before{content:'▾ '}
.alert[open]>summary{border-bottom:1px solid var(--line)}
.score{font-size:18px;font-weight:650;line-height:1.1}.score svg{display:block;width:92px;margin-top:3px}
.what b{display:block;font-weight:600}.what{overflow-wrap:anywhere;min-width:0}
time{white-space:nowrap;color:var(--soft);font-size:13px}
article{padding:20px 22px 8px}
section{margin:0 0 30px}
.lead{font-size:18px;line-height:1.45;margin:0 0 16px;max-width:56em;overflow-wrap:anywhere}
dl.facts{display:grid;grid-template-columns:92px 1fr;gap:4px 16px;margin:0 0 28px;overflow-wrap:anywhere}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0}
table{border-collapse:collapse;width:100%}td,th{padding:6px 12px 6px 0;vertical-align:top;text-align:left;border-top:1px solid var(--faint);overflow-wrap:anywhere}
tr:first-child td{border-top:0}
td.n{white-space:nowrap;text-align:right;font-weight:600}td.k{width:138px;min-width:84px;color:var(--soft)}td.v{width:38%}td.b{width:196px}td.m{width:18px;padding-right:8px;text-align:center;font-weight:700}
.risky{color:var(--risky)}.benign{color:var(--benign)}.unknown{color:var(--unknown)}.plain{color:var(--soft)}
.own{font-weight:600}td.unknown:not(.m){color:var(--soft)}
pre{margin:6px 0;padding:9px 12px;background:var(--code);border:1px solid var(--line);border-radius:6px;font:12.5px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
ol.steps{list-style:none}ol.steps>li{display:grid;grid-template-columns:26px 1fr;margin:0 0 12px}
.owner{display:inline-block;margin-left:6px;padding:0 7px;border-radius:9px;background:var(--faint);color:var(--soft);font-size:12px}
.minor{font-size:13px;color:var(--soft);overflow-wrap:anywhere}.minor code{font-family:ui-monospace,monospace;font-size:12px}
.charts{display:flex;flex-wrap:wrap;gap:14px 34px}.scroll{overflow-x:auto}figure{margin:0 0 12px}figcaption{font-size:13px;color:var(--soft);margin-bottom:6px}
.phase{margin:10px 0 0}.phase h4{margin:0 0 2px}
footer{order:1;color:var(--soft);font-size:13px;margin-top:16px}`;

const charts = `
svg{max-width:none}svg text{font:11px system-ui,sans-serif;fill:var(--text)}
.timeline,.tactics{max-width:100%;height:auto;min-width:640px}.heat{max-width:100%;height:auto}
.bar .risky,.dot{fill:var(--risky)}.bar .benign{fill:var(--benign)}.bar .axis{stroke:var(--soft);stroke-width:1}
.meter .track{fill:var(--faint)}.meter .critical{fill:var(--critical)}.meter .high{fill:var(--high)}.meter .medium{fill:var(--medium)}.meter .low{fill:var(--low)}.meter .informational{fill:var(--informational)}
.hop{fill:var(--card);stroke:var(--soft)}.hop.acting{stroke:var(--risky);stroke-width:2}
.chain .name{font-size:12.5px;font-weight:600}svg .how,svg .note,svg .tick,svg .lane{fill:var(--soft)}
.way{fill:none;stroke:var(--soft);stroke-width:1.5}.way.crossing{stroke-dasharray:4 3;stroke:var(--risky)}.tip{fill:var(--soft)}
.grid{stroke:var(--line)}svg .tick{text-anchor:middle;font-size:10px}
.dot.other{fill:var(--card);stroke:var(--soft);stroke-width:1.5}.dot.other.failed{stroke:var(--unknown)}
.cell.h0{fill:var(--faint)}.cell.h1{fill:var(--h1)}.cell.h2{fill:var(--h2)}.cell.h3{fill:var(--h3)}.cell.h4{fill:var(--h4)}.cell.h5{fill:var(--h5)}
.ring{fill:none;stroke:var(--risky);stroke-width:2}svg .row.new{fill:var(--risky);font-weight:600}
.tactic rect{fill:none;stroke:var(--line)}.tactic text{text-anchor:middle;fill:var(--soft);font-size:10.5px}
.tactic.reached rect{fill:var(--risky);stroke:var(--risky)}.tactic.reached text{fill:var(--card);font-weight:600}.tactic.reached .when{fill:var(--text);font-weight:400;font-size:9px}`;

const media = `
@media (max-width:720px){.line{grid-template-columns:auto 1fr;gap:6px 12px}.line time{display:none}td.k,td.v{width:auto}td.b{display:none}td.v,td.v+td{display:block}td.v{padding-bottom:0}td.v+td{padding-top:0;border-top:0}.what{grid-column:1/-1}.score svg{display:none}dl.facts{grid-template-columns:1fr}dl.facts dt{margin-top:6px}}
@supports selector(:has(a)){.member{display:none}.member:has(:target),main:has(.unfold[open]) .member{display:block}}
@media print{body{background:#fff;font-size:12px}main{max-width:none;padding:0}details::details-content{content-visibility:visible;display:block;height:auto}.alert.member{display:block}.unfold{display:none}.alert,.case{border-color:#bbb;break-inside:auto}summary,h3,h4,figure,tr,li{break-inside:avoid}h3,h4{break-after:avoid}}`;

/** The whole style sheet: no font, image or address of anybody else. */
export const style =
  `:root{${light}}@media (prefers-color-scheme:dark){:root{${dark}}}${page}${charts}${media}${places}${extras}${ranks}`.replaceAll(
    '\n',
    '',
  );
