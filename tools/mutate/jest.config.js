const config = require('../../jest.config.js');

const withMutation = (transform) =>
  Object.fromEntries(
    Object.entries(transform).map(([pattern, of]) =>
      of[0] === '@swc/jest' ? [pattern, [`${__dirname}/transform.js`, of[1]]] : [pattern, of],
    ),
  );

/** The tests without servers, of sources with one mutation: those nearest to the mutation first. */
module.exports = {
  ...config,
  rootDir: `${__dirname}/../..`,
  testSequencer: `${__dirname}/nearest-first.js`,
  projects: config.projects
    .filter(({ displayName }) => ['unit', 'pages'].includes(displayName))
    .map((project) => ({ ...project, transform: withMutation(project.transform) })),
};
