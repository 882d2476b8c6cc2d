import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortenIdentity } from '../../../src/output/terminal/shorten-identity.js';
import { clip, pad, textWidth, wrap } from '../../../src/output/terminal/text-width.js';

const ROLE = 'arn:aws:sts::333344445555:assumed-role/billing-instance-profile-6/i-0a350545c1347ca62';

test.each([
  [ROLE, 200, ROLE],
  [ROLE, ROLE.length, ROLE],
  [ROLE, 74, '333344445555:assumed-role/billing-instance-profile-6/i-0a350545c1347ca62'],
  [ROLE, 62, '333344445555:…/billing-instance-profile-6/i-0a350545c1347ca62'],
  [ROLE, 48, '…/billing-instance-profile-6/i-0a350545c1347ca62'],
  [ROLE, 30, '…/billin…file-6/i-0a350…47ca62'],
  [
    'arn:aws:sts::333344445555:assumed-role/short/a-session-with-a-very-long-name',
    28,
    '…/short/a-session-…long-name',
  ],
  ['arn:aws-cn:iam::333344445555:user/teams/platform/ann', 20, '333344445555:…/ann'],
  ['arn:aws:iam::333344445555:user/teams/platform/ann', 8, '…/ann'],
  ['arn:aws:iam::333344445555:root', 20, 'arn:aws:ia…5555:root'],
  ['AROAEXAMPLE:a name without a form', 15, 'AROAEXA… a form'],
])('%s in %d columns', (key, width, shortened) => expect(shortenIdentity(key, width)).toBe(shortened));

test('what is shortened fits, whatever the text and the width', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constant('漢字'.repeat(9)),
  );
  fc.assert(
    fc.property(part, part, fc.integer({ min: 1, max: 120 }), (role, session, width) => {
      const key = `arn:aws:sts::333344445555:assumed-role/${role}/${session}`;
      for (const text of [key, role])
        expect(textWidth(shortenIdentity(text, width))).toBeLessThanOrEqual(width);
      for (const where of ['end', 'middle'] as const)
        expect(textWidth(clip(key, width, where))).toBeLessThanOrEqual(width);
      expect(textWidth(pad(key, width, 'left'))).toBe(Math.max(width, textWidth(key)));
    }),
  );
});

test('wide, combining and joined characters are measured as a terminal shows them', () => {
  expect(textWidth('漢字')).toBe(4);
  expect(textWidth('e\u0301')).toBe(1);
  expect(textWidth('👩‍👩‍👧')).toBe(2);
  expect(clip('漢字漢字', 5)).toBe('漢字…');
  expect(clip('漢字漢字', 6, 'middle')).toBe('漢…字');
  expect(clip(`e${'\u0301'.repeat(1000)}`, 5).length).toBeLessThan(20);
});

test('wrapping keeps every word, and cuts only words that are longer than a line', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 })),
      fc.integer({ min: 5, max: 30 }),
      (words, width) => {
        const text = words.join(' ').trim();
        const lines = wrap(text, width);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      },
    ),
  );
});
