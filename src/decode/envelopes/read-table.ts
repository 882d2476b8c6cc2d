import { rows, type Table } from '../content/csv.js';
import type { Found } from '../record-decoder.js';
import { matcherOf, recordsIn, type ValueRequest } from './read-values.js';
import { rowOf } from './result-sets.js';

/** The events in a table of values with delimiters, for instance the console's export or a result of Athena. */
export function* recordsOfTable(bytes: Buffer, table: Table, request: ValueRequest): Generator<Found> {
  if (bytes.length > request.limits.maxEnvelopeBytes) {
    yield { reason: 'recordTooLarge', detail: `a table of ${bytes.length} bytes` };
    return;
  }
  const mayMatch = matcherOf(request.findMatches);
  const text = bytes.toString();
  let isHeader = true;
  for (const { cells, start, end } of rows(text, table.delimiter, table.names.length)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const row = text.slice(start, end);
    if (!mayMatch(row)) continue;
    yield* recordsIn(rowOf(table.names, cells), Buffer.from(row), start, request);
  }
}
