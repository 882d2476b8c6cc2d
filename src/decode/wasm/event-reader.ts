import type { ApiEvent } from '../cloudtrail/api-event.js';
import { BATCH_GET } from '../cloudtrail/secrets-manager.js';
import type { WasmEngine } from './engine.js';

/*
 * What `assembly/fields.ts` is asked for, and how it answers. Both describe the layout there.
 */

const READ = 1;
const ANEW = 2;

const NONE = 0;
const TEXT = 1;
const FALSE = 3;
const NULL = 4;
const OBJECT = 6;

const LENGTHS = 32;
const OBJECTS = 16;
const ENTRY = 32;
const KEY = 8;
const VALUE_WORDS = 4;

/** Those of a record's fields that a `Call` is made of, with their places among the values. */
const PLACE = {
  eventSource: 0,
  eventName: 1,
  eventTime: 2,
  eventCategory: 3,
  managementEvent: 4,
  awsRegion: 5,
  recipientAccountId: 6,
  sharedEventID: 7,
  addendum: 8,
  'addendum.originalEventID': 9,
  eventID: 10,
  sourceIPAddress: 11,
  userAgent: 12,
  errorCode: 13,
  errorMessage: 14,
  requestParameters: 15,
  'requestParameters.secretId': 16,
  userIdentity: 17,
  'userIdentity.type': 18,
  'userIdentity.arn': 19,
  'userIdentity.accountId': 20,
  'userIdentity.principalId': 21,
  'userIdentity.invokedBy': 22,
  'userIdentity.sessionContext': 23,
  'userIdentity.sessionContext.sessionIssuer': 24,
  'userIdentity.sessionContext.sessionIssuer.arn': 25,
  'userIdentity.onBehalfOf': 26,
  'userIdentity.onBehalfOf.userId': 27,
} as const;
const PATHS = Object.keys(PLACE) as (keyof typeof PLACE)[];
/** Texts that do not come again. */
const UNIQUE: readonly string[] = ['eventTime', 'eventID', 'sharedEventID', 'addendum.originalEventID'];

/**
 * Reads calls from records that lie in an engine's memory, without parsing them: what `callOf` makes of the parsed
 * record, but for `record`.
 */
export class EventReader {
  readonly #engine: WasmEngine;
  #memory: Buffer;
  #values: Uint32Array;
  /** By their numbers, those that were asked for. */
  #texts: string[] = [];

  constructor(engine: WasmEngine) {
    this.#engine = engine;
    this.#memory = Buffer.from(engine.memory.buffer);
    this.#values = this.#valuesThere();
    this.#describeFields();
  }

  /**
   * The call of the record that lies between two offsets into the document.
   * @returns undefined where it takes a parser to tell: the record is no JSON, no object, a batch call, not ASCII, or
   *   has a key twice, an escape or a depth that is unusual
   */
  read(start: number, end: number): ApiEvent | undefined {
    const engine = this.#engine;
    if (engine.memory.buffer !== this.#memory.buffer) {
      this.#memory = Buffer.from(engine.memory.buffer);
      this.#values = this.#valuesThere();
    }
    const document = engine.DOCUMENT.value;
    const result = engine.readFields(document + start, document + end, this.#values.byteLength);
    if ((result & ANEW) !== 0) this.#texts = [];
    if ((result & READ) === 0) return undefined;
    const eventName = this.#text(PLACE.eventName);
    if (eventName === BATCH_GET) return undefined;
    return {
      eventSource: this.#text(PLACE.eventSource),
      eventName,
      eventTime: this.#text(PLACE.eventTime),
      eventCategory: this.#text(PLACE.eventCategory),
      managementEvent: this.#kind(PLACE.managementEvent) !== FALSE,
      awsRegion: this.#text(PLACE.awsRegion),
      recipientAccountId: this.#text(PLACE.recipientAccountId),
      sharedEventID: this.#text(PLACE.sharedEventID),
      originalEventID: this.#text(PLACE['addendum.originalEventID']),
      eventID: this.#text(PLACE.eventID),
      sourceIPAddress: this.#text(PLACE.sourceIPAddress),
      userAgent: this.#text(PLACE.userAgent),
      errorCode: this.#text(PLACE.errorCode),
      errorMessage: this.#text(PLACE.errorMessage),
      principal: {
        type: this.#text(PLACE['userIdentity.type']),
        arn: this.#text(PLACE['userIdentity.arn']),
        accountId: this.#text(PLACE['userIdentity.accountId']),
        principalId: this.#text(PLACE['userIdentity.principalId']),
        invokedBy: this.#text(PLACE['userIdentity.invokedBy']),
        issuerArn: this.#text(PLACE['userIdentity.sessionContext.sessionIssuer.arn']),
        onBehalfOf: this.#text(PLACE['userIdentity.onBehalfOf.userId']),
      },
      secretId: this.#text(PLACE['requestParameters.secretId']),
      batch: undefined,
      malformed: !this.#isOrNone(PLACE.userIdentity, OBJECT) || !this.#isOrNone(PLACE.awsRegion, TEXT),
      record: undefined,
    };
  }

  #kind(place: number): number {
    return this.#values[place * VALUE_WORDS]!;
  }

  #isOrNone(place: number, wanted: number): boolean {
    const kind = this.#kind(place);
    return kind === wanted || kind === NONE || kind === NULL;
  }

  #text(place: number): string {
    const values = this.#values;
    const at = place * VALUE_WORDS;
    if (values[at] !== TEXT) return '';
    const number = values[at + 3]!;
    if (number === 0) return this.#textAt(values[at + 1]!, values[at + 2]!);
    return (this.#texts[number] ??= this.#textAt(values[at + 1]!, values[at + 2]!));
  }

  #textAt(start: number, length: number): string {
    return this.#memory.toString('latin1', start, start + length);
  }

  #valuesThere(): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#engine.VALUES.value, PATHS.length * VALUE_WORDS);
  }

  #describeFields(): void {
    const objects = new Map([['', 1]]);
    for (const path of PATHS) {
      const [parent] = split(path);
      if (!objects.has(parent)) objects.set(parent, objects.size + 1);
    }
    const start = this.#engine.FIELDS.value;
    const memory = this.#memory;
    for (const [index, path] of PATHS.entries()) {
      const [parent, key] = split(path);
      const first = start + objects.get(parent)! * LENGTHS + key.length;
      const entry = start + OBJECTS * LENGTHS + (index + 1) * ENTRY;
      memory[entry] = key.length;
      memory[entry + 1] = memory[first]!;
      memory[entry + 2] = PLACE[path];
      memory[entry + 3] = objects.get(path) ?? 0;
      memory[entry + 4] = UNIQUE.includes(path) ? 0 : 1;
      memory.write(key, entry + KEY, 'latin1');
      memory[first] = index + 1;
    }
  }
}

/** `a.b.c` → `a.b`, `c` */
function split(path: string): [parent: string, key: string] {
  const dot = path.lastIndexOf('.');
  return [path.slice(0, Math.max(0, dot)), path.slice(dot + 1)];
}
