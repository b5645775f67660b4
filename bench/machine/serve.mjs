/**
 * The other side of a helper. It answers each request with the method that the request names, and ends when
 * its parent has ended.
 */
export function serve(methods) {
  process.on('message', ({ id, method, argument }) => {
    Promise.resolve()
      .then(() => methods[method](argument))
      .then(
        (value) => process.send({ id, value }),
        (error) => process.send({ id, error: error instanceof Error ? error.message : String(error) }),
      );
  });
  process.on('disconnect', () => process.exit(0));
}
