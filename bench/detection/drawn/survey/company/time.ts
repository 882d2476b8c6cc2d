/** Seconds of a day. */
export const DAY = 86400;

/** Seconds of an hour. */
export const HOUR = 3600;
