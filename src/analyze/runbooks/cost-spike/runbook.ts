import { Cost } from '#src/enrich/cost/schema.ts';
import type { EnrichedAlert } from '#src/model/alert.ts';
import { dayMs } from '#src/model/time.ts';
import { plain } from '../../narrative/plain.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** From here on somebody should look at the bill the same day, in US dollars. */
const muchADay = 100;

/** What was started costs so much that it cannot wait for the monthly bill, or the alarm about the bill is gone. */
export const costSpike = defineRunbook({
  id: 'cost-spike',
  title: 'What was started costs a lot',
  appliesTo: { rules: ['cost-alarms-removed'], when: (alert) => dailyCostOf(alert) >= muchADay },

  steps(alert) {
    const day = alert.firstSeen.slice(0, 10);
    const next = new Date(Date.parse(alert.lastSeen) + dayMs).toISOString().slice(0, 10);
    const cost = dailyCostOf(alert);
    const estimate =
      cost > 0
        ? `: by list prices of ${pricesOf(alert)} up to ${Math.round(cost)} US dollars a day`
        : '';
    return [
      step('contain', `Stop what nobody needs, the dearest first${estimate}.`, {
        breaks: 'What runs there.',
        rollback: 'Start it again.',
        owner: 'account owner',
      }),
      step('preserve', 'Keep what was spent, by service, for the case with AWS.', {
        command: cli`aws ce get-cost-and-usage --time-period ${`Start=${day},End=${next}`} --granularity DAILY --metrics UnblendedCost --group-by Type=DIMENSION,Key=SERVICE`,
      }),
      step('investigate', 'Find in which regions the money goes.', {
        command: cli`aws ce get-cost-and-usage --time-period ${`Start=${day},End=${next}`} --granularity DAILY --metrics UnblendedCost --group-by Type=DIMENSION,Key=REGION`,
      }),
      step('eradicate', 'Set the service quotas back to what the account needs.', {
        breaks: 'Growth beyond the quota.',
        rollback: 'Ask for the higher quota again; AWS takes days to grant it.',
        owner: 'account owner',
      }),
      step('verify', 'Check that there is a budget with an alarm that somebody reads.', {
        command: cli`aws budgets describe-budgets --account-id ${alert.account}`,
      }),
      step('tell', 'Tell who pays for the account, and open a case with AWS.', {
        owner: 'account owner',
      }),
    ];
  },
});

function costOf({ facts }: EnrichedAlert): Cost | undefined {
  return Cost.safeParse(facts['cost']?.value).data;
}

function dailyCostOf(alert: EnrichedAlert): number {
  return costOf(alert)?.perDay?.high ?? 0;
}

function pricesOf(alert: EnrichedAlert): string {
  return plain(costOf(alert)?.prices.date ?? '', 20);
}
