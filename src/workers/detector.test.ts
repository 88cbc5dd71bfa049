import { describe, expect, it } from 'vitest';
import { Config } from '#src/model/config.ts';
import { WholeRecord } from '#src/model/record-source.ts';
import { generatedFiles } from '../../test/generated.ts';
import { packDocuments, packEvents } from '../../test/rule-pack.ts';
import { fileOf, scanned } from '../../test/scanned.ts';
import { openDetector } from './detector.ts';
import type { JobDescription } from './job-description.ts';

const description: JobDescription = {
  config: Config.parse({}),
  filter: {},
  s3: {},
  rules: packDocuments,
  withRecords: true,
};

describe('the detector', () => {
  it.each([true, false])(
    'says of scanned records what it says of parsed ones (withRecords: %s)',
    (withRecords) => {
      const scanning = openDetector({ ...description, withRecords });
      const parsing = openDetector({ ...description, withRecords });
      const whole = new WholeRecord();
      let detections = 0;

      for (const text of [...generatedFiles({ events: 1_500 }), fileOf(packEvents())]) {
        const list = scanned(text);
        scanning.begin();
        parsing.begin();
        for (const [index, record] of JSON.parse(text).Records.entries()) {
          scanning.add(list.open(index));
          parsing.add(whole.of(record));
        }
        const taken = scanning.take();

        expect(taken).toEqual(parsing.take());
        detections += taken.detections.length;
      }

      expect(detections).toBeGreaterThan(500);
    },
  );
});
