const { createHash } = require('node:crypto');
const { dirname, join } = require('node:path');
const { catalogues, compiled, languages, web } = require('./catalogues');

/** Returns what the build puts into the place of a `catalogue.ts`, as CommonJS. */
function moduleFor(file) {
  const catalogue = catalogues.find(({ folder }) => join(web, folder) === dirname(file));
  const entries = languages().map((language) => {
    const create = `(${compiled(catalogue, language)})`;
    return `${language}: ${catalogue.isFetched ? `async () => ${create}` : `${create}(numbersIn, '${language}')`}`;
  });
  return `const { numbersIn } = require('${join(web, 'kit/numbers-in')}');\nexports.catalogue = { ${entries.join(',\n')} };`;
}

module.exports = {
  process: (_source, file) => ({ code: moduleFor(file) }),
  getCacheKey: (_source, file) => createHash('sha256').update(file).update(moduleFor(file)).digest('hex'),
};
