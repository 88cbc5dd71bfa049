import { serviceOf } from '#src/normalize/action.ts';
import type { CaseFile } from '../case-file.ts';
import { joinWords, plain } from './plain.ts';

const files: Readonly<Record<'asn' | 'country' | 'awsRanges' | 'lists', string>> = {
  asn: 'who runs the network',
  country: 'where the address is',
  awsRanges: 'whether the address is one of AWS',
  lists: 'whether it is on a list of Tor or VPN addresses',
};

/** What nobody could look at. It says nothing for or against the alert. */
export function unknownSentences(file: CaseFile): readonly string[] {
  const sentences = [failedSentence(file), filesSentence(file), readsSentence(file)];
  return sentences.filter((sentence) => sentence !== '');
}

function failedSentence({ alert }: CaseFile): string {
  const failed = Object.entries(alert.facts).filter(([, { coverage }]) => coverage === 'failed');
  if (failed.length === 0) return '';
  const names = failed.map(([id, { why }]) => `${id} (${plain(why ?? 'no reason given', 120)})`);
  return `Could not look at: ${names.join(', ')}.`;
}

function filesSentence({ network }: CaseFile): string {
  const missing = (network?.notLookedUp ?? []).map(({ what }) => files[what]);
  if (missing.length === 0) return '';
  return `Not known, for want of a file: ${joinWords(missing)}.`;
}

/** Without data events a trail shows who may read, never what was read. */
function readsSentence({ resource }: CaseFile): string {
  const dark = (resource?.dataEvents ?? []).filter(({ seen }) => !seen);
  if (dark.length === 0) return '';
  const where = dark
    .slice(0, 3)
    .map(({ service, resource: name }) => plain(name ?? serviceOf(service), 80));
  return `Reads of data are not recorded for ${joinWords(where)}, so what was read there is not known.`;
}
