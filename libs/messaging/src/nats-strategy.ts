import {
  checked,
  rpcs,
  rpcSubject,
  families,
  type Family,
  type Rpc,
  type ServiceName,
} from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import type { Database, Tx } from '@rejoin/persistence';
import { applyDecorators, Catch, UseFilters, type ExceptionFilter } from '@nestjs/common';
import {
  Ctx,
  EventPattern,
  MessagePattern,
  Payload,
  Server,
  type CustomTransportStrategy,
  type MessageHandler,
} from '@nestjs/microservices';
import { lastValueFrom, throwError, type Observable } from 'rxjs';
import type { Bus, RpcAnswer } from './bus';
import { NotYet, type Delivered, type DeliveredOf } from './delivery';
import { isTemporary } from './temporary-errors';
import { FactConsumer, type ConsumerPace } from './fact-consumer';
import { FactSelection } from './fact-selection';
import type { Log } from './log';

type Handles<F extends Family, Kind extends keyof F['facts'] & string> = <
  Handler extends (facts: DeliveredOf<F, Kind>[], tx: Tx) => Promise<void>,
>(
  target: object,
  name: string | symbol,
  method: TypedPropertyDescriptor<Handler>,
) => void;

/**
 * Marks a method `(facts: DeliveredOf<F, Kind>[], tx: Tx) => Promise<void>` as the consumer of a family's facts of some
 * kinds; without kinds, of all.
 */
export const OnFacts = <F extends Family, Kind extends keyof F['facts'] & string = keyof F['facts'] & string>(
  family: F,
  ...kinds: Kind[]
): Handles<F, Kind> =>
  applyDecorators(
    EventPattern(family.name, kinds.length > 0 ? { kinds } : {}),
    UseFilters(new PassErrorsThrough()),
    factsAndTransaction,
  );

/** Marks the two parameters for Nest, which would otherwise pass only the payload. */
const factsAndTransaction: MethodDecorator = (target, name) => {
  Payload()(target, name, 0);
  Ctx()(target, name, 1);
};

/** Marks a method `(request) => Promise<reply | Refused>` as the handler of an rpc. */
export const Answers = (rpc: Pick<Rpc, 'service' | 'verb'>): MethodDecorator =>
  applyDecorators(MessagePattern(rpcSubject(rpc)), UseFilters(new PassErrorsThrough()));

/** Lets an error reach the strategy as it was thrown; Nest's own filter would replace it by a status. */
@Catch()
class PassErrorsThrough implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * The Nest transport for the bus: a durable pull consumer for each {@link OnFacts}, and a queue subscription for each
 * {@link Answers}. Nest's own NATS transporter delivers at most once; this one delivers at least once and applies once.
 */
export class NatsStrategy extends Server implements CustomTransportStrategy {
  private readonly consumers: FactConsumer[] = [];

  constructor(
    private readonly parts: { database: Database; bus: Bus; service: ServiceName; log: Log },
    private readonly pace: Partial<ConsumerPace> = {},
  ) {
    super();
  }

  listen(callback: () => void): void {
    for (const [pattern, handler] of this.messageHandlers) {
      if (handler.isEventHandler) this.consume(pattern, handler);
      else this.answer(pattern, handler);
    }
    callback();
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  on(): void {
    throw new Error('listen on the Bus instead');
  }

  unwrap<T>(): T {
    return this.parts.bus as T;
  }

  private consume(familyName: string, handler: MessageHandler): void {
    const family = families.find(({ name }) => name === familyName);
    if (!family) throw new Error(`unknown family ${familyName}`);
    const handle = async (facts: readonly Delivered[], tx: Tx): Promise<void> => {
      await lastValueFrom(
        this.transformToObservable(await (handler(facts, tx) as Promise<Observable<unknown>>)),
        {
          defaultValue: undefined,
        },
      );
    };
    const { kinds } = (handler.extras ?? {}) as { kinds?: readonly string[] };
    this.consumers.push(new FactConsumer(this.parts, new FactSelection(family, kinds), handle, this.pace));
  }

  private answer(subject: string, handler: MessageHandler): void {
    const rpc = Object.values(rpcs).find((one) => rpcSubject(one) === subject);
    if (!rpc) throw new Error(`unknown question ${subject}`);
    this.parts.bus.serve(subject, async (raw): Promise<RpcAnswer> => {
      const request = checked(rpc.request, raw);
      if (!request.success) return { refused: 'malformed' };
      try {
        const reply: unknown = await lastValueFrom(
          this.transformToObservable(await (handler(request.data) as Promise<Observable<unknown>>)),
        );
        return isRefused(reply) ? reply : { reply };
      } catch (error) {
        if (!isTemporary(error) && !(error instanceof NotYet)) {
          this.parts.log.error({ err: error, subject }, 'a question could not be answered');
        }
        return { unavailable: true };
      }
    });
  }
}
