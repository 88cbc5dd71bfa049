import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `npm run new rule|enrichment|runbook NAME`: writes the files of a unit, so that every unit starts out alike. */
type Files = Readonly<Record<string, string>>;

const kinds: Readonly<
  Record<string, (name: string) => { folder: string; files: Files; next: string }>
> = {
  rule: (name) => ({
    folder: `src/detect/rules/${name}`,
    files: ruleFiles(name),
    next: 'Describe it in rule.yml, add its name to a runbook in src/analyze/runbooks/, then run: npm run catalogue && npx vitest run src/detect/rules',
  }),
  enrichment: (name) => ({
    folder: `src/enrich/${name}`,
    files: enrichmentFiles(name),
    next: `Add ${camelCase(name)} to src/enrich/index.ts, then run: npm run catalogue && npx vitest run src/enrich`,
  }),
  runbook: (name) => ({
    folder: `src/analyze/runbooks/${name}`,
    files: runbookFiles(name),
    next: `Add ${camelCase(name)} to src/analyze/runbooks/index.ts, then run: npm run catalogue && npx vitest run src/analyze/runbooks`,
  }),
};

const [kind = '', name = ''] = process.argv.slice(2);
const make = kinds[kind];
if (!make || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  console.error(`Usage: npm run new ${Object.keys(kinds).join('|')} name-in-kebab-case`);
  process.exit(2);
}
const { folder, files, next } = make(name);
if (existsSync(folder)) {
  console.error(`${folder} exists already`);
  process.exit(1);
}
for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  console.log(`wrote ${join(folder, file)}`);
}
console.log(next);

function camelCase(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function sentence(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function exampleEvent(eventName: string): string {
  const event = {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEEXAMPLE111',
      arn: 'arn:aws:iam::111122223333:user/ann',
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLEEXAMPLE11',
      userName: 'ann',
    },
    eventTime: '2026-11-03T10:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: { userName: 'ann' },
    responseElements: null,
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  };
  return `${JSON.stringify(event, undefined, 2)}\n`;
}

function ruleFiles(id: string): Files {
  return {
    'rule.yml': `title: ${sentence(id)}
id: ${randomUUID()}
status: test
description: >
  What happened, and why it matters to the owner of the account.
references:
  - https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html
date: ${new Date().toISOString().slice(0, 10)}
tags:
  - attack.persistence
  - attack.t1098
logsource: { product: aws, service: cloudtrail }
detection:
  selection:
    eventSource: iam.amazonaws.com
    eventName: TagUser
  refused:
    errorCode|exists: true
  condition: selection and not refused
falsepositives:
  - Who does this every day, and how to tell.
level: low
`,
    'matches/example.json': exampleEvent('TagUser'),
    'ignores/another-call.json': exampleEvent('GetUser'),
    'ignores/similar-call.json': exampleEvent('UntagUser'),
  };
}

function enrichmentFiles(id: string): Files {
  const name = camelCase(id);
  const value = name.charAt(0).toUpperCase() + name.slice(1);
  return {
    'schema.ts': `import { z } from 'zod';

export const ${value} = z.object({
  /** Calls of the actor in the hour before the alert; at most 1,000 are counted. */
  callsBefore: z.number().int(),
  /** True when there were more. */
  more: z.boolean(),
});
`,
    'enrichment.ts': `import { defineEnrichment } from '../enrichment.ts';
import { ${value} } from './schema.ts';

const hourMs = 3_600_000;
const mostCalls = 1_000;
const mostEvidence = 20;

export const ${name} = defineEnrichment({
  id: '${id}',
  title: '${sentence(id)}',
  value: ${value},
  timeoutMs: 10_000,
  needs: 'actor to ask for',

  appliesTo: ({ actor }) => actor.key !== '',

  async enrich({ actor, firstSeen }, { history }) {
    const where = { actor: actor.key };
    const before = { where, from: firstSeen - hourMs, to: firstSeen, limit: mostCalls + 1 };
    // One call with all questions in an array: the history answers those of many alerts together.
    const [events = []] = await history.events([before]);
    return {
      value: {
        callsBefore: Math.min(events.length, mostCalls),
        more: events.length > mostCalls,
      },
      evidence: events.slice(0, mostEvidence).map(({ eventId }) => eventId),
    };
  },
});
`,
    'enrichment.test.ts': `import { describe, expect, it } from 'vitest';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { anIamUser, aRecord } from '../../../test/builders.ts';
import { ${name} } from './enrichment.ts';

const at = (time: string, fields: Record<string, unknown> = {}) =>
  aRecord({ eventTime: \`2026-03-03T\${time}Z\`, ...fields });

const act = at('12:00:00');

describe('${id}', () => {
  it('counts the calls of the actor in the hour before', async () => {
    const [tooEarly, before] = [at('10:00:00'), at('11:30:00')];
    const ofSomebodyElse = at('11:40:00', { userIdentity: anIamUser('bob') });
    const context = aContext({ events: [tooEarly, before, ofSomebodyElse, act] });

    const { value, evidence } = await ${name}.enrich(aSubject([act]), context, signal);

    expect(value).toEqual({ callsBefore: 1, more: false });
    expect(evidence).toEqual([before['eventID']]);
  });

  it('does not apply where nobody acted', () => {
    const { actor } = aSubject([act]);
    const subject = aSubject([act], { actor: { ...actor, key: '' } });

    expect(${name}.appliesTo(subject, aContext())).toBe(false);
  });
});
`,
  };
}

function runbookFiles(id: string): Files {
  const name = camelCase(id);
  return {
    'runbook.ts': `import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** When this applies, and what it is meant to end. */
export const ${name} = defineRunbook({
  id: '${id}',
  title: '${sentence(id)}',
  appliesTo: { rules: [] },

  steps(_alert, evidence) {
    const user = evidence.text('requestParameters.userName');
    return [
      step('investigate', 'Read what the user can do.', {
        command: cli\`aws iam list-attached-user-policies --user-name \${user}\`,
      }),
      step('tell', 'Tell the owner of the user.'),
    ];
  },
});
`,
    'runbook.test.ts': `import { describe, expect, it } from 'vitest';
import { ${name} } from './runbook.ts';

describe('${id}', () => {
  it('is named after its folder', () => {
    expect(${name}.id).toBe('${id}');
  });
});
`,
  };
}
