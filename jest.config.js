const { readFileSync } = require('node:fs');
const { compilerOptions } = require('./tsconfig.base.json');

const swc = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));
const toPattern = (alias) => `^${alias}$`;
const toFile = ([file]) => `<rootDir>/${file}`;

const patience = '<rootDir>/libs/testing/src/run/patience.ts';

const project = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools', '<rootDir>/test', '<rootDir>/bench'],
  testEnvironment: 'node',
  moduleNameMapper: Object.fromEntries(
    Object.entries(compilerOptions.paths).map(([alias, files]) => [toPattern(alias), toFile(files)]),
  ),
  // jest's own modules are CommonJS; these come as ES modules only.
  transform: {
    '/words/catalogue\\.ts$': '<rootDir>/apps/web/words/jest-transform.js',
    '\\.[jt]s$': ['@swc/jest', { ...swc, swcrc: false, jsc: { ...swc.jsc, baseUrl: __dirname } }],
  },
  testPathIgnorePatterns: ['/node_modules/', '/canaries/'],
  setupFilesAfterEnv: [patience],
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|uuid|openid-client|oauth4webapi|oidc-provider|(@fastify/static/node_modules/)?content-disposition)/)',
  ],
};

/** Real Postgres and real NATS, one of each for the whole run. */
const withServers = {
  ...project,
  globalSetup: '<rootDir>/libs/testing/src/run/setup.ts',
  // One for all kinds of tests: jest runs those of its projects in the order of their longest files, and a system must
  // end before its Postgres.
  globalTeardown: '<rootDir>/test/run/teardown.ts',
};

/** And a whole system, which all files share that do not hurt it. */
const withSystem = {
  ...withServers,
  globalSetup: '<rootDir>/test/run/setup.ts',
};

/** The language of the components: that of preact for what visitors load, that of React for agents and administrators. */
const jsx = (importSource) => [
  '@swc/jest',
  {
    ...swc,
    swcrc: false,
    jsc: {
      ...swc.jsc,
      baseUrl: __dirname,
      parser: { ...swc.jsc.parser, tsx: true },
      transform: { ...swc.jsc.transform, react: { runtime: 'automatic', importSource } },
    },
  },
];

module.exports = {
  // On two cores jest would use one worker. A test file uses between a third (services) and half (pages) of a processor and
  // waits for connections, leases and deadlines the rest of its time.
  maxWorkers: 4,
  testSequencer: '<rootDir>/test/run/balanced-sequencer.js',
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '/canaries/',
        '\\.(int|e2e|browser|compose|upgrade)\\.spec\\.ts$',
      ],
    },
    {
      ...project,
      displayName: 'pages',
      roots: ['<rootDir>/apps/web'],
      globalSetup: '<rootDir>/apps/web/testing/bundle.mjs',
      testMatch: ['**/*.spec.tsx'],
      testEnvironment: '<rootDir>/apps/web/testing/environment.js',
      setupFiles: ['<rootDir>/apps/web/testing/browser.fixture.ts'],
      setupFilesAfterEnv: [patience, '<rootDir>/apps/web/testing/each-test.fixture.ts'],
      moduleNameMapper: {
        ...project.moduleNameMapper,
        '^@fluentui/react-components$': '<rootDir>/dist/testing/components.cjs',
        '^@fluentui/react-icons$': '<rootDir>/apps/web/testing/icons.js',
        '\\.(svg|css)(\\?inline)?$': '<rootDir>/apps/web/testing/file.js',
      },
      transform: {
        '/apps/web/(widget|portal)/.*\\.tsx$': jsx('preact'),
        '\\.tsx$': jsx('react'),
        '\\.mjs$': jsx('preact'),
        ...project.transform,
      },
      transformIgnorePatterns: ['/node_modules/(?!preact/)'],
    },
    { ...withServers, displayName: 'int', testMatch: ['**/*.int.spec.ts'] },
    { ...withSystem, displayName: 'e2e', testMatch: ['**/*.e2e.spec.ts'] },
    {
      ...withSystem,
      displayName: 'browser',
      testMatch: ['**/*.browser.spec.ts'],
      globalSetup: '<rootDir>/test/run/setup-browser.ts',
    },
  ],
};
