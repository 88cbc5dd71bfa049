import type { AnalystSettings, ModelChoice } from '#src/model/config/analyst.ts';
import type { Ledger, Usage } from './model.ts';

/** Undefined where the configuration names no price. */
export function costOf(usage: Usage, { price }: ModelChoice): number | undefined {
  if (price === undefined) return undefined;
  return (usage.input * price.input + usage.output * price.output) / 1_000_000;
}

/** Money and tokens set aside for a question that has not been answered yet. */
export interface Reservation {
  /** Call once, when what it really cost is in the ledger. */
  release(): void;
}

export interface Purse {
  /** Sets the largest cost aside, or says which budget it would break. */
  reserve(usage: Usage, choice: ModelChoice, spentOnAlert: Usage): Reservation | string;
}

/** Holds the budgets: what was spent today by the ledger, and what questions under way may still spend. */
export function openPurse(
  { budget }: Pick<AnalystSettings, 'budget'>,
  ledger: Ledger,
  now: () => number,
): Purse {
  const reserved = { tokens: 0, usd: 0 };

  return {
    reserve(usage, choice, spentOnAlert) {
      const tokens = usage.input + usage.output;
      const usd = costOf(usage, choice) ?? 0;
      const alertTokens = tokens + spentOnAlert.input + spentOnAlert.output;
      if (alertTokens > budget.alertTokens)
        return `it may need ${alertTokens} tokens, and the budget for one alert is ${budget.alertTokens}`;
      const alertUsd = usd + (costOf(spentOnAlert, choice) ?? 0);
      if (budget.alertUsd !== undefined && alertUsd > budget.alertUsd)
        return `it may cost ${alertUsd.toFixed(4)} USD, and the budget for one alert is ${budget.alertUsd} USD`;
      const today = ledger.spentSince(startOfDay(now()));
      if (today.tokens + reserved.tokens + tokens > budget.dailyTokens)
        return `the budget of ${budget.dailyTokens} tokens for today is used up`;
      if (budget.dailyUsd !== undefined && today.usd + reserved.usd + usd > budget.dailyUsd)
        return `the budget of ${budget.dailyUsd} USD for today is used up`;
      reserved.tokens += tokens;
      reserved.usd += usd;
      return {
        release() {
          reserved.tokens -= tokens;
          reserved.usd -= usd;
        },
      };
    },
  };
}

function startOfDay(now: number): string {
  return `${new Date(now).toISOString().slice(0, 10)}T00:00:00.000Z`;
}
