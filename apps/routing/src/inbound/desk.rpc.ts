import {
  agentStandings,
  agentStatus,
  closeConversation,
  closeTab,
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
import { ChoosePresence } from '../use-cases/choose-presence';
import { HandOn } from '../use-cases/hand-on';
import { PickConversation } from '../use-cases/pick-conversation';
import { ReadAgentStatus } from '../use-cases/read-agent-status';
import { refusals } from '../use-cases/figures.metrics';

type Asked<R extends Rpc> = z.infer<R['request']>;
type Answer<R extends Rpc> = Promise<z.infer<R['reply']> | Refused>;

/** What desks ask through the gateway, which knows who they are. Asking again is safe. */
@Controller()
export class DeskRpc {
  constructor(
    private readonly database: Database,
    private readonly handOn: HandOn,
    private readonly picking: PickConversation,
    private readonly presence: ChoosePresence,
    private readonly status: ReadAgentStatus,
  ) {}

  @Answers(closeTab)
  closeTab(asked: Asked<typeof closeTab>): Answer<typeof closeTab> {
    return this.answer((tx) => this.handOn.closeTab(tx, asked));
  }

  @Answers(release)
  release(asked: Asked<typeof release>): Answer<typeof release> {
    return this.answer((tx) => this.handOn.release(tx, asked));
  }

  @Answers(transfer)
  transfer(asked: Asked<typeof transfer>): Answer<typeof transfer> {
    return this.answer((tx) => this.handOn.transfer(tx, asked));
  }

  @Answers(pick)
  pick(asked: Asked<typeof pick>): Answer<typeof pick> {
    return this.answer((tx) => this.picking.run(tx, asked));
  }

  @Answers(closeConversation)
  closeConversation(asked: Asked<typeof closeConversation>): Answer<typeof closeConversation> {
    return this.answer((tx) => this.handOn.close(tx, asked));
  }

  @Answers(setPresence)
  setPresence(asked: Asked<typeof setPresence>): Answer<typeof setPresence> {
    return this.answer((tx) => this.presence.run(tx, asked));
  }

  @Answers(agentStatus)
  agentStatus({ agentId }: Asked<typeof agentStatus>): Answer<typeof agentStatus> {
    return this.status.run(agentId);
  }

  @Answers(agentStandings)
  agentStandings({ agentIds }: Asked<typeof agentStandings>): Answer<typeof agentStandings> {
    return this.status.standings(agentIds);
  }

  private async answer<Reply>(work: (tx: Tx) => Promise<Reply | Refused>): Promise<Reply | Refused> {
    const answer = await this.database.transaction(work);
    if (isRefused(answer)) refusals.inc({ refusal: answer.refused });
    return answer;
  }
}
