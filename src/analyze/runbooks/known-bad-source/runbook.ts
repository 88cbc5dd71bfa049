import { ThreatIntelligence } from '#src/enrich/threat-intelligence/schema.ts';
import type { EnrichedAlert } from '#src/model/alert.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Something about the calls is on a list of known attackers. */
export const knownBadSource = defineRunbook({
  id: 'known-bad-source',
  title: 'The source is on a list of known attackers',
  appliesTo: { when: (alert) => hitsOf(alert).length > 0 },
  isAboutActor: true,
  stopsActor: true,

  steps(alert, { text }) {
    const hits = hitsOf(alert);
    const values = [...new Set(hits.map(({ value }) => value))].slice(0, 5).join(', ');
    const lists = [...new Set(hits.map(({ source }) => source))].slice(0, 3).join(', ');
    return [
      step(
        'contain',
        `Refuse ${values || 'the source'} at every door that the account has: firewall, web firewall, conditions of policies.`,
        {
          breaks: 'People who share the address, as behind a VPN.',
          rollback: 'Take the address off the lists again.',
          owner: 'network team',
        },
      ),
      step('preserve', `Keep the entry of the list as it is now${lists ? `: ${lists}` : ''}.`),
      step(
        'investigate',
        'Search all accounts for the same value: cairn hunt, or the event history.',
      ),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Replace every credential that was used from there.', {
        breaks: 'Programs that use these credentials.',
        rollback: 'None is needed: they get new ones.',
        owner: 'identity team',
      }),
      step('verify', 'Check that nothing comes from there any more.', {
        command: lookupEvents(alert.region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      }),
      step(
        'tell',
        'Tell those who keep the list what was seen, and the owners of the other accounts.',
      ),
    ];
  },
});

function hitsOf({ facts }: EnrichedAlert) {
  return ThreatIntelligence.safeParse(facts['threat-intelligence']?.value).data?.hits ?? [];
}
