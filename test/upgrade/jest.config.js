const { projects } = require('../../jest.config.js');

/**
 * The upgrade test is part of neither `npm test` nor `npm run test:system`, because it needs the commit of the previous release. See run.sh.
 */
module.exports = {
  ...projects.find(({ displayName }) => displayName === 'int'),
  displayName: 'upgrade',
  testMatch: ['**/*.upgrade.spec.ts'],
};
