import { z } from 'zod';

/** YAML reads digits without quotes as a number, which would lose a leading zero. */
export const AccountId = z.string().regex(/^\d{12}$/, 'an account id is 12 digits in quotes');
