import { describe, expect, it } from 'vitest';
import { alertExporters } from '#src/report/export/index.ts';
import { alertFormats } from './options.ts';

describe('the formats of alerts', () => {
  it('are those that there is an exporter for', () => {
    expect(alertFormats).toEqual(alertExporters.map(({ format }) => format));
  });
});
