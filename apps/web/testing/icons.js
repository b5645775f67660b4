const { createElement } = require('react');

/**
 * Stands for the icons, which are decoration: the library would load all of its thousands into every test file. An icon
 * is an empty drawing that says its name.
 */
const made = new Map();

function icon(name) {
  if (!made.has(name)) {
    const Icon = ({ className, 'aria-label': label }) =>
      createElement('svg', {
        'data-icon': name,
        ...(className === undefined ? {} : { className }),
        ...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }),
      });
    Icon.displayName = name;
    made.set(name, Icon);
  }
  return made.get(name);
}

module.exports = new Proxy(
  { bundleIcon: (_filled, regular) => regular },
  { get: (own, name) => (/^[A-Z]/.test(String(name)) ? icon(name) : own[name]) },
);
