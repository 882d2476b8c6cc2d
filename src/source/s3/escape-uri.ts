/** Characters of CloudTrail's keys: none needs an escape. */
const PLAIN_KEY = /^[\w.~/-]*$/;

/** Percent-encodes all but RFC 3986's unreserved characters, as Signature Version 4 requires. */
export function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The same, but leaves each `/` as it is. */
export function escapeKey(key: string): string {
  return PLAIN_KEY.test(key) ? key : escapeUri(key).replaceAll('%2F', '/');
}
