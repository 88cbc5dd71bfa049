import { loadBaseline } from '#src/adapters/baseline/model-file.ts';
import { compareTexts } from '#src/compare-texts.ts';
import { membersOf } from '#src/detect/baseline/model.ts';
import { groupKeyOf } from '#src/detect/baseline/session.ts';
import type { Baseline } from '#src/enrich/baseline.ts';
import { NotFoundError } from '#src/model/errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printable } from '../printable.ts';
import { habitsOf, habitsText, modelJson, modelText } from './baseline-words.ts';

interface ShowOptions {
  readonly data: string;
  readonly format: 'text' | 'json';
}

export async function showBaseline(
  actor: string | undefined,
  options: ShowOptions,
): Promise<ExitCode> {
  const baseline = loadBaseline(options.data);
  if (baseline === undefined)
    throw new NotFoundError(
      `No baseline was trained in ${options.data}; cairn baseline train --data ${options.data} does it`,
    );
  const told = actor === undefined ? everybody(baseline) : oneActor(baseline, actor);
  process.stdout.write(
    options.format === 'json' ? `${JSON.stringify(told.json)}\n` : printable(told.text),
  );
  return exitCodes.done;
}

interface Told {
  readonly text: string;
  readonly json: unknown;
}

const mostActors = 10;

function everybody(baseline: Baseline): Told {
  const habits = habitsOf(baseline.model.everybody);
  const busiest = [...baseline.model.actors]
    .map(([key, { sessions }]) => ({ key, sessions }))
    .toSorted((a, b) => b.sessions - a.sessions || compareTexts(a.key, b.key))
    .slice(0, mostActors);
  const list = busiest.map(({ key, sessions }) => `  ${String(sessions).padStart(8)}  ${key}`);
  return {
    json: { ...modelJson(baseline), everybody: habits, busiest },
    text: `${modelText(baseline)}\n${habitsText('Everybody', habits)}\nMost sessions:\n${list.join('\n')}\n`,
  };
}

function oneActor({ model, version }: Baseline, asked: string): Told {
  const matching = [...model.actors.keys()].filter((key) => key.includes(asked)).toSorted();
  const key = matching.includes(asked) ? asked : matching[0];
  const profile = key === undefined ? undefined : model.actors.get(key);
  if (key === undefined || profile === undefined)
    throw new NotFoundError(`The baseline knows no actor like ${asked}`);
  const habits = habitsOf(profile);
  const group = groupKeyOf(key);
  const peers = membersOf(model, group).filter((one) => one !== key);
  const others = matching.filter((one) => one !== key).slice(0, mostActors);
  const lines = [
    habitsText(key, habits),
    ...(group === '' ? [] : [`  shares      ${group} with ${peers.length} others\n`]),
    ...(others.length === 0 ? [] : [`Also matching: ${others.join(', ')}\n`]),
  ];
  return { json: { version, actor: key, group, peers, ...habits }, text: lines.join('') };
}
