#!/usr/bin/env node
// Plain, old-fashioned JavaScript: this file must load on any Node in order to say which one is needed.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    'cairn needs Node 24 or newer; this is Node ' +
      process.versions.node +
      '.\n' +
      'In a checkout, `npm run -s cairn -- …` uses the Node 24 that `npm ci` installed.\n',
  );
  process.exit(1);
}
// Node is started anew with it, in the same process: without, the youngest objects take 128 MB, and no other way is known
// to say less. An option that somebody chose stays as it is.
var lessMemory = '--max-semi-space-size=8';
var chosen = String(process.execArgv.concat(process.env.NODE_OPTIONS || []));
if (chosen.indexOf('--max-semi-space-size') < 0 && process.platform !== 'win32')
  process.execve(
    process.execPath,
    [process.execPath].concat(process.execArgv, lessMemory, process.argv.slice(1)),
    process.env,
  );
void import('node:module').then((m) => {
  m.enableCompileCache();
  // The published package holds compiled JavaScript; a checkout runs the TypeScript as it is.
  var compiled = new URL('../dist/cli/main.js', import.meta.url);
  var source = new URL('../src/cli/main.ts', import.meta.url);
  return import('node:fs').then((fs) => import((fs.existsSync(source) ? source : compiled).href));
});
