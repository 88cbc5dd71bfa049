import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** The AWS emulator, and the environment it needs: Python from the system, the rest from PyPI into `.cache/venv`. */
const moto = 'moto[server,s3]==5.2.5';
const environment = resolve('.cache/venv');
const startTimeoutMs = 60_000;

export interface MotoServer extends AsyncDisposable {
  readonly endpoint: string;
}

/** Undefined where Python is missing: the tests are then reported as not run, which CI does not accept. */
export async function startMoto(): Promise<MotoServer | undefined> {
  if (!hasPython()) {
    if (process.env['CI']) throw new Error('python3 with venv is needed for the contract tests');
    return undefined;
  }
  const program = installMoto();
  const port = await freePort();
  const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  await untilAnswers(endpoint, server);
  return {
    endpoint,
    async [Symbol.asyncDispose]() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import ensurepip, venv'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function installMoto(): string {
  const program = join(environment, 'bin', 'moto_server');
  if (!existsSync(program)) {
    mkdirSync(environment, { recursive: true });
    execFileSync('python3', ['-m', 'venv', environment], { stdio: 'ignore' });
    const pip = join(environment, 'bin', 'pip');
    execFileSync(pip, ['install', '--quiet', moto], { stdio: 'inherit' });
  }
  return program;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port to listen on');
  return address.port;
}

async function untilAnswers(endpoint: string, server: ChildProcess): Promise<void> {
  for (const start = Date.now(); Date.now() - start < startTimeoutMs; await setTimeout(100)) {
    if (server.exitCode !== null) throw new Error(`moto ended with code ${server.exitCode}`);
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined);
    if (answer?.ok) return;
  }
  server.kill();
  throw new Error('moto did not answer in time');
}
