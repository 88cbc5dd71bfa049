import { describe, expect, it } from 'vitest';
import { interfaceOf } from './interface.ts';

const longLived = { type: 'IAMUser', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
const temporary = { type: 'AssumedRole', accessKeyId: 'ASIAIOSFODNN7EXAMPLE' };
const chrome = 'Mozilla/5.0 (Windows NT 10.0) Chrome/130.0.0.0 Safari/537.36';
const cli = 'aws-cli/2.15.30 Python/3.11';

describe('interface of an event', () => {
  it.each([
    [
      'a browser in a console session',
      { userAgent: chrome, sessionCredentialFromConsole: 'true' },
      'console',
    ],
    ['no agent in a console session', { sessionCredentialFromConsole: true }, 'console'],
    ['an agent by service', { userIdentity: { invokedBy: 'aws-mcp.amazonaws.com' } }, 'ai-agent'],
    ['an agent by address', { sourceIPAddress: 'agent.aws.amazonaws.com' }, 'ai-agent'],
    ['an agent by marker', { additionalEventData: { viaAWSMCP: 'true' } }, 'ai-agent'],
    ['an agent by flag', { additionalEventData: { mcp: true } }, 'ai-agent'],
    [
      'a marker that says no',
      { userAgent: cli, additionalEventData: { viaAWSMCP: 'false' } },
      'cli',
    ],
    [
      'other additional data',
      { userAgent: cli, additionalEventData: { SignatureVersion: 'V4' } },
      'cli',
    ],
    ['a service without an agent', { userIdentity: { type: 'AWSService' } }, 'aws-service'],
    ['nothing', {}, 'unknown'],
  ])('%s', (_, record, kind) => {
    expect(interfaceOf(record).kind).toBe(kind);
  });

  it.each([
    [
      'the console with a long-lived key',
      { userAgent: 'console.amazonaws.com', userIdentity: longLived },
    ],
    [
      'CloudShell with a long-lived key',
      { userAgent: 'aws-cli/2 exec-env/CloudShell', userIdentity: longLived },
    ],
    ['a browser with a long-lived key', { userAgent: chrome, userIdentity: longLived }],
    [
      'the command line with credentials of the console',
      { userAgent: cli, userIdentity: temporary, sessionCredentialFromConsole: 'true' },
    ],
    [
      'a service from a public address',
      {
        userAgent: 'config.amazonaws.com',
        userIdentity: temporary,
        sourceIPAddress: '198.51.100.7',
      },
    ],
    [
      'a service from a public IPv6 address with a long-lived key',
      {
        userAgent: 'config.amazonaws.com',
        userIdentity: longLived,
        sourceIPAddress: '2001:db8::7',
      },
    ],
  ])('contradicts itself: %s', (_, record) => {
    expect(interfaceOf(record).contradiction).toEqual(expect.any(String));
  });

  it.each([
    [
      'the console with temporary keys',
      { userAgent: 'console.amazonaws.com', userIdentity: temporary },
    ],
    ['the command line with a long-lived key', { userAgent: cli, userIdentity: longLived }],
    [
      'a service behalf of a key',
      { userAgent: 'aws-internal/3 aws-sdk-java/1', userIdentity: longLived },
    ],
    ['a sign-in', { userAgent: chrome, userIdentity: longLived, eventType: 'AwsConsoleSignIn' }],
    [
      'a service that was invoked',
      {
        userAgent: 'cloudformation.amazonaws.com',
        sourceIPAddress: '198.51.100.7',
        userIdentity: { ...temporary, invokedBy: 'cloudformation.amazonaws.com' },
      },
    ],
    [
      'a service from its own name',
      {
        userAgent: 'cloudformation.amazonaws.com',
        sourceIPAddress: 'cloudformation.amazonaws.com',
        userIdentity: temporary,
      },
    ],
    [
      'a service as itself',
      {
        userAgent: 'AWS Internal',
        sourceIPAddress: '198.51.100.7',
        userIdentity: { type: 'AWSService' },
      },
    ],
  ])('does not contradict itself: %s', (_, record) => {
    expect(interfaceOf(record).contradiction).toBeUndefined();
  });

  it('does not believe a false claim to be CloudFormation', () => {
    const record = {
      userAgent: 'cloudformation.amazonaws.com',
      sourceIPAddress: '198.51.100.7',
      userIdentity: temporary,
    };

    expect(interfaceOf(record)).toMatchObject({ kind: 'unknown', tool: 'cloudformation' });
  });
});
