import { readUserAgent } from './read-user-agent.ts';

/**
 * A short name for all user agents of one kind of client: tool with major version for the command line tool, tool alone
 * for the rest. First-seen facts use it, so a patch release is not news but another tool is. Callers cache it.
 */
export function userAgentFamilyOf(userAgent: string): string {
  if (userAgent === '') return 'none';
  const { kind, tool, version } = readUserAgent(userAgent);
  if (kind === 'browser') return `browser/${tool}`;
  if (kind === 'cli') return `${tool}/${version?.split('.', 1)[0] ?? '?'}`;
  return tool;
}
