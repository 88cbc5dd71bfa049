import type { Alert, RunbookStep } from '#src/model/alert.ts';
import { visible } from '../export/escape.ts';
import { cutTo, wrap } from '../export/layout.ts';
import type { Paint } from '../export/severity-paint.ts';
import { shellLines } from '../told/shell.ts';

/** The steps by phase, each with its command, what it breaks, how it is taken back, and who takes it. */
export function runbookLines({ analysis }: Alert, width: number, paint: Paint): readonly string[] {
  return analysis.runbook.flatMap((step, index) => {
    const isNewPhase = analysis.runbook[index - 1]?.phase !== step.phase;
    const head = isNewPhase ? [`  ${paint.bold(cutTo(visible(step.phase), width - 2))}`] : [];
    return [...head, ...stepLines(step, index + 1, width, paint)];
  });
}

const indent = '       ';

function stepLines(
  step: RunbookStep,
  number: number,
  width: number,
  paint: Paint,
): readonly string[] {
  const by = step.owner === undefined ? '' : ` [${step.owner}]`;
  const text = wrap(visible(`${step.step}${by}`), width - indent.length);
  return [
    ...text.map((line, part) => `${part === 0 ? `${number}.`.padStart(6) : '      '} ${line}`),
    ...commandLines(step.command ?? '', width, paint),
    ...remark('breaks', step.breaks, width, paint),
    ...remark('undo', step.rollback, width, paint),
  ];
}

/** A command is copied: it goes on in another line only in a way that a shell understands. */
function commandLines(command: string, width: number, paint: Paint): readonly string[] {
  return shellLines(command, width - indent.length - 2).map(
    (line, index) => `${indent}${paint.green(`${index === 0 ? '$' : ' '} ${visible(line)}`)}`,
  );
}

function remark(
  name: string,
  text: string | undefined,
  width: number,
  paint: Paint,
): readonly string[] {
  if (text === undefined || text === '') return [];
  const isCommand = text.startsWith('aws ');
  const room = width - indent.length - 8;
  const lines = isCommand ? shellLines(text, room).map(visible) : wrap(visible(text), room);
  return lines.map((line, index) =>
    paint.dim(`${indent}${(index === 0 ? `${name}:` : '').padEnd(8)}${line}`),
  );
}
