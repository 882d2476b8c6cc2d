import type { RawPage, ReadPage, SourceObject } from '../source.js';
import { parseListResult, sourceObject } from './list-result.js';
import { checkKeys } from './listing-check.js';
import { MalformedResponseError } from './malformed-response.js';

/** Reads a page of a listing without a delimiter. */
export function readRawPage({ body, prefix, base, remark }: RawPage): ReadPage<SourceObject[]> {
  try {
    const { objects, folders, continuation } = parseListResult(
      Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    );
    checkKeys(objects, prefix);
    const ends = objects.length <= 2 ? objects : [objects[0]!, objects.at(-1)!];
    return {
      ends: { objects: ends.map(({ key }) => ({ key })), folders, continuation },
      objects: objects.map((one) => {
        const object = sourceObject(one, base);
        return remark === undefined ? object : { ...object, remark };
      }),
    };
  } catch (error) {
    if (error instanceof MalformedResponseError) return { malformed: error.message };
    throw error;
  }
}
