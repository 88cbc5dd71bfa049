import type { GeneratedFile, GenerateOptions } from './options.ts';
import { type Account, buildOrganization } from './organization.ts';

/** What the organisation knows of itself, as the configuration that its logs are best read with. */
export function configFile(options: GenerateOptions): GeneratedFile {
  const { accounts, management } = buildOrganization(options);
  const lines = [
    '# The organisation of these logs: cairn analyze AWSLogs --config cairn.yaml',
    'accounts:',
    ...accounts.map(accountLine),
    'egress:',
    '  - 192.0.2.0/24 # offices',
    '  - 198.51.100.128/25 # build runners',
    ...(options.cardinality === 'high' ? ['  - 2001:db8::/32 # people at home'] : []),
    'identities:',
    `  breakGlass: ['arn:aws:iam::${management.id}:root']`,
    '  ci: [terraform, github-infrastructure, github-deploy]',
  ];
  return { path: 'cairn.yaml', text: `${lines.join('\n')}\n`, events: 0 };
}

const criticalities: ReadonlyMap<string, number> = new Map([
  ['management', 3],
  ['production', 3],
  ['security', 3],
  ['data', 2],
  ['sandbox', 0],
]);

function accountLine({ id, name }: Account): string {
  const criticality = criticalities.get(name) ?? 1;
  return `  - { id: '${id}', name: ${name}, environment: ${name}, criticality: ${criticality} }`;
}
