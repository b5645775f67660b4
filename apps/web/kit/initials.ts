/**
 * The letters of an avatar: first and last name's, in their own order in whatever direction the page is written.
 * Nothing for names of other scripts, which have no initials.
 */
export function initialsOf(name: string): { initials?: string } {
  const letters = name.split(/\s+/).flatMap((word) => /^\p{Script=Latin}/u.exec(word)?.[0] ?? []);
  const [first, last] = [letters[0], letters.length > 1 ? letters.at(-1) : ''];
  return first === undefined ? {} : { initials: `${first}${last}`.toUpperCase() };
}
