import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Ledger } from '../../../src/main-thread/state/ledger.js';
import { readStateHeader } from '../../../src/main-thread/state/state-header.js';
import { FrameLog } from '../../../src/storage/frame-log.js';
import { temporaryFolder } from '../../support/temporary.js';

/* States whose checksums fit, and whose content no Trailspike wrote: found by fuzzing (`npm run fuzz -- --target states`). */

const folder = temporaryFolder();
let made = 0;

const OUTCOME =
  '{"failure":null,"inflatedBytes":1,"matched":0,"context":0,"unknown":0,"dropped":{},"understood":true,"fallback":false,"readOnlySeen":false}';
const entry = (outcome: string, more = '"uri":"a","version":"1","size":1'): string =>
  `{"kind":"objects","entries":[{${more},"outcome":${outcome}}]}`;

describe('a ledger', () => {
  const read = (frame: string): Ledger => {
    const path = join(folder, `${made++}.log`);
    const log = new FrameLog(path);
    log.append([Buffer.from(frame)]);
    log.close();
    return Ledger.read(path);
  };

  test('as it is written is read', () => {
    expect(read(entry(OUTCOME)).size).toBe(1);
    expect([...read(entry(OUTCOME.replace('"unknown":0', '"changed":true,"unknown":2'))).outcomes()]).toEqual(
      [expect.objectContaining({ changed: true, unknown: 2 })],
    );
    expect(read('{"kind":"logs","lengths":{"k/b.log":{"length":8,"chain":0}}}').logPositions.size).toBe(1);
    expect(read('{"kind":"compaction","snapshots":["k/a"],"retired":["k/b"]}').snapshots).toEqual(
      new Set(['k/a']),
    );
  });

  test.each([
    ['no object', 'null'],
    ['no kind', '{}'],
    ['an unknown kind', '{"kind":"other"}'],
    ['no entries', '{"kind":"objects"}'],
    ['an entry that is none', '{"kind":"objects","entries":[null]}'],
    ['an outcome without a count', entry(OUTCOME.replace('"context":0,', ''))],
    ['a position that is a length', '{"kind":"logs","lengths":{"k/a.log":8}}'],
    ['no outcome', '{"kind":"objects","entries":[{"uri":"a","version":"1","size":1}]}'],
    ['a size below 0', entry(OUTCOME, '"uri":"a","version":"1","size":-1')],
    ['a uri that is no text', entry(OUTCOME, '"uri":{},"version":"1","size":1')],
    ['a count that is no number', entry(OUTCOME.replace('"matched":0', '"matched":"0"'))],
    ['a count without limit', entry(OUTCOME.replace('"matched":0', '"matched":1e999'))],
    ['a failure without a reason', entry(OUTCOME.replace('null', '{}'))],
    ['a reason that every object has', entry(OUTCOME.replace('"dropped":{}', '"dropped":{"toString":1}'))],
    ['a reason that is a prototype', entry(OUTCOME.replace('"dropped":{}', '"dropped":{"__proto__":1}'))],
    [
      'a failure that every object has',
      entry(OUTCOME.replace('null', '{"reason":"constructor","detail":""}')),
    ],
    ['a log outside of the state', '{"kind":"logs","lengths":{"../other/ledger.log":8}}'],
    ['a snapshot at the root', '{"kind":"compaction","snapshots":["/etc/passwd"],"retired":[]}'],
    ['no retired files', '{"kind":"compaction","snapshots":[]}'],
    ['an id that is no text', '{"kind":"state","id":1}'],
  ])('with %s is damaged', (_, frame) => {
    expect(() => read(frame)).toThrow(expect.objectContaining({ code: 'E_STATE_DAMAGED' }));
  });
});

describe('a header', () => {
  const MEASURE = {
    key: 'ab12',
    query: 'a',
    distinctFields: [],
    groupBy: [],
    failedCalls: 'apart',
    exceptInvokedBy: [],
    exclusion: '',
    bucketDuration: 300,
  };
  const SETTINGS = {
    measures: [MEASURE],
    identity: 'arn',
    accounts: [],
    regions: [],
    hashKey: '0123456789abcdef',
  };
  const read = (settings: unknown, format = 8, id: unknown = 'id'): unknown => {
    const state = temporaryFolder();
    const checksum = crc32(JSON.stringify({ format, id, settings })).toString(16).padStart(8, '0');
    writeFileSync(join(state, 'state.json'), JSON.stringify({ format, id, settings, checksum }));
    return readStateHeader(state).settings;
  };

  test('as it is written is read', () => {
    expect(read(SETTINGS)).toEqual(SETTINGS);
  });

  test('of an earlier format is refused by name', () => {
    for (const format of [4, 5]) expect(() => read(SETTINGS, format)).toThrow(`has state format ${format}`);
  });

  test.each([
    ['no settings', undefined],
    ['settings that are none', []],
    ['no measures', { ...SETTINGS, measures: undefined }],
    ['a measure that is none', { ...SETTINGS, measures: [null] }],
    ['a folder outside of the state', { ...SETTINGS, measures: [{ ...MEASURE, key: '../other' }] }],
    ['accounts that are no texts', { ...SETTINGS, accounts: [{}] }],
    ['a query that is no text', { ...SETTINGS, measures: [{ ...MEASURE, query: {} }] }],
    ['no key of its hashes', { ...SETTINGS, hashKey: undefined }],
    ['a key that is no key', { ...SETTINGS, hashKey: '0123456789ABCDEF0' }],
  ])('with %s is damaged', (_, settings) => {
    expect(() => read(settings)).toThrow(
      expect.objectContaining({
        code: 'E_STATE_DAMAGED',
        message: expect.stringContaining('does not say what the state was made with') as string,
      }),
    );
  });

  test('with an id that is no text is damaged', () => {
    expect(() => read(SETTINGS, 8, 7)).toThrow('its checksum does not fit');
  });
});
