import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cli, lookupEvents, shellQuote, unwritable } from './cli.ts';

describe('shellQuote', () => {
  it.each([
    ['deploy-bot', 'deploy-bot'],
    ['arn:aws:iam::111122223333:user/ann', 'arn:aws:iam::111122223333:user/ann'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", `'it'\\''s'`],
    ['$(reboot)', "'$(reboot)'"],
    ['a;reboot', "'a;reboot'"],
    ['line\nreboot', "'line?reboot'"],
    ['\u001b[2Jx', "'?[2Jx'"],
    ['a\u202eb', "'a?b'"],
  ])('writes %j as %j', (value, expected) => {
    expect(shellQuote(value)).toBe(expected);
  });

  it('gives back any printable text through a real shell', () => {
    const printable = fc
      .string({ maxLength: 40 })
      .filter((text) => shellQuote(text).indexOf('?') === -1);

    fc.assert(
      fc.property(printable, (value) => {
        const seen = execFileSync('sh', ['-c', `printf %s ${shellQuote(value)}`], {
          encoding: 'utf8',
        });

        expect(seen).toBe(value);
      }),
      { numRuns: 60 },
    );
  });
});

describe('cli', () => {
  it('quotes every value', () => {
    expect(cli`aws iam delete-user --user-name ${"x'; reboot #"}`).toBe(
      `aws iam delete-user --user-name 'x'\\''; reboot #'`,
    );
  });

  it('writes a list as one word each', () => {
    expect(cli`aws ec2 stop-instances --instance-ids ${['i-1', 'i 2']} --force`).toBe(
      "aws ec2 stop-instances --instance-ids i-1 'i 2' --force",
    );
  });

  it.each([
    ['an unknown value', undefined],
    ['an empty value', ''],
    ['an empty list', []],
  ])('gives no command for %s', (_name, value) => {
    expect(cli`aws ec2 stop-instances --instance-ids ${value}`).toBeUndefined();
  });

  it.each([
    ['a value that the CLI would load from a file', 'file:///etc/passwd'],
    ['a line break', 'a\nb'],
    ['an option among the values of a list', ['i-1', '--endpoint-url=http://198.51.100.1']],
  ])('says that %s cannot be written safely', (_name, value) => {
    expect(cli`aws ec2 stop-instances --instance-ids ${value}`).toBe(unwritable);
  });

  it('writes the address of a queue, which the CLI does not load', () => {
    const queue = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

    expect(cli`aws sqs get-queue-attributes --queue-url ${queue} --attribute-names Policy`).toBe(
      `aws sqs get-queue-attributes --queue-url ${queue} --attribute-names Policy`,
    );
    expect(cli`aws sqs get-queue-attributes --queue-url ${'file:///etc/passwd'}`).toBe(unwritable);
  });

  it('joins a value with a dash in front to its option', () => {
    expect(cli`aws iam get-user --user-name ${'--debug'}`).toBe(
      'aws iam get-user --user-name=--debug',
    );
  });
});

describe('lookupEvents', () => {
  it.each([
    ['alice', 'AttributeKey=Username,AttributeValue=alice'],
    ['a, b', `'[{"AttributeKey":"Username","AttributeValue":"a, b"}]'`],
  ])('writes %s so that the CLI takes it as one value', (name, attributes) => {
    expect(lookupEvents('eu-west-1', 'Username', name)).toBe(
      `aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes ${attributes}`,
    );
  });
});
