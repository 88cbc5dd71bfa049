import type { Alert } from '#src/model/alert.ts';
import { claimsIn } from '../claims/claim.ts';
import type { Knowledge } from '../claims/knowledge.ts';
import { isSupported } from '../claims/support.ts';
import { shellWords } from './shell-words.ts';

export interface CheckedCommands {
  readonly checked: number;
  readonly invalid: readonly { readonly command: string; readonly why: string }[];
}

const valueKinds: ReadonlySet<string> = new Set([
  'arn',
  'access key',
  'address',
  'account',
  'resource id',
]);

/** Whether each command of the runbook can be pasted: it is one call of the AWS CLI and its values are the alert's own. */
export function checkCommands(
  { analysis }: Alert,
  known: Knowledge,
  runbookIds: ReadonlySet<string>,
): CheckedCommands {
  const commands = analysis.runbook.flatMap(({ command }) => command ?? []);
  const invalid = commands.flatMap((command) => {
    const why = faultOf(command, known);
    return why === undefined ? [] : [{ command, why }];
  });
  const unknown = analysis.runbooks
    .filter((id) => !runbookIds.has(id))
    .map((id) => ({ command: '', why: `there is no runbook ${id}` }));
  return { checked: commands.length + analysis.runbooks.length, invalid: [...invalid, ...unknown] };
}

function faultOf(command: string, known: Knowledge): string | undefined {
  const words = shellWords(command);
  if (words === undefined) return 'a shell would do more than call one program';
  const [program, service = '', operation = ''] = words;
  const isCall =
    program === 'aws' && /^[a-z0-9-]+$/.test(service) && /^[a-z0-9-]+$/.test(operation);
  if (!isCall) return 'is no call of the AWS CLI';
  const strange = words
    .flatMap((word) => claimsIn(word))
    .find((claim) => valueKinds.has(claim.kind) && !isSupported(claim, known));
  return strange === undefined ? undefined : `${strange.text} is not in the events`;
}
