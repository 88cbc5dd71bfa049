import { ImpossibleTravel } from '#src/enrich/impossible-travel/schema.ts';
import type { EnrichedAlert } from '#src/model/alert.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A person cannot have been at both places: two people hold one credential. */
export const impossibleJourney = defineRunbook({
  id: 'impossible-journey',
  title: 'A person was at two places at once',
  appliesTo: { when: (alert) => journeyOf(alert)?.impossible === true },
  isAboutActor: true,
  stopsActor: true,

  steps(alert, { text }) {
    const { actor } = alert;
    const leg = journeyOf(alert)?.legs.find(({ impossible }) => impossible);
    const places =
      leg === undefined ? '' : ` (${leg.from.place.country}, then ${leg.to.place.country})`;
    return [
      step(
        'investigate',
        `Ask ${actor.name} by telephone where they were${places}, and whether they use a VPN.`,
      ),
      step(
        'preserve',
        'Keep the sign-ins of the person at the identity provider, with device and address.',
      ),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        `Give ${actor.name} a new password and second factor, and sign all devices out.`,
        {
          breaks: `${actor.name} has to sign in anew everywhere.`,
          rollback: 'None is needed.',
          owner: 'identity team',
        },
      ),
      step('verify', 'Check that all later calls come from one place.'),
      step('tell', `Tell ${actor.name} and their manager what was done from the other place.`),
    ];
  },
});

function journeyOf({ facts }: EnrichedAlert): ImpossibleTravel | undefined {
  return ImpossibleTravel.safeParse(facts['impossible-travel']?.value).data;
}
