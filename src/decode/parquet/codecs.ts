import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type CompressionCodec, snappyUncompress } from 'hyparquet';
import { unlz4, unlz4Frames } from './lz4.js';
import { ParquetDamage } from './parquet-damage.js';
import { unzstd } from './zstd.js';

/**
 * Decompresses one page to the size that its header states, and never to more, whatever the page says.
 * @throws {ParquetDamage} `unsupportedParquet` for a codec that is not read
 * @throws {Error} any other error for a page that is damaged, or that has another size
 */
export function decompress(codec: CompressionCodec, page: Uint8Array, size: number): Uint8Array {
  const decompressor = DECOMPRESSORS[codec];
  if (decompressor === undefined)
    throw new ParquetDamage('unsupportedParquet', `is compressed with ${codec}`);
  const content = size === 0 ? new Uint8Array(0) : decompressor(page, size);
  if (content.length !== size)
    throw new ParquetDamage('malformedParquet', `a page of ${content.length} bytes instead of ${size}`);
  return content;
}

type Decompressor = (page: Uint8Array, size: number) => Uint8Array;

const DECOMPRESSORS: Partial<Record<CompressionCodec, Decompressor>> = {
  UNCOMPRESSED: (page) => page,
  SNAPPY: (page, size) => {
    const content = new Uint8Array(size);
    snappyUncompress(page, content);
    return content;
  },
  GZIP: (page, size) => gunzipSync(page, { maxOutputLength: size }),
  BROTLI: (page, size) => brotliDecompressSync(page, { maxOutputLength: size }),
  ZSTD: unzstd,
  LZ4: unlz4Frames,
  LZ4_RAW: unlz4,
};
