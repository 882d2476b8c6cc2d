import { isObject } from '../../base/json-values.js';
import { isNoValue } from '../cloudtrail/no-value.js';
import { type Envelope, type JsonObject, listIn, objectIn, own, textIn } from './envelope.js';

/**
 * Results of queries, whose rows become objects with the columns as fields: of Athena (`ResultSet.Rows[].Data[]`), of
 * CloudTrail Lake (`QueryResultRows`), of CloudWatch Logs Insights (`results[][]` of `field` and `value`), of Log
 * Analytics (`tables[]`, `columns` and `rows`), of Trino and pandas (`columns` and `data`), of Splunk (`fields` and `rows`).
 */
export const RESULT_SETS: Envelope = {
  name: 'result of a query',
  unwrap(value) {
    const lake = listIn(value, 'QueryResultRows');
    if (lake !== undefined) return lake.filter(isListOfObjects).map((row) => merged(row));
    const insights = listIn(value, 'results');
    if (insights !== undefined && insights.length > 0 && insights.every(isListOfObjects))
      return insights.map((row) => named(row));
    const athena = objectIn(value, 'ResultSet');
    if (athena !== undefined) return athenaRows(listIn(athena, 'Rows') ?? []);
    const tables = listIn(value, 'tables');
    if (tables !== undefined) return tables;
    const columns = listIn(value, 'columns') ?? listIn(value, 'fields');
    const rows = listIn(value, 'rows') ?? listIn(value, 'data');
    if (columns === undefined || rows === undefined) return undefined;
    const names = columns.map((column) => (isObject(column) ? own(column, 'name') : column));
    return rows.map((row) => (Array.isArray(row) ? rowOf(names, row) : row));
  },
};

function isListOfObjects(row: unknown): row is readonly JsonObject[] {
  return Array.isArray(row) && row.every(isObject);
}

/** `[{"a":1},{"b":2}]` → `{"a":1,"b":2}` */
function merged(row: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(row.flatMap((column) => Object.entries(column)));
}

/** `[{"field":"a","value":1}]` → `{"a":1}` */
function named(row: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(row.map((cell) => [textIn(cell, 'field') ?? '', own(cell, 'value')]));
}

/** The first row has the names of the columns. */
function athenaRows(rows: readonly unknown[]): readonly JsonObject[] {
  const [names = [], ...others] = rows.map((row) =>
    (isObject(row) ? (listIn(row, 'Data') ?? []) : []).map((cell) =>
      isObject(cell) ? own(cell, 'VarCharValue') : undefined,
    ),
  );
  return others.map((cells) => rowOf(names, cells));
}

/** Cells without a value are left out, and so are those with a text that stands for none. */
export function rowOf(names: readonly unknown[], cells: readonly unknown[]): JsonObject {
  const entries: [string, unknown][] = [];
  names.forEach((name, index) => {
    const cell = cells[index];
    if (cell === undefined || cell === null || (typeof cell === 'string' && isNoValue(cell))) return;
    if (typeof name === 'string') entries.push([name, cell]);
  });
  return Object.fromEntries(entries);
}
