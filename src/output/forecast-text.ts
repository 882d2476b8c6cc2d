import { total } from '../model/coverage.js';
import type { Amount, Forecast } from '../main-thread/plan-scan.js';
import { durationText } from './duration-text.js';

/** Entries of a list that are shown. */
const SHOWN = 5;

/** What a scan would list and read, as lines for people. They quote names of objects: see `printable`. */
export function forecastLines(forecast: Forecast): string[] {
  const { listed, toRead, archived, perhapsArchived, failing, skipped, leftOut, foldersNotEntered } =
    forecast;
  const lines = [
    `${listed} objects listed = ${amountText(toRead)} to read + ${archived.objects} archived + ${total(failing)} failing + ${total(skipped)} skipped`,
  ];
  if (total(foldersNotEntered) > 0) lines.push(`${total(foldersNotEntered)} folders not entered`);
  if (leftOut.byOptions !== '') lines.push(`left out by the options: ${leftOut.byOptions}`);
  if (leftOut.byName !== '') lines.push(`left out by name: ${leftOut.byName}`);
  for (const [reason, amount] of Object.entries(failing)) {
    lines.push(`incomplete: ${amount} objects would fail: ${reason}`);
  }
  if (archived.objects > 0) {
    lines.push(
      `incomplete: ${amountText(archived)} in GLACIER or DEEP_ARCHIVE cannot be read unless they are restored first`,
    );
  }
  if (perhapsArchived.objects > 0) {
    lines.push(
      `${amountText(perhapsArchived)} in INTELLIGENT_TIERING: those in an archive tier cannot be read, and no listing says which`,
    );
  }
  lines.push(...gapLines(forecast), ...priceLines(forecast), ...timeLines(forecast));
  if (toRead.objects === 0) lines.push('nothing would be read: check the source and the options');
  return lines;
}

function amountText({ objects, bytes }: Amount): string {
  return `${objects} (${bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`})`;
}

function gapLines({ gaps }: Forecast): string[] {
  const { from, to, days, daysTotal, accounts, regions, partly, partlyTotal } = gaps;
  const lines: string[] = [];
  if (accounts.length > 0) lines.push(`without any object: account ${accounts.join(', ')}`);
  if (regions.length > 0) lines.push(`without any object: region ${regions.join(', ')}`);
  if (from === null || to === null) return lines;
  lines.push(
    daysTotal === 0
      ? `every day from ${from} to ${to} has objects`
      : `${daysTotal} days from ${from} to ${to} without any object: ${listed(days, daysTotal)}`,
  );
  if (partlyTotal > 0) {
    const texts = partly.map(
      ({ account, region, days: number, first }) => `${account} ${region} (${number} days, first ${first})`,
    );
    lines.push(
      `accounts and regions without objects on some days, which a quiet region may have: ${listed(texts, partlyTotal)}`,
    );
  }
  return lines;
}

function listed(texts: readonly string[], all: number): string {
  const shown = texts.slice(0, SHOWN);
  return `${shown.join(', ')}${all > shown.length ? ` and ${all - shown.length} more` : ''}`;
}

function priceLines({ requests, price, storageClasses }: Forecast): string[] {
  if (requests.list + requests.get === 0) return [];
  const { rates } = price;
  const lines = [
    `requests: ${requests.list} LIST and ${requests.get} GET, $${price.total.toFixed(4)} at $${rates.list * 1000} per 1,000 LIST ` +
      `and $${rates.get * 1000} per 1,000 GET (S3 Standard, ${rates.region}, ${rates.source}, ${rates.asOf}); ` +
      'other regions charge 6 % less to 40 % more; data that stays in the region of the bucket is free',
  ];
  const classes = Object.entries(storageClasses).map(([name, amount]) => `${amount} ${name}`);
  if (classes.length > 0)
    lines.push(
      `other storage classes cost more to read, by request and by GB, apart from INTELLIGENT_TIERING: ${classes.join(', ')}`,
    );
  return lines;
}

function timeLines({ estimate, listingSeconds }: Forecast): string[] {
  const lines = [`listed in ${durationText(listingSeconds)}`];
  if (estimate !== null) {
    const { objects, bytes, seconds } = estimate.sample;
    const rate = (amount: number): number => amount / Math.max(seconds, 1e-3);
    lines.push(
      `a scan from here reads for about ${durationText(estimate.seconds)}, by a sample of ${objects} reads ` +
        `(${Math.round(rate(objects))} objects/s, ${(rate(bytes) / 1e6).toFixed(1)} MB/s)`,
    );
  }
  return lines;
}
