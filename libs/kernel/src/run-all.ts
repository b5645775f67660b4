/**
 * Runs every task, one after the other, and returns their results. A task that fails keeps no other from running; its
 * error is thrown when all have run, together with the others in an `AggregateError` that begins with `message`.
 */
export async function runAll<T>(
  message: string,
  tasks: Iterable<() => T | Promise<T>>,
): Promise<readonly T[]> {
  const results: T[] = [];
  const errors: unknown[] = [];
  for (const task of tasks) {
    try {
      results.push(await task());
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, message);
  return results;
}
