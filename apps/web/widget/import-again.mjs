/**
 * Lets a script that could not be fetched be imported again. Browsers remember a failure for an address as long as the
 * page lives, so each further attempt has an address of its own. What is imported so may import the panel only, which
 * must not be loaded twice.
 */
const importAgain = `
const importFailures = {};
const importAgain = (address) =>
  import(importFailures[address] ? address + '?' + importFailures[address] : address).catch((error) => {
    importFailures[address] = (importFailures[address] ?? 0) + 1;
    throw error;
  });
`;

export const importsAgain = {
  name: 'import-again',
  renderChunk(code) {
    const own = code.replaceAll(/\bimport\(/g, 'importAgain(');
    return own === code ? null : own + importAgain;
  },
};
