import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { instruments, type Span, type SpanOptions } from './span';

export interface OperationOptions extends SpanOptions {
  /** Exports no span when no `parent` is given, as for requests of background jobs. */
  readonly onlyWithParent?: boolean;
}

/**
 * The handling of one frame, request, fact or deadline. Log lines that are written meanwhile carry its ids, and facts
 * that are committed meanwhile continue its trace.
 */
export class Operation {
  private ownConversationId: string | undefined;
  private readonly span: Span | undefined;
  private ownTraceparent: string | undefined;

  constructor(
    private readonly options: OperationOptions,
    begin: (options: SpanOptions) => Span | undefined = () => undefined,
  ) {
    this.ownConversationId = options.conversationId;
    const isSkipped = options.onlyWithParent === true && options.parent === undefined;
    this.span = isSkipped ? undefined : begin(options);
  }

  get name(): string {
    return this.options.name;
  }

  get conversationId(): string | undefined {
    return this.ownConversationId;
  }

  set conversationId(id: string | undefined) {
    if (id === undefined || id === this.ownConversationId) return;
    this.ownConversationId = id;
    this.span?.concerns(id);
  }

  get traceId(): string {
    return traceIdOf(this.traceparent) ?? '';
  }

  /** Names this operation as the parent. It is made when it is first needed: most operations need none. */
  get traceparent(): string {
    return (this.ownTraceparent ??=
      this.span?.traceparent ?? newTraceparent(traceIdOf(this.options.parent ?? '')));
  }

  end(error?: unknown): void {
    this.span?.end(error);
  }
}

type Current = Operation | readonly Operation[] | undefined;

const storage = new AsyncLocalStorage<Current>();

/** The operation that runs. Undefined in a batch of several, because what happens in it concerns all of them. */
export function currentOperation(): Operation | undefined {
  const current = storage.getStore();
  return current instanceof Operation ? current : undefined;
}

/** The operation that runs, or the operations of the batch that runs. */
export function currentOperations(): readonly Operation[] {
  const current = storage.getStore();
  if (current === undefined) return [];
  return current instanceof Operation ? [current] : current;
}

/** The operation that changes an aggregate: the one that runs, or the one of a batch with this conversation. */
export function operationOf(aggregateId: string): Operation | undefined {
  return (
    currentOperation() ?? currentOperations().find(({ conversationId }) => conversationId === aggregateId)
  );
}

/** Tells the running operation its conversation, when this is known only after it has begun. */
export function concerns(conversationId: string | undefined): void {
  const operation = currentOperation();
  if (operation) operation.conversationId = conversationId;
}

/** Runs `run` as an operation, which ends when the promise is settled. */
export function operate<T>(options: OperationOptions, run: () => Promise<T>): Promise<T> {
  return operateAll([options], run);
}

/** Runs `run` as a batch of operations, which end together. */
export async function operateAll<T>(all: readonly OperationOptions[], run: () => Promise<T>): Promise<T> {
  const operations = all.map((options) => begin(options));
  const since = instruments.onOperation && performance.now();
  try {
    const result = await batched(operations, run);
    end(operations, since);
    return result;
  } catch (error) {
    end(operations, since, error);
    throw error;
  }
}

/** Begins an operation that the caller ends with {@link finish}, for example when an HTTP response has been sent. */
export function begin(options: OperationOptions): Operation {
  return new Operation(options, (spanOptions) => instruments.spans?.start(spanOptions));
}

/** Runs `run` for operations that began elsewhere. Those of a batch may repeat or be unknown. */
export function batched<T>(operations: readonly (Operation | undefined)[], run: () => T): T {
  const distinct = new Set(operations);
  const [first] = distinct;
  const current = distinct.size > 1 ? [...distinct].filter((one) => one !== undefined) : first;
  return storage.run(current, run);
}

/** Runs `run` outside every operation: a timer that an operation sets does not belong to it. */
export function outsideOperations<T>(run: () => T): T {
  return storage.run(undefined, run);
}

/** Runs `run`, such as writing a log line, about something, without a span. */
export function about<T>(options: OperationOptions, run: () => T): T {
  return storage.run(new Operation(options), run);
}

/**
 * Runs a step of the operations that run in a span of its own. A step of a batch has no parent, but links to each of
 * them. Without spans, or outside operations, it only runs `run`.
 */
export async function inSpan<T>(
  options: Pick<SpanOptions, 'name' | 'kind'>,
  run: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  const operations = currentOperations();
  if (!instruments.spans || operations.length === 0) return run(undefined);
  const causes = operations.map(({ traceparent }) => traceparent);
  const span = instruments.spans.start(
    causes.length === 1 ? { ...options, parent: causes[0] } : { ...options, links: causes },
  );
  try {
    const result = await run(span);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/** Returns a `traceparent` that continues a trace, or begins one. */
export function newTraceparent(traceId = randomBytes(16).toString('hex')): string {
  return `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
}

function traceIdOf(traceparent: string): string | undefined {
  return /^00-([0-9a-f]{32})-/.exec(traceparent)?.[1];
}

/** Ends an operation that began at this instant of `performance.now()`. */
export function finish(operation: Operation, since: number, error?: unknown): void {
  end([operation], instruments.onOperation && since, error);
}

function end(operations: readonly Operation[], since: number | undefined, error?: unknown): void {
  for (const operation of operations) {
    operation.end(error);
    if (since === undefined) continue;
    const ms = performance.now() - since;
    storage.run(operation, () => instruments.onOperation?.({ name: operation.name, ms, error }));
  }
}
