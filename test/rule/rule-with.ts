type Edit = Readonly<Record<string, unknown>>;

/** The least that is a rule, with parts of it replaced. */
export function ruleWith({
  rule,
  options,
  anomaly,
  query,
}: {
  rule?: Edit;
  options?: Edit;
  anomaly?: Edit;
  query?: Edit;
}): unknown {
  return {
    name: 'Secrets',
    isEnabled: true,
    message: '',
    queries: [{ query: 'source:cloudtrail @evt.name:GetSecretValue', ...query }],
    cases: [{ status: 'low' }],
    options: {
      detectionMethod: 'anomaly_detection',
      ...(anomaly && { anomalyDetectionOptions: anomaly }),
      ...options,
    },
    ...rule,
  };
}
