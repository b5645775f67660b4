/** How several deeds went: for whom they were done, and for whom they were not and why. */
export interface Deeds {
  readonly done: readonly string[];
  readonly failed: readonly { readonly id: string; readonly error: unknown }[];
}

const atOnce = 4;

/** Does the same with each of these, a few at a time. One that fails stops no other. */
export async function withEach(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
): Promise<Deeds> {
  const waiting = [...ids];
  const done: string[] = [];
  const failed: { id: string; error: unknown }[] = [];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await act(id);
        done.push(id);
      } catch (error) {
        failed.push({ id, error });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { done, failed };
}
