import { mkdirSync, writeFileSync } from 'node:fs';
import { ruleFolderDocuments } from '#src/adapters/rule-files.ts';

/** The rule pack as one file: the published package has no rule folders to read. */
const rules = await ruleFolderDocuments();
mkdirSync('dist', { recursive: true });
writeFileSync('dist/rules.json', JSON.stringify(rules));
console.log(`dist/rules.json: ${rules.length} rules`);
