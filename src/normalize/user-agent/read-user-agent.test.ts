import { describe, expect, it } from 'vitest';
import { userAgentFamilyOf } from './family.ts';
import { readUserAgent } from './read-user-agent.ts';

const chrome = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';

const table: readonly (readonly [userAgent: string, expected: object, family: string])[] = [
  [
    'aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.1 lang/python#3.11.8 md/command#iam.create-user',
    {
      kind: 'cli',
      tool: 'aws-cli',
      version: '2.15.30',
      language: 'python',
      command: 'iam.create-user',
    },
    'aws-cli/2',
  ],
  [
    '[aws-cli/2.9.1 Python/3.9.11 Linux/5.10 exe/x86_64 prompt/off command/s3api.list-buckets]',
    { kind: 'cli', tool: 'aws-cli', version: '2.9.1', command: 's3api.list-buckets' },
    'aws-cli/2',
  ],
  ['aws-cli', { kind: 'cli', tool: 'aws-cli' }, 'aws-cli/?'],
  [
    'aws-cli/2.15.30 exec-env/CloudShell command/iam.list-users',
    { kind: 'cloudshell', tool: 'cloudshell', command: 'iam.list-users' },
    'cloudshell',
  ],
  [
    'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0',
    { kind: 'sdk', tool: 'boto3', version: '1.34.51' },
    'boto3',
  ],
  [
    'Botocore/1.34.51 Python/3.12',
    { kind: 'sdk', tool: 'botocore', language: 'python' },
    'botocore',
  ],
  [
    'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22',
    { kind: 'sdk', tool: 'aws-sdk-go', language: 'go' },
    'aws-sdk-go',
  ],
  [
    'aws-sdk-java/2.20.1 Linux/5',
    { kind: 'sdk', tool: 'aws-sdk-java', language: 'java' },
    'aws-sdk-java',
  ],
  [
    'aws-sdk-js/3.600.0 ua/2.0',
    { kind: 'sdk', tool: 'aws-sdk-js', language: 'javascript' },
    'aws-sdk-js',
  ],
  ['aws-sdk-nodejs/2.1 linux/v18', { kind: 'sdk', tool: 'aws-sdk-js' }, 'aws-sdk-js'],
  [
    'aws-sdk-dotnet-coreclr/3.7.1',
    { kind: 'sdk', tool: 'aws-sdk-dotnet', language: '.net' },
    'aws-sdk-dotnet',
  ],
  ['aws-sdk-php/3.300.0', { kind: 'sdk', tool: 'aws-sdk-php', language: 'php' }, 'aws-sdk-php'],
  [
    'aws-sdk-ruby3/3.191.0',
    { kind: 'sdk', tool: 'aws-sdk-ruby', language: 'ruby' },
    'aws-sdk-ruby',
  ],
  ['aws-sdk-rust/1.3.0', { kind: 'sdk', tool: 'aws-sdk-rust', language: 'rust' }, 'aws-sdk-rust'],
  ['aws-sdk-cpp/1.11.0', { kind: 'sdk', tool: 'aws-sdk-cpp', language: 'c++' }, 'aws-sdk-cpp'],
  [
    'AWSPowerShell.Common/4.1',
    { kind: 'sdk', tool: 'aws-powershell', language: '.net' },
    'aws-powershell',
  ],
  [
    'vault/1.15.0 aws-sdk-go/1.44.0 (go1.21)',
    { kind: 'sdk', tool: 'vault', language: 'go' },
    'vault',
  ],
  [
    'APN/1.0 HashiCorp/1.0 Terraform/1.7.4 (+https://www.terraform.io) terraform-provider-aws/5.40.0 aws-sdk-go-v2/1.25',
    { kind: 'terraform', tool: 'terraform', version: '1.7.4' },
    'terraform',
  ],
  ['APN/1.0 OpenTofu/1.0 OpenTofu/1.8.0', { kind: 'terraform', tool: 'opentofu' }, 'opentofu'],
  ['aws-cdk/2.140.0', { kind: 'cdk', tool: 'aws-cdk', version: '2.140.0' }, 'aws-cdk'],
  [
    'cloudformation.amazonaws.com',
    { kind: 'cloudformation', tool: 'cloudformation' },
    'cloudformation',
  ],
  [
    'config.amazonaws.com',
    { kind: 'aws-service', tool: 'config.amazonaws.com' },
    'config.amazonaws.com',
  ],
  ['AWS Internal', { kind: 'aws-service', tool: 'aws internal' }, 'aws internal'],
  ['console.amazonaws.com', { kind: 'console', tool: 'console' }, 'console'],
  ['console.ec2.amazonaws.com', { kind: 'console', tool: 'console' }, 'console'],
  ['signin.amazonaws.com', { kind: 'console', tool: 'console' }, 'console'],
  [
    '[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12]',
    { kind: 'console', tool: 's3-console' },
    's3-console',
  ],
  ['aws-internal/3 aws-sdk-java/1.12.3', { kind: 'console', tool: 'aws-internal' }, 'aws-internal'],
  [chrome, { kind: 'browser', tool: 'chrome' }, 'browser/chrome'],
  [`${chrome} Edg/130.0`, { kind: 'browser', tool: 'edge' }, 'browser/edge'],
  [
    'Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/130.0',
    { kind: 'browser', tool: 'firefox' },
    'browser/firefox',
  ],
  ['Mozilla/5.0 (compatible)', { kind: 'browser', tool: 'browser' }, 'browser/browser'],
  [
    'aws-cli/2.15 Python/3.11 Linux/6.1.0-kali5-amd64 md/distrib#kali command/sts.get-caller-identity',
    { kind: 'offensive-tool', tool: 'kali', command: 'sts.get-caller-identity' },
    'kali',
  ],
  ['Boto3/1.7 Linux/5.14.0-9parrot1-amd64', { kind: 'offensive-tool', tool: 'parrot' }, 'parrot'],
  [
    'S3 Browser/11.6.7 (https://s3browser.com)',
    { kind: 'offensive-tool', tool: 's3browser' },
    's3browser',
  ],
  ['TruffleHog', { kind: 'offensive-tool', tool: 'trufflehog' }, 'trufflehog'],
  ['Pacu/1.5', { kind: 'offensive-tool', tool: 'pacu', version: '1.5' }, 'pacu'],
  [
    'stratus-red-team_5c59eb79-6dac-405c-a4c4-e19aec03c666',
    { kind: 'offensive-tool', tool: 'stratus-red-team' },
    'stratus-red-team',
  ],
  [
    'aws-sdk-go-v2/1.32 exec-env/grimoire_095724e3',
    { kind: 'offensive-tool', tool: 'grimoire' },
    'grimoire',
  ],
  [
    'Boto3/1.40 md/Botocore#1.40 md/awslabs#mcp#aws-api-mcp-server#1.3.0',
    { kind: 'ai-agent', tool: 'aws-mcp-server' },
    'aws-mcp-server',
  ],
  ['aws-cli/2.15 exec-env/AmazonQ-For-CLI', { kind: 'ai-agent', tool: 'amazon-q' }, 'amazon-q'],
  ['kalimera/1.0', { kind: 'unknown', tool: 'kalimera' }, 'kalimera'],
  ['my-tool-4.2 (linux)', { kind: 'unknown', tool: 'my-tool' }, 'my-tool'],
  ['job_5c59eb79-6dac-405c-a4c4-e19aec03c666', { kind: 'unknown', tool: 'job' }, 'job'],
  ['1.2.3', { kind: 'unknown', tool: 'unknown' }, 'unknown'],
  ['', { kind: 'unknown', tool: 'unknown' }, 'none'],
];

describe('user agent', () => {
  it.each(table)('%s', (userAgent, expected, family) => {
    const claim = readUserAgent(userAgent);

    expect(claim).toMatchObject({ ...expected, claimed: true });
    expect(userAgentFamilyOf(userAgent)).toBe(family);
  });

  it('is read right however many were invented before it', () => {
    for (let index = 0; index < 2_100; index += 1) readUserAgent(`invented-${index}/1.0`);

    expect(readUserAgent('Boto3/1.34.51').tool).toBe('boto3');
  });
});
