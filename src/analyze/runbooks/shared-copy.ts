import type { EnrichedAlert } from '#src/model/alert.ts';
import type { Evidence } from '../evidence.ts';
import { confirmWithOwner, readSameCredentials } from './caller-steps.ts';
import { type ChangeDetails, type Step, step } from './runbook.ts';

/** What taking a copy back from others breaks, and how they get it again. */
export function takenBack(again: string | undefined): Omit<ChangeDetails, 'command'> {
  return {
    breaks: 'Accounts that use the copy lose it; copies that they made of it stay with them.',
    rollback: again || 'Share it again with the same accounts: they are in the event.',
    owner: 'data owner',
  };
}

/** A copy cannot be called back: what holds for everything that was given away. */
export function afterSharing(alert: EnrichedAlert, { text }: Evidence): readonly Step[] {
  return [
    confirmWithOwner(alert),
    readSameCredentials(alert, { text }),
    step('eradicate', 'Change the passwords and keys that lie in the copy.', {
      breaks: 'Programs that still use the old ones.',
      rollback: 'None: what was read stays known.',
      owner: 'data owner',
    }),
    step('tell', 'Tell the owner of the data, and who decides whether the loss must be reported.'),
  ];
}
