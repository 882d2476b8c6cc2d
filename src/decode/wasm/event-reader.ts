import type { ApiEvent, Principal } from '../cloudtrail/api-event.js';
import { errorText } from '../cloudtrail/no-value.js';
import type { Selection } from '../cloudtrail/selection.js';
import { isObjectField } from '../envelopes/columns.js';
import { plainInstantIn } from '../../model/time.js';
import type { WasmEngine } from './engine.js';
import { KnownEvents } from './known-events.js';

/** The fields that every event has, with their places among the values. */
const FIXED = {
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
  userIdentity: 15,
  'userIdentity.type': 16,
  'userIdentity.arn': 17,
  'userIdentity.accountId': 18,
  'userIdentity.principalId': 19,
  'userIdentity.invokedBy': 20,
  'userIdentity.sessionContext': 21,
  'userIdentity.sessionContext.sessionIssuer': 22,
  'userIdentity.sessionContext.sessionIssuer.arn': 23,
  'userIdentity.onBehalfOf': 24,
  'userIdentity.onBehalfOf.userId': 25,
  vpcEndpointId: 26,
  'userIdentity.accessKeyId': 27,
} as const;
/** Texts that do not come again. */
const UNIQUE: readonly string[] = ['eventTime', 'eventID', 'sharedEventID', 'addendum.originalEventID'];

/** Texts that are interned only where an event is made: nothing else asks for them, and some are long. */
const LATE = ['sourceIPAddress', 'userAgent', 'vpcEndpointId', 'userIdentity.accessKeyId'] as const;
const LATE_PLACES: readonly number[] = LATE.map((path) => FIXED[path]);
/** What does not matter to plain context (`Selection.isPlainContext`). */
const IMMATERIAL: readonly string[] = [...UNIQUE, ...LATE];
/** Texts have numbers below it. */
const TEXTS = 2 ** 16;

const NEVER = (): boolean => false;

/** In place of an event whose values were all seen before, but for its time and what does not matter. */
export class Repetition {
  constructor(
    /** An event with the same values but for its caller. */
    readonly call: ApiEvent,
    /** An event with the same caller. */
    readonly caller: ApiEvent,
    /** Epoch seconds. */
    readonly time: number,
  ) {}
}

/** In place of an event that is not wanted. */
export const UNWANTED = Symbol('unwanted');

/** A field that is asked for besides the fixed ones: it and every object around it must be what can be read. */
interface AskedField {
  readonly place: number;
  /** Places of the objects around it. */
  readonly around: readonly number[];
  /** Whether it is an object in every record, so that a text stands for one. */
  readonly isObjectField: boolean;
}

/**
 * Reads API events from records that lie in an engine's memory, without parsing them: what `parseEvent` makes of the
 * parsed record, without `record`.
 */
export class EventReader {
  readonly #engine: WasmEngine;
  /* Constants of `assembly/fields.ts`, which describes how fields and values are laid out. */
  readonly #read: number;
  readonly #renumbered: number;
  readonly #none: number;
  readonly #textKind: number;
  readonly #true: number;
  readonly #false: number;
  readonly #null: number;
  readonly #object: number;
  /** 32-bit words of a value. */
  readonly #valueWords: number;
  #memory: Buffer;
  #values: Uint32Array;
  /** By their numbers, those that were asked for. */
  #texts: string[] = [];
  /** What the selection asks for, as it was given, and how to read it; undefined: it is more than fits. */
  #fields: readonly string[] | undefined;
  #asked: readonly AskedField[] | undefined = [];
  #index: ReadonlyMap<string, number> = new Map();
  #places = 0;
  #mayRepeat: Selection['isPlainContext'] = NEVER;
  /** By the numbers of source and name: what `#mayRepeat` says. */
  #repeatable = new Map<number, boolean>();
  /** Events that were given, by the values of their callers, and by those of their calls. */
  #callers: KnownEvents;
  #calls: KnownEvents;
  /** Places of these values. */
  #callerPlaces: readonly number[] = [];
  #callPlaces: readonly number[] = [];

  constructor(engine: WasmEngine) {
    this.#engine = engine;
    this.#read = engine.RECORD_READ.value;
    this.#renumbered = engine.TEXTS_RENUMBERED.value;
    this.#none = engine.KIND_NONE.value;
    this.#textKind = engine.KIND_TEXT.value;
    this.#true = engine.KIND_TRUE.value;
    this.#false = engine.KIND_FALSE.value;
    this.#null = engine.KIND_NULL.value;
    this.#object = engine.KIND_OBJECT.value;
    this.#valueWords = engine.VALUE_BYTES.value / Uint32Array.BYTES_PER_ELEMENT;
    this.#memory = Buffer.from(engine.memory.buffer);
    this.#values = new Uint32Array();
    this.#callers = this.#knownBy(this.#callerPlaces);
    this.#calls = this.#knownBy(this.#callPlaces);
    this.prepare([]);
  }

  /**
   * Says which fields events are asked for with `valuesAt`.
   * @param fields paths; the same array again costs nothing
   * @param mayRepeat of which sources and names events may be given as repetitions of those before; the same function
   *   again keeps them. @default none
   * @returns false: they are too many or too long to be read here, so a parser must read every record
   */
  prepare(fields: readonly string[], mayRepeat: Selection['isPlainContext'] = NEVER): boolean {
    if (fields !== this.#fields) {
      this.#fields = fields;
      this.#asked = this.#describe(fields);
      this.#forget();
    }
    if (mayRepeat !== this.#mayRepeat) {
      this.#mayRepeat = mayRepeat;
      this.#forget();
    }
    return this.#asked !== undefined;
  }

  /**
   * The event of the record that lies between two offsets into the document.
   * @param wants see `Selection.wants`. Most of the time goes into the fields of an event, so they are not read in vain.
   * @returns undefined where it takes a parser to tell: the record is not JSON, no object, not ASCII, or has a key
   *   twice, an escape or an unusual depth, the time is no text, or one of the prepared fields is a list, an object or a
   *   number, or in a text
   */
  read(
    start: number,
    end: number,
    wants: Selection['wants'],
  ): ApiEvent | Repetition | typeof UNWANTED | undefined {
    const engine = this.#engine;
    this.#followMemory();
    const document = engine.DOCUMENT.value;
    const result = engine.readFields(document + start, document + end, this.#values.byteLength);
    if ((result & this.#renumbered) !== 0) {
      this.#texts = [];
      this.#forget();
    }
    if ((result & this.#read) === 0) return undefined;
    const time = this.#isRepeatable() ? this.#plainTime() : undefined;
    if (time !== undefined) {
      const call = this.#calls.find(this.#values);
      const caller = this.#callers.find(this.#values);
      if (call !== undefined && caller !== undefined) return new Repetition(call, caller, time);
    }
    const eventSource = this.#text(FIXED.eventSource);
    const eventName = this.#text(FIXED.eventName);
    if (!wants(eventSource, eventName)) return UNWANTED;
    if (!this.#isOrNone(FIXED.eventTime, this.#textKind)) return undefined;
    const asked: (string | boolean | undefined)[] = [];
    for (const field of this.#asked!) {
      if (!this.#canRead(field)) return undefined;
      asked.push(this.#plainValue(field.place));
    }
    const event = new ReadEvent(
      eventSource,
      eventName,
      this.#text(FIXED.eventTime),
      this.#text(FIXED.eventCategory),
      this.#kind(FIXED.managementEvent) !== this.#false,
      this.#text(FIXED.awsRegion),
      this.#text(FIXED.recipientAccountId),
      this.#text(FIXED.sharedEventID),
      this.#text(FIXED['addendum.originalEventID']),
      this.#text(FIXED.eventID),
      this.#text(FIXED.sourceIPAddress),
      this.#text(FIXED.userAgent),
      this.#text(FIXED.vpcEndpointId),
      errorText(this.#text(FIXED.errorCode)),
      errorText(this.#text(FIXED.errorMessage)),
      {
        type: this.#text(FIXED['userIdentity.type']),
        arn: this.#text(FIXED['userIdentity.arn']),
        accountId: this.#text(FIXED['userIdentity.accountId']),
        principalId: this.#text(FIXED['userIdentity.principalId']),
        invokedBy: this.#text(FIXED['userIdentity.invokedBy']),
        accessKeyId: this.#text(FIXED['userIdentity.accessKeyId']),
        issuerArn: this.#text(FIXED['userIdentity.sessionContext.sessionIssuer.arn']),
        onBehalfOf: this.#text(FIXED['userIdentity.onBehalfOf.userId']),
      },
      !this.#isOrNone(FIXED.userIdentity, this.#object) || !this.#isOrNone(FIXED.awsRegion, this.#textKind),
      this.#index,
      asked,
    );
    // Without an account of its own, the items of a call depend on its caller.
    if (time !== undefined && event.recipientAccountId !== '' && !event.malformed && this.isAsWritten()) {
      this.#calls.add(event);
      this.#callers.add(event);
    }
    return event;
  }

  /** Whether the record read last is of a call whose events may repeat. */
  #isRepeatable(): boolean {
    const source = this.#number(FIXED.eventSource);
    const name = this.#number(FIXED.eventName);
    if (source === 0 || name === 0) return false;
    const call = source * TEXTS + name;
    let known = this.#repeatable.get(call);
    if (known === undefined) {
      known = this.#mayRepeat(this.#text(FIXED.eventSource), this.#text(FIXED.eventName));
      this.#repeatable.set(call, known);
    }
    return known;
  }

  /** Its time, epoch seconds, if it is in CloudTrail's own form. */
  #plainTime(): number | undefined {
    const at = FIXED.eventTime * this.#valueWords;
    const [kind, start, length] = [this.#values[at]!, this.#values[at + 1]!, this.#values[at + 2]!];
    return kind === this.#textKind ? plainInstantIn(this.#memory, start, length) : undefined;
  }

  /** Events that were given, because their texts have other numbers now, or there are other fields. */
  #forget(): void {
    this.#repeatable = new Map();
    this.#callers = this.#knownBy(this.#callerPlaces);
    this.#calls = this.#knownBy(this.#callPlaces);
  }

  #knownBy(places: readonly number[]): KnownEvents {
    return new KnownEvents(places, this.#valueWords, this.#textKind);
  }

  /** The memory moves when it grows. */
  #followMemory(): void {
    if (this.#engine.memory.buffer === this.#memory.buffer) return;
    this.#memory = Buffer.from(this.#engine.memory.buffer);
    this.#values = this.#valuesThere();
  }

  /**
   * Whether the record read last has the fields that tell whose call it is in CloudTrail's form. If not, another program
   * may have made texts or columns of them.
   */
  isAsWritten(): boolean {
    const identity = this.#kind(FIXED.userIdentity);
    return (
      identity !== this.#none && identity !== this.#textKind && this.#kind(FIXED.addendum) !== this.#textKind
    );
  }

  #kind(place: number): number {
    return this.#values[place * this.#valueWords]!;
  }

  #isOrNone(place: number, wanted: number): boolean {
    const kind = this.#kind(place);
    return kind === wanted || kind === this.#none || kind === this.#null;
  }

  /** Whether a field is a text, a truth value or nothing, within objects or nothing. */
  #canRead({ place, around, isObjectField }: AskedField): boolean {
    const kind = this.#kind(place);
    if (kind > this.#null) return false; // a number, an object or a list
    if (isObjectField && kind === this.#textKind) return false; // stands for an object
    for (const object of around) {
      // Below anything but an object there is nothing; a list may have objects in it, and a text may stand for one.
      const outer = this.#kind(object);
      if (outer > this.#object || outer === this.#textKind) return false;
    }
    return true;
  }

  #plainValue(place: number): string | boolean | undefined {
    switch (this.#kind(place)) {
      case this.#textKind:
        return this.#text(place);
      case this.#true:
        return true;
      case this.#false:
        return false;
      default:
        return undefined;
    }
  }

  /** The number of a text; 0: it has none, or is no text. */
  #number(place: number): number {
    const at = place * this.#valueWords;
    return this.#values[at] === this.#textKind ? this.#values[at + 3]! : 0;
  }

  #text(place: number): string {
    const values = this.#values;
    const at = place * this.#valueWords;
    if (values[at] !== this.#textKind) return '';
    let number = values[at + 3]!;
    if (number === 0 && LATE_PLACES.includes(place)) number = this.#engine.internText(place);
    if (number === 0) return this.#textAt(values[at + 1]!, values[at + 2]!);
    return (this.#texts[number] ??= this.#textAt(values[at + 1]!, values[at + 2]!));
  }

  #textAt(start: number, length: number): string {
    return this.#memory.toString('latin1', start, start + length);
  }

  #valuesThere(): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#engine.VALUES.value, this.#places * this.#valueWords);
  }

  /** Writes down which fields are wanted. @returns undefined, and writes nothing, where they do not fit */
  #describe(fields: readonly string[]): AskedField[] | undefined {
    const places = new Map<string, number>(Object.entries(FIXED));
    for (const path of fields.flatMap(withAround)) if (!places.has(path)) places.set(path, places.size);
    const objects = new Map([['', 1]]);
    for (const path of places.keys()) {
      const [parent] = split(path);
      if (!objects.has(parent)) objects.set(parent, objects.size + 1);
    }
    const engine = this.#engine;
    const fits =
      places.size <= Math.min(engine.MAX_FIELDS.value, engine.MAX_VALUES.value) &&
      objects.size < engine.MAX_OBJECTS.value &&
      [...places.keys()].every(
        (path) => /^[ !#-[\]-~]+$/.test(path) && split(path)[1].length <= engine.MAX_KEY_LENGTH.value,
      );
    if (!fits) return undefined;

    this.#followMemory();
    const memory = this.#memory;
    const start = engine.FIELDS.value;
    const entries = start + engine.MAX_OBJECTS.value * engine.KEY_LENGTHS.value;
    memory.fill(0, start, entries + (engine.MAX_FIELDS.value + 1) * engine.FIELD_BYTES.value);
    let index = 0;
    for (const [path, place] of places) {
      index++;
      const [parent, key] = split(path);
      const first = start + objects.get(parent)! * engine.KEY_LENGTHS.value + key.length;
      const entry = entries + index * engine.FIELD_BYTES.value;
      memory[entry + engine.FIELD_KEY_LENGTH.value] = key.length;
      memory[entry + engine.FIELD_NEXT.value] = memory[first]!;
      memory[entry + engine.FIELD_VALUE.value] = place;
      memory[entry + engine.FIELD_OBJECT.value] = objects.get(path) ?? 0;
      memory[entry + engine.FIELD_INTERN.value] = IMMATERIAL.includes(path) ? 0 : 1;
      memory.write(key, entry + engine.FIELD_KEY.value, 'latin1');
      memory[first] = index;
    }
    this.#places = places.size;
    const material = [...places].filter(([path]) => !IMMATERIAL.includes(path));
    const placesWhere = (isCaller: boolean): number[] =>
      material.filter(([path]) => path.startsWith('userIdentity') === isCaller).map(([, place]) => place);
    this.#callerPlaces = placesWhere(true);
    this.#callPlaces = placesWhere(false);
    this.#values = this.#valuesThere();
    this.#index = new Map(fields.map((path, at) => [path, at]));
    return fields.map((path) => ({
      place: places.get(path)!,
      around: withAround(path)
        .slice(0, -1)
        .map((object) => places.get(object)!),
      isObjectField: isObjectField(path),
    }));
  }
}

const NO_VALUES: readonly unknown[] = [];

/** An event of which only some fields were read. */
class ReadEvent implements ApiEvent {
  readonly record = undefined;
  readonly #index: ReadonlyMap<string, number>;
  readonly #asked: readonly (string | boolean | undefined)[];

  constructor(
    readonly eventSource: string,
    readonly eventName: string,
    readonly eventTime: string,
    readonly eventCategory: string,
    readonly managementEvent: boolean,
    readonly awsRegion: string,
    readonly recipientAccountId: string,
    readonly sharedEventID: string,
    readonly originalEventID: string,
    readonly eventID: string,
    readonly sourceIPAddress: string,
    readonly userAgent: string,
    readonly vpcEndpointId: string,
    readonly errorCode: string,
    readonly errorMessage: string,
    readonly principal: Principal,
    readonly malformed: boolean,
    index: ReadonlyMap<string, number>,
    asked: readonly (string | boolean | undefined)[],
  ) {
    this.#index = index;
    this.#asked = asked;
  }

  valuesAt(path: string): readonly unknown[] {
    const at = this.#index.get(path);
    if (at === undefined) throw new RangeError(`the selection does not name the field ${path}`);
    const value = this.#asked[at];
    return value === undefined ? NO_VALUES : [value];
  }
}

/** `a.b.c` → `a`, `a.b`, `a.b.c` */
function withAround(path: string): string[] {
  const keys = path.split('.');
  return keys.map((_, at) => keys.slice(0, at + 1).join('.'));
}

/** `a.b.c` → `a.b`, `c` */
function split(path: string): [parent: string, key: string] {
  const dot = path.lastIndexOf('.');
  return [path.slice(0, Math.max(0, dot)), path.slice(dot + 1)];
}
