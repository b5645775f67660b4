import {
  acceptOffer,
  agentStandings,
  agentStatus,
  assign,
  closeConversation,
  closeTab,
  declineOffer,
  forceOffline,
  pick,
  release,
  setPresence,
  transfer,
  type Rpc,
} from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Answers } from '@rejoin/messaging';
import { Database, type Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { z } from 'zod';
import { refusals } from '../outbound/figures.metrics';
import { ChoosePresence } from '../use-cases/choose-presence';
import { ActOnConversation } from '../use-cases/act-on-conversation';
import { PickConversation } from '../use-cases/pick-conversation';
import { ReadAgentStatus } from '../use-cases/read-agent-status';

type RequestOf<R extends Rpc> = z.infer<R['request']>;
type ReplyOf<R extends Rpc> = Promise<z.infer<R['reply']> | Refused>;

/** Answers requests of desks and of supervisors, which the gateway has authenticated. Repeating a request is safe. */
@Controller()
export class DeskRpc {
  constructor(
    private readonly database: Database,
    private readonly actOnConversation: ActOnConversation,
    private readonly picking: PickConversation,
    private readonly presence: ChoosePresence,
    private readonly status: ReadAgentStatus,
  ) {}

  @Answers(closeTab)
  closeTab(request: RequestOf<typeof closeTab>): ReplyOf<typeof closeTab> {
    return this.answer((tx) => this.actOnConversation.closeTab(tx, request));
  }

  @Answers(release)
  release(request: RequestOf<typeof release>): ReplyOf<typeof release> {
    return this.answer((tx) => this.actOnConversation.release(tx, request));
  }

  @Answers(transfer)
  transfer(request: RequestOf<typeof transfer>): ReplyOf<typeof transfer> {
    return this.answer((tx) => this.actOnConversation.transfer(tx, request));
  }

  @Answers(pick)
  pick(request: RequestOf<typeof pick>): ReplyOf<typeof pick> {
    return this.answer((tx) => this.picking.run(tx, request));
  }

  @Answers(acceptOffer)
  acceptOffer(request: RequestOf<typeof acceptOffer>): ReplyOf<typeof acceptOffer> {
    return this.answer((tx) => this.actOnConversation.answerOffer(tx, 'accept', request));
  }

  @Answers(declineOffer)
  declineOffer(request: RequestOf<typeof declineOffer>): ReplyOf<typeof declineOffer> {
    return this.answer((tx) => this.actOnConversation.answerOffer(tx, 'decline', request));
  }

  @Answers(assign)
  assign({ toAgentId: agentId, ...request }: RequestOf<typeof assign>): ReplyOf<typeof assign> {
    return this.answer((tx) => this.picking.run(tx, { ...request, agentId }));
  }

  @Answers(closeConversation)
  closeConversation(request: RequestOf<typeof closeConversation>): ReplyOf<typeof closeConversation> {
    return this.answer((tx) => this.actOnConversation.close(tx, request));
  }

  @Answers(setPresence)
  setPresence(request: RequestOf<typeof setPresence>): ReplyOf<typeof setPresence> {
    return this.answer((tx) => this.presence.run(tx, request));
  }

  @Answers(forceOffline)
  forceOffline(request: RequestOf<typeof forceOffline>): ReplyOf<typeof forceOffline> {
    return this.answer((tx) => this.presence.forceOffline(tx, request));
  }

  @Answers(agentStatus)
  agentStatus({ agentId }: RequestOf<typeof agentStatus>): ReplyOf<typeof agentStatus> {
    return this.status.run(agentId);
  }

  @Answers(agentStandings)
  agentStandings({ agentIds }: RequestOf<typeof agentStandings>): ReplyOf<typeof agentStandings> {
    return this.status.readStandings(agentIds);
  }

  private async answer<Reply>(work: (tx: Tx) => Promise<Reply | Refused>): Promise<Reply | Refused> {
    const answer = await this.database.transaction(work);
    if (isRefused(answer)) refusals.inc({ refusal: answer.refused });
    return answer;
  }
}
