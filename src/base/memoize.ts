/** Entries that are kept. */
const MEMOIZED = 4096;

/**
 * Memoizes a function of two texts. For equal texts it returns the same string object, which tables look up without
 * comparing or hashing it again. After 4,096 entries it starts again with none. The first text should be the one with
 * fewer different values.
 */
export function memoize(find: (a: string, b: string) => string): (a: string, b: string) => string {
  let known = new Map<string, Map<string, string>>();
  let size = 0;
  return (a, b) => {
    let results = known.get(a);
    let result = results?.get(b);
    if (result !== undefined) return result;
    if (size === MEMOIZED) {
      known = new Map(); // new, not cleared: V8 links the table of a cleared map to the next one
      results = undefined;
      size = 0;
    }
    if (results === undefined) {
      results = new Map<string, string>();
      known.set(a, results);
    }
    results.set(b, (result = find(a, b)));
    size++;
    return result;
  };
}
