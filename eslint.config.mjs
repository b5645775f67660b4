import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const specs = ['**/*.spec.{ts,tsx}', '**/*.fixture.{ts,tsx}', '**/*.model.ts'];

/** What the domain may not do: time and ids are values of the command, and a refusal is a returned value. */
const impure = [
  ['CallExpression[callee.object.name="Date"][callee.property.name="now"]', 'The command contains the time.'],
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'The command contains the time.'],
  ['CallExpression[callee.object.name="performance"]', 'The command contains the time.'],
  [
    'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    'The command contains random values.',
  ],
  ['CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate|fetch)$/]', 'The domain has no I/O.'],
  ['MemberExpression[object.name="process"]', 'The domain reads no environment.'],
  [':function[async=true]', 'The domain is synchronous.'],
  ['NewExpression[callee.name="Promise"]', 'The domain is synchronous.'],
  ['ThrowStatement', 'An expected refusal is a value: refuse(name).'],
].map(([selector, message]) => ({ selector, message }));

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' };

/**
 * What a store does, and nothing else in a service or library. The exceptions: libs/persistence sends what stores say, and
 * libs/servers and libs/testing make servers, roles and databases, in which there is no store yet.
 */
const sql = [
  'CallExpression[callee.property.name="query"]',
  'CallExpression[callee.property.name="write"][callee.object.property.name!=/^std(out|err)$/][arguments.0.type=/^(Template)?Literal$/]',
].map((selector) => ({ selector, message: 'SQL stands in the store.' }));

const httpMessage = 'HTTP requests are sent by outbound.';
const httpRequests = { selector: 'CallExpression[callee.name="fetch"]', message: httpMessage };
const httpClients = {
  paths: [
    { name: '@rejoin/service', importNames: ['fetchOutside', 'postOutside', 'requestOutside'] },
    { name: 'jose', importNames: ['createRemoteJWKSet'] },
    ...['node:http', 'node:https', 'openid-client'].map((name) => ({ name })),
  ].map((path) => ({ ...path, message: httpMessage })),
};

/** V8 allocates such functions among the old objects, and so all that they refer to stays in memory: ADR 77. */
const oldFunctions = [
  'AssignmentExpression[left.type="MemberExpression"][right.type=/^(ArrowFunction|Function)Expression$/]',
  'PropertyDefinition[value.type=/^(ArrowFunction|Function)Expression$/]',
  'ObjectExpression > Property[kind=/^[gs]et$/]',
].map((selector) => ({ selector, message: 'A function is a constant before it is a property: see ADR 77.' }));

const generatedPaths = [
  '**/libs/client/src/{paths,chat-paths}.ts',
  '**/apps/web/{admin/src/api,kit,widget/src}/paths.ts',
];

/** Clients take the paths of the HTTP APIs from contracts, or from files that are generated from them. */
const ownPaths = [
  'Literal[value=/(^|\\u002f)v1(\\u002f|$)/]',
  'TemplateElement[value.raw=/(^|\\u002f)v1(\\u002f|$)/]',
].map((selector) => ({
  selector,
  message:
    'Take the path from contracts, or from a file that npm run generate writes: tools/generate/client-paths.ts.',
}));

const anySleep = {
  selector: 'CallExpression[callee.name="setTimeout"]',
  message: 'Tests do not wait for time to pass: eventually(probe).',
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.rejoin/', 'docs/generated/', 'test/architecture/canaries/']),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An invariant may say more than the types do (noUncheckedIndexedAccess).
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Deciders are records of functions that know no `this`.
      '@typescript-eslint/unbound-method': 'off',
      // An interface may ask for a promise where an implementation needs none.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', noDefaultExport],
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    // A group of tests is a function, and a migration is a text of SQL.
    ignores: ['**/*.spec.{ts,tsx}', '**/store/migrations/*.ts'],
    rules: { 'max-lines-per-function': ['error', 100] },
  },
  {
    files: ['**/src/domain/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-syntax': ['error', ...impure, ...ownPaths],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@rejoin/kernel',
              importNames: ['newId', 'newSecret'],
              message: 'Ids are data of the command.',
            },
            {
              name: 'node:crypto',
              importNames: ['randomBytes', 'randomInt', 'randomUUID'],
              message: 'No chance here.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/{apps,libs}/*/src/**/*.ts'],
    ignores: [
      ...specs,
      '**/src/{domain,store}/**',
      '**/apps/web/**',
      '**/libs/{persistence,servers,testing}/**',
    ],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...sql] },
  },
  {
    files: ['**/apps/*/src/use-cases/**/*.ts'],
    ignores: [...specs, 'apps/cli/**'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...sql, httpRequests],
      'no-restricted-imports': ['error', httpClients],
    },
  },
  {
    files: ['**/libs/{kernel,messaging,persistence}/src/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...oldFunctions] },
  },
  {
    files: ['**/libs/{kernel,messaging}/src/**/*.ts'],
    ignores: [...specs, '**/src/store/**'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...sql, ...oldFunctions] },
  },
  {
    files: ['**/apps/web/**/*.{ts,tsx}', '**/apps/cli/src/store/**/*.ts'],
    ignores: [...specs, ...generatedPaths],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...ownPaths] },
  },
  {
    files: [
      '**/libs/{client,widget}/src/**/*.ts',
      '**/apps/cli/src/{*,{inbound,outbound,use-cases}/**/*}.ts',
    ],
    ignores: [...specs, ...generatedPaths],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...sql, ...ownPaths] },
  },
  {
    files: specs,
    rules: {
      'no-restricted-syntax': ['error', anySleep],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:timers/promises', message: anySleep.message }] },
      ],
      // jest's matchers and parsed answers are any.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
  // jest asks for a default export where it sets up and tears down.
  { files: ['libs/testing/src/run/*.ts', 'test/run/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
