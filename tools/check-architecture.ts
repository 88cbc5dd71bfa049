import { spawnSync } from 'node:child_process';

/** Runs dependency-cruiser and fails when it looked at nothing, which it would otherwise call a success. */
const folders = ['src', 'tools', 'test'];
const { stdout, stderr, status } = spawnSync(
  'depcruise',
  [...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
  { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
);
if (status === null || stdout === '') throw new Error(`dependency-cruiser did not run: ${stderr}`);

const { summary } = JSON.parse(stdout);
for (const { rule, from, to, comment } of summary.violations) {
  console.error(`${rule.severity} ${rule.name}: ${from} → ${to}\n  ${comment ?? ''}`);
}
if (summary.totalCruised === 0) throw new Error('dependency-cruiser saw no module at all');
console.log(`architecture: ${summary.totalCruised} modules, ${summary.error} errors`);
process.exitCode = summary.error > 0 ? 1 : 0;
