import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

/**
 * The published package: compiled JavaScript under `dist/`, because Node does not strip types below node_modules. One
 * bundle for the command line and one for each worker, split so that a command loads only what it needs.
 */
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/cli/main.ts', 'src/workers/read-worker.ts'],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  chunkNames: 'chunks/[name]-[hash]',
  external: Object.keys(dependencies),
  legalComments: 'none',
  logLevel: 'warning',
});
