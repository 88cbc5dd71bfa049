import { type Document, type Scalar, visit } from 'yaml';

const leadingZero = /^[-+]?0\d/;

/**
 * Makes texts of the numbers that would not keep their digits: an account such as 012345678901, which YAML 1.2 calls an
 * integer though PyYAML, for which public rules are written, does not, and what a double cannot hold.
 */
export function keepDigits(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'number' && losesDigits(node)) node.value = node.source;
    },
  });
}

function losesDigits({ value, source = '' }: Scalar): boolean {
  if (!Number.isFinite(value)) return true;
  return leadingZero.test(source) || (Number.isInteger(value) && !Number.isSafeInteger(value));
}
