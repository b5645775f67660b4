const { relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;
const seconds = require('./seconds.json');

/** The seconds of a file that is not in seconds.json. */
const usual = { unit: 0.3, pages: 6, int: 2, e2e: 10, browser: 20 };

/**
 * Orders test files so that all workers end at about the same time and the machine is busy from beginning to
 * end: long files before short ones, and browser files, which need a processor, evenly among the others,
 * which mostly wait. jest knows durations only from earlier runs on the same machine; seconds.json contains
 * those for a fresh clone.
 */
module.exports = class BalancedSequencer extends Sequencer {
  sort(tests) {
    for (const test of tests) test.duration = this.time(test) ?? expected(test);
    const isBusy = (test) => nameOf(test) === 'browser';
    const [busy, waiting] = [tests.filter(isBusy), tests.filter((test) => !isBusy(test))];
    return [...spread(busy), ...spread(waiting)].sort((a, b) => a.place - b.place).map(({ test }) => test);
  }
};

/**
 * Gives each test a position between 0 and 1: the share of its kind's time that has passed in the middle of
 * the test.
 */
function spread(tests) {
  const total = tests.reduce((sum, { duration }) => sum + duration, 0);
  let begun = 0;
  return tests
    .toSorted((a, b) => b.duration - a.duration)
    .map((test) => {
      const place = (begun + test.duration / 2) / total;
      begun += test.duration;
      return { test, place };
    });
}

function expected(test) {
  const path = relative(test.context.config.rootDir, test.path);
  return 1000 * (seconds[path] ?? usual[nameOf(test)] ?? 2);
}

const nameOf = (test) => test.context.config.displayName?.name;
