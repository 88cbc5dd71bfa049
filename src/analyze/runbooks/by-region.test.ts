import { describe, expect, it } from 'vitest';
import { aCallOfAlice, anAlert } from '../../../test/an-alert.ts';
import { evidenceOf } from '../evidence.ts';
import { inEachRegion } from './by-region.ts';
import { cli } from './cli.ts';
import { step } from './runbook.ts';

const steps = inEachRegion(({ region }, { texts }, more) => [
  step('preserve', `Describe it.${more}`, {
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

  it('says how many calls the evidence does not hold, and how they are listed', () => {
    const [first] = steps(anAlert({ count: 40 }), evidenceOf([aCallIn('eu-west-1', 'a')]));

    expect(first?.step).toBe(
      'Describe it. The evidence holds 1 of 40 calls, and 39 more calls were made: list them with aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes AttributeKey=EventName,AttributeValue=ListUsers .',
    );
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
