import { z } from 'zod';
import { AccountId } from './account-id.ts';

const Pattern = z.string().min(1);

/** Tests of one's own defences that somebody has agreed to: what they set off is told apart from an attack. */
export const AuthorisedTests = z
  .array(
    z.strictObject({
      title: z.string(),
      /** Who agreed, and may be asked. */
      owner: z.string(),
      /** Names, ARNs or patterns with `*` of the identities that test. */
      identities: z.array(Pattern).default([]),
      /**
       * Patterns with `*` of role session names or source identities that mark a test. Whoever may take a role chooses its
       * session's name, so a mark counts only together with `accounts` or with `from` and `to`.
       */
      sessions: z.array(Pattern).default([]),
      /** Empty means every account. */
      accounts: z.array(AccountId).default([]),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
  )
  .default([]);
