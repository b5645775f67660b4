const { projects } = require('../../jest.config.js');

/** The compose test is part of neither `npm test` nor `npm run test:system`: it takes minutes, and needs a container engine. See run.sh. */
module.exports = {
  ...projects.find(({ displayName }) => displayName === 'unit'),
  displayName: 'compose',
  testMatch: ['**/*.compose.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/canaries/'],
};
