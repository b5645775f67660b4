import { Parser } from '@asyncapi/parser';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readdirSync, readFileSync } from 'node:fs';

// `npm run check:documents` applies the official rules for OpenAPI and AsyncAPI, in their strict form.
// Spectral, the other linter of OpenAPI documents, finds nothing more. AsyncAPI documents are also read by
// AsyncAPI's own parser.
const folder = new URL('../../docs/generated/', import.meta.url);
const config = await createConfig({ extends: ['recommended-strict'] });
const byRedocly = async (name, source) =>
  (await lintFromString({ source, absoluteRef: name, config })).map(
    ({ ruleId, message, location }) => `${name}${location[0]?.pointer ?? ''}: ${message} (${ruleId})`,
  );
const parser = new Parser();
/** Errors and warnings. Advice, such as a newer version of AsyncAPI, is left out. */
const byAsyncApi = async (name, source) =>
  (await parser.parse(source)).diagnostics
    .filter(({ severity }) => severity <= 1)
    .map(({ path, message, code }) => `${name}#/${path.join('/')}: ${message} (${code})`);
const isAsyncApi = (name) => name.startsWith('asyncapi');
const lint = async (name, source) => [
  ...(await byRedocly(name, source)),
  ...(isAsyncApi(name) ? await byAsyncApi(name, source) : []),
];

const names = readdirSync(folder).filter((name) => /^(openapi|asyncapi).*\.json$/.test(name));
const documents = names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]);
const wrong = (await Promise.all(documents.map(([name, source]) => lint(name, source)))).flat();

// These documents contain errors, to show that the linters find them.
const canaries = await Promise.all(
  documents.map(async ([name, source]) => {
    const found = await lint(
      name,
      JSON.stringify({ ...JSON.parse(source), info: { description: 'no title' } }),
    );
    return found.length > 0 ? [] : [`${name}: a document without a title passes`];
  }),
);
/** Documents that are well-formed by every general rule, and that only AsyncAPI's own rules refuse. */
const breaks = {
  'an operation on a channel that is not there': (document) => {
    Object.values(document.operations)[0].channel.$ref = '#/channels/none';
  },
  'a message whose payload is no schema': (document) => {
    Object.values(document.components.messages)[0].payload = { type: 'nothing' };
  },
};
for (const [name, source] of documents.filter(([name]) => isAsyncApi(name)))
  for (const [what, breakIt] of Object.entries(breaks)) {
    const broken = JSON.parse(source);
    breakIt(broken);
    if ((await byAsyncApi(name, JSON.stringify(broken))).length === 0)
      canaries.push([`${name}: AsyncAPI's parser passes ${what}`]);
  }
const kinds = ['openapi', 'asyncapi'].map((kind) => names.filter((name) => name.startsWith(kind)).length);
const problems = [
  ...(Math.min(...kinds) === 2 ? [] : ['two documents of each kind are expected']),
  ...wrong,
  ...canaries.flat(),
];
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
