import { eventIdOf } from '#src/normalize/event-id.ts';
import { defineEnrichment } from '../enrichment.ts';
import { identityOfRecord } from './identity.ts';
import { RoleChain } from './schema.ts';
import { walkBack } from './walk.ts';

export const roleChain = defineEnrichment({
  id: 'role-chain',
  title: 'Who the actor was before it assumed roles',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html',
  value: RoleChain,
  timeoutMs: 30_000,
  needs: 'event that names an actor',

  appliesTo: ({ acting }) => acting !== undefined,

  async enrich({ acting = {}, actor, firstSeen }, { history }) {
    const walked = await walkBack(history, identityOfRecord(acting), firstSeen);
    const [tries = []] = await history.assumptions([
      { actor: actor.key, before: firstSeen, limit: 200 },
    ]);
    const failedTries = tries
      .filter(({ errorCode }) => errorCode !== '')
      .slice(-20)
      .map(({ eventId, time, roleArn, errorCode }) => ({
        eventId,
        time: new Date(time).toISOString(),
        role: roleArn,
        error: errorCode,
      }));
    const { chain, gap } = walked;
    const evidence = [
      eventIdOf(acting),
      ...walked.evidence,
      ...failedTries.map((it) => it.eventId),
    ];
    return {
      value: {
        chain: [...chain],
        complete: gap === undefined,
        ...(gap ? { gap } : {}),
        failedTries,
      },
      evidence: evidence.filter((id) => id !== ''),
    };
  },
});
