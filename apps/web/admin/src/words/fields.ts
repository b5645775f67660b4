import { catalogue, type Words } from './catalogue';

/** Fields by their JSON pointers: the same name in form, history and conflict. */
export type FieldName = keyof Words['fields'];

/** The names stand in the same order in every language. */
const fieldsInOrder = () => Object.keys(Object.values(catalogue)[0]?.fields ?? {});

/** Puts fields into the order of the forms; a database keeps them in one of its own. */
export function inFieldOrder<One extends { readonly pointer: string }>(
  fields: readonly One[],
): readonly One[] {
  const order = fieldsInOrder();
  const place = ({ pointer }: One) => (order.includes(pointer) ? order.indexOf(pointer) : order.length);
  return [...fields].sort((a, b) => place(a) - place(b));
}
