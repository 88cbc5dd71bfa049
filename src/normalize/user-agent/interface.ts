import type { RawRecord } from '#src/model/cloud-event.ts';
import { bag, text } from '../untyped.ts';
import type { Interface } from './claim.ts';
import { contradictionOf } from './contradiction.ts';
import { sdkProducts, toolMarks } from './tools.ts';

/** A user agent longer than this is read up to here: the grammar's parts stand early. */
const longestRead = 1024;

export function interfaceOf(record: RawRecord): Interface {
  const claim = claimOf(record);
  const contradiction = contradictionOf(record, claim);
  return contradiction === undefined ? claim : { ...claim, contradiction };
}

function claimOf(record: RawRecord): Interface {
  if (hasAgentMarker(record)) return { kind: 'ai-agent', tool: 'aws-mcp-server', claimed: true };
  const claim = readUserAgent(text(record['userAgent']));
  if (claim.kind === 'offensive-tool') return claim;
  const fromConsole = record['sessionCredentialFromConsole'];
  const isConsole = fromConsole === true || fromConsole === 'true';
  // Console calls carry the browser's agent (or an SDK's, sent by the console's own servers) since 2023.
  if (isConsole && claim.kind === 'browser') return { ...claim, kind: 'console' };
  if (claim.kind === 'unknown' && bag(record['userIdentity'])['type'] === 'AWSService')
    return { kind: 'aws-service', tool: 'aws-service', claimed: true };
  return claim;
}

/**
 * The managed AWS MCP Server marks calls that an AI agent makes with a person's rights.
 * https://docs.aws.amazon.com/aws-mcp/latest/userguide/
 */
function hasAgentMarker(record: RawRecord): boolean {
  if (text(bag(record['userIdentity'])['invokedBy']).includes('mcp.amazonaws.com')) return true;
  if (text(record['sourceIPAddress']).includes('mcp.amazonaws.com')) return true;
  return Object.entries(bag(record['additionalEventData'])).some(
    ([name, value]) =>
      /mcp/i.test(name.slice(0, 64)) && value !== false && value !== 'false' && value !== null,
  );
}

/** The claim of a user agent alone. */
export function readUserAgent(userAgent: string): Interface {
  const agent = unbracketed(userAgent.slice(0, longestRead));
  const lower = agent.toLowerCase();
  const found = toolMarks.find(({ mark }) => lower.includes(mark));
  if (found !== undefined) return { ...sdkParts(lower), kind: found.kind, tool: found.tool };
  if (isServiceName(lower)) return { kind: 'aws-service', tool: lower, claimed: true };
  return readProduct(lower) ?? readBrowser(lower);
}

/** CloudTrail writes some agents in square brackets. */
function unbracketed(agent: string): string {
  return agent.startsWith('[') && agent.endsWith(']') ? agent.slice(1, -1).trim() : agent;
}

export function isServiceName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{0,80}\.amazonaws\.com(\.cn)?$/.test(name) || name === 'aws internal';
}

function readProduct(lower: string): Interface | undefined {
  const row = sdkProducts.find(([product]) => lower.startsWith(product));
  if (row === undefined) return undefined;
  const [, tool, language] = row;
  return { ...sdkParts(lower), kind: tool === 'aws-cli' ? 'cli' : 'sdk', tool, language };
}

/** Version and command, in the grammar of the SDKs (`aws-cli/2.15.0 md/command#iam.create-user`). */
function sdkParts(lower: string): Pick<Interface, 'version' | 'command' | 'claimed'> {
  const version = /^[\w.-]{1,40}\/v?(\d[\w.-]{0,30})/.exec(lower)?.[1];
  const command = /(?:md\/command#|[ /]command\/)([a-z0-9.-]{1,80})/.exec(lower)?.[1];
  return {
    claimed: true,
    ...(version === undefined ? {} : { version }),
    ...(command === undefined ? {} : { command }),
  };
}

const browsers: readonly (readonly [mark: string, tool: string])[] = [
  ['edg/', 'edge'],
  ['opr/', 'opera'],
  ['firefox/', 'firefox'],
  ['chrome/', 'chrome'],
  ['safari/', 'safari'],
];

function readBrowser(lower: string): Interface {
  if (!lower.startsWith('mozilla/')) {
    return { kind: 'unknown', tool: productOf(lower) || 'unknown', claimed: true };
  }
  const tool = browsers.find(([mark]) => lower.includes(mark))?.[1] ?? 'browser';
  return { kind: 'browser', tool, claimed: true };
}

/** `Boto3/1.26 md/…` → `boto3`; ids and versions at the end are dropped, for they differ from run to run. */
export function productOf(lower: string): string {
  const end = lower.search(/[\s/;(]/);
  const product = (end === -1 ? lower : lower.slice(0, end)).slice(0, 64);
  return product.replace(/[_-]?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}.*$|[_-]?v?\d[\d.]*$/, '');
}
