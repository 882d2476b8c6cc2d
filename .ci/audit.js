// Fails on a known vulnerability in what is published. Some registries (mirrors) have no audit: that is said, and no failure.
import console from 'node:console';
import process from 'node:process';
import { spawnSync } from 'node:child_process';

const { stdout, stderr, error } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--audit=true'], {
  encoding: 'utf8',
});
if (error !== undefined) throw error;
const report = (() => {
  try {
    return JSON.parse(stdout);
  } catch {
    return {};
  }
})();
const found = report.metadata?.vulnerabilities;
if (found === undefined) {
  const reason = report.message ?? report.error?.summary ?? stderr.trim().split('\n')[0];
  console.log(`npm audit: skipped, the registry has no audit (${reason})`);
} else if (found.total > 0) {
  console.error(
    `npm audit: ${found.total} known vulnerabilities: ${Object.keys(report.vulnerabilities).join(', ')}`,
  );
  process.exitCode = 1;
} else {
  console.log('npm audit: no known vulnerability');
}
