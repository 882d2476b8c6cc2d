type Edit = Readonly<Record<string, unknown>>;

/** The smallest valid rule, with some parts replaced. */
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
