import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// `npm run scanner` compiles the scanner; with --check it only says whether what is there is up to date.
const source = 'src/source/cloudtrail/scan/scanner.as.ts';
const target = 'src/source/cloudtrail/scan/scanner-code.ts';

const code = codeOf(compile());
if (!process.argv.includes('--check')) writeFileSync(target, code);
else if (readFileSync(target, 'utf8') !== code) {
  process.stderr.write(`${target} is not what ${source} gives; run npm run scanner\n`);
  process.exitCode = 1;
}

function compile(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-scanner-'));
  const file = join(folder, 'scanner.wasm');
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', file];
  try {
    execFileSync('node_modules/.bin/asc', [source, ...options], { stdio: 'inherit' });
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function codeOf(program: Buffer): string {
  const lines = program.toString('base64').match(/.{1,90}/g) ?? [];
  const text = lines.map((line) => `  '${line}',`).join('\n');
  return `/** Compiled from \`scanner.as.ts\` by \`npm run scanner\`: WebAssembly in base64. */\nexport const scannerCode = [\n${text}\n].join('');\n`;
}
