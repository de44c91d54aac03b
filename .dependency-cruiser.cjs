// The architecture as rules, each with its reason. `npm run depcruise` holds them.

/** Features, each resting on those before it alone. */
const features = [
  'mail',
  'audit',
  'directory',
  'identity',
  'administration',
  'meetings',
  'invitations',
  'series',
  'feeds',
  'rsvp',
  'calendar-mail',
  'preparation',
  'live',
  'demo',
];
const anyFeature = `^src/(${features.join('|')})/`;

/** A room that may import nothing but these paths and packages. */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { pathNot: to },
});

const packages = (...names) => names.map((name) => `^node_modules/${name}/`);

/** A package with one door into the house. */
const oneDoor = (name, door, comment) => ({
  name: `${name}-has-one-door`,
  comment,
  severity: 'error',
  from: { path: '^(src|web|migrations)/', pathNot: door },
  to: { path: packages(name) },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment:
        'Two files that need each other are one thought, or a third thing wants to be found.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment:
        'A file that nobody imports, and that imports nothing, is not part of the house. Some are ' +
        'named instead: tests, settings, what Jest loads. The page’s own are left to knip, for a ' +
        'type that only components import looks orphaned here.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.test\\.ts$',
          '^test/support/global-teardown\\.js$',
          // Run as a process of its own; the one package that it imports lies in a folder left out here.
          '^test/support/mail-server-program\\.js$',
          '^web/',
        ],
      },
      to: {},
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere fails only when the line is reached.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages-only',
      comment: 'What is not in package.json is there by chance and may be gone tomorrow.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment: 'The image is built without them. Types are gone by then.',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },

    only(
      'vocabulary-imports-nothing',
      { path: '^src/contract/(vocabulary|protocol-version)\\.ts$' },
      '^$',
      'The page carries these constants without the validation library.',
    ),
    only(
      'contract-imports-zod-alone',
      { path: '^src/contract/' },
      ['^src/contract/', ...packages('zod')],
      'The wire is understood without knowing what stands behind it.',
    ),
    only(
      'meeting-rules-are-pure',
      { path: '^src/domain/', pathNot: '^src/domain/(schedule|audit|icalendar)/' },
      ['^src/(contract|domain)/', ...packages('fractional-indexing', 'date-fns', '@date-fns/tz')],
      'Rules without framework, database and clock run in the page and in four-line tests.',
    ),
    only(
      'schedule-rules-are-pure',
      { path: '^src/domain/schedule/' },
      [
        '^src/(contract|domain)/',
        ...packages('rrule', 'date-fns', '@date-fns/tz', 'date-holidays'),
      ],
      'As the rules of a meeting; and what a series yields depends on nothing but the series.',
    ),
    only(
      'calendar-files-are-pure',
      { path: '^src/domain/icalendar/' },
      ['^src/(contract|domain)/', ...packages('timezones-ical-library')],
      'The same meetings give the same bytes, whenever and wherever they are asked for.',
    ),
    only(
      'audit-rules-are-pure',
      { path: '^src/domain/audit/' },
      ['^src/(contract|domain)/', '^(node:)?crypto$'],
      'As the rules of a meeting; but seals are made of Node’s hashes, so no page imports them.',
    ),
    {
      name: 'meeting-rules-know-no-schedule',
      comment: 'The page imports the rules of a meeting; those of the schedule bring rrule along.',
      severity: 'error',
      from: { path: '^src/domain/meeting/' },
      to: { path: '^src/domain/schedule/' },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'The ground is the same whatever is built on it.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: [anyFeature, '^src/[^/]+\\.ts$'] },
    },
    ...features.map((feature, place) => ({
      name: `${feature}-rests-on-earlier-features-alone`,
      comment: `The order is ${features.join(', ')}; whoever comes later hears by subscribing.`,
      severity: 'error',
      from: { path: `^src/${feature}/` },
      to: {
        path: [
          '^web/',
          '^src/[^/]+\\.ts$',
          `^src/(${features.slice(place + 1).join('|') || '-'})/`,
        ],
      },
    })),
    {
      name: 'demonstration-stands-apart',
      comment: 'Invented people must not become part of the product by way of an import.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/demo/', '^src/(main|app\\.module|admin)\\.ts$'] },
      to: { path: '^src/demo/' },
    },

    {
      name: 'page-knows-the-wire-and-the-rules-alone',
      comment:
        'Whatever else it imported would be carried to every telephone, or fail there. The person ' +
        'guard is among the rules: the page marks while one writes what the server would refuse.',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: '^(src|migrations|test)/',
        pathNot: '^src/(contract|domain/(meeting|person-guard))/',
      },
    },
    {
      name: 'page-takes-types-from-the-wire',
      comment: 'The schemas bring zod; only the vocabulary and the protocol version are constants.',
      severity: 'error',
      from: { path: '^(web/|src/domain/(meeting|person-guard)/)' },
      to: {
        path: '^src/contract/',
        pathNot: '^src/contract/(vocabulary|protocol-version)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },

    oneDoor(
      'rrule',
      '^src/domain/schedule/rrule-days\\.ts$',
      'Its import differs between Node and bundlers, and its time zones depend on the host.',
    ),
    oneDoor(
      'date-holidays',
      '^src/domain/schedule/calendar-context/swedish-holidays\\.ts$',
      'It is heavy and knows more than the law; what counts is picked in one place.',
    ),
    oneDoor(
      'pg',
      '^src/platform/database/',
      'Connections are opened, bounded and released in one place.',
    ),
    oneDoor(
      'graphile-worker',
      '^src/platform/(database/migrate|jobs/job-runner)\\.ts$',
      'Its schema and its one runner belong to the ground; features ask for jobs by add-job.ts.',
    ),
    oneDoor(
      'ical\\.js',
      '^src/(series/local-days/read-file|calendar-mail/read-reply)\\.ts$',
      'Calendars and answers of others are read in one place each; our own are written without it.',
    ),
    oneDoor(
      'smtp-server',
      '^src/calendar-mail/reply-server\\.ts$',
      'Mail comes in by one door, which answers with numbers alone.',
    ),
    oneDoor(
      'postal-mime',
      '^src/calendar-mail/read-reply\\.ts$',
      'What comes in from anywhere is taken apart in one place, within its bounds.',
    ),
    oneDoor('nodemailer', '^src/mail/', 'What leaves the house by mail is laid out in one place.'),
    oneDoor(
      'openid-client',
      '^src/identity/oidc/',
      'Whose word is believed, and after which checks, is decided in one place.',
    ),
    oneDoor(
      '@simplewebauthn',
      '^(src/identity/passkeys/verify|web/src/session/passkey)\\.ts$',
      'Which checks a passkey passes is decided in one place; the page fetches its half when it is used.',
    ),
    oneDoor(
      'socket\\.io',
      '^src/live/',
      'Features write to the stream feed and know nothing of sockets.',
    ),
    {
      name: 'product-needs-no-test',
      comment: 'Tests look at the product, never the other way round.',
      severity: 'error',
      from: { path: '^(src|web|migrations)/' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'svelte', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
