import fc from 'fast-check';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  deleteUnfinished,
  FileReplacement,
  replaceFile,
  UNFINISHED,
} from '../../src/storage/replace-file.js';
import { temporaryFolder } from '../support/temporary.js';
import { runs } from '../support/thorough.js';

test('parts of text and bytes become one file, in order', () => {
  const path = join(temporaryFolder(), 'file');
  const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 200 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      replaceFile(path, parts);
      const expected = Buffer.concat(
        parts.map((one) => (typeof one === 'string' ? Buffer.from(one) : Buffer.from(one))),
      );
      expect(readFileSync(path).equals(expected)).toBe(true);
    }),
    { numRuns: runs(30) },
  );
});

describe('under the name is the old file or the whole new one', () => {
  const earlier = (): { folder: string; path: string; shown: () => string } => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    return { folder, path, shown: () => readFileSync(path, 'utf8') };
  };

  test('at every step of writing', () => {
    const { folder, path, shown } = earlier();
    const file = new FileReplacement(path);
    expect(shown()).toBe('old');
    for (const part of ['ne', 'w']) {
      file.write(part);
      expect(shown()).toBe('old');
      // A file that a killed process leaves is recognised by its ending.
      expect(readdirSync(folder).sort()).toEqual([
        'file',
        expect.stringMatching(/^file\.[0-9a-f]{12}\.unfinished$/),
      ]);
    }
    file.commit();
    expect(shown()).toBe('new');
    expect(readdirSync(folder)).toEqual(['file']);
    file.abandon();
    file.commit();
    expect(shown()).toBe('new');
    expect(() => file.write('more')).toThrow(/already in place/);
  });

  test('when it is abandoned', () => {
    const { folder, path, shown } = earlier();
    const file = new FileReplacement(path);
    file.write('half');
    file.abandon();
    file.abandon();
    file.commit();
    expect(shown()).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('when its parts fail midway', () => {
    const { folder, path, shown } = earlier();
    const parts = function* (): Generator<string> {
      yield 'half';
      throw new Error('midway');
    };
    expect(() => replaceFile(path, parts())).toThrow('midway');
    expect(shown()).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('when it cannot be put in place', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'taken');
    mkdirSync(path);
    expect(() => replaceFile(path, ['text'])).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  test('by two at once, who never write to one file', () => {
    const { folder, path, shown } = earlier();
    const [first, second] = [new FileReplacement(path), new FileReplacement(path)];
    first.write('a much longer text');
    second.write('short');
    first.commit();
    expect(shown()).toBe('a much longer text');
    second.commit();
    expect(shown()).toBe('short');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('also where it is a link: what the link names stays as it is', () => {
    const { folder, path } = earlier();
    const link = join(folder, 'link');
    symlinkSync(path, link);
    replaceFile(link, ['new']);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(lstatSync(link).isFile()).toBe(true);
  });

  test('and what killed runs left is deleted when asked for, by the name that it was to have', () => {
    const { folder, path } = earlier();
    for (const name of ['file', 'file.0123456789ab', 'other.0123456789ab'])
      writeFileSync(join(folder, `${name}${UNFINISHED}`), '');
    deleteUnfinished(folder, (name) => name === basename(path));
    expect(readdirSync(folder).sort()).toEqual(['file', `other.0123456789ab${UNFINISHED}`]);
    deleteUnfinished(folder);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
