import { ANALYSIS_KINDS, THRESHOLD_CASE_KINDS } from '../../../src/model/analysis-kinds.js';
import type { RuleResult } from '../../../src/main-thread/result.js';
import type { AnalysisResult, Signal, SignalStatus } from '../../../src/model/signal.js';
import { subjectOf } from '../../../src/rule/rule-subject.js';
import type { SignalEvidence } from '../../../src/model/signal-evidence.js';
import { HOSTILE, madeEvidence, MADE_RULE, madeSignal } from '../made-run.js';

export interface MadeFinding {
  readonly what: string;
  readonly signal: Signal;
  readonly result: RuleResult;
  /** Present: the signal was explained. */
  readonly exact?: SignalEvidence;
}

const SESSION = 'arn:aws:sts::111122223333:assumed-role/reader/i-0123456789abcdef0';

function named(name: string): Signal {
  const { evidence } = madeSignal();
  return madeSignal(
    {
      reasons: [name],
      suppressed: { by: name },
      message: name,
      identities: [name, `${name} 2`],
      evidence: {
        ...evidence,
        secrets: [name, `us-east-1:111122223333:${name}`],
        newSecrets: [name],
        newOrigins: [name, `${name}|${name}`],
        accounts: [name],
        regions: [name],
      },
      identity: { key: name, arn: name, type: name, accountId: name },
    },
    name,
  );
}

/** Signals of every analysis, status, identity and rule that there may be, each without evidence and with it. */
export function signalsOfEveryKind(): MadeFinding[] {
  const plain = plainSignals();
  const explained = plain.map((one) => ({
    ...one,
    what: `${one.what}, explained`,
    exact: madeEvidence(one.signal, one.text),
  }));
  const { exact, ...large } = explained[0]!;
  const items = Array.from({ length: 5000 }, (_, n) => ({
    ...exact.items[0]!,
    key: `us-east-1:111122223333:app/${n}`,
    arn: n % 2 === 0 ? null : `arn:aws:secretsmanager:us-east-1:111122223333:secret:app/${n}-AbCdEf`,
  }));
  const origins = Array.from({ length: 1000 }, (_, n) => ({
    ...exact.origins[0]!,
    address: ['203.0.113.9', '2001:db8::9', 'fe80::1%eth0', 'cloudformation.amazonaws.com', ''][n % 5]!,
  }));
  return [
    ...plain,
    ...explained,
    { ...large, what: 'many items and origins', exact: { ...exact, items, origins } },
    {
      ...large,
      what: 'nothing found',
      exact: { ...exact, items: [], origins: [], accessKeys: [], records: [] },
    },
  ];
}

function plainSignals(): (MadeFinding & { readonly text?: string })[] {
  const kinds = [...ANALYSIS_KINDS, ...THRESHOLD_CASE_KINDS, 'threshold', 'newValue'] as const;
  const statuses: readonly SignalStatus[] = ['info', 'low', 'medium', 'high', 'critical'];
  const analysis = (kind: AnalysisResult['kind'], pValue: number | null): AnalysisResult => ({
    kind,
    windowSeconds: 86_400,
    observed: 25,
    upperBound: 0,
    pValue,
  });
  const made = (what: string, signal: Signal, more: Partial<RuleResult> = {}): MadeFinding => ({
    what,
    signal,
    result: { ...MADE_RULE, ...more },
  });
  const { evidence, identity } = madeSignal();
  const nothing = { secrets: [], newSecrets: [], newOrigins: [], strangeNetworks: [] };
  const rule = (fields: Partial<RuleResult['rule']>): Partial<RuleResult> => ({
    rule: { ...MADE_RULE.rule, ...fields },
  });
  return [
    ...kinds.map((kind) => made(kind, madeSignal({ analyses: [analysis(kind, null)] }))),
    ...statuses.map((status) => made(status, madeSignal({ status }))),
    made('all analyses', madeSignal({ analyses: kinds.map((kind) => analysis(kind, 1e-300)) })),
    made('suppressed', madeSignal({ suppressed: { by: 'nightly backup' } })),
    made('no p-value, estimated', madeSignal({ pValue: null, estimated: true })),
    made('several identities', madeSignal({ identities: [identity.key, SESSION] })),
    made('a session', madeSignal({ identity: { ...identity, arn: SESSION, type: 'AssumedRole' } }, SESSION)),
    made(
      'no ARN',
      madeSignal({
        identity: { key: 'principal:AIDA', arn: '', type: '', accountId: '' },
        identities: ['principal:AIDA'],
      }),
    ),
    made('no evidence', madeSignal({ evidence: { ...nothing, accounts: [], regions: [] }, message: '' })),
    made(
      'another partition',
      madeSignal({
        evidence: {
          ...evidence,
          ...nothing,
          secrets: ['us-gov-west-1:111122223333:a'],
          regions: ['us-gov-west-1'],
        },
      }),
    ),
    made(
      '100 secrets',
      madeSignal({
        evidence: {
          ...evidence,
          secrets: Array.from({ length: 100 }, (_, n) => `eu-west-1:444455556666:app/${n}`),
        },
      }),
    ),
    made('parameters', madeSignal({ evidence: { ...evidence, secrets: ['us-east-1:111122223333:a/b'] } }), {
      subject: subjectOf({ query: '@evt.name:GetParameter' }),
    }),
    made('events of no family', madeSignal({ evidence: { ...evidence, ...nothing } }), {
      subject: subjectOf({ query: '@evt.name:CreateUser' }),
    }),
    made(
      'a rule without tags',
      madeSignal(),
      rule({ tags: [], classification: { tactic: '', technique: '' } }),
    ),
    made(
      'a sub-technique',
      madeSignal(),
      rule({
        tags: ['tactic:TA0040-impact', 'technique:T1078.004-cloud-accounts'],
        classification: { tactic: 'TA0040', technique: 'T1078.004' },
      }),
    ),
    made('a threshold rule', madeSignal(), rule({ method: 'threshold' })),
    ...HOSTILE.map((name, index) => ({ ...made(`hostile ${index}`, named(name)), text: name })),
  ];
}
