/** Preact marks its nodes by a property of this name, with which a copy of a node begins. */
const isNode = ({ properties }) =>
  properties.length > 1 && properties.some(({ key }) => key?.name === 'constructor');

/**
 * Makes every object of the panel one that inherits nothing from `Object.prototype`, whether it is written as a literal
 * or made by a class. A page may have given all objects further properties, as old libraries do: `Object.prototype.key`
 * would be a key of all elements that preact draws, `style` an option of every `Intl.NumberFormat`, `signal` one of every
 * listener, and `session` a field that a class has not set yet.
 *
 * Preact's own nodes are left as they are. They have all their properties, and are many; engines are slower with objects
 * without a prototype.
 */
export const withoutPrototype = {
  name: 'without-prototype',
  renderChunk(code) {
    const insertions = [];
    const visit = (node) => {
      if (Array.isArray(node)) node.forEach(visit);
      if (typeof node?.type !== 'string') return;
      if (node.type === 'ObjectExpression' && !isNode(node)) {
        insertions.push([node.start + 1, ' __proto__: null, ']);
      }
      if (/^Class/.test(node.type) && node.body.body && !node.superClass) {
        insertions.push([node.body.start + 1, ' static { this.prototype.__proto__ = null; } ']);
      }
      Object.values(node).forEach(visit);
    };
    visit(this.parse(code).body);
    return insertions
      .sort(([a], [b]) => b - a)
      .reduce((done, [place, text]) => done.slice(0, place) + text + done.slice(place), code);
  },
};
