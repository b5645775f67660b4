const { createHash } = require('node:crypto');
const { relative } = require('node:path');
const { createTransformer } = require('@swc/jest');

const root = `${__dirname}/../..`;
const mutation = JSON.parse(process.env.REJOIN_MUTATION ?? '{}');
const isMutated = (path) => relative(root, path) === mutation.file;

const mutate = (text, path) =>
  isMutated(path) ? text.slice(0, mutation.start) + mutation.replacement + text.slice(mutation.end) : text;

/** The transformer of the tests, which reads one file with a mutation. The file itself is never changed. */
module.exports = {
  createTransformer(options) {
    const swc = createTransformer(options);
    return {
      ...swc,
      process: (text, path, ...rest) => swc.process(mutate(text, path), path, ...rest),
      getCacheKey(text, path, ...rest) {
        const key = swc.getCacheKey(mutate(text, path), path, ...rest);
        return createHash('sha256').update(key).digest('hex');
      },
    };
  },
};
