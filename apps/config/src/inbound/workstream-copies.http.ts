import { configRoutes, type BodyOf } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { IdPipe, orProblem, ZodPipe } from '@rejoin/service';
import { Body, Controller, Param } from '@nestjs/common';
import { CopyWorkstream } from '../use-cases/copy-workstream';
import { CurrentActor, type AccountActor } from './actor';
import { Serves } from './serves';

const { copy } = configRoutes.workstreams;

/** Copies of workstreams, for administrators. */
@Controller()
export class WorkstreamCopiesHttp {
  constructor(
    private readonly database: Database,
    private readonly copyWorkstream: CopyWorkstream,
  ) {}

  @Serves(copy)
  async copy(
    @CurrentActor() actor: AccountActor,
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(copy.body)) wanted: BodyOf<typeof copy>,
  ) {
    // A refusal is thrown inside the transaction, so that nothing stays of a copy that was begun.
    const copied = await this.database.transaction(async (tx) =>
      orProblem(await this.copyWorkstream.run(tx, actor, id, wanted)),
    );
    const { id: workstreamId, version, changedAt, value } = copied;
    return { workstreamId, version, changedAt, ...value };
  }
}
