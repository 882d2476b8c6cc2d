import { describe, test } from 'vitest';

/**
 * Tests that need something of the machine. Where it is missing they are skipped, and their names say why: `.ci/run`
 * prints the names of skipped tests above its closing line and counts a test skipped without a reason as failed.
 */

/**
 * A suite that is skipped when something is missing.
 * @param missing why it cannot run here, and what would let it; undefined: it runs. The body is called in any case,
 *   so that its tests are counted, but no test or hook in it is.
 */
export function describeUnless(missing: string | undefined, name: string, body: () => void): void {
  describe.skipIf(missing !== undefined)(withReason(name, missing), body);
}

/** A test that is skipped when something is missing. @param missing as for `describeUnless` */
export function testUnless(
  missing: string | undefined,
  name: string,
  body: () => void | Promise<void>,
): void {
  test.skipIf(missing !== undefined)(withReason(name, missing), body);
}

const BEFORE_REASON = ' (skipped: ';

function withReason(name: string, missing: string | undefined): string {
  return missing === undefined ? name : `${name}${BEFORE_REASON}${missing})`;
}

/** A name taken apart into what it is without a reason, and the reason; undefined when it has none. */
export function splitReason(name: string): { readonly name: string; readonly reason: string | undefined } {
  const at = name.endsWith(')') ? name.indexOf(BEFORE_REASON) : -1;
  return at < 0
    ? { name, reason: undefined }
    : { name: name.slice(0, at), reason: name.slice(at + BEFORE_REASON.length, -1) };
}
