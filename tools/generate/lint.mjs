import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readdirSync, readFileSync } from 'node:fs';

// `npm run check:documents`: the official rules for OpenAPI and AsyncAPI, in their strict form. Spectral, the
// other linter of such documents, brings ten times as many packages.
const folder = new URL('../../docs/generated/', import.meta.url);
const config = await createConfig({ extends: ['recommended-strict'] });
const lint = async (name, source) =>
  (await lintFromString({ source, absoluteRef: name, config })).map(
    ({ ruleId, message, location }) => `${name}${location[0]?.pointer ?? ''}: ${message} (${ruleId})`,
  );

const names = readdirSync(folder).filter((name) => /^(openapi|asyncapi).*\.json$/.test(name));
const documents = names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]);
const wrong = (await Promise.all(documents.map(([name, source]) => lint(name, source)))).flat();

// A linter that finds nothing anywhere would be none.
const canaries = await Promise.all(
  documents.map(async ([name, source]) => {
    const found = await lint(
      name,
      JSON.stringify({ ...JSON.parse(source), info: { description: 'no title' } }),
    );
    return found.length > 0 ? [] : [`${name}: a document without a title passes`];
  }),
);
const problems = [...(names.length > 1 ? [] : ['there are no documents']), ...wrong, ...canaries.flat()];
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
