import type { LabCall } from '../../lab-scenario.js';
import { networkOf, secretKey, type History } from '../history.js';

/** Whether an expert could find a theft, and why. */
export interface Verdict {
  readonly findable: boolean;
  readonly why: string;
}

interface Facts {
  readonly granted: number;
  /** Secrets that were read and that the principal never reads otherwise. */
  readonly unusual: number;
  readonly refused: number;
  readonly batchFilters: number;
  readonly newNetwork: boolean;
  /** It calls from few networks otherwise, so that another one says something. */
  readonly steady: boolean;
  readonly newAgent: boolean;
  readonly lists: boolean;
}

/**
 * Compares the calls of a theft with all that its principals ordinarily do, before and after. The limits are those of a
 * patient analyst who also knows what an organisation does as a matter of course; no detector takes part in this.
 */
export function judge(history: History, calls: readonly LabCall[]): Verdict {
  const principals = [...new Set(calls.map(({ principal }) => principal))];
  const judged = principals.map((principal) =>
    judgeOne(
      history,
      principal,
      factsOf(
        history,
        principal,
        calls.filter((call) => call.principal === principal),
      ),
    ),
  );
  const found = judged.find(({ findable }) => findable);
  if (found !== undefined) return found;
  const strange = principals.filter((principal) => {
    const facts = factsOf(
      history,
      principal,
      calls.filter((call) => call.principal === principal),
    );
    return facts.newNetwork && facts.steady;
  });
  if (strange.length >= 3)
    return {
      findable: true,
      why: `${strange.length} roles call from a network that none of them uses otherwise`,
    };
  return judged[0] ?? { findable: false, why: 'it has no calls' };
}

function factsOf(history: History, principal: number, calls: readonly LabCall[]): Facts {
  const usual = history.usual(principal);
  const read = new Set<string>();
  for (const { name, secret, batch, error } of calls) {
    if (error !== null) continue;
    if (name === 'GetSecretValue' && secret !== null) read.add(secretKey(secret));
    if (batch !== null && 'list' in batch) for (const one of batch.list) read.add(secretKey(one));
  }
  const filters = calls.filter(
    ({ batch, error }) => error === null && batch !== null && 'filters' in batch,
  ).length;
  return {
    granted: read.size,
    unusual: [...read].filter((key) => !usual.secrets.has(key)).length,
    refused: calls.filter(({ error }) => error !== null).length,
    batchFilters: filters,
    newNetwork: calls.some((call) => !usual.networks.has(networkOf(call))),
    steady: usual.networks.size <= 4,
    newAgent: calls.some(({ userAgent }) => !usual.agents.has(userAgent)),
    lists: !usual.lists && calls.some(({ name }) => name === 'ListSecrets' || name === 'BatchGetSecretValue'),
  };
}

function judgeOne(history: History, principal: number, facts: Facts): Verdict {
  const usual = history.usual(principal);
  const yes = (why: string): Verdict => ({ findable: true, why });
  const no = (why: string): Verdict => ({ findable: false, why });
  const { granted, unusual, refused, batchFilters, newNetwork, steady, newAgent, lists } = facts;
  if (unusual >= Math.max(5, 2.5 * usual.mostNewPerDay))
    return yes(`reads ${unusual} secrets that it never reads otherwise`);
  if (batchFilters > 0 && lists && (newNetwork || batchFilters >= 3))
    return yes(`${batchFilters} batch calls by filter, which it never makes otherwise`);
  if (refused >= Math.max(12, 3 * usual.mostRefused))
    return yes(`${refused} refused calls, many more than ever`);
  if (newNetwork && steady && granted + batchFilters >= 2)
    return yes('a network that it does not use otherwise, while it calls from few');
  if (newNetwork && newAgent && (lists || unusual >= 3))
    return yes('a new network and a new agent that does what it does not do otherwise');
  if (granted === 0 && batchFilters === 0) return no('nothing was granted and few calls were refused');
  if (usual.calls.length < 5) return no('the role has too little ordinary work to compare with');
  if (unusual === 0 && !newNetwork) return no('reads what it reads anyway, from where it is anyway');
  if (unusual < 5 && !newNetwork)
    return no(`reads ${unusual} more secrets than usual, from where it is anyway`);
  if (!steady && newNetwork && unusual < 5)
    return no('it calls from ever-changing networks, and reads hardly anything unusual');
  return no('it often reads as many secrets for the first time as this');
}
