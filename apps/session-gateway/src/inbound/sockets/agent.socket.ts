import { AgentRequest } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import { DatabaseTime } from '@rejoin/persistence';
import { AccessTokens, hasRole, ServiceLog, type SignIn as CheckedSignIn } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { DeskReadsStore } from '../../store/desk-reads.store';
import { DesksStore } from '../../store/desks.store';
import { AddNote } from '../../use-cases/add-note';
import { OpenDesk } from '../../use-cases/open-desk';
import { SendMessage } from '../../use-cases/send-message';
import { ServeConversation, type Agent } from '../../use-cases/serve-conversation';
import { AgentBells } from '../delivery/agent-bells';
import type { DeskView } from '../delivery/desk-view';
import { DeskViews } from '../delivery/desk-views';
import { FailedAttempts } from '../http/failed-attempts';
import { FrameReader, type Handled } from './frame-reader';
import { LostLines } from '../connections/lost-lines';
import { ProtocolVersions } from './protocol-versions';
import { SignIns } from './sign-ins';
import { closeCodeOf, type Socket } from './socket';
import { TypingBells } from '../delivery/typing-bells';

type SignIn = Extract<AgentRequest, { type: 'sign-in' }>;
type Work = Exclude<AgentRequest, SignIn>;

interface Seat extends Agent {
  readonly signIn: CheckedSignIn;
  readonly view: DeskView;
}

/** The agent's side of the protocol. */
@Injectable()
export class AgentSocket {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly signIns: SignIns,
    private readonly desk: OpenDesk,
    private readonly desks: DesksStore,
    private readonly reads: DeskReadsStore,
    private readonly views: DeskViews,
    private readonly sends: SendMessage,
    private readonly notes: AddNote,
    private readonly serves: ServeConversation,
    private readonly typing: TypingBells,
    private readonly bells: AgentBells,
    private readonly time: DatabaseTime,
    private readonly lost: LostLines,
    private readonly attempts: FailedAttempts,
    private readonly versions: ProtocolVersions,
    private readonly log: ServiceLog,
  ) {}

  accept(socket: Socket): void {
    new FrameReader(socket, AgentRequest, this.log, {
      side: 'agent',
      isFirst: (request): request is SignIn => request.type === 'sign-in',
      establish: (request) => this.signIn(socket, request),
      handle: (request: Work, seat: Seat) => this.handle(socket, request, seat),
    });
  }

  private async signIn(socket: Socket, request: SignIn): Promise<Seat | undefined> {
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
    const checked = await this.tokens.check(request.token);
    if (isRefused(checked)) {
      const name = checked.refused === 'sign-in-expired' ? checked.refused : 'token-invalid';
      const judged = this.attempts.judged(socket.address, { refused: name } as const);
      refuse(judged.refused === 'too-many' ? judged.refused : name);
      return;
    }
    const { principal, expiresAt } = checked;
    const { agentId } = principal;
    if (agentId === null) {
      refuse('forbidden');
      return;
    }
    // Registered before: a line that was perhaps committed is written off when the socket closes.
    this.lost.onClose(socket, async (elapsedMs) => {
      await this.desks.change({ agentId, command: { type: 'lose', lineId: socket.id, elapsedMs } });
    });
    this.signIns.follow(socket, checked);
    if (await this.signIns.isOver(checked)) {
      refuse('sign-in-expired');
      return;
    }
    const { device } = request;
    const line = device === undefined ? socket.line : { ...socket.line, device };
    const opened = await this.desk.open({ ...principal, agentId }, line);
    if (isRefused(opened)) {
      refuse(opened.refused === 'too-many' ? 'too-many' : 'forbidden');
      return;
    }
    const { displayName, roles, accountId } = principal;
    socket.send({
      type: 'welcome',
      requestId: request.requestId,
      account: { accountId, agentId, displayName, roles },
      epoch: opened.desk.epoch,
      tokenExpiresAt: expiresAt,
      quickReplies: await this.desk.quickReplies(agentId),
      names: await this.desk.names(agentId),
      read: await this.reads.list(agentId),
      serverNow: this.time.now(),
      server: this.versions.server,
    });
    const view = await this.views.open(socket, agentId, request.known ?? {});
    const isSupervisor = hasRole(principal, 'supervisor', 'administrator');
    return { agentId, accountId, lineId: socket.id, isSupervisor, view, signIn: checked };
  }

  private async handle(socket: Socket, request: Work, seat: Seat): Promise<Handled> {
    const { agentId, view } = seat;
    switch (request.type) {
      case 'send':
      case 'send-quick-reply': {
        const author = { party: 'agent', agentId, lineId: socket.id } as const;
        const message = { conversationId: request.conversationId, author, clientId: request.requestId };
        if (request.type === 'send') return this.sends.execute({ ...message, text: request.text });
        return this.sends.quickReply({ ...message, quickReplyId: request.quickReplyId });
      }
      case 'note':
        return this.notes.execute({
          conversationId: request.conversationId,
          author: { party: 'agent', agentId, lineId: socket.id, isSupervisor: seat.isSupervisor },
          clientId: request.requestId,
          text: request.text,
        });
      case 'typing':
        if (!view.shows(request.conversationId)) return {};
        return this.typing.type(request.conversationId, { party: 'agent', agentId, lineId: socket.id });
      case 'history':
        return view.replay(request.conversationId, request.afterSeq)
          ? {}
          : { refused: 'not-your-conversation' };
      case 'set-presence': {
        const chosen = await this.desk.choosePresence(seat, request.presence);
        return isRefused(chosen) ? chosen : {};
      }
      case 'read':
        await this.reads.keep(agentId, request.conversations);
        this.bells.ringRead(agentId);
        return {};
      case 'status':
        await this.views.showStatus(agentId);
        return {};
      case 'sign-out': {
        const left = await this.desk.signOut(seat, request.confirm);
        if (isRefused(left)) return left;
        // After the answer: every tab of theirs is closed, at every gateway, this one too.
        setImmediate(() => {
          this.bells.ringSignOut(agentId);
          this.signIns.end(seat.signIn).catch((error: unknown) => {
            this.log.warn({ reason: String(error) }, 'config was not told of a sign-out');
          });
        });
        return {};
      }
      case 'ping':
        return {};
      default:
        return this.serves.execute(seat, request);
    }
  }
}
