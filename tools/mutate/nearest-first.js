const { relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

const { file = '' } = JSON.parse(process.env.REJOIN_MUTATION ?? '{}');

/** Begins with the tests that are nearest to the mutated file, which find most mutations, and with small ones. */
module.exports = class NearestFirst extends Sequencer {
  sort(tests) {
    const distance = ({ path, context }) => {
      const to = relative(context.config.rootDir, path);
      if (to.startsWith(file.replace(/\.tsx?$/, '.spec.'))) return 0;
      return relative(`${file}/..`, to).split('/').length + (to.endsWith('x') ? 0.5 : 0);
    };
    return tests.toSorted((a, b) => distance(a) - distance(b));
  }
};
