/** The architecture as rules (docs/architecture.md). Each comment says what breaks when the rule is broken. */
const pure = '^src/(model|normalize|detect)/';
const test = '[.]test[.]ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one unit in disguise.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'model-knows-nobody',
      comment: 'The words everyone uses may depend on zod alone.',
      severity: 'error',
      from: { path: '^src/model/', pathNot: test },
      to: { pathNot: '^src/model/|node_modules/zod/' },
    },
    {
      name: 'pure-rooms-have-no-effects',
      comment:
        'Values in, values out: no clock, file system, network, SDK or logger, so that results can be replayed.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(net|buffer)$' },
    },
    {
      name: 'pure-rooms-have-no-sdk',
      comment: 'The same for packages that reach out.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: {
        path: 'node_modules/(@aws-sdk|@duckdb|commander|cli-progress|tinyglobby|picocolors|dataloader)/',
      },
    },
    {
      name: 'left-to-right',
      comment: 'A room may know those before it in the flow and the model, never those after it.',
      severity: 'error',
      from: { path: '^src/normalize/', pathNot: test },
      to: {
        path: '^src/(source|detect|enrich|analyze|decide|act|report|adapters|api|cli|workers)/',
      },
    },
    {
      name: 'detect-before-enrich',
      comment: 'See left-to-right.',
      severity: 'error',
      from: { path: '^src/detect/', pathNot: test },
      to: { path: '^src/(source|enrich|analyze|decide|act|report|adapters|api|cli|workers)/' },
    },
    {
      name: 'enrich-before-analyze',
      comment: 'Facts are found without an opinion about them.',
      severity: 'error',
      from: { path: '^src/enrich/', pathNot: test },
      to: { path: '^src/(source|analyze|decide|act|report|adapters|api|cli|workers)/' },
    },
    {
      name: 'source-before-detect',
      comment: 'What delivers records does not know what is made of them.',
      severity: 'error',
      from: { path: '^src/source/', pathNot: test },
      to: { path: '^src/(detect|enrich|analyze|decide|act|report)/' },
    },
    {
      name: 'analyze-before-report',
      comment: 'A judgement does not depend on where records came from or how it is shown.',
      severity: 'error',
      from: { path: '^src/analyze/', pathNot: test },
      to: { path: '^src/(source|decide|act|report)/' },
    },
    {
      name: 'report-knows-no-source',
      comment: 'An alert is shown from what it says itself.',
      severity: 'error',
      from: { path: '^src/report/', pathNot: test },
      to: { path: '^src/source/' },
    },
    {
      name: 'rooms-reach-out-through-ports',
      comment: 'Files, sockets, processes and threads belong to adapters and doors.',
      severity: 'error',
      from: {
        path: '^src/(source|enrich|relate|analyze|report|evaluate)/|^src/pipeline',
        pathNot: test,
      },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(net|buffer|zlib)$' },
    },
    {
      name: 'only-doors-wire',
      comment:
        'Rooms define ports; only adapters implement them and only the doors know the adapters.',
      severity: 'error',
      from: {
        path: '^src/(model|source|normalize|detect|enrich|relate|analyze|decide|act|report|evaluate)/|^src/pipeline',
        pathNot: test,
      },
      to: { path: '^src/(adapters|api|cli|workers)/' },
    },
    {
      name: 'nobody-knows-the-examiner',
      comment: 'What is measured must not be able to look at the measure.',
      severity: 'error',
      from: {
        path: '^src/(model|source|normalize|detect|enrich|relate|analyze|decide|act|workers)/|^src/pipeline',
        pathNot: test,
      },
      to: { path: '^src/evaluate/' },
    },
    {
      name: 'adapters-know-no-door',
      comment: 'A door is a composition root: nobody imports it.',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: test },
      to: { path: '^src/(api|cli|workers)/' },
    },
    {
      name: 'only-the-pipeline-relates',
      comment:
        'What joins alerts runs before any is understood: rooms are told of the others through a port.',
      severity: 'error',
      from: {
        path: '^src/(model|source|normalize|detect|enrich|analyze|report|adapters)/',
        pathNot: test,
      },
      to: { path: '^src/relate/' },
    },
    {
      name: 'units-are-apart',
      comment: 'A unit can be read, moved and deleted alone.',
      severity: 'error',
      from: { path: '^src/(enrich|analyze/runbooks)/([^/]+)/', pathNot: test },
      to: { path: '^src/$1/[^/]+/', pathNot: '^src/$1/$2/' },
    },
    {
      name: 'nothing-ships-test-code',
      comment: 'Production code must not need test helpers or tools.',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { path: '^(test|tools)/|[.]test[.]ts$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
