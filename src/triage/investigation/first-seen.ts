import { compareTexts } from '../../base/compare-texts.js';
import { formatInstant } from '../../model/time.js';
import type { FirstSeen, FirstSeenKind, FirstSeenValue } from './investigation.js';

/** The values of one record that may be first ones. */
export type RecordValues = Readonly<Record<FirstSeenKind, readonly string[]>>;

interface Observed {
  first: number;
  count: number;
}

/** Finds the values that records of some time have, and none before. Records come in any order. */
export class FirstSeenCollector {
  #before = 0;
  readonly #known = new Map<FirstSeenKind, Set<string>>();
  readonly #values = new Map<FirstSeenKind, Map<string, Observed>>();

  /** Adds a record before the time asked for. */
  addBefore(values: RecordValues): void {
    this.#before++;
    for (const [kind, texts] of entriesOf(values)) {
      let known = this.#known.get(kind);
      if (known === undefined) this.#known.set(kind, (known = new Set()));
      for (const text of texts) known.add(text);
    }
  }

  /** @param time epoch seconds */
  add(values: RecordValues, time: number): void {
    for (const [kind, texts] of entriesOf(values)) {
      let ofKind = this.#values.get(kind);
      if (ofKind === undefined) this.#values.set(kind, (ofKind = new Map<string, Observed>()));
      for (const text of new Set(texts)) {
        const observed = ofKind.get(text);
        if (observed === undefined) ofKind.set(text, { first: time, count: 1 });
        else {
          observed.first = Math.min(observed.first, time);
          observed.count++;
        }
      }
    }
  }

  /** @param searchedFrom beginning of what was searched, epoch seconds; null: of the source */
  result(searchedFrom: number | null): FirstSeen {
    const values: FirstSeenValue[] = [];
    for (const [kind, ofKind] of this.#values) {
      const known = this.#known.get(kind);
      for (const [value, { first, count }] of ofKind) {
        if (known?.has(value) !== true) values.push({ kind, value, first: formatInstant(first), count });
      }
    }
    return {
      searchedFrom: searchedFrom === null ? null : formatInstant(searchedFrom),
      recordsBefore: this.#before,
      values: values.sort(
        (a, b) =>
          compareTexts(a.first, b.first) || compareTexts(a.kind, b.kind) || compareTexts(a.value, b.value),
      ),
    };
  }
}

const KINDS: readonly FirstSeenKind[] = [
  'call',
  'caller',
  'address',
  'user agent',
  'account',
  'region',
  'item',
];

function entriesOf(values: RecordValues): (readonly [FirstSeenKind, readonly string[]])[] {
  return KINDS.map((kind) => [kind, values[kind].filter((text) => text !== '')] as const);
}
