import { isObject } from '../../base/json-values.js';
import { BUILT_IN_RULE } from '../../rule/built-in.js';
import { PACKS, packRules } from '../../rule/packs/packs.js';
import type { ReportData } from './report-data.js';

/** What a token stands for. */
type Kind =
  | 'identity'
  | 'item'
  | 'account'
  | 'address'
  | 'network'
  | 'agent'
  | 'key'
  | 'endpoint'
  | 'event'
  | 'object'
  | 'source'
  | 'signal'
  | 'rule'
  | 'suppression'
  | 'name';

/** What the texts of a field are. A field that is in none of these lists holds names of no certain kind. */
const KINDS: Readonly<Record<string, Kind>> = {
  identity: 'identity',
  identities: 'identity',
  issuer: 'identity',
  caller: 'identity',
  names: 'identity',
  secrets: 'item',
  newSecrets: 'item',
  accountId: 'account',
  accounts: 'account',
  account: 'account',
  address: 'address',
  strangeNetworks: 'network',
  userAgent: 'agent',
  accessKeys: 'key',
  vpcEndpoint: 'endpoint',
  eventID: 'event',
  object: 'object',
  uri: 'object',
  sources: 'source',
  signal: 'signal',
};

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WORD = /^[\w. -]+$/;
const TERM = /^[A-Za-z][\w.]*$/;
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/** Fields without names, and what stands in them: times, words of Trailspike and of AWS. Anything else there is a name. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  ...fields(['start', 'end', 'from', 'to', 'first', 'last', 'time', 'firstSeen', 'created', 'started'], TIME),
  ...fields(
    ['status', 'kind', 'frequency', 'addressKind', 'unit', 'stage', 'reason', 'version', 'node'],
    WORD,
  ),
  ...fields(['command', 'fetch', 'platform'], WORD),
  ...fields(['runId'], UUID),
  ...fields(['decoder', 'method', 'aggregation', 'analyses', 'one', 'many', 'family'], WORD),
  ...fields(['eventName', 'error', 'errors', 'type'], TERM),
  ...fields(['tactic', 'technique'], /^TA?\d{4}(?:\.\d{3})?$/),
  ...fields(['regions', 'region'], REGION),
};

function fields(names: readonly string[], form: RegExp): Record<string, RegExp> {
  return Object.fromEntries(names.map((name) => [name, form]));
}

/** Sentences, in which names can stand. */
const SENTENCES: ReadonlySet<string> = new Set(['reasons', 'message', 'warnings', 'notes', 'detail']);

/** What is a name wherever it stands in a sentence. */
const NAMES_IN_TEXT: readonly (readonly [RegExp, Kind])[] = [
  [/\barn:[\w-]+:[^\s,;)"']+/g, 'identity'],
  [/\b(?:s3|https?|file):\/\/[^\s,;)"']+/g, 'object'],
  [/(?<=^|[\s"'(])\/[^\s,;)"']+/g, 'object'],
  [/(?<=^|[\s"'(])[^\s,;()"']*\bAWSLogs\/[^\s,;)"']+/g, 'object'],
  [/\b(?:A(?:KIA|SIA|ROA|IDA))[A-Z0-9]{8,}\b/g, 'key'],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g, 'identity'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b/g, 'network'],
  [/\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}(?:\/\d{1,3})?(?=[\s,;)]|$)/gi, 'network'],
  [/(?<![0-9a-f])\d{12}(?![0-9a-f])/g, 'account'],
];

/**
 * The same data with every name replaced by a token, to share a report: identities, accounts, items, addresses, agents,
 * keys, events, objects, sources, suppressions, and rules of one's own. The same name has the same token everywhere, and
 * again each time that the report of these files is made. Times, counts, regions, calls and error codes stay.
 */
export function redacted(data: ReportData): ReportData {
  return { ...new Redaction(data).value(data, ''), isRedacted: true };
}

class Redaction {
  readonly #tokens = new Map<string, string>();
  readonly #counts = new Map<Kind, number>();
  /** Names that got a token since it was emptied. */
  #seen = new Set<string>();
  /** Names that can stand in the sentences that are being replaced, with their tokens. @default all */
  #names: readonly NameToken[] | undefined;
  /** Rules that everybody has. */
  readonly #known: ReadonlySet<string>;

  constructor({ summary, signals, evidence }: ReportData) {
    const known = [BUILT_IN_RULE, ...Object.keys(PACKS).flatMap(packRules)];
    this.#known = new Set(known.flatMap(({ id, name, events }) => [id, name, events.query]));
    // In the order of the page, so that what comes first has low numbers.
    for (const { id, name } of summary.rules) {
      if (!this.#known.has(id)) this.#join(id, name, 'rule');
    }
    for (const { name } of summary.suppressions) this.#token(name, 'suppression');
    for (const source of summary.sources) this.#token(source, 'source');
    for (const { id, identity } of signals) {
      this.#token(id, 'signal');
      this.#token(identity.key, 'identity');
    }
    // One item has several names.
    for (const { items } of evidence) {
      for (const { key, id, arn } of items) {
        const token = this.#token(key, 'item');
        for (const name of [id, arn])
          if (name !== null && name !== '' && !this.#tokens.has(name)) this.#tokens.set(name, token);
      }
    }
  }

  /** @param field name of the field that holds the value, or the list with it */
  value<Value>(value: Value, field: string): Value;
  value(value: unknown, field: string): unknown {
    if (typeof value === 'string') return this.#text(value, field);
    if (Array.isArray(value)) {
      if (field === 'arguments') return value.map((one: unknown) => argument(String(one)));
      if (field === 'signals') return value.map((one: unknown) => this.#signal(one));
      return value.map((one: unknown) => this.value(one, field));
    }
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([name, one]): [string, unknown] => [
      // The reasons for which events were left out name suppressions.
      field === 'dropped' ? this.#sentence(name) : name,
      this.value(one, this.#fieldOf(name, field)),
    ]);
    return Object.fromEntries(entries);
  }

  /** The sentences of a signal have its own names. */
  #signal(signal: unknown): unknown {
    this.#seen = new Set();
    this.value(signal, 'signal');
    this.#names = sortedNames([...this.#seen].map((name) => [name, this.#tokens.get(name)!]));
    const shown = this.value(signal, 'signal');
    this.#names = undefined;
    return shown;
  }

  /** What a field means within another one, where its own name does not say it. */
  #fieldOf(name: string, within: string): string {
    if (within === 'rule' || within === 'rules') return name === 'id' || name === 'name' ? 'rule' : name;
    if (within === 'items' && ['key', 'id', 'arn'].includes(name)) return 'secrets';
    if (within === 'accessKeys' && name === 'id') return 'accessKeys';
    if (name === 'arn' || (within === 'identity' && name === 'key')) return 'identity';
    if (name === 'value') return within;
    if (name === 'id') return 'signal';
    if (name === 'origin') return 'newOrigins';
    if (within === 'suppressions' && name === 'name') return 'suppression';
    if (within === 'suppressed') return 'suppression';
    return name;
  }

  #text(text: string, field: string): string {
    if (text === '' || (Object.hasOwn(PLAIN, field) && PLAIN[field]!.test(text))) return text;
    if (SENTENCES.has(field)) return this.#sentence(text);
    if (field === 'rule' || field === 'query')
      return this.#known.has(text) ? text : this.#token(text, 'rule');
    if (field === 'suppression') return this.#token(text, 'suppression');
    if (field === 'newOrigins') return this.#origin(text);
    // The settings of a run: which of two words.
    if (field === 'identity' && (text === 'arn' || text === 'issuer')) return text;
    return this.#token(text, Object.hasOwn(KINDS, field) ? KINDS[field]! : 'name');
  }

  /** `NETWORK|AGENT` */
  #origin(text: string): string {
    const at = text.lastIndexOf('|');
    return at < 0
      ? this.#token(text, 'network')
      : `${this.#token(text.slice(0, at), 'network')}|${this.#token(text.slice(at + 1), 'agent')}`;
  }

  #sentence(text: string): string {
    let shown = text;
    for (const [name, token] of this.#names ?? sortedNames([...this.#tokens])) {
      if (shown.includes(name)) shown = shown.replaceAll(name, token);
    }
    for (const [pattern, kind] of NAMES_IN_TEXT) {
      shown = shown.replace(pattern, (name) => this.#token(name, kind));
    }
    return shown;
  }

  #join(name: string, alias: string, kind: Kind): void {
    const token = this.#token(name, kind);
    if (!this.#tokens.has(alias)) this.#tokens.set(alias, token);
  }

  #token(name: string, kind: Kind): string {
    if (name === '') return name;
    this.#seen.add(name);
    let token = this.#tokens.get(name);
    if (token === undefined) {
      const count = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, count);
      token = `${kind}-${count}`;
      this.#tokens.set(name, token);
    }
    return token;
  }
}

type NameToken = readonly [name: string, token: string];

/** Longer ones first because they may contain shorter ones. */
function sortedNames(names: readonly NameToken[]): NameToken[] {
  return names.filter(([name]) => name.length >= SHORTEST_IN_TEXT).sort(([a], [b]) => b.length - a.length);
}

/** Shorter names would be found within words. */
const SHORTEST_IN_TEXT = 4;

/** Options, numbers and times say how a run was made; other arguments can be names. */
function argument(text: string): string {
  const [option, ...values] = text.split('=');
  if (/^--?[a-z-]+$/.test(option!)) return values.length === 0 ? text : `${option!}=…`;
  return /^(?:\d{1,6}|\d{4}-\d\d-\d\d(?:T[\d:]+Z)?)$/.test(text) ? text : '…';
}
