const { TestEnvironment } = require('jest-environment-jsdom');

/** What browsers have, Node too, and jsdom has not. */
const ofNode = [
  'Blob',
  'CompressionStream',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'structuredClone',
];

/** A browser's window by jsdom. The packages come as they do for Node, because jest loads CommonJS. */
module.exports = class PageEnvironment extends TestEnvironment {
  exportConditions() {
    return ['require', 'node', 'default'];
  }

  async setup() {
    await super.setup();
    for (const name of ofNode) {
      Object.defineProperty(this.global, name, {
        value: globalThis[name],
        configurable: true,
        writable: true,
      });
    }
  }
};
