import { describe, expect, it } from 'vitest';
import { aCallOfAlice, anAlert } from '../../../test/an-alert.ts';
import { evidenceOf } from '../evidence.ts';
import { forEach, forEachCall, inEachRegion } from './by-region.ts';
import { cli } from './cli.ts';
import { step } from './runbook.ts';

const steps = inEachRegion(({ region }, { texts }) => [
  step('preserve', 'Describe it.', {
    command: cli`aws x describe --region ${region} --ids ${texts('requestParameters.id')}`,
  }),
  step('investigate', 'List them.', { command: cli`aws x list --region ${region}` }),
  step('tell', 'Tell somebody.'),
]);

function aCallIn(awsRegion: string, ...ids: readonly string[]) {
  return aCallOfAlice({ awsRegion, requestParameters: { id: ids } });
}

describe('inEachRegion', () => {
  it('names the ids of one region only in each command, and what is the same once', () => {
    const evidence = evidenceOf([
      aCallIn('eu-west-1', 'a', 'b'),
      aCallIn('us-east-1', 'c'),
      aCallIn('eu-west-1', 'd'),
    ]);

    const told = steps(anAlert({ count: 3 }), evidence);

    expect(told.map((each) => each.command ?? each.step)).toEqual([
      'aws x describe --region eu-west-1 --ids a b d',
      'aws x list --region eu-west-1',
      'Tell somebody.',
      'aws x describe --region us-east-1 --ids c',
      'aws x list --region us-east-1',
    ]);
    expect(told.at(-2)?.step).toBe('In us-east-1: Describe it.');
  });

  it('leaves out the step of a region that has nothing for it', () => {
    const evidence = evidenceOf([aCallIn('eu-west-1'), aCallIn('us-east-1', 'c')]);

    const told = steps(anAlert({ count: 5 }), evidence);

    expect(told.filter(({ phase }) => phase === 'preserve').map((each) => each.command)).toEqual([
      'aws x describe --region us-east-1 --ids c',
    ]);
  });

  it('says how many calls the evidence does not hold, and gives the command that lists them', () => {
    const told = steps(anAlert({ count: 40 }), evidenceOf([aCallIn('eu-west-1', 'a')]));

    expect(told.at(-1)).toMatchObject({
      phase: 'contain',
      step: 'The commands name what 1 of the 40 calls touched. List the 39 others, and take the same steps for what they name.',
      command:
        'aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes AttributeKey=EventName,AttributeValue=ListUsers',
    });
  });

  it('sends to the files of the trail for data events, which the event history does not hold', () => {
    const read = aCallOfAlice({ managementEvent: false, requestParameters: { id: 'a' } });

    const told = steps(anAlert({ count: 40 }), evidenceOf([read]));

    expect(told.at(-1)?.step).toContain('files of the trail');
    expect(told.at(-1)?.command).toBeUndefined();
  });

  it('uses the region of the alert where no record says one', () => {
    const told = steps(
      anAlert(),
      evidenceOf([aCallOfAlice({ awsRegion: 7, requestParameters: { id: 'a' } })]),
    );

    expect(told[0]?.command).toBe('aws x describe --region eu-west-1 --ids a');
  });

  it('looks into a few regions only, but contains in all', () => {
    const regions = ['eu-west-1', 'eu-west-2', 'eu-west-3', 'us-east-1', 'us-east-2'];

    const told = steps(anAlert(), evidenceOf(regions.map((region) => aCallIn(region, region))));

    expect(told.filter(({ phase }) => phase === 'preserve')).toHaveLength(5);
    expect(told.filter(({ phase }) => phase === 'investigate')).toHaveLength(3);
  });
});

describe('forEachCall', () => {
  const stepsOfCalls = forEachCall(({ region }, { text }) => [
    step('contain', 'Close it.', {
      command: cli`aws x close --region ${region} --group ${text('requestParameters.group')} --rule ${text('requestParameters.rule')}`,
      breaks: 'It.',
      rollback: 'Open it.',
      owner: 'network team',
    }),
    step('tell', 'Tell somebody.'),
  ]);
  const opened = (group: string, rule: string, fields = {}) =>
    aCallOfAlice({ requestParameters: { group, rule }, ...fields });
  const commandsOf = (...records: Parameters<typeof evidenceOf>[0]) =>
    stepsOfCalls(anAlert({ count: records.length }), evidenceOf(records)).map(
      ({ command, step: words }) => command ?? words,
    );

  it('names every thing, and what belongs together in one command', () => {
    expect(commandsOf(opened('a', '1'), opened('b', '2'), opened('a', '1'))).toEqual([
      'aws x close --region eu-west-1 --group a --rule 1',
      'Tell somebody.',
      'aws x close --region eu-west-1 --group b --rule 2',
    ]);
  });

  it('takes nothing back of a call that was refused, while others went through', () => {
    const refused = opened('b', '2', { errorCode: 'AccessDenied' });

    expect(commandsOf(opened('a', '1'), refused)).toEqual([
      'aws x close --region eu-west-1 --group a --rule 1',
      'Tell somebody.',
    ]);
    expect(commandsOf(refused)).toContain('aws x close --region eu-west-1 --group b --rule 2');
  });
});

describe('forEach', () => {
  it('stops in time, and says how the others are listed', () => {
    const ids = Array.from({ length: 14 }, (_, index) => `id-${index}`);
    const steps = inEachRegion((_, { texts }) =>
      (['preserve', 'verify'] as const).flatMap((phase) =>
        forEach(texts('requestParameters.id'), (id) =>
          step(phase, 'Look at it.', { command: cli`aws x ${phase} --id ${id}` }),
        ),
      ),
    );

    const told = steps(anAlert(), evidenceOf([aCallIn('eu-west-1', ...ids)]));

    expect(told.map(({ phase }) => phase)).toEqual([
      ...Array.from({ length: 10 }, () => 'preserve'),
      ...Array.from({ length: 3 }, () => 'verify'),
    ]);
    expect(told.at(0)?.step).toBe('Look at it.');
    expect(told.at(9)?.step).toBe(
      'Look at it. And 4 more, in the same way: list what the calls name with aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes AttributeKey=EventName,AttributeValue=ListUsers .',
    );
  });
});
