import { cutTo } from '../../layout.ts';

/** A number for an attribute: two decimals at most, so that the same alert is always the same file. */
export function px(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Text of a chart cannot be wrapped, so it is cut. */
export function label(text: string, most: number): string {
  return cutTo(text, most);
}

/** How strong a cell of a heat map is, 0 to 5: counts differ by powers, so their logarithm is shown. */
export function heat(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  return Math.min(5, 1 + Math.floor((4.999 * Math.log(count + 1)) / Math.log(most + 1)));
}
