import type { EnrichedAlert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';

/** An alert about nothing in particular; a test of a runbook names only what it is about. */
export function anAlert(fields: Partial<EnrichedAlert> = {}): EnrichedAlert {
  return {
    id: 'alert-1',
    title: 'Something happened',
    severity: 'medium',
    rule: { id: '0b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a11', name: 'something-happened' },
    time: '2026-11-20T09:14:05Z',
    firstSeen: '2026-11-20T09:14:05Z',
    lastSeen: '2026-11-20T09:14:05Z',
    count: 1,
    account: '111122223333',
    region: 'eu-west-1',
    regions: ['eu-west-1'],
    actor: {
      key: 'arn:aws:iam::111122223333:user/alice',
      kind: 'iam-user',
      class: 'human',
      name: 'alice',
      account: '111122223333',
      crossAccount: false,
      chain: [],
      chainComplete: true,
    },
    sourceIps: ['198.51.100.24'],
    userAgents: [],
    resources: [],
    techniques: [],
    events: ['e1'],
    changes: [],
    reopenings: [],
    facts: {},
    coverage: { ran: [], skipped: [], failed: [], note: 'Nobody looked.' },
    ...fields,
  };
}

/** A call of the IAM user alice with her long-lived key; `fields` replaces whole top-level fields. */
export function aCallOfAlice(fields: RawRecord = {}): RawRecord {
  return {
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/alice',
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: 'alice',
    },
    eventTime: '2026-11-20T09:14:05Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'ListUsers',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.24',
    requestParameters: null,
    responseElements: null,
    eventID: 'e1',
    recipientAccountId: '111122223333',
    ...fields,
  };
}
