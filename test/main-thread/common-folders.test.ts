import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CommonFolders } from '../../src/main-thread/common-folders.js';

function foldersOf(...uris: readonly string[]): string[] {
  const folders = new CommonFolders();
  for (const uri of uris) folders.add(uri);
  return folders.list();
}

test('one folder for each bucket, and one for all files', () => {
  expect(
    foldersOf(
      's3://trail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/05/a.json.gz',
      's3://trail/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/05/b.json.gz',
      's3://trail-2/c.json.gz',
      'file:///copies/january/d.json.gz',
      'file:///copies/june/e.json.gz',
    ),
  ).toEqual(['file:///copies/', 's3://trail-2/', 's3://trail/AWSLogs/111122223333/CloudTrail/']);
});

test('it holds all objects, whatever their order, and no folder within it does', () => {
  const key = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 8 }), (keys) => {
      const uris = keys.map((parts) => `s3://bucket/${parts.join('/')}`);
      const [folder, ...others] = foldersOf(...uris);
      expect(others).toEqual([]);
      expect(foldersOf(...[...uris].reverse())).toEqual([folder]);
      expect(uris.every((uri) => uri.startsWith(folder!))).toBe(true);
      const within = new Set(uris.map((uri) => uri.slice(folder!.length).split('/')));
      const first = new Set([...within].map((parts) => (parts.length > 1 ? parts[0]! : '')));
      expect(first.size > 1 || first.has('')).toBe(true);
    }),
  );
});
