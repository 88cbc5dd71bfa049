import { expect, it } from 'vitest';
import { evidenceOf } from './evidence.ts';

const evidence = evidenceOf([
  {
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    requestParameters: { userName: 'bob', instancesSet: { items: [{ instanceId: 'i-1' }, {}] } },
  },
  {
    eventSource: 'lambda.amazonaws.com',
    eventName: 'UpdateFunctionCode20150331v2',
    requestParameters: { userName: '', port: 22 },
  },
  { requestParameters: 'no object', eventName: 7 },
]);

it('names the calls as IAM policies do', () => {
  expect(evidence.actions).toEqual(['iam:CreateUser', 'lambda:UpdateFunctionCode', ':']);
});

it.each([
  [['requestParameters.userName'], ['bob']],
  [['requestParameters.instancesSet.items.instanceId'], ['i-1']],
  [
    ['requestParameters.port', 'requestParameters.userName'],
    ['bob', '22'],
  ],
  [['requestParameters.nothing.below'], []],
  [['requestParameters.__proto__.constructor.name'], []],
  [['requestParameters.length'], []],
])('reads %j', (paths, texts) => {
  expect(evidence.texts(...paths)).toEqual(texts);
});
