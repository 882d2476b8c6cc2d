import { type ApiEvent, parseEvent } from '../cloudtrail/api-event.js';
import { sizeFailureOf } from './record-size.js';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeRequest, FoundEvent, OpenObject, RecordDecoder } from '../record-decoder.js';
import { isParquet } from './magic.js';
import { failureOf } from './parquet-damage.js';
import { type Leaf, ParquetFile, withTexts } from './parquet-file.js';
import { type RecordTable, recordTableOf } from './record-table.js';

/**
 * Decodes Parquet files of records. Of each row group it reads the names of the calls first; the other columns that the
 * rule needs are read only where one of its calls is, and only rows with one become events.
 */
export const PARQUET_DECODER: RecordDecoder = {
  name: 'parquet',
  open(object, request): OpenObject | undefined {
    return isParquet(object) ? new OpenParquet(object, request) : undefined;
  },
};

class OpenParquet implements OpenObject {
  readonly content = null;
  readonly inflateMilliseconds = 0;
  readonly #object: Uint8Array;
  readonly #request: DecodeRequest;
  #file: ParquetFile | undefined;
  #readOnlySeen = false;

  constructor(object: Uint8Array, request: DecodeRequest) {
    this.#object = object;
    this.#request = request;
  }

  get inflatedBytes(): number {
    return this.#file?.inflatedBytes ?? 0;
  }

  readOnlySeen(): boolean {
    return this.#readOnlySeen;
  }

  *events(): Generator<FoundEvent | DecodeFailure> {
    let file: ParquetFile;
    let table: RecordTable;
    try {
      this.#file = file = new ParquetFile(this.#object, this.#request.limits);
      table = recordTableOf(file.leaves, this.#request.fields);
    } catch (error) {
      yield failureOf(error, 'footer');
      return;
    }
    for (let group = 0; group < file.groups; group++) {
      try {
        yield* this.#eventsIn(file, table, group);
      } catch (error) {
        yield failureOf(error, `row group ${group}`);
      }
    }
  }

  *#eventsIn(file: ParquetFile, table: RecordTable, group: number): Generator<FoundEvent | DecodeFailure> {
    this.#lookForReadOnly(file, table, group);
    const wanted = this.#wantedRows(file, table, group);
    if (wanted.length === 0) return;
    const rows = file.rows(group, table.leaves, wanted);
    for (const [index, row] of rows.entries()) {
      const failure = sizeFailureOf(row, this.#request.limits);
      if (failure !== undefined) {
        yield { ...failure, detail: `row group ${group}, row ${wanted[index]!}: ${failure.detail}` };
        continue;
      }
      const record = table.recordOf(row);
      if (record === undefined) continue;
      const event = parseEvent(record);
      yield { event, raw: hasId(event) ? NO_BYTES : Buffer.from(JSON.stringify(record)) };
    }
  }

  /** Numbers of the rows whose call can be one of the rule's. */
  #wantedRows(file: ParquetFile, { eventSource, eventName }: RecordTable, group: number): number[] {
    const { wants } = this.#request;
    const count = file.rowsIn(group);
    const [source, name] = [eventSource, eventName].map((leaf) => file.constantIn(group, leaf));
    if (source !== undefined && name !== undefined && !wants(source, name)) return [];
    const sources = textsOf(file, group, eventSource);
    const names = textsOf(file, group, eventName);
    const rows: number[] = [];
    for (let row = 0; row < count; row++) if (wants(sources[row]!, names[row]!)) rows.push(row);
    return rows;
  }

  #lookForReadOnly(file: ParquetFile, { readOnly }: RecordTable, group: number): void {
    if (this.#readOnlySeen || readOnly === undefined) return;
    this.#readOnlySeen = file
      .column(group, readOnly.leaf)
      .some((value) => readOnly.isReadOnly(withTexts(innermost(value))));
  }
}

const NO_BYTES = new Uint8Array(0);

/** Whether something identifies the event, so that its bytes need not. */
function hasId({ sharedEventID, originalEventID, eventID }: ApiEvent): boolean {
  return sharedEventID !== '' || originalEventID !== '' || eventID !== '';
}

/** The texts of a column; empty where there is none. Most of them are one object of a dictionary. */
function textsOf(file: ParquetFile, group: number, leaf: Leaf): string[] {
  const known = new Map<unknown, string>();
  return file.column(group, leaf).map((value) => {
    const bytes = innermost(value);
    let text = known.get(bytes);
    if (text === undefined) {
      const found = withTexts(bytes);
      text = typeof found === 'string' ? found : '';
      known.set(bytes, text);
    }
    return text;
  });
}

/** The value itself: in a structure that is optional it is in a list, which is empty if there is none. */
function innermost(value: unknown): unknown {
  let inner = value;
  while (Array.isArray(inner)) inner = inner[0];
  return inner;
}
