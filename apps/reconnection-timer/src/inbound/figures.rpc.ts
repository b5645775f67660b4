import { openWindows, windowFigures } from '@rejoin/contracts';
import { Answers } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { z } from 'zod';
import { figuresOf } from '../domain/day-figures';
import { FiguresStore } from '../store/figures.store';

/** Answers questions of supervisors about windows. The gateway has authorised them. */
@Controller()
export class FiguresRpc {
  constructor(
    private readonly database: Database,
    private readonly figures: FiguresStore,
  ) {}

  @Answers(openWindows)
  async open(request: z.infer<typeof openWindows.request>): Promise<z.infer<typeof openWindows.reply>> {
    const [windows, total] = await Promise.all([
      this.figures.open(this.database, request),
      this.figures.countOpen(this.database, request.workstreamId),
    ]);
    return { windows, total };
  }

  @Answers(windowFigures)
  async ofSpan(request: z.infer<typeof windowFigures.request>): Promise<z.infer<typeof windowFigures.reply>> {
    return figuresOf(await this.figures.count(this.database, request));
  }
}
