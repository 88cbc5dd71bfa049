import type { Interface } from './claim.ts';
import { sdkProducts, toolMarks } from './tools.ts';

/** A user agent longer than this is read up to here: the grammar's parts stand early. */
const longestRead = 1024;

/** Agents repeat from call to call. The memory is bounded, for callers can invent as many as they like. */
const known = new Map<string, Interface>();
const mostKnown = 2_000;

/** The claim of a user agent alone. */
export function readUserAgent(userAgent: string): Interface {
  const agent = userAgent.slice(0, longestRead);
  const found = known.get(agent);
  if (found !== undefined) return found;
  const claim = read(unbracketed(agent).toLowerCase());
  if (known.size >= mostKnown) known.clear();
  known.set(agent, claim);
  return claim;
}

/** CloudTrail writes some agents in square brackets. */
function unbracketed(agent: string): string {
  return agent.startsWith('[') && agent.endsWith(']') ? agent.slice(1, -1).trim() : agent;
}

function read(lower: string): Interface {
  const found = toolMarks.find(({ mark }) => standsAlone(lower, mark));
  if (found !== undefined) {
    const { kind, tool } = found;
    return { kind, tool, claimed: true, ...versionOf(lower, tool), ...commandOf(lower) };
  }
  if (isServiceName(lower)) {
    return lower.startsWith('console.')
      ? { kind: 'console', tool: 'console', claimed: true }
      : { kind: 'aws-service', tool: lower, claimed: true };
  }
  return readProduct(lower) ?? readBrowser(lower) ?? readOther(lower);
}

/** Whether a text holds a mark with no letter on either side: `6.1.0-kali5-amd64`, not `kalimera`. */
function standsAlone(lower: string, mark: string): boolean {
  for (let at = lower.indexOf(mark); at !== -1; at = lower.indexOf(mark, at + 1)) {
    if (!isLetter(lower, at - 1) && !isLetter(lower, at + mark.length)) return true;
  }
  return false;
}

function isLetter(lower: string, at: number): boolean {
  const code = lower.charCodeAt(at);
  return code >= 97 && code <= 122;
}

function isServiceName(lower: string): boolean {
  if (lower === 'aws internal' || lower === 'aws-internal') return true;
  return /^[a-z0-9][a-z0-9.-]{0,80}\.amazonaws\.com(?:\.cn)?$/.test(lower);
}

/** SDKs stand first, or behind the name of the program that uses one. */
function readProduct(lower: string): Interface | undefined {
  const first = sdkProducts.find(([product]) => lower.startsWith(product));
  const row = first ?? sdkProducts.find(([product]) => lower.includes(` ${product}/`));
  if (row === undefined) return undefined;
  const [product, tool, language] = row;
  return {
    kind: tool === 'aws-cli' ? 'cli' : 'sdk',
    tool: first === undefined ? productOf(lower) || tool : tool,
    language,
    claimed: true,
    ...(first === undefined ? {} : versionOf(lower, product)),
    ...commandOf(lower),
  };
}

function versionOf(lower: string, product: string): Pick<Interface, 'version'> {
  const at = lower.indexOf(`${product}/`);
  if (at === -1) return {};
  const version = /^v?(\d[\w.-]{0,30})/.exec(lower.slice(at + product.length + 1))?.[1];
  return version === undefined ? {} : { version };
}

/** `aws-cli/2.15.0 … md/command#iam.create-user`, in older versions `command/iam.create-user`. */
function commandOf(lower: string): Pick<Interface, 'command'> {
  const command = /(?:md\/command#|[ /]command\/)([a-z0-9.-]{1,80})/.exec(lower)?.[1];
  return command === undefined ? {} : { command };
}

const browsers: readonly (readonly [mark: string, tool: string])[] = [
  ['edg/', 'edge'],
  ['opr/', 'opera'],
  ['firefox/', 'firefox'],
  ['chrome/', 'chrome'],
  ['safari/', 'safari'],
];

function readBrowser(lower: string): Interface | undefined {
  if (!lower.startsWith('mozilla/')) return undefined;
  const tool = browsers.find(([mark]) => lower.includes(mark))?.[1] ?? 'browser';
  return { kind: 'browser', tool, claimed: true };
}

function readOther(lower: string): Interface {
  return { kind: 'unknown', tool: productOf(lower) || 'unknown', claimed: true };
}

/** `my-tool/1.26 (linux)` → `my-tool`; ids and versions at the end are dropped, for they differ from run to run. */
function productOf(lower: string): string {
  const end = lower.search(/[\s/;(]/);
  const product = (end === -1 ? lower : lower.slice(0, end)).slice(0, 64);
  return product.replace(/[_-]?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}.*$|[_-]?v?\d[\d.]*$/, '');
}
