/** The results of an action for several ids: those that succeeded, and those that failed with their errors. */
export interface BatchResult {
  readonly done: readonly string[];
  readonly failed: readonly { readonly id: string; readonly error: unknown }[];
}

const atOnce = 4;

/** Runs an action for each id, a few at a time. A failure does not stop the others. */
export async function withEach(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
): Promise<BatchResult> {
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
