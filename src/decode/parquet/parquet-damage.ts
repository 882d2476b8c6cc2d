import type { DecodeFailure } from '../decode-failure.js';

/** Why a Parquet file, or a part of it, cannot be read. */
export class ParquetDamage extends Error {
  readonly reason: DecodeFailure['reason'];

  constructor(reason: DecodeFailure['reason'], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/**
 * The failure that an error means. Errors of other kinds are what damaged bytes make a parser do.
 * @param where the part of the file that was being read, such as `row group 3`
 */
export function failureOf(error: unknown, where: string): DecodeFailure {
  const detail = `${where}: ${error instanceof Error ? error.message : String(error)}`;
  return { reason: error instanceof ParquetDamage ? error.reason : 'malformedParquet', detail };
}
