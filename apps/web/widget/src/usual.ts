/** The build makes objects without a prototype. A page may call the usual methods of those that it gets. */
export function usual<T extends object>(of: T): T {
  return Object.fromEntries(Object.entries(of)) as T;
}
