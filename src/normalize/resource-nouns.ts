/** Sources that are not called as people call the service. */
export const services: ReadonlyMap<string, string> = new Map([
  ['monitoring', 'cloudwatch'],
  ['streams.dynamodb', 'dynamodb'],
  ['es', 'opensearch'],
  ['s3express', 's3'],
  ['sso-directory', 'sso'],
  ['identitystore', 'sso'],
]);

/**
 * What the calls of a service are about, by a word in their names: the first word that a name holds decides, and an empty
 * word stands for all other calls. A service that is not here is read from the names themselves.
 */
export const nouns: ReadonlyMap<string, readonly (readonly [word: string, resource: string])[]> =
  new Map([
    [
      'iam',
      [
        ['SAMLProvider', 'identity-provider'],
        ['OpenIDConnect', 'identity-provider'],
        ['InstanceProfile', 'instance-profile'],
        ['AccessKey', 'user'],
        ['LoginProfile', 'user'],
        ['MFADevice', 'user'],
        ['SSHPublicKey', 'user'],
        ['SigningCertificate', 'user'],
        ['ServiceSpecificCredential', 'user'],
        ['User', 'user'],
        ['Role', 'role'],
        ['Group', 'group'],
        ['Policy', 'policy'],
        ['Account', 'account'],
        ['Organizations', 'account'],
        ['SecurityToken', 'account'],
        ['CredentialReport', 'account'],
      ],
    ],
    [
      's3',
      [
        ['AccessPoint', 'access-point'],
        ['Bucket', 'bucket'],
        ['PublicAccessBlock', 'bucket'],
        ['Object', 'object'],
      ],
    ],
    [
      'ec2',
      [
        ['SecurityGroup', 'security-group'],
        ['NetworkAcl', 'network-acl'],
        ['RouteTable', 'route-table'],
        ['Route', 'route-table'],
        ['InternetGateway', 'internet-gateway'],
        ['FlowLog', 'flow-log'],
        ['Snapshot', 'snapshot'],
        ['Image', 'image'],
        ['LaunchTemplate', 'launch-template'],
        ['KeyPair', 'key-pair'],
        ['VpcPeering', 'vpc-peering'],
        ['VpcEndpoint', 'vpc-endpoint'],
        ['Subnet', 'subnet'],
        ['NetworkInterface', 'network-interface'],
        ['Address', 'address'],
        ['Volume', 'volume'],
        ['Ebs', 'volume'],
        ['Instance', 'instance'],
        ['Vpc', 'vpc'],
      ],
    ],
    [
      'rds',
      [
        ['Snapshot', 'snapshot'],
        ['DBCluster', 'cluster'],
        ['DBInstance', 'instance'],
      ],
    ],
    [
      'redshift',
      [
        ['Snapshot', 'snapshot'],
        ['Cluster', 'cluster'],
      ],
    ],
    [
      'lambda',
      [
        ['Layer', 'layer'],
        ['EventSourceMapping', 'event-source-mapping'],
        ['Function', 'function'],
        ['Permission', 'function'],
        ['Invoke', 'function'],
      ],
    ],
    ['kms', [['Key', 'key']]],
    [
      'bedrock',
      [
        ['InvocationLogging', 'logging'],
        ['Guardrail', 'guardrail'],
        ['Agent', 'agent'],
        ['Model', 'model'],
      ],
    ],
    [
      'secretsmanager',
      [
        ['Secret', 'secret'],
        ['Policy', 'secret'],
      ],
    ],
    ['guardduty', [['', 'detector']]],
    ['securityhub', [['', 'hub']]],
    [
      'cloudtrail',
      [
        ['EventDataStore', 'event-data-store'],
        ['', 'trail'],
      ],
    ],
    [
      'config',
      [
        ['Rule', 'rule'],
        ['', 'recorder'],
      ],
    ],
    [
      'sso',
      [
        ['PermissionSet', 'permission-set'],
        ['AccountAssignment', 'account-assignment'],
        ['Mfa', 'user'],
        ['Password', 'user'],
        ['User', 'user'],
        ['Group', 'group'],
        ['', 'instance'],
      ],
    ],
    [
      'ssm',
      [
        ['Document', 'document'],
        ['Parameter', 'parameter'],
        ['Session', 'session'],
        ['Command', 'command'],
      ],
    ],
    [
      'organizations',
      [
        ['Policy', 'policy'],
        ['Account', 'account'],
        ['Handshake', 'account'],
        ['', 'organization'],
      ],
    ],
    [
      'ecr',
      [
        ['Image', 'image'],
        ['Registry', 'registry'],
        ['', 'repository'],
      ],
    ],
    [
      'eks',
      [
        ['Nodegroup', 'node-group'],
        ['', 'cluster'],
      ],
    ],
    [
      'ses',
      [
        ['Identity', 'identity'],
        ['', 'sending'],
      ],
    ],
    [
      'sns',
      [
        ['SMS', 'text-messages'],
        ['', 'topic'],
      ],
    ],
    ['sqs', [['', 'queue']]],
    [
      'logs',
      [
        ['Destination', 'destination'],
        ['Query', 'query'],
        ['Queries', 'query'],
        ['', 'log-group'],
      ],
    ],
    [
      'events',
      [
        ['EventBus', 'event-bus'],
        ['Permission', 'event-bus'],
        ['', 'rule'],
      ],
    ],
    ['cloudwatch', [['Alarm', 'alarm']]],
    ['macie2', [['', 'session']]],
    ['inspector2', [['', 'scanner']]],
    ['route53domains', [['', 'domain']]],
    ['codebuild', [['', 'project']]],
    [
      'backup',
      [
        ['RecoveryPoint', 'recovery-point'],
        ['Plan', 'plan'],
        ['', 'vault'],
      ],
    ],
    [
      'dynamodb',
      [
        ['ContinuousBackups', 'table'],
        ['Backup', 'backup'],
        ['', 'table'],
      ],
    ],
    ['sagemaker', [['Notebook', 'notebook']]],
    ['wafv2', [['', 'web-acl']]],
    ['elasticfilesystem', [['', 'file-system']]],
    ['opensearch', [['', 'domain']]],
  ]);
