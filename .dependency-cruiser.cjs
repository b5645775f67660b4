const notProduct =
  '\\.(spec|fixture|model)\\.tsx?$|^apps/web/testing/|^libs/testing/|^libs/[^/]+/test/|^test/|^tools/(?!deploy/)|^bench/';
const notInDist =
  '\\.(spec|fixture|model)\\.tsx?$|^apps/web/testing/|^libs/testing/|^libs/[^/]+/test/|^tools/screenshots/';
const testing = '\\.(spec|fixture|model)\\.tsx?$';
const modules = (...names) => `node_modules/(${names.join('|')})/`;

/** Each rule has a canary in test/architecture/ that must make it fire. */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'The domain imports itself, contracts, tables as CSV, and kernel. Of packages only those that compute: zod, hashes.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/domain/', pathNot: testing },
      to: {
        pathNot: [
          '^apps/$1/src/domain/',
          '^libs/(contracts|csv|kernel)/',
          modules('zod'),
          '^(node:)?(crypto|util)$',
        ],
      },
    },
    {
      name: 'use-cases-know-no-transport',
      comment: 'inbound -> use-cases -> domain, with store beside.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/use-cases/', pathNot: testing },
      to: {
        path: ['^apps/$1/src/inbound/', modules('fastify', 'ws', '@nestjs/(microservices|platform-fastify)')],
      },
    },
    {
      name: 'store-knows-sql-only',
      comment: 'Use cases call the store, not the other way round.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/store/', pathNot: testing },
      to: {
        path: [
          '^apps/$1/src/(use-cases|inbound)/',
          modules('fastify', 'ws', '@nestjs/(microservices|platform-fastify)'),
        ],
      },
    },
    {
      name: 'outbound-is-called',
      comment: 'It speaks to the world outside for use cases and inbound, and knows what they give it.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/outbound/', pathNot: testing },
      to: { path: '^apps/$1/src/(use-cases|inbound|store)/' },
    },
    {
      name: 'keys-know-no-other-room',
      comment: 'It computes with the keys and values that it is given.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/keys/', pathNot: testing },
      to: { path: '^apps/$1/src/(use-cases|inbound|outbound|store)/' },
    },
    {
      name: 'modules-read-the-environment',
      comment: 'A class gets the values that it needs from the module, not all variables of its service.',
      severity: 'error',
      from: {
        path: '^apps/(?!cli/)[^/]+/src/(domain|use-cases|store|outbound|keys)/',
        pathNot: testing,
      },
      to: { path: '[.]environment[.]ts$' },
    },
    {
      name: 'apps-import-no-other-app',
      comment: 'Services know each other through contracts alone.',
      severity: 'error',
      from: { path: '^apps/(?!web/|cli/)([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'the-command-line-knows-tables-only',
      comment: 'It compares the migrations of a database with those of its release.',
      severity: 'error',
      from: { path: '^apps/cli/' },
      to: { path: '^apps/', pathNot: ['^apps/cli/', '^apps/[^/]+/src/store/[^/]+[.]schema[.]ts$'] },
    },
    {
      name: 'pages-know-the-client-only',
      comment:
        'A page is a client like any other: libs/client, types of contracts, tables as CSV, and the kit of the pages.',
      severity: 'error',
      from: { path: '^apps/web/([^/]+)/', pathNot: testing },
      to: {
        path: '^(apps|libs|tools|test)/',
        pathNot: '^(apps/web/(kit|$1)|libs/(client|contracts|csv|widget))/',
      },
    },
    {
      name: 'pages-take-types-of-contracts',
      comment:
        'zod and the schemas are too heavy to be sent to customers and agents. The console checks its forms with them.',
      severity: 'error',
      from: { path: '^(apps/web/(?!admin/)|libs/client/src/)', pathNot: testing },
      to: {
        path: '^libs/contracts/',
        pathNot: '^libs/contracts/src/plain[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the-supervisors-page-comes-later',
      comment: 'The desk of an agent loads none of it; supervisor-part fetches it (ADR 78).',
      severity: 'error',
      from: { path: '^apps/web/desk/src/(?!supervisor/)', pathNot: testing },
      to: { path: '^apps/web/desk/src/supervisor/', pathNot: '/supervisor-part[.]tsx$' },
    },
    {
      name: 'plain-contracts-know-no-schemas',
      comment: 'Pages and clients take its values without zod.',
      severity: 'error',
      from: { path: '^libs/contracts/src/plain[.]ts$' },
      to: { path: modules('zod'), reachable: true },
    },
    {
      name: 'libs-know-no-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|tools|bench)/' },
    },
    {
      name: 'only-messaging-knows-nats',
      comment: 'Its store knows SQL only.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/messaging/src/(?!store/)', notProduct] },
      to: { path: modules('nats') },
    },
    {
      name: 'only-stores-know-postgres',
      comment: 'libs/servers starts Postgres and makes roles before there is a service.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: ['^libs/(persistence|servers)/', '^apps/[^/]+/src/store/', notProduct],
      },
      to: { path: modules('typeorm', 'pg') },
    },
    {
      name: 'figures-stand-in-one-file',
      comment:
        'What a service or a library exposes at /metrics is declared in one file of it, which use cases and inbound call.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [
          'src/outbound/figures[.]metrics[.]ts$',
          '^libs/[^/]+/src/[^/]+-figures[.]ts$',
          '^libs/service/src/(run-service|health[.]http)[.]ts$',
        ],
      },
      to: { path: modules('prom-client') },
    },
    {
      name: 'contracts-know-zod-only',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: testing },
      to: { pathNot: ['^libs/contracts/src/', modules('zod')] },
    },
    {
      name: 'kernel-knows-contracts-only',
      severity: 'error',
      from: { path: '^libs/kernel/src/', pathNot: testing },
      to: { pathNot: ['^libs/(kernel|contracts)/src/', modules('uuid'), '^(node:)?crypto$'] },
    },
    {
      name: 'csv-knows-nothing',
      comment: 'Any service or page can use it.',
      severity: 'error',
      from: { path: '^libs/csv/src/', pathNot: testing },
      to: { pathNot: ['^libs/csv/src/'] },
    },
    {
      name: 'product-knows-no-tests',
      comment:
        'The build leaves these files out of dist/, and with them the screenshots, which use a browser of the tests.',
      severity: 'error',
      from: { path: '^(apps|libs|tools)/', pathNot: notInDist },
      to: { path: notInDist },
    },
    {
      name: 'no-dev-dependencies-in-product',
      comment:
        'They are not in the image. Pages are: as bundles. Certificates are made outside of it, by a library that is loaded only then.',
      severity: 'error',
      from: {
        path: '^(apps|libs|tools/deploy)/',
        pathNot: [notProduct, '^apps/web/', '^libs/servers/src/authority[.]ts$'],
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-cycles',
      comment: 'Types may name each other; code may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|canaries)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
