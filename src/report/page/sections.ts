import type { Alert } from '#src/model/alert.ts';
import { visible } from '../export/escape.ts';
import { cutTo, toWidth, wrap } from '../export/layout.ts';
import { type Paint, severityWord } from '../export/severity-paint.ts';
import { minuteOf, secondOf } from '../export/words.ts';
import { item, paragraph } from '../lines.ts';
import { gapsOf } from '../told/coverage-lines.ts';
import { chainRemarks, hopsOf } from '../told/hops.ts';
import { knownOf } from '../told/known.ts';
import { noveltiesOf } from '../told/novelty.ts';
import { relationsOf } from '../told/relations.ts';
import { type Phase, phasesOf, timelineGap, timelineRemark } from '../told/timeline.ts';
import { markOf, saidLines } from './marks.ts';

/** Each section of the page as lines; none when there is nothing to say. */

export function chainLines(alert: Alert, width: number, paint: Paint): readonly string[] {
  const { actor } = alert;
  const identity = `${actor.name}: ${actor.kind}, ${actor.class}${actor.crossAccount ? ', from another account' : ''}`;
  const hops = hopsOf(alert).flatMap(({ name, account, how, details, crosses }, index) => {
    const indent = '  '.repeat(Math.min(index, 6));
    const where = account === '' ? '' : ` in ${account}${crosses ? ', another account' : ''}`;
    const head = wrap(visible(`${how}: ${name}${where}`), width - 6 - indent.length);
    const rest = wrap(visible(details.join(' · ')), width - 6 - indent.length);
    return [
      ...head.map((line, part) => `  ${indent}${part > 0 ? '   ' : hopMark(index)} ${line}`),
      ...rest.filter((line) => line !== '').map((line) => `  ${indent}    ${paint.dim(line)}`),
    ];
  });
  const remarks = chainRemarks(alert).flatMap((said) => saidLines(said, width, paint));
  return [...paragraph(identity, width), ...hops, ...remarks];
}

function hopMark(index: number): string {
  return index === 0 ? ' ● ' : '└─▶';
}

export function timelineLines(alert: Alert, width: number, paint: Paint): readonly string[] {
  const phases = phasesOf(alert);
  const remark = timelineRemark(alert);
  const date = phases[0]?.moments[0]?.time.slice(0, 10) ?? '';
  const lines = phases.flatMap((phase) => phaseLines(phase, date, width, paint));
  const gap = timelineGap(alert);
  const gapText = gap === undefined ? [] : saidLines(gap, width, paint);
  if (lines.length === 0) return gapText;
  const session = remark === '' ? '' : ` · the session: ${remark}`;
  return [...paragraph(`${date} UTC${session}`, width).map(paint.dim), ...gapText, ...lines];
}

function phaseLines(phase: Phase, date: string, width: number, paint: Paint): readonly string[] {
  const { title, moments, hidden } = phase;
  const lines = moments.flatMap(({ time, until, text, isOwn, isRead, isFailed }) => {
    const day = time.slice(0, 10) === date ? '' : `${time.slice(0, 10)} `;
    const end = until === time ? '' : ` until ${secondOf(until).slice(11)}`;
    const mark = isOwn ? '▶' : '·';
    const said = `${day}${secondOf(time).slice(11)}  ${text}${isFailed ? ' [refused]' : ''}${end}`;
    return wrap(visible(said), width - 16).map((line, index) => {
      const painted = isRead && !isOwn ? paint.dim(line) : line;
      return `    ${index === 0 ? mark : ' '} ${index === 0 ? '' : '          '}${painted}`;
    });
  });
  const more = hidden > 0 ? [`      … and ${hidden} more`] : [];
  return [`  ${paint.bold(title)}`, ...lines, ...more];
}

export function noveltyLines(alert: Alert, width: number, paint: Paint): readonly string[] {
  const { rows, memory, gap } = noveltiesOf(alert);
  if (gap !== undefined) return saidLines(gap, width, paint);
  const lines = rows.flatMap(({ tone, what, value, text }) =>
    saidLines({ tone, text: `${what} ${value}: ${text}` }, width, paint),
  );
  return memory === '' ? lines : [...lines, ...paragraph(memory, width).map(paint.dim)];
}

const labelWidth = 14;

export function knownLines(alert: Alert, width: number, paint: Paint): readonly string[] {
  return knownOf(alert).flatMap(({ label, said }) =>
    said.flatMap(({ tone, text }, place) =>
      wrap(visible(text), width - labelWidth - 5).map((line, index) => {
        const isFirst = index === 0;
        const name = toWidth(isFirst && place === 0 ? visible(label) : '', labelWidth);
        return `  ${isFirst ? markOf(tone, paint) : ' '} ${paint.dim(name)} ${line}`;
      }),
    ),
  );
}

export function relationLines(alert: Alert, width: number, paint: Paint): readonly string[] {
  const { caseText, alerts, hidden, actorText, gap } = relationsOf(alert);
  const others = alerts.map(({ severity, time, title, id, why, sameCase }) => {
    const word = paint.severity(severity, toWidth(severityWord(severity), 8));
    const text = `${minuteOf(time)}  ${id.slice(0, 12)}  ${title} · ${why}${sameCase ? '' : ' · not in the case'}`;
    return `    ${word} ${cutTo(visible(text), width - 13)}`;
  });
  return [
    ...(gap === undefined ? [] : saidLines(gap, width, paint)),
    ...paragraph(caseText, width),
    ...others,
    ...(hidden > 0 ? [`    … and ${hidden} more`] : []),
    ...paragraph(actorText, width),
  ];
}

export function coverageLines(alert: Alert, width: number, paint: Paint): readonly string[] {
  return gapsOf(alert).flatMap(({ id, said }) =>
    saidLines({ ...said, text: `${id}: ${said.text}` }, width, paint),
  );
}

export function techniqueLines({ techniques }: Alert, width: number): readonly string[] {
  return techniques.flatMap(({ id, name, tactic, why }) =>
    item(`${id} ${name} (${tactic})${why === undefined ? '' : `: ${why}`}`, width),
  );
}

const mostResources = 12;

/** Where the enrichment that knows more about them could look, it has told them already. */
export function touchedLines({ resources, facts }: Alert, width: number): readonly string[] {
  if (facts['resource']?.coverage === 'ran') return [];
  const shown = resources.slice(0, mostResources).flatMap((resource) => item(resource, width));
  const hidden = resources.length - mostResources;
  return hidden > 0 ? [...shown, `    and ${hidden} more`] : shown;
}
