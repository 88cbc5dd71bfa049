import { Change, type ChangeEffect } from '#src/enrich/change/schema.ts';
import type { Alert } from '#src/model/alert.ts';
import { benign, factOf, fewOf, gapOf, plainly, risky, type Said } from './said.ts';

/** What became possible for whom, the gravest first. */
export function effectsOf(alert: Alert): readonly Said[] {
  const gap = gapOf(alert, 'change', Change);
  if (gap !== undefined) return [gap];
  const change = factOf(alert, 'change', Change);
  if (change === undefined) return [];
  const said = change.effects.map(effectSaid);
  return change.moreEffects ? [...said, plainly('and more')] : said;
}

function effectSaid(effect: ChangeEffect): Said {
  const { text, tried, reduces, conditions, before, privileges, adminEquivalent } = effect;
  const can = privileges.filter((privilege) => !text.includes(privilege));
  const marks = [
    effect.public ? 'anyone' : '',
    adminEquivalent ? 'as good as administrator' : '',
    can.length > 0 ? `can: ${fewOf(can, 4)}` : '',
    conditions.length > 0 ? `only if ${fewOf(conditions, 3)}` : '',
    before === undefined ? '' : `before: ${before}`,
    tried ? 'only tried: the call failed' : '',
  ].filter((mark) => mark !== '' && !text.includes(mark));
  const said = marks.length === 0 ? text : `${text} (${marks.join('; ')})`;
  if (tried) return plainly(said);
  return reduces ? benign(said) : risky(said);
}
