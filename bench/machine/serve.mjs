/** The other side of a helper: answers each question by the method it names. Ends when whoever asks is gone. */
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
