import { checked, closeCodes, plainText, problemOfIssue, socketLimits } from '@rejoin/contracts';
import { isRefused, type Refused, type EmptyReply } from '@rejoin/kernel';
import { isTemporary } from '@rejoin/messaging';
import { concerns, operate, type OperationOptions } from '@rejoin/tracing';
import type { ServiceLog } from '@rejoin/service';
import { z } from 'zod';
import { TokenBucket } from '../../domain/token-bucket';
import { frameSeconds } from '../../outbound/figures.metrics';
import type { EntryRow } from '../../store/entries.store';
import { redirectOf, type LateRefusal } from '../../use-cases/widget-rules';
import type { MessageReader, Socket } from './socket';

const firstFrameWithinMs = socketLimits.firstFrameSeconds.value * 1_000;
const maxInFlight = socketLimits.unansweredRequests.value;
const maxFrameBytes = socketLimits.frameBytes.value;
/** The rate of all requests of one connection. */
const requests = socketLimits.requests.value;

const maxErrors = 20;
/** The part of a frame that is needed to answer it. */
const RequestHeader = z.object({ type: z.unknown().optional(), requestId: plainText(64).min(1) });

/** The result of a request: a stored message, an empty object when it is done, or a refusal. */
export type RequestResult = EntryRow | Refused | LateRefusal | EmptyReply;

interface Request {
  readonly type: string;
  readonly requestId: string;
}

/** What all sockets of one side have in common. */
export interface FrameHandlers<All extends Request, First extends All, Context> {
  /** The side that sends these frames. */
  readonly side: 'customer' | 'agent';
  isFirst(request: All): request is First;
  /** Identifies the client. Returns undefined when the client was refused and the socket closed. */
  establish(socket: Socket, request: First): Promise<Context | undefined>;
  handle(socket: Socket, request: Exclude<All, First>, context: Context): Promise<RequestResult>;
}

/**
 * Reads the frames of a socket. The first frame identifies the client. The others wait for it, and are started in the order
 * in which they arrive: a client that needs one to be done before the next waits for its answer. Each is answered by `ack`
 * or `refused` with its own request id. An invalid request is refused by name. When it has no request id, or when the
 * client is not identified yet, its connection is closed too.
 */
export class FrameReader<
  All extends Request,
  First extends All,
  Context extends object,
> implements MessageReader {
  private context: Promise<Context | undefined> | undefined;
  /** A first frame was refused as unavailable, and none has succeeded since. */
  private mustRepeatFirst = false;
  private inFlight = 0;
  private hasMessage = false;
  private stopWaitingForFirst: (() => void) | undefined;
  private readonly bucket = new TokenBucket(requests.perSecond, requests.burst, performance.now());

  constructor(
    private readonly socket: Socket,
    private readonly schema: z.ZodType<All>,
    private readonly log: ServiceLog,
    private readonly handlers: FrameHandlers<All, First, Context>,
  ) {
    // A frame may have arrived while this process was busy, so the frames that wait are read before the socket is
    // closed.
    const timer = setTimeout(
      () => setImmediate(() => this.hasMessage || this.socket.close(closeCodes.silent, 'no first frame')),
      firstFrameWithinMs,
    );
    const stopListening = socket.onClose(() => clearTimeout(timer));
    this.stopWaitingForFirst = () => {
      clearTimeout(timer);
      stopListening();
    };
    socket.onMessage(this);
  }

  /** Called by the socket. */
  read(text: string, bytes: number): void {
    this.hasMessage = true;
    if (!this.socket.isOpen) return;
    const isWithinRate = this.bucket.take(performance.now());
    const request = this.parse(text, bytes);
    if (!request) return;
    this.stopWaitingForFirst?.();
    this.stopWaitingForFirst = undefined;
    if (isWithinRate) void operate(this.operationOf(request), () => this.take(request));
    else this.socket.refuse('too-many', request.requestId);
  }

  private parse(text: string, bytes: number): All | undefined {
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      this.refuseMalformed(null);
      return;
    }
    const parsed = checked(this.schema, raw);
    if (parsed.success && bytes <= maxFrameBytes) return parsed.data;
    const header = checked(RequestHeader, raw).data;
    // Only this message is refused, because a client whose connection is closed would send it again for ever.
    if (header && (header.type === 'send' || header.type === 'note') && isOnlyTooLong(parsed)) {
      this.socket.refuse('message-too-long', header.requestId);
    } else if (bytes > maxFrameBytes) {
      this.socket.refuse('too-large', header?.requestId ?? null);
      this.socket.close(closeCodes.tooLarge, 'too-large');
    } else if (header) this.refuseInvalid(header.requestId, parsed.error?.issues ?? [], raw);
    else this.refuseMalformed(null);
    return undefined;
  }

  private refuseInvalid(requestId: string, issues: readonly z.core.$ZodIssue[], raw: unknown): void {
    const name = issues.some(({ path }) => path[0] === 'type') ? 'unsupported' : 'invalid';
    const errors = issues.slice(0, maxErrors).map((issue) => problemOfIssue(issue, raw));
    this.socket.refuse(name, requestId, null, null, name === 'invalid' ? { errors } : {});
    if (!this.context) this.socket.close(closeCodes.malformed, name);
  }

  private refuseMalformed(requestId: string | null): void {
    this.socket.refuse('malformed', requestId);
    this.socket.close(closeCodes.malformed, 'malformed');
  }

  private async take(request: All): Promise<void> {
    if (this.inFlight >= maxInFlight) {
      this.socket.refuse('too-many', request.requestId);
      return;
    }
    this.inFlight++;
    const answered = frameSeconds.startTimer({ side: this.handlers.side, frame: request.type });
    try {
      if (this.handlers.isFirst(request)) await this.establish(request);
      else await this.answer(request as Exclude<All, First>);
    } catch (error) {
      // The gateway is overloaded: the client tries again, and no error is logged, because that would add to the
      // load.
      if (!isTemporary(error)) {
        this.log.error({ err: error, frame: request.type }, 'handling a frame failed');
      }
      this.socket.refuse('unavailable', request.requestId);
    } finally {
      answered();
      this.inFlight--;
    }
  }

  /** The handling of a frame, as an operation. A ping does nothing worth a span. */
  private operationOf(request: All): OperationOptions {
    const { type } = request;
    const conversationId = conversationOf(request);
    return { name: `frame ${type}`, kind: 'server', conversationId, onlyWithParent: type === 'ping' };
  }

  private async establish(request: First): Promise<void> {
    if (this.context) {
      this.refuseMalformed(request.requestId);
      return;
    }
    this.context = this.handlers.establish(this.socket, request);
    try {
      const context = await this.context;
      if (!context) return;
      concerns(conversationOf(context));
      this.socket.markAuthenticated();
    } catch (error) {
      // The client is not identified, so the same socket may try again.
      this.context = undefined;
      this.mustRepeatFirst = true;
      throw error;
    }
  }

  private async answer(request: Exclude<All, First>): Promise<void> {
    if (!this.context) {
      // The client may have sent this request before it received the refusal of its first frame.
      if (this.mustRepeatFirst) this.socket.refuse('unavailable', request.requestId);
      else this.refuseMalformed(request.requestId);
      return;
    }
    const context = await this.context;
    if (!context) return;
    concerns(conversationOf(context));
    const result = await this.handlers.handle(this.socket, request, context);
    if (isRefused(result)) {
      const { refused, retryAfterSeconds } = result;
      this.socket.refuse(refused, request.requestId, redirectOf(result), retryAfterSeconds);
      return;
    }
    const entry = 'seq' in result ? (result as EntryRow) : undefined;
    this.socket.send({
      type: 'ack',
      requestId: request.requestId,
      conversationId: entry?.conversationId ?? null,
      seq: entry?.seq ?? null,
      at: entry?.at ?? null,
    });
  }
}

/** The conversation of a customer who is identified, or the one that a frame names. */
function conversationOf(contextOrRequest: object): string | undefined {
  const { conversationId } = contextOrRequest as { conversationId?: string };
  return conversationId;
}

/** Returns whether the only problem is the length of the text or of its frame. */
function isOnlyTooLong(parsed: z.ZodSafeParseResult<unknown>): boolean {
  const issues = parsed.error?.issues ?? [];
  return issues.every((issue) => issue.code === 'too_big' && issue.path[0] === 'text');
}
