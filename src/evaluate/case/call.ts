/** What a record says about a call that follows from its name. */
export interface Call {
  readonly source: string;
  readonly name: string;
  readonly isRead: boolean;
  readonly isData: boolean;
  readonly eventType: string;
  /** For services that have one endpoint for all regions. */
  readonly region: string | undefined;
}

const globalServices: ReadonlySet<string> = new Set([
  'iam',
  'organizations',
  'route53',
  'route53domains',
  'cloudfront',
  'account',
  'support',
  'signin',
]);

const reads =
  /^(?:Get|List|Describe|Head|Lookup|BatchGet|Search|View|Simulate|Select|Scan|Query|Check|Test)/;
const otherReads: ReadonlySet<string> = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'Decrypt',
  'InvokeModel',
  'InvokeModelWithResponseStream',
  'Converse',
  'ConverseStream',
  'GenerateDataKey',
  'GenerateCredentialReport',
]);
const otherWrites: ReadonlySet<string> = new Set(['GetFederationToken', 'GetSigninToken']);

/** Calls that only a trail with data events records. */
const dataCalls: Readonly<Record<string, RegExp>> = {
  s3: /^(?:(?:Get|Put|Head|Delete|Copy|Restore|Select)Object|DeleteObjects|ListObject|ListObjects|UploadPart|(?:Create|Complete)MultipartUpload)/,
  lambda: /^Invoke/,
  dynamodb: /^(?:(?:Get|Put|Update|Delete)Item|BatchGetItem|BatchWriteItem|Scan|Query)$/,
  ebs: /^(?:GetSnapshotBlock|ListSnapshotBlocks|ListChangedBlocks)/,
};

const signInEvents: ReadonlySet<string> = new Set(['ConsoleLogin', 'SwitchRole', 'CheckMfa']);

export function callOf(text: string): Call {
  const [service = '', name = ''] = text.split(':');
  return {
    source: `${service}.amazonaws.com`,
    name,
    isRead: otherReads.has(name) || (reads.test(name) && !otherWrites.has(name)),
    isData: dataCalls[service]?.test(name) === true,
    eventType: signInEvents.has(name) ? 'AwsConsoleSignIn' : 'AwsApiCall',
    region: globalServices.has(service) ? 'us-east-1' : undefined,
  };
}
