import { openWindows, windowFigures } from '@rejoin/contracts';
import { Answers } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { z } from 'zod';
import { figuresOf } from '../domain/day-figures';
import { FiguresStore } from '../store/figures.store';

/** What supervisors want to know of windows; who they are, the gateway has judged. */
@Controller()
export class FiguresRpc {
  constructor(
    private readonly database: Database,
    private readonly figures: FiguresStore,
  ) {}

  @Answers(openWindows)
  async open(asked: z.infer<typeof openWindows.request>): Promise<z.infer<typeof openWindows.reply>> {
    const [windows, total] = await Promise.all([
      this.figures.open(this.database, asked),
      this.figures.countOpen(this.database, asked.workstreamId),
    ]);
    return { windows, total };
  }

  @Answers(windowFigures)
  async ofSpan(asked: z.infer<typeof windowFigures.request>): Promise<z.infer<typeof windowFigures.reply>> {
    return figuresOf(await this.figures.count(this.database, asked));
  }
}
