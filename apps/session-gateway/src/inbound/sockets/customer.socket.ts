import { closeCodes, CustomerRequest, socketLimits } from '@rejoin/contracts';
import { hashSecret, isRefused, refuse } from '@rejoin/kernel';
import { Timeline } from '@rejoin/messaging';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { operate } from '@rejoin/tracing';
import { Injectable } from '@nestjs/common';
import { TokenBuckets } from '../../domain/token-buckets';
import { visitOf } from '../../domain/visit';
import type { Session } from '../../domain/session';
import { ConversationsStore } from '../../store/conversations.store';
import { readUsedLinks } from '../../store/links.store';
import { SettingsStore } from '../../store/settings.store';
import { EndConversation } from '../../use-cases/end-conversation';
import { ExtendTime } from '../../use-cases/extend-time';
import { ResumeConversation } from '../../use-cases/resume-conversation';
import { SendMessage } from '../../use-cases/send-message';
import { isTooLate, redirectOf, withRedirect } from '../../use-cases/widget-rules';
import { VisitPage } from '../../use-cases/visit-page';
import { StartConversation } from '../../use-cases/start-conversation';
import { FailedAttempts } from '../http/failed-attempts';
import { CustomerFollower } from './customer-follower';
import { FrameReader, type FrameHandlers } from './frame-reader';
import { LiveFeed } from '../delivery/live-feed';
import { LostConnections } from '../connections/lost-connections';
import { ProtocolVersions } from './protocol-versions';
import { closeCodeOf, type Socket } from './socket';
import { TypingBells } from '../delivery/typing-bells';

/** The rates of one customer's messages and pages at this gateway, over all tabs. */
const messages = socketLimits.messages;
const pages = socketLimits.pages;

type FirstRequest = Extract<CustomerRequest, { type: 'start' | 'resume' }>;
type LaterRequest = Exclude<CustomerRequest, FirstRequest>;

/** Handles the frames of customers. */
@Injectable()
export class CustomerSocket {
  private readonly messages = new TokenBuckets(messages.value);
  private readonly pages = new TokenBuckets(pages.value);
  private readonly handlers: FrameHandlers<CustomerRequest, FirstRequest, CustomerFollower> = {
    side: 'customer',
    isFirst: (request) => request.type === 'start' || request.type === 'resume',
    establish: (socket, request) => this.establish(socket, request),
    handle: async (socket, request: LaterRequest, follower) => {
      const { conversationId } = follower;
      if (!this.isWithinRate(request, conversationId)) return refuse('too-many');
      return this.addRedirect(await this.handle(socket, request, follower), follower);
    },
  };

  /** Tells the client that the customer went on elsewhere, and which links were used. */
  private readonly supersede = async (
    socket: Socket,
    conversationId: string,
    requestId: string | null = null,
  ): Promise<void> => {
    const usedLinks = await readUsedLinks(this.database, conversationId).catch(() => []);
    socket.refuse('superseded', requestId, null, null, usedLinks.length > 0 ? { usedLinks } : {});
    socket.close(closeCodes.superseded, 'superseded');
  };

  constructor(
    private readonly starts: StartConversation,
    private readonly resumes: ResumeConversation,
    private readonly sends: SendMessage,
    private readonly pageVisits: VisitPage,
    private readonly extensions: ExtendTime,
    private readonly ends: EndConversation,
    private readonly conversations: ConversationsStore,
    private readonly settings: SettingsStore,
    private readonly live: LiveFeed,
    private readonly typing: TypingBells,
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly timeline: Timeline,
    private readonly lostConnections: LostConnections,
    private readonly attempts: FailedAttempts,
    private readonly versions: ProtocolVersions,
    private readonly log: ServiceLog,
  ) {}

  accept(socket: Socket): void {
    new FrameReader(socket, CustomerRequest, this.log, this.handlers);
  }

  private isWithinRate({ type }: LaterRequest, conversationId: string): boolean {
    const buckets = type === 'send' ? this.messages : type === 'page' ? this.pages : undefined;
    return buckets?.take(conversationId, performance.now()) ?? true;
  }

  private async establish(socket: Socket, request: FirstRequest): Promise<CustomerFollower | undefined> {
    if (this.versions.isTooOld(request)) {
      socket.refuse('client-too-old', request.requestId);
      socket.close(closeCodes.denied, 'client-too-old');
      return undefined;
    }
    const result = await this.startOrResume(socket, request).catch((error: unknown) => {
      // The connection may have been committed although the answer was lost, so it is removed when the socket closes.
      this.lostConnections.onClose(socket, (elapsedMs) =>
        this.recordPossibleLoss(request, socket, elapsedMs),
      );
      throw error;
    });
    const outcome = this.attempts.countFailure(socket.address, result);
    if (isRefused(outcome)) {
      const { refused, retryAfterSeconds } = outcome;
      if (refused === 'superseded' && request.type === 'resume') {
        await this.supersede(socket, request.conversationId, request.requestId);
        return undefined;
      }
      socket.refuse(refused, request.requestId, redirectOf(outcome), retryAfterSeconds);
      socket.close(closeCodeOf(outcome.refused), outcome.refused);
      return undefined;
    }
    const { session } = outcome;
    const afterSeq = this.knownSeq(request, session);
    const created = 'created' in outcome && outcome.created;
    const { conversationId, epoch } = session;
    const follower = new CustomerFollower(socket, session, afterSeq, this.supersede);
    this.watchLoss(follower);
    socket.send({
      type: 'resumed',
      requestId: request.requestId,
      conversationId,
      epoch,
      fromSeq: afterSeq + 1,
      toSeq: session.lastSeq,
      created,
      timeline: this.timeline.id,
      serverNow: this.time.now(),
      server: this.versions.server,
    });
    if (socket.isOpen) this.live.follow(follower);
    return follower;
  }

  /** The last entry that the client has. Entries of another timeline may be others than those of the same seq here. */
  private knownSeq(request: FirstRequest, { lastSeq }: Session): number {
    if (request.type !== 'resume') return 0;
    const { afterSeq, timeline = this.timeline.id } = request;
    return timeline === this.timeline.id ? Math.min(afterSeq, lastSeq) : 0;
  }

  private startOrResume(socket: Socket, request: FirstRequest) {
    const { connection, origin, address } = socket;
    if (request.type === 'resume') return this.resumes.run({ ...request, connection, origin });
    return this.starts.run({
      ...request,
      token: request.token,
      name: request.name ?? null,
      locale: request.locale ?? null,
      context: request.context ?? null,
      browser: request.browser ?? null,
      visit: request.visit ? visitOf(request.visit) : null,
      startNew: request.startNew ?? false,
      asksFirst: request.askFirst ?? false,
      connection,
      origin,
      address,
    });
  }

  /** In a function of its own: the listener stays with the connection, and would keep its first frame in memory. */
  private watchLoss(follower: CustomerFollower): void {
    const { socket } = follower;
    this.lostConnections.onClose(socket, (elapsedMs) => {
      this.live.unfollow(follower);
      return this.recordLoss(follower, socket, elapsedMs);
    });
  }

  private async handle(socket: Socket, request: LaterRequest, follower: CustomerFollower) {
    const { conversationId } = follower;
    const author = { party: 'customer', connectionId: socket.id, epoch: follower.epoch } as const;
    switch (request.type) {
      case 'send':
        return this.sends.run({
          conversationId,
          author,
          clientId: request.requestId,
          text: request.text,
        });
      case 'typing':
        return this.typing.ringTyping(conversationId, author);
      case 'page':
        return this.pageVisits.run(conversationId, author, request);
      case 'extend':
        return this.extensions.run(conversationId, { by: 'customer' }, request.requestId, author);
      case 'close':
        return this.ends.run(conversationId, author, 'closed-by-customer');
      case 'ping':
        return {};
    }
  }

  /** A request that comes too late gets the same refusal as a return that comes too late. */
  private async addRedirect<Outcome>(outcome: Outcome, { widgetId }: CustomerFollower) {
    if (!isRefused(outcome) || !isTooLate(outcome)) return outcome;
    return withRedirect(outcome, await this.settings.widget(widgetId));
  }

  private recordLoss(
    session: Pick<Session, 'conversationId' | 'widgetId' | 'workstreamId'>,
    socket: Socket,
    elapsedMs: number,
  ): Promise<void> {
    const { conversationId } = session;
    return operate({ name: 'connection lost', conversationId }, async () => {
      const { debounceSeconds } = await this.settings.windowRules(session);
      await this.conversations.change({
        conversationId,
        command: { type: 'lose', connectionId: socket.id, elapsedMs, debounceSeconds },
      });
    });
  }

  private async recordPossibleLoss(request: FirstRequest, socket: Socket, elapsedMs: number): Promise<void> {
    const session = await this.conversations.findBySecret(hashSecret(request.secret));
    if (session) await this.recordLoss(session, socket, elapsedMs);
  }
}
