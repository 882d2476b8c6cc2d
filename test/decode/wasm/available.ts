import { Unavailable } from '../../../src/decode/wasm/unavailable.js';

/** What was created. Throws the reason if it could not be. */
export function available<Created>(created: Created | Unavailable): Created {
  if (created instanceof Unavailable) throw created;
  return created;
}
