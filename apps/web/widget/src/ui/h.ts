import { createElement } from 'preact';

/** Some pages give every object further properties. Preact would take them for properties of our elements. */
function ofOwnProperties(...[type, props, ...children]: Parameters<typeof createElement>) {
  const node = createElement(type, Object.assign(Object.create(null) as object, props), ...children);
  Object.setPrototypeOf(node.props, null);
  return node;
}

let isUsual = true;
for (const name in {}) isUsual = name === '';

/** The build puts it into the place of JSX. */
export const h = isUsual ? createElement : ofOwnProperties;
