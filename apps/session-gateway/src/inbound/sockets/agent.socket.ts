import { AgentRequest, closeCodes } from '@rejoin/contracts';
import { isRefused, refuse } from '@rejoin/kernel';
import { Timeline } from '@rejoin/messaging';
import { DatabaseTime } from '@rejoin/persistence';
import { AccessTokens, hasRole, ServiceLog, type SignIn as CheckedSignIn } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { DeskReadsStore } from '../../store/desk-reads.store';
import { DesksStore } from '../../store/desks.store';
import { BlockCustomer } from '../../use-cases/block-customer';
import { AddNote } from '../../use-cases/add-note';
import { RenameCustomer } from '../../use-cases/rename-customer';
import { ServeDesk } from '../../use-cases/serve-desk';
import { SendMessage } from '../../use-cases/send-message';
import { ServeConversation, type Agent } from '../../use-cases/serve-conversation';
import { AgentBells } from '../delivery/agent-bells';
import type { DeskView } from '../delivery/desk-view';
import { DeskViews } from '../delivery/desk-views';
import { FailedAttempts } from '../http/failed-attempts';
import { FrameReader, type FrameHandlers, type RequestResult } from './frame-reader';
import { LostConnections } from '../connections/lost-connections';
import { ProtocolVersions } from './protocol-versions';
import { SignIns } from './sign-ins';
import { closeCodeOf, type Socket } from './socket';
import { TypingBells } from '../delivery/typing-bells';

type SignIn = Extract<AgentRequest, { type: 'sign-in' }>;
type LaterRequest = Exclude<AgentRequest, SignIn>;

interface SignedInAgent extends Agent {
  readonly signIn: CheckedSignIn;
  readonly view: DeskView;
}

/** Handles the frames of agents. */
@Injectable()
export class AgentSocket {
  private readonly handlers: FrameHandlers<AgentRequest, SignIn, SignedInAgent> = {
    side: 'agent',
    isFirst: (request) => request.type === 'sign-in',
    establish: (socket, request) => this.signIn(socket, request),
    handle: (socket, request: LaterRequest, agent) => this.handle(socket, request, agent),
  };

  constructor(
    private readonly tokens: AccessTokens,
    private readonly signIns: SignIns,
    private readonly desk: ServeDesk,
    private readonly desks: DesksStore,
    private readonly reads: DeskReadsStore,
    private readonly views: DeskViews,
    private readonly sends: SendMessage,
    private readonly notes: AddNote,
    private readonly renames: RenameCustomer,
    private readonly blocks: BlockCustomer,
    private readonly serves: ServeConversation,
    private readonly typing: TypingBells,
    private readonly bells: AgentBells,
    private readonly time: DatabaseTime,
    private readonly timeline: Timeline,
    private readonly lostConnections: LostConnections,
    private readonly attempts: FailedAttempts,
    private readonly versions: ProtocolVersions,
    private readonly log: ServiceLog,
  ) {}

  accept(socket: Socket): void {
    new FrameReader(socket, AgentRequest, this.log, this.handlers);
  }

  private async signIn(socket: Socket, request: SignIn): Promise<SignedInAgent | undefined> {
    const refuse = (
      name: 'token-invalid' | 'sign-in-expired' | 'forbidden' | 'too-many' | 'client-too-old',
    ): undefined => {
      socket.refuse(name, request.requestId);
      socket.close(closeCodeOf(name), name);
    };
    if (this.versions.isTooOld(request)) {
      refuse('client-too-old');
      return;
    }
    const checkedSignIn = await this.tokens.check(request.token);
    if (isRefused(checkedSignIn)) {
      const name = checkedSignIn.refused === 'sign-in-expired' ? checkedSignIn.refused : 'token-invalid';
      const limitedRefusal = this.attempts.countFailure(socket.address, { refused: name } as const);
      refuse(limitedRefusal.refused === 'too-many' ? limitedRefusal.refused : name);
      return;
    }
    const { principal, expiresAt } = checkedSignIn;
    const { agentId } = principal;
    if (agentId === null) {
      refuse('forbidden');
      return;
    }
    // This is registered before the desk is opened, so that a connection whose commit is uncertain is removed when
    // the socket closes.
    const watchLoss = () =>
      this.lostConnections.onClose(socket, async (elapsedMs) => {
        await this.desks.change({ agentId, command: { type: 'lose', connectionId: socket.id, elapsedMs } });
      });
    watchLoss();
    this.signIns.closeWhenEnded(socket, checkedSignIn);
    if (await this.signIns.hasEnded(checkedSignIn)) {
      refuse('sign-in-expired');
      return;
    }
    const { device } = request;
    const connection = device === undefined ? socket.connection : { ...socket.connection, device };
    const deskResult = await this.desk.open({ ...principal, agentId }, connection);
    if (!socket.isOpen) {
      // It closed meanwhile, and its loss may have been written before its connection was.
      watchLoss();
      return;
    }
    if (isRefused(deskResult)) {
      refuse(deskResult.refused === 'too-many' ? 'too-many' : 'forbidden');
      return;
    }
    const { displayName, roles, accountId } = principal;
    socket.send({
      type: 'welcome',
      requestId: request.requestId,
      account: { accountId, agentId, displayName, roles },
      epoch: deskResult.desk.epoch,
      tokenExpiresAt: expiresAt,
      quickReplies: await this.desk.readQuickReplies(agentId),
      names: await this.desk.readNames(agentId),
      read: await this.reads.list(agentId),
      timeline: this.timeline.id,
      serverNow: this.time.now(),
      server: this.versions.server,
    });
    const { known = {}, timeline = this.timeline.id } = request;
    const received = timeline === this.timeline.id ? known : {};
    const view = await this.views.open(socket, agentId, received).catch((error: unknown) => {
      // The client was welcomed and will not sign in again on this socket, so it must connect again.
      socket.close(closeCodes.moving, 'reconnect');
      throw error;
    });
    const isSupervisor = hasRole(principal, 'supervisor', 'administrator');
    return { agentId, accountId, connectionId: socket.id, isSupervisor, view, signIn: checkedSignIn };
  }

  private async handle(socket: Socket, request: LaterRequest, agent: SignedInAgent): Promise<RequestResult> {
    const { agentId, view } = agent;
    switch (request.type) {
      case 'send':
      case 'send-quick-reply': {
        const author = { party: 'agent', agentId, connectionId: socket.id } as const;
        const message = { conversationId: request.conversationId, author, clientId: request.requestId };
        if (request.type === 'send') return this.sends.run({ ...message, text: request.text });
        return this.sends.sendQuickReply({ ...message, quickReplyId: request.quickReplyId });
      }
      case 'note':
        return this.notes.run({
          conversationId: request.conversationId,
          author: { party: 'agent', agentId, connectionId: socket.id, isSupervisor: agent.isSupervisor },
          clientId: request.requestId,
          text: request.text,
        });
      case 'rename-customer': {
        const author = { party: 'agent', agentId, connectionId: socket.id } as const;
        return this.renames.run(request.conversationId, author, request.name);
      }
      case 'block': {
        const { isSupervisor, signIn } = agent;
        const author = { party: 'agent', agentId, connectionId: socket.id, isSupervisor } as const;
        const blocker = { ...signIn.principal, isSupervisor };
        return this.blocks.blockFromDesk(author, blocker, request.conversationId, request);
      }
      case 'typing':
        if (!view.shows(request.conversationId)) return {};
        return this.typing.ringTyping(request.conversationId, {
          party: 'agent',
          agentId,
          connectionId: socket.id,
        });
      case 'history':
        return view.replay(request.conversationId, request.afterSeq) ? {} : refuse('not-your-conversation');
      case 'set-presence': {
        const result = await this.desk.choosePresence(agent, request.presence);
        return isRefused(result) ? result : {};
      }
      case 'read':
        await this.reads.keep(agentId, request.conversations);
        this.bells.ringRead(agentId);
        return {};
      case 'status':
        await this.views.showStatus(agentId);
        return {};
      case 'sign-out': {
        const result = await this.desk.signOut(agent, request.confirm);
        if (isRefused(result)) return result;
        // All tabs of the agent are closed at every gateway, after this answer has been sent.
        setImmediate(() => {
          this.bells.ringSignOut(agentId);
          this.signIns.end(agent.signIn).catch((error: unknown) => {
            this.log.warn(
              { reason: String(error) },
              'config could not be notified of a sign-out and accepts its token until it expires',
            );
          });
        });
        return {};
      }
      case 'ping':
        return {};
      default:
        return this.serves.run(agent, request);
    }
  }
}
