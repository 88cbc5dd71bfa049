import { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { Related } from '#src/enrich/related/schema.ts';
import type { Alert, Technique } from '#src/model/alert.ts';
import { pointsOf } from '../risk/points.ts';

/** What a case remembers of an alert. */
export interface KnownAlert {
  readonly actorName: string;
  readonly accountName: string | undefined;
  readonly lastSeen: string;
  readonly score: number;
  /** The points behind the score, uncut. */
  readonly points: number;
  readonly techniques: readonly Pick<Technique, 'id' | 'name' | 'tactic'>[];
  readonly links: Related['links'];
  /** `service:Action` of the call that says most. */
  readonly action: string | undefined;
}

export function knownAlertOf({
  actor,
  accountName,
  lastSeen,
  analysis,
  techniques,
  facts,
}: Alert): KnownAlert {
  const firstSeen = FirstSeen.safeParse(facts['first-seen']?.value).data;
  const first = actor.chain[0];
  return {
    actorName: actor.class === 'human' && first !== undefined ? first.name : actor.name,
    accountName,
    lastSeen,
    score: analysis.risk.score,
    points: pointsOf(analysis.risk),
    techniques: techniques.map(({ id, name, tactic }) => ({ id, name, tactic })),
    links: Related.safeParse(facts['related']?.value).data?.links ?? [],
    action: firstSeen?.facts.find(({ dimension }) => dimension === 'action')?.value,
  };
}
