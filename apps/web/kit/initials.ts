/**
 * Returns the letters of an avatar: the initials of the first and the last name, in this order in every writing
 * direction. Names in scripts other than Latin have no initials.
 */
export function initialsOf(name: string): { initials?: string } {
  const letters = name.split(/\s+/).flatMap((word) => /^\p{Script=Latin}/u.exec(word)?.[0] ?? []);
  const [first, last] = [letters[0], letters.length > 1 ? letters.at(-1) : ''];
  return first === undefined ? {} : { initials: `${first}${last}`.toUpperCase() };
}
