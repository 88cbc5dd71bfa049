import type { Alert } from '#src/model/alert.ts';
import { visible } from '../export/escape.ts';
import { toWidth, wrap } from '../export/layout.ts';
import type { Paint } from '../export/severity-paint.ts';
import { paragraph } from '../lines.ts';
import { type RiskRow, riskRows, signed, sumText } from '../told/risk-rows.ts';

const nameWidth = 12;
const benignWidth = 6;
const riskyWidth = 14;
const textColumn = 2 + nameWidth + benignWidth + 1 + riskyWidth + 8;
/** Points of a full bar, unless one factor has more. */
const fullPoints = 40;

/** Factors as bars: what speaks for ordinary work to the left of the line, what raises the risk to the right. */
export function riskLines({ analysis }: Alert, width: number, paint: Paint): readonly string[] {
  const rows = riskRows(analysis);
  const most = Math.max(fullPoints, ...rows.map(({ points }) => Math.abs(points)));
  return [
    ...rows.flatMap((row) => rowLines(row, most / riskyWidth, width, paint)),
    ...paragraph(sumText(analysis), width),
  ];
}

function rowLines(row: RiskRow, unit: number, width: number, paint: Paint): readonly string[] {
  const { name, points, reasons } = row;
  const length = points === 0 ? 0 : Math.max(1, Math.round(Math.abs(points) / unit));
  const benign = points < 0 ? '█'.repeat(Math.min(benignWidth, length)) : '';
  const risky = points > 0 ? '█'.repeat(Math.min(riskyWidth, length)) : '';
  const bars = `${paint.green(benign.padStart(benignWidth))}│${paint.yellow(risky.padEnd(riskyWidth))}`;
  const head = `  ${toWidth(name, nameWidth)}${bars}${signed(points).padStart(6)}  `;
  const lines = reasons.flatMap(({ points: own, why }) => {
    const text = own === undefined ? why : `${signed(own).padStart(3)} ${why}`;
    const indent = own === undefined ? '' : '    ';
    return wrap(visible(text), width - textColumn - indent.length).map((line, index) =>
      index === 0 ? line : `${indent}${line}`,
    );
  });
  return lines.map((line, index) => {
    const text = points === 0 ? paint.dim(line) : line;
    return `${index === 0 ? head : ' '.repeat(textColumn)}${text}`;
  });
}
