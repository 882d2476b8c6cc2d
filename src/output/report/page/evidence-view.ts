import { itemParts } from '../../../model/item-key.js';
import type { Signal } from '../../../model/signal.js';
import type { ItemEvidence, OriginEvidence, SignalEvidence } from '../../../model/signal-evidence.js';
import type { CountedWords } from '../../signal-sentence.js';
import { type Child, code, h, instant, table } from './dom.js';
import { plural, timeText } from '../../words.js';

/** What the records of a signal say. */
export function evidenceView(signal: Signal, evidence: SignalEvidence, words: CountedWords): HTMLElement[] {
  const { origins, moreOrigins, items, accessKeys, sessions, records, errors, regions, accounts } = evidence;
  const parts = [
    section(
      `Where from: ${plural(origins.length + moreOrigins, 'address and program', 'addresses and programs')}`,
      true,
      h('ul', { class: 'origins' }, ...origins.map((one) => originView(one, items, words))),
    ),
    section(
      `What: ${plural(items.length, words.item.one, words.item.many)}, ${evidence.counts.newItems} new`,
      true,
      itemTable(items, words),
    ),
    section(`Access keys: ${accessKeys.length}`, false, keyTable(accessKeys)),
    section(`Sessions: ${sessions.length}`, false, sessionTable(sessions)),
    section(`The most telling records: ${records.length}`, false, recordTable(evidence)),
    errors.length > 0 && section('Failed calls by error', false, countTable('Error codes', errors)),
    section('Accounts and regions', false, countTable('Accounts', accounts), countTable('Regions', regions)),
    h('p', { class: 'quiet' }, countsText(signal, evidence, words)),
  ];
  return parts.filter((part) => part !== false);
}

function section(title: string, isOpen: boolean, ...children: Child[]): HTMLElement {
  return h('details', { open: isOpen }, h('summary', {}, title), ...children);
}

/** Whether what was read again is all, and how it compares with what the state has counted. */
function countsText(
  signal: Signal,
  { counts, coverage }: SignalEvidence,
  { event, item }: CountedWords,
): string {
  const exact = `Exactly: ${counts.retrievals} ${event.many}, ${counts.failures} failed ones, ${counts.items} ${item.many}`;
  const counted = signal.observed;
  const state = signal.estimated
    ? ` The signal has the estimates ${counted.retrievals} and ${counted.distinctSecrets}.`
    : '';
  const read = `, from ${plural(coverage.objects, 'object')} read again.`;
  const missing = coverage.complete ? '' : ' Not everything that was counted was found again.';
  return `${exact}${read}${state}${missing}`;
}

function originView(
  origin: OriginEvidence,
  items: readonly ItemEvidence[],
  words: CountedWords,
): HTMLElement {
  const { address, addressKind, vpcEndpoint, isNew, userAgent, failures, newItems, accessKeys } = origin;
  const own = origin.items.map((index) => items[index]!);
  const { item, event } = words;
  const since = origin.firstSeen === null ? 'a time that is not known' : timeText(origin.firstSeen);
  const facts = [
    `${plural(origin.retrievals, event.one, event.many)}${failures === 0 ? '' : `, ${failures} failed`}`,
    `${plural(own.length, item.one, item.many)}, ${newItems} new`,
    `the role came from there since ${since}`,
    `${plural(origin.others, 'other identity', 'other identities')} came from that network before`,
    accessKeys.length > 0 && `key ${accessKeys.join(', ')}`,
    origin.regions.length > 0 && origin.regions.join(', '),
  ];
  const kind = addressKind === 'none' ? '' : ` ${addressKind}${vpcEndpoint === '' ? '' : ` ${vpcEndpoint}`}`;
  return h(
    'li',
    { class: 'origin' },
    h(
      'p',
      {},
      code(address === '' ? 'no address' : address),
      h('span', { class: 'quiet' }, `${kind} `),
      isNew && h('mark', {}, 'new'),
      ' ',
      instant(origin.first),
      ' to ',
      instant(origin.last),
      ' UTC',
    ),
    h('p', {}, facts.filter((fact) => fact !== false).join(' · ')),
    h('p', { class: 'quiet agent' }, userAgent),
    own.length > 0 &&
      section(
        `${plural(own.length, item.one, item.many)} from there`,
        false,
        itemList(own.map(({ key, isNew: isFresh }) => ({ key, isFresh: isFresh === true }))),
      ),
  );
}

function itemList(items: readonly { readonly key: string; readonly isFresh: boolean }[]): HTMLElement {
  const entry = ({ key, isFresh }: { readonly key: string; readonly isFresh: boolean }): HTMLElement =>
    h('li', {}, code(key), isFresh && ' ', isFresh && h('mark', {}, 'new'));
  return h('ul', { class: 'items' }, ...items.map(entry));
}

function itemTable(items: readonly ItemEvidence[], { item, event }: CountedWords): HTMLElement {
  return table(
    `All ${item.many}, the new ones first`,
    [
      {
        title: item.one,
        cell: ({ key, arn }) => [
          code(itemParts(key).name),
          h('br'),
          h('span', { class: 'quiet arn' }, arn ?? key),
        ],
      },
      {
        title: 'new',
        cell: ({ isNew }) => (isNew === null ? 'not known' : isNew ? h('mark', {}, 'new') : 'no'),
      },
      { title: event.many, isFigure: true, cell: ({ retrievals }) => retrievals },
      { title: 'first (UTC)', cell: ({ first }) => instant(first) },
      {
        title: 'others who read it before',
        cell: ({ readers }) => [
          readers.frequency,
          ' ',
          h(
            'span',
            { class: 'quiet' },
            `${plural(readers.identities, 'identity', 'identities')}, ${plural(readers.days, 'day')}`,
          ),
        ],
      },
    ],
    items,
  );
}

function keyTable(keys: SignalEvidence['accessKeys']): HTMLElement {
  return table(
    'Access keys',
    [
      { title: 'key', cell: ({ id }) => code(id) },
      { title: 'kind', cell: ({ kind }) => kind },
      { title: 'calls', isFigure: true, cell: ({ count }) => count },
      { title: 'addresses', isFigure: true, cell: ({ addresses }) => addresses },
      { title: 'first (UTC)', cell: ({ first }) => instant(first) },
      { title: 'last (UTC)', cell: ({ last }) => instant(last) },
    ],
    keys,
  );
}

function sessionTable(sessions: SignalEvidence['sessions']): HTMLElement {
  return table(
    'Sessions, and the calls that began them',
    [
      { title: 'session', cell: ({ arn }) => code(arn) },
      { title: 'began (UTC)', cell: ({ created }) => (created === null ? 'not known' : instant(created)) },
      { title: 'multi-factor', cell: ({ mfa }) => (mfa === null ? 'not known' : mfa ? 'yes' : 'no') },
      { title: 'calls', isFigure: true, cell: ({ count }) => count },
      {
        title: 'begun by',
        cell: ({ assumedBy }) =>
          assumedBy === null
            ? 'not found'
            : [
                code(assumedBy.caller),
                ` from ${assumedBy.address}, ${assumedBy.userAgent} (${assumedBy.eventName} `,
                code(assumedBy.eventID),
                ')',
              ],
      },
    ],
    sessions,
  );
}

function recordTable({ records, origins, items }: SignalEvidence): HTMLElement {
  return table(
    'Records, by time',
    [
      { title: 'time (UTC)', cell: ({ time }) => instant(time) },
      {
        title: 'call',
        cell: ({ eventName, error }) => (error === '' ? eventName : `${eventName}: ${error}`),
      },
      { title: 'item', cell: ({ item }) => (item < 0 ? '' : code(itemParts(items[item]!.key).name)) },
      { title: 'address', cell: ({ origin }) => (origin < 0 ? '' : code(origins[origin]!.address)) },
      { title: 'event id', cell: ({ eventID }) => code(eventID) },
      { title: 'object', cell: ({ object }) => h('span', { class: 'arn' }, object) },
    ],
    records,
  );
}

function countTable(caption: string, counted: SignalEvidence['regions']): HTMLElement {
  return table(
    caption,
    [
      { title: 'value', cell: ({ value }) => code(value) },
      { title: 'calls', isFigure: true, cell: ({ count }) => count },
    ],
    counted,
  );
}

/** What a signal itself says, where its records were not read again. */
export function briefEvidence(signal: Signal, words: CountedWords): HTMLElement[] {
  const { secrets, newSecrets, newOrigins, accounts, regions } = signal.evidence;
  const fresh = new Set(newSecrets);
  const isCut = secrets.length < signal.observed.distinctSecrets;
  const parts = [
    newOrigins.length > 0 && h('p', {}, 'First seen from: ', ...listed(newOrigins)),
    secrets.length > 0 &&
      section(
        `${plural(signal.observed.distinctSecrets, words.item.one, words.item.many)}, ${signal.observed.newSecrets} new${isCut ? `, ${secrets.length} shown` : ''}`,
        true,
        itemList(secrets.map((key) => ({ key, isFresh: fresh.has(key) }))),
      ),
    h('p', { class: 'quiet' }, `Accounts: ${accounts.join(', ')}. Regions: ${regions.join(', ')}.`),
    h(
      'p',
      { class: 'quiet' },
      'Its records were not read again, so exact addresses, event ids and all items are missing here: scan with a larger --explain, or investigate.',
    ),
  ];
  return parts.filter((part) => part !== false);
}

function listed(texts: readonly string[]): Child[] {
  return texts.flatMap((text, index) => [index > 0 && ', ', code(text)]);
}
