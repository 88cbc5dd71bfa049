import type { Interface } from './claim.ts';

/** A text that user agents of a tool hold (lower case), and what it says. The first that stands in it decides. */
export interface ToolMark {
  readonly mark: string;
  readonly kind: Interface['kind'];
  readonly tool: string;
}

/**
 * Tools made for attack or for finding what a stolen key can do. Distribution names stand in the `os/` or `exec-env`
 * part that botocore writes, so a plain CLI on Kali is found too.
 */
const offensive: readonly ToolMark[] = [
  ['pacu', 'pacu'],
  ['trufflehog', 'trufflehog'],
  ['stratus-red-team', 'stratus-red-team'],
  ['grimoire', 'grimoire'],
  ['scoutsuite', 'scoutsuite'],
  ['scout suite', 'scoutsuite'],
  ['enumerate-iam', 'enumerate-iam'],
  ['weirdaal', 'weirdaal'],
  ['cloudfox', 'cloudfox'],
  ['cloudgoat', 'cloudgoat'],
  ['aws-nuke', 'aws-nuke'],
  ['cloudsplaining', 'cloudsplaining'],
  ['pmapper', 'pmapper'],
  ['principalmapper', 'pmapper'],
  ['s3scanner', 's3scanner'],
  ['awsbucketdump', 'awsbucketdump'],
  ['nessus', 'nessus'],
  ['peirates', 'peirates'],
  ['aws_consoler', 'aws-consoler'],
  ['aws-consoler', 'aws-consoler'],
  ['leonidas', 'leonidas'],
  ['gitleaks', 'gitleaks'],
  ['s3 browser', 's3browser'],
  ['s3browser', 's3browser'],
  ['s3-browser', 's3browser'],
  ['kali', 'kali'],
  ['parrot', 'parrot'],
  ['blackarch', 'blackarch'],
  ['pentoo', 'pentoo'],
].map(([mark = '', tool = '']) => ({ mark, tool, kind: 'offensive-tool' as const }));

const agents: readonly ToolMark[] = [
  ['aws-mcp.amazonaws.com', 'aws-mcp-server'],
  ['awslabs/mcp', 'aws-mcp-server'],
  ['md/awslabs#mcp', 'aws-mcp-server'],
  ['mcp-server', 'mcp-server'],
  ['amazon-q', 'amazon-q'],
  ['amazonq', 'amazon-q'],
  ['claude-code', 'claude-code'],
  ['kiro', 'kiro'],
].map(([mark = '', tool = '']) => ({ mark, tool, kind: 'ai-agent' as const }));

const infrastructure: readonly ToolMark[] = [
  { mark: 'terraform', kind: 'terraform', tool: 'terraform' },
  { mark: 'opentofu', kind: 'terraform', tool: 'opentofu' },
  { mark: 'pulumi', kind: 'terraform', tool: 'pulumi' },
  { mark: 'aws-cdk', kind: 'cdk', tool: 'aws-cdk' },
  { mark: 'cdk/', kind: 'cdk', tool: 'aws-cdk' },
  { mark: 'cloudformation.amazonaws.com', kind: 'cloudformation', tool: 'cloudformation' },
  { mark: 'cloudshell', kind: 'cloudshell', tool: 'cloudshell' },
];

const consoles: readonly ToolMark[] = [
  { mark: 'console.amazonaws.com', kind: 'console', tool: 'console' },
  { mark: 'signin.amazonaws.com', kind: 'console', tool: 'console' },
  { mark: 's3console', kind: 'console', tool: 's3-console' },
  { mark: 'aws-internal/', kind: 'console', tool: 'aws-internal' },
  { mark: 'console.aws', kind: 'console', tool: 'console' },
];

export const toolMarks: readonly ToolMark[] = [
  ...offensive,
  ...agents,
  ...infrastructure,
  ...consoles,
];

/** First products of SDKs: what stands before the slash, the tool's name, the language. */
export const sdkProducts: readonly (readonly [product: string, tool: string, language: string])[] =
  [
    ['aws-cli', 'aws-cli', 'python'],
    ['boto3', 'boto3', 'python'],
    ['botocore', 'botocore', 'python'],
    ['boto', 'boto', 'python'],
    ['aws-sdk-go-v2', 'aws-sdk-go', 'go'],
    ['aws-sdk-go', 'aws-sdk-go', 'go'],
    ['aws-sdk-java', 'aws-sdk-java', 'java'],
    ['aws-sdk-kotlin', 'aws-sdk-kotlin', 'kotlin'],
    ['aws-sdk-js', 'aws-sdk-js', 'javascript'],
    ['aws-sdk-nodejs', 'aws-sdk-js', 'javascript'],
    ['aws-sdk-dotnet', 'aws-sdk-dotnet', '.net'],
    ['aws-sdk-net', 'aws-sdk-dotnet', '.net'],
    ['aws-sdk-php', 'aws-sdk-php', 'php'],
    ['aws-sdk-ruby', 'aws-sdk-ruby', 'ruby'],
    ['aws-sdk-rust', 'aws-sdk-rust', 'rust'],
    ['aws-sdk-cpp', 'aws-sdk-cpp', 'c++'],
    ['aws-sdk-swift', 'aws-sdk-swift', 'swift'],
    ['aws-sdk-ios', 'aws-sdk-ios', 'swift'],
    ['aws-sdk-android', 'aws-sdk-android', 'java'],
    ['awspowershell', 'aws-powershell', '.net'],
    ['aws.tools', 'aws-powershell', '.net'],
  ];
