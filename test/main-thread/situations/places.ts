import { gzipSync } from 'node:zlib';
import {
  ACCOUNT,
  daily,
  DAY,
  DAYS,
  deliveredAs,
  FIRST_DAY,
  gzipped,
  json,
  plainly,
  read,
  REGION,
  RETRIEVALS,
  story,
  type Situation,
  type StoryRecord,
} from './story.js';

/** Where objects are, what they are called, how they are packed, and when they came. */

const moved = (
  name: string,
  move: (key: string, day: number) => string,
  more: Partial<Situation> = {},
): Situation => ({
  name,
  objects: () => daily(plainly, (day) => move(deliveredAs(day), day)),
  ...more,
});
const nameIn = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
const dated = { from: FIRST_DAY, to: FIRST_DAY + DAYS * DAY };

export const LAYOUTS: readonly Situation[] = [
  moved(
    'Control Tower: the organisation twice',
    (key) => `o-a1b2c3d4/${key.replace('AWSLogs/', 'AWSLogs/o-a1b2c3d4/')}`,
    {
      options: dated,
    },
  ),
  {
    name: 'eight folders deep, beside a trail at the top that logs another account',
    options: dated,
    objects: () => ({
      ...daily(plainly, (day) => `a/b/c/d/e/f/g/h/${deliveredAs(day)}`),
      [deliveredAs(0).replaceAll(ACCOUNT, '999900001111')]: gzipped({ Records: [] }),
    }),
  },
  moved('months without folders for days', (key) => key.replace(/\/\d\d\/([^/]+)$/, '/$1')),
  moved(
    'a copy by partitions as Hive names them',
    (key, day) => `db/account=${ACCOUNT}/day=2026-04-${day + 6}/${nameIn(key)}`,
    {
      options: dated,
    },
  ),
  moved('the same trail twice in one bucket', (key) => key, {
    objects: () => ({ ...daily(plainly), ...daily(plainly, (day) => `second/${deliveredAs(day)}`) }),
  }),
];

export const NAMES: readonly Situation[] = [
  moved('each day with another extension', (key, day) =>
    key.replace(
      '.json.gz',
      ['', '.log', '.txt', '.gz', '.json', '.json.gz.bak', '.json.gz.txt', '.LOG.GZ', '.dat', '.json.gz~'][
        day
      ]!,
    ),
  ),
  moved('names lost below CloudTrail’s folders', (key, day) => key.replace(nameIn(key), `blob${day}`)),
  {
    name: 'what programs leave beside a copy',
    objects: () => ({
      ...daily(plainly, (day) => `copy/${nameIn(deliveredAs(day))}`),
      'copy/_SUCCESS': '',
      'copy/.DS_Store': Buffer.from('0000000142756431', 'hex'),
      'copy/Thumbs.db': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'copy/README.md': '# April\nCopied with care.\n',
    }),
    right: { skipped: { empty: 1, notCloudTrail: 3 } },
  },
  {
    name: 'an object under CloudTrail’s name that was encrypted on its way',
    objects: () => ({
      ...daily(plainly),
      [deliveredAs(3)]: Buffer.from('8c0d0409030af00dcafe0102030405060708', 'hex'),
    }),
    right: { retrievals: RETRIEVALS - 5, complete: false, failed: { notUnderstood: 1 }, says: /binary data/ },
  },
];

const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
const packed = (
  name: string,
  pack: (text: string, day: number) => Buffer,
  right: Situation['right'] = {},
): Situation => ({
  name,
  objects: () => daily((records, day) => pack(json({ Records: records }), day)),
  right,
});

export const PACKINGS: readonly Situation[] = [
  packed('three times gzip, around big-endian UTF-16', (text) => gzipSync(gzipSync(gzipSync(utf16be(text))))),
  packed('a byte order mark and Windows’ line breaks inside', (text) =>
    gzipSync(`\ufeff${JSON.stringify(JSON.parse(text), null, 1).replaceAll('\n', '\r\n')}`),
  ),
  packed(
    'a second member that is cut off: what was read before it counts',
    (text, day) => {
      const second = gzipSync(json({ Records: [read(FIRST_DAY + day * DAY, `late/${day}`)] }));
      return day === 4 ? Buffer.concat([gzipSync(text), second.subarray(0, 40)]) : gzipSync(text);
    },
    { complete: false, failed: { truncatedGzip: 1 } },
  ),
  packed(
    'bytes behind the last member that are neither gzip nor padding: told, and what is before them counts',
    (text, day) => (day === 0 ? Buffer.concat([gzipSync(text), Buffer.from('-- end --')]) : gzipSync(text)),
    { complete: false, failed: { corruptGzip: 1 } },
  ),
  {
    name: 'empty objects: no byte, no content, no record',
    objects: () => ({
      ...daily(plainly),
      [`x/${deliveredAs(0)}`]: '',
      [`x/${deliveredAs(1)}`]: gzipSync(''),
      [`x/${deliveredAs(2)}`]: gzipSync('{"Records":[]}'),
    }),
    right: { skipped: { empty: 1 } },
  },
];

/** The story, with the theft in an object of its own that was delivered late. */
function delivered(
  late: number,
  change: (record: StoryRecord) => object = (record) => record,
): Record<string, Buffer> {
  const isTheft = ({ requestParameters }: StoryRecord): boolean =>
    requestParameters.secretId.startsWith('vault/');
  const usual = daily((records) => plainly(records.filter((record) => !isTheft(record))));
  const theft = story().flat().filter(isTheft);
  return {
    ...(usual as Record<string, Buffer>),
    [deliveredAs(DAYS - 2, late).replace('Story8', 'Later8')]: gzipped({ Records: theft.map(change) }),
  };
}
const untilNinth = { to: FIRST_DAY + (DAYS - 1) * DAY };

export const LATE: readonly Situation[] = [
  {
    name: 'two days after --to, within the slack',
    options: untilNinth,
    objects: () => delivered(2, (record) => ({ ...record, addendum: { reason: 'DELIVERY_DELAY' } })),
  },
  {
    name: 'six days after --to: left out, and told with what to do',
    options: untilNinth,
    objects: () => delivered(6),
    right: { retrievals: 50, signals: [], says: /delivered after .*--delivery-slack/ },
  },
  {
    name: 'six days after --to, with a longer slack',
    options: { ...untilNinth, deliverySlack: 8 * DAY },
    objects: () => delivered(6),
  },
  {
    name: 'delivered again with what was updated: counts once',
    objects: () => ({
      ...daily(plainly),
      [deliveredAs(DAYS - 2, 3).replace('Story8', 'Again8')]: gzipped({
        Records: story()[DAYS - 2]!.map((record) => ({
          ...record,
          eventID: `new-${record.eventID}`,
          addendum: {
            reason: 'UPDATED_DATA',
            updatedFields: 'userIdentity',
            originalEventID: record.eventID,
          },
        })),
      }),
    }),
  },
];

const sovereign = {
  awsRegion: 'eusc-de-east-1',
  userIdentity: { type: 'IAMUser', arn: `arn:aws-eusc:iam::${ACCOUNT}:user/lena`, accountId: ACCOUNT },
};
export const PARTITIONS: readonly Situation[] = [
  {
    name: 'a trail of the European Sovereign Cloud, limited to its region',
    options: { regions: ['eusc-de-east-1'] },
    objects: () =>
      daily(plainly, (day) => deliveredAs(day).replaceAll(REGION, 'eusc-de-east-1'), story(sovereign)),
    right: { signals: [sovereign.userIdentity.arn] },
  },
];
