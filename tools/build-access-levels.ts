import { writeFileSync } from 'node:fs';
import { buildLevelTable } from './access-levels.ts';

/** Writes the table of access levels anew, after an update of the package that it comes from. */
const file = 'src/normalize/access-level/levels.json';
const table = await buildLevelTable();
writeFileSync(file, `${JSON.stringify(table, undefined, 2)}\n`);
console.log(`${file}: ${table.source}`);
