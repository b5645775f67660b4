import { extendWindow, requestReconnect, seal } from '@rejoin/contracts';
import { requestName } from '@rejoin/kernel';
import { Answers } from '@rejoin/messaging';
import { Database, Batcher } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { z } from 'zod';
import type { Answer } from '../domain/answer';
import type { Command } from '../domain/command';
import { DecideReconnections } from '../use-cases/decide-reconnections';

/**
 * Answers the commands of other services on windows. Commands that arrive together share a commit. A conversation whose row is
 * locked delays no other one.
 */
@Controller()
export class ReconnectionRpc {
  private readonly decisions: Batcher<Command, Answer>;

  constructor(database: Database, decide: DecideReconnections) {
    this.decisions = new Batcher(
      async (commands, waits) => {
        if (!waits) return database.transaction((tx) => decide.answerFree(tx, commands));
        const results = await database.transaction((tx) => decide.run(tx, commands));
        return results.map(({ answer }) => answer);
      },
      { name: 'decisions', lanes: 2, keyOf: ({ conversationId }) => conversationId },
    );
  }

  @Answers(requestReconnect)
  request(message: z.infer<typeof requestReconnect.request>): Promise<Answer> {
    const { window: terms, ...request } = message;
    return this.decisions.submit({ type: 'request', ...request, terms });
  }

  @Answers(extendWindow)
  extend(message: z.infer<typeof extendWindow.request>): Promise<Answer> {
    const { requestId, ...extend } = message;
    return this.decisions.submit({ type: 'extend', ...extend, request: requestName(requestId) });
  }

  @Answers(seal)
  seal(message: z.infer<typeof seal.request>): Promise<Answer> {
    return this.decisions.submit({ type: 'seal', ...message });
  }
}
