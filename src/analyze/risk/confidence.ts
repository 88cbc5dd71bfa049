import type { Risk } from '#src/model/alert.ts';
import type { CaseFile } from '../case-file.ts';
import { lacksBaseline } from '../coverage.ts';

/** How much of what one would want to know is known; no judgement about the alert itself. */
export function confidenceOf(file: CaseFile): Risk['confidence'] {
  const { alert, evidence, firstSeen, roleChain } = file;
  const failed = Object.values(alert.facts).filter(({ coverage }) => coverage === 'failed').length;
  if (evidence.records.length === 0 || failed > 1) return 'low';
  const doubts = [
    failed > 0,
    firstSeen?.enoughForAccount !== true,
    firstSeen?.enoughForActor !== true,
    roleChain?.complete !== true,
    hasSilence(file),
  ].filter(Boolean).length;
  // What is unknown for want of a baseline keeps nobody from knowing enough: it is no doubt to add to the others.
  if (doubts === 0 && !lacksBaseline(alert.facts)) return 'high';
  return doubts < 3 ? 'medium' : 'low';
}

/** Where the log has holes, what is not in it proves nothing. */
function hasSilence({ logHealth, alert }: CaseFile): boolean {
  if (logHealth === undefined || !logHealth.enoughHistory) return false;
  const isHere = logHealth.silent.some(({ account }) => account === alert.account);
  return isHere || logHealth.gaps.length > 0;
}
