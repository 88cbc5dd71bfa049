import { createHash } from 'node:crypto';

/**
 * A short id for what makes an alert, or a story, the same one over runs. Attackers write some of the names that go into
 * it, so the hash must be one in which they cannot make two alerts collide.
 */
export function alertIdOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 20);
}
