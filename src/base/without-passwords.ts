/** What stands in a URL between the two slashes and the host: a user, and mostly a password. */
const USER = /(\b[a-z][a-z0-9+.-]*:\/\/)[^/?#\s]*@/gi;

/** A text with `…` in place of the user and password of each URL in it. */
export function withoutPasswords(text: string): string {
  return text.replace(USER, '$1…@');
}
