const { parse } = require('@messageformat/parser');

/*
 * Compiles one message in ICU MessageFormat to JavaScript. Supported are `{name}`, `{name, number}` and
 * `{name, plural, ...}`: what the pages need. Everything else is an error of the build.
 */

/** Returns the tokens of a message, and throws an error that says what a translator has to change. */
function parseMessage(text, language) {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const tokens = parse(text, { cardinal: pluralCategories, strict: true });
  for (const token of within(tokens)) check(token, pluralCategories);
  return tokens;
}

function check(token, pluralCategories) {
  if (token.arg !== undefined && !/^[a-z][A-Za-z0-9]*$/.test(token.arg))
    throw new Error(`"${token.arg}" can't be the name of a parameter`);
  if (token.type === 'plural') {
    const keys = token.cases.map(({ key }) => key);
    const missing = pluralCategories.filter((category) => !keys.includes(category));
    if (missing.length > 0) throw new Error(`plural forms are missing: ${missing.join(', ')}`);
    if (keys.length > pluralCategories.length || token.pluralOffset)
      throw new Error('exact numbers, offsets and repeated plural forms are not supported');
  } else if (token.type === 'function' ? token.key !== 'number' || token.param : !plain.has(token.type)) {
    throw new Error(`"${token.key ?? token.type}" with "${token.arg}" is not supported`);
  }
}
const plain = new Set(['content', 'argument', 'octothorpe']);

function* within(tokens) {
  for (const token of tokens) {
    yield token;
    for (const { tokens: inner } of token.cases ?? []) yield* within(inner);
  }
}

/** Returns the parameters of a message, sorted by name: `number` if a number must be given, otherwise `string`. */
function parametersOf(tokens) {
  const found = new Map();
  for (const { type, arg } of within(tokens)) {
    if (arg === undefined) continue;
    const wanted = type === 'argument' ? 'string' : 'number';
    if ((found.get(arg) ?? wanted) !== wanted)
      throw new Error(`use {${arg}, number}, because ${arg} is a number elsewhere in the message`);
    found.set(arg, wanted);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns a JavaScript expression: a string, or a function of the parameters. `numbers` formats their numbers. */
function expressionOf(tokens, numbers) {
  const names = [...parametersOf(tokens).keys()];
  const text = textOf(tokens, numbers);
  return names.length === 0 ? text : `({ ${names.join(', ')} }) => ${text}`;
}

function textOf(tokens, numbers) {
  if (tokens.every(({ type }) => type === 'content'))
    return JSON.stringify(tokens.map(({ value }) => value).join(''));
  const [only] = tokens;
  if (tokens.length === 1 && only.type === 'plural') return pluralOf(only, numbers);
  const parts = tokens.map((token) => {
    if (token.type === 'content') return token.value.replace(/[`\\]|\$(?=\{)/g, '\\$&');
    if (token.type === 'argument') return `\${${token.arg}}`;
    if (token.type === 'octothorpe') return '${$count}';
    return `\${${token.type === 'plural' ? pluralOf(token, numbers) : `${numbers}(${token.arg})`}}`;
  });
  return `\`${parts.join('')}\``;
}

function pluralOf({ arg, cases }, numbers) {
  const forms = cases.map(({ key, tokens }) => `${key}: ${formOf(tokens, numbers)}`);
  return `${numbers}(${arg}, { ${forms.join(', ')} })`;
}

/** A form without other parameters is a string in which `#` stands for the number, which is smaller. */
function formOf(tokens, numbers) {
  const isText = tokens.every(
    ({ type, value }) => type === 'octothorpe' || (type === 'content' && !value.includes('#')),
  );
  return isText
    ? JSON.stringify(tokens.map(({ type, value }) => (type === 'content' ? value : '#')).join(''))
    : `($count) => ${textOf(tokens, numbers)}`;
}

module.exports = { parseMessage, parametersOf, expressionOf };
