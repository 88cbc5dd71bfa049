import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress, figuresOf, terminalOf } from './terminal.ts';

function aStream(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  return stream as unknown as NodeJS.WriteStream & PassThrough;
}

describe('progress', () => {
  it.each([
    [
      'without the time left while files are being counted',
      { files: 3, totalFiles: undefined, events: 6000 },
      2000,
      '3',
      '3,000',
      '',
    ],
    [
      'with the seconds left',
      { files: 10, totalFiles: 40, events: 1000 },
      10_000,
      '10 of 40',
      '100',
      ' · 30 s left',
    ],
    [
      'with minutes',
      { files: 1, totalFiles: 11, events: 1000 },
      10_000,
      '1 of 11',
      '100',
      ' · 1 min 40 s left',
    ],
  ])('shows figures %s', (_, state, elapsed, files, speed, left) => {
    expect(figuresOf(state, elapsed)).toMatchObject({ files, speed, left });
  });

  it('writes a line every few seconds where there is no terminal', () => {
    const stream = aStream(false);
    let time = 0;
    const progress = createProgress({ stream, quiet: false, now: () => time });

    for (time = 0; time <= 11_000; time += 500) {
      progress.update({ files: time / 500, totalFiles: 100, events: time });
    }
    progress.stop();

    expect(String(stream.read()).trimEnd().split('\n')).toEqual([
      'cairn: 10 of 100 files, 5,000 events, 1,000 events/s · 45 s left',
      'cairn: 20 of 100 files, 10,000 events, 1,000 events/s · 40 s left',
    ]);
  });

  it('says nothing when quiet', () => {
    const stream = aStream(true);

    createProgress({ stream, quiet: true, now: () => 0 }).update({
      files: 1,
      totalFiles: 1,
      events: 1,
    });

    expect(stream.read()).toBeNull();
  });

  it('does not mind that its reader has gone', () => {
    const stream = aStream(false);
    createProgress({ stream, quiet: false, now: () => 0 });

    const closed = Object.assign(new Error('gone'), { code: 'EPIPE' });

    expect(() => stream.emit('error', closed)).not.toThrow();
  });
});

describe('terminalOf', () => {
  it.each([
    ['a terminal', { isTTY: true, columns: 90 }, {}, { width: 90, color: true }],
    ['NO_COLOR', { isTTY: true, columns: 90 }, { NO_COLOR: '1' }, { width: 90, color: false }],
    ['a pipe', { isTTY: false, columns: 0 }, {}, { width: 120, color: false }],
    [
      'a pipe with a width',
      { isTTY: false, columns: 0 },
      { COLUMNS: '70' },
      { width: 70, color: false },
    ],
    [
      'FORCE_COLOR',
      { isTTY: false, columns: 0 },
      { FORCE_COLOR: '1' },
      { width: 120, color: true },
    ],
  ])('understands %s', (_, stream, env, expected) => {
    expect(terminalOf(stream as NodeJS.WriteStream, env)).toEqual(expected);
  });
});
