const { expressionOf, parametersOf, parseMessage } = require('./message');

/**
 * Compiles the texts of one language to the source of a function that returns them as an object. A text that is not
 * translated yet is the English one. A text that English does not have, or with other parameters, is an error.
 */
function compile(texts, language, english) {
  const body = objectOf(texts, language, english, '');
  return `($numbersIn, $locale) => { const $numbers = $numbersIn($locale); return ${body}; }`;
}

function objectOf(texts, language, english, path) {
  const unknown = Object.keys(texts).filter((key) => !Object.hasOwn(english, key));
  if (unknown.length > 0) throw new Error(`${language}: English has no ${path}${unknown.join(', ')}`);
  const entries = Object.entries(english).map(([key, original]) => {
    const here = `${path}${key}`;
    if (typeof original !== 'string')
      return [key, objectOf(texts[key] ?? {}, language, original, `${here}.`)];
    return [key, messageOf(texts[key], language, original, here)];
  });
  return `{ ${entries.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(', ')} }`;
}

function messageOf(text, language, original, path) {
  try {
    const source = parseMessage(original, 'en');
    if (text === undefined) return expressionOf(source, '$numbersIn("en")');
    const tokens = parseMessage(text, language);
    const [own, wanted] = [tokens, source].map((message) => JSON.stringify([...parametersOf(message)]));
    if (own !== wanted) throw new Error(`the parameters are ${own}, in English ${wanted}`);
    return expressionOf(tokens, '$numbers');
  } catch (error) {
    throw new Error(`${language}: ${path}: ${error.message}`, { cause: error });
  }
}

/** Returns the type of the texts in TypeScript. */
function typeOf(english, indent = '  ') {
  const lines = Object.entries(english).map(([key, value]) => {
    const name = /^[A-Za-z]\w*$/.test(key) ? key : `'${key}'`;
    return `${indent}readonly ${name}: ${typeof value === 'string' ? typeOfMessage(value) : typeOf(value, `${indent}  `)};\n`;
  });
  return `{\n${lines.join('')}${indent.slice(2)}}`;
}

function typeOfMessage(text) {
  const parameters = [...parametersOf(parseMessage(text, 'en'))];
  if (parameters.length === 0) return 'string';
  return `(values: { ${parameters.map(([name, type]) => `readonly ${name}: ${type}`).join('; ')} }) => string`;
}

module.exports = { compile, typeOf };
