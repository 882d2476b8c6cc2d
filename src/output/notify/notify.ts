import type { RunResult } from '../../main-thread/result.js';
import type { KeptState } from '../../main-thread/state/state-place.js';
import { resultsById } from '../findings/results-by-id.js';
import { notificationOf } from './notification.js';
import { NotifiedSignals } from './notified-signals.js';
import { Webhook, type WebhookAddress, type WebhookOptions } from './webhook.js';

/** What became of the notifications of a run. */
export interface Notified {
  /** Signals that the server took. */
  readonly sent: number;
  /** Signals that an earlier run with the same state has sent. */
  readonly sentBefore: number;
  /** Signals that were not sent, or of which nobody knows whether they were. */
  readonly failed: number;
  /** Why, each reason once. */
  readonly reasons: readonly string[];
}

/** After so many failures one after the other, the rest is not tried. */
const MOST_FAILURES = 3;

/**
 * Posts each signal that is not suppressed, at most once for each id: within the run, and with a state in all runs of it.
 * What is certainly not taken is sent by the next run with that state.
 */
export async function notify(
  run: RunResult,
  address: WebhookAddress,
  kept: KeptState | undefined,
  options: WebhookOptions = {},
): Promise<Notified> {
  const resultOf = resultsById(run);
  const signals = run.signals.filter(({ suppressed }) => suppressed === null);
  const counts = { sent: 0, sentBefore: 0, failed: 0 };
  const reasons = new Set<string>();
  const notified = new NotifiedSignals(kept);
  const webhook = await Webhook.open(address, options);
  try {
    let failures = 0;
    for (const signal of signals) {
      if (notified.has(signal.id)) counts.sentBefore++;
      else if (failures === MOST_FAILURES) counts.failed++;
      else {
        await notified.begin(signal.id);
        const delivery = await webhook.post(signal.id, notificationOf(signal, resultOf(signal)));
        failures = delivery.outcome === 'sent' ? 0 : failures + 1;
        if (delivery.outcome === 'sent') counts.sent++;
        else {
          counts.failed++;
          reasons.add(delivery.reason);
          if (delivery.outcome === 'refused') await notified.fail(signal.id);
        }
      }
    }
  } finally {
    notified.close();
    await webhook.close();
  }
  return { ...counts, reasons: [...reasons] };
}
