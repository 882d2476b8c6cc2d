import type { Labels } from './labels.js';

/**
 * `labels.json` as bytes, one line for each theft and identity. It is built in pieces, because there may be very
 * many.
 */
export function labelsText(labels: Labels): Uint8Array {
  const { thefts, identities, ...head } = labels;
  const pieces = [Buffer.from(`${JSON.stringify(head, null, 2).slice(0, -2)},\n`)];
  const list = (name: string, items: readonly unknown[], end: string) => {
    pieces.push(Buffer.from(`  "${name}": [`));
    items.forEach((item, i) =>
      pieces.push(Buffer.from(`${i === 0 ? '' : ','}\n    ${JSON.stringify(item)}`)),
    );
    pieces.push(Buffer.from(`${items.length === 0 ? '' : '\n  '}]${end}\n`));
  };
  list('thefts', thefts, ',');
  list('identities', identities, '');
  pieces.push(Buffer.from('}\n'));
  return Buffer.concat(pieces);
}
