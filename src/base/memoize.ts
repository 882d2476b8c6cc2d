const MEMOIZED = 4096;

/**
 * The same function, which gives the same string again for the same texts while it remembers them: strings that are
 * the same object are looked up in tables without being compared or hashed again. It forgets everything once it has
 * remembered enough. The first text should be the one that has fewer values.
 */
export function memoize(find: (a: string, b: string) => string): (a: string, b: string) => string {
  let known = new Map<string, Map<string, string>>();
  let size = 0;
  return (a, b) => {
    let answers = known.get(a);
    let answer = answers?.get(b);
    if (answer !== undefined) return answer;
    if (size === MEMOIZED) {
      known = new Map(); // not cleared, so that V8 does not link what is forgotten to what comes
      answers = undefined;
      size = 0;
    }
    if (answers === undefined) {
      answers = new Map<string, string>();
      known.set(a, answers);
    }
    answers.set(b, (answer = find(a, b)));
    size++;
    return answer;
  };
}
