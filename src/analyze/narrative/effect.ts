import type { CaseFile } from '../case-file.ts';
import { plain } from './plain.ts';
import { shortArns } from './short-arns.ts';

const longest = 150;

/** What outsiders or everyone can do since then; '' when nobody can do more, or `told` says it already. */
export function effectPhrase({ change, alert }: CaseFile, told: string): string {
  const grave = (change?.effects ?? []).find(
    ({ tried, reduces, external, public: isPublic }) =>
      !tried && !reduces && (external || isPublic),
  );
  if (grave === undefined) return '';
  const isTold =
    /\boutside account\b|\bthe world\b|\banyone\b|\beveryone\b|\bpublic\b/.test(told) ||
    grave.principals.some(({ account }) => account !== undefined && told.includes(account));
  return isTold ? '' : plain(shortArns(grave.text, alert.account), longest);
}
