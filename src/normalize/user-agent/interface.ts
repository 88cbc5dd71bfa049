import type { RawRecord } from '#src/model/cloud-event.ts';
import { bag, text } from '../untyped.ts';
import type { Interface } from './claim.ts';
import { contradictionOf, isConsoleSession } from './contradiction.ts';
import { readUserAgent } from './read-user-agent.ts';

/** What the call came through, and whether anything in the record speaks against that claim. */
export function interfaceOf(record: RawRecord): Interface {
  const claim = claimOf(record);
  const contradiction = contradictionOf(record, claim);
  if (contradiction === undefined) return claim;
  // Rules keep quiet about services; a false claim to be one must not buy that silence.
  const isFalseService = claim.kind === 'aws-service' || claim.kind === 'cloudformation';
  return { ...claim, ...(isFalseService ? { kind: 'unknown' } : {}), contradiction };
}

function claimOf(record: RawRecord): Interface {
  if (hasAgentMarker(record)) return { kind: 'ai-agent', tool: 'aws-mcp-server', claimed: true };
  const claim = readUserAgent(text(record['userAgent']));
  // Calls of the console carry the agent of the browser, or of the SDK that the console's own servers use.
  const isConsole = isConsoleSession(record);
  if (isConsole && consoleAgents.has(claim.kind)) return { ...claim, kind: 'console' };
  if (claim.kind === 'unknown' && bag(record['userIdentity'])['type'] === 'AWSService') {
    return { kind: 'aws-service', tool: claim.tool, claimed: true };
  }
  return claim;
}

const consoleAgents: ReadonlySet<string> = new Set(['browser', 'unknown', 'aws-service']);

const agentServices: ReadonlySet<unknown> = new Set([
  'aws-mcp.amazonaws.com',
  'agent.aws.amazonaws.com',
]);

/**
 * AWS marks calls that an AI agent makes with a person's rights.
 * https://docs.aws.amazon.com/agent-toolkit/latest/userguide/logging-using-cloudtrail.html
 */
function hasAgentMarker(record: RawRecord): boolean {
  if (agentServices.has(bag(record['userIdentity'])['invokedBy'])) return true;
  if (agentServices.has(record['sourceIPAddress'])) return true;
  const extra = record['additionalEventData'];
  if (typeof extra !== 'object' || extra === null) return false;
  return Object.entries(extra).some(([name, value]) => isAgentMark(name, value));
}

function isAgentMark(name: string, value: unknown): boolean {
  return (
    /mcp/i.test(name.slice(0, 64)) && (value === true || (value !== 'false' && text(value) !== ''))
  );
}
