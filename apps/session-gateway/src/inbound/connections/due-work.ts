import { DatabaseTime } from '@rejoin/persistence';
import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { ConversationsStore } from '../../store/conversations.store';
import { DesksStore } from '../../store/desks.store';
import { EndConversation } from '../../use-cases/end-conversation';
import { PromoteAway } from '../../use-cases/promote-away';
import { SweepDeadGateways } from '../../use-cases/sweep-dead-gateways';
import { Incarnation } from './incarnation';

/** Our idea of the database's clock may be this far off; a look that comes too early has to be repeated. */
const clockErrorMs = 5;

/**
 * What any gateway does for all of them: counting the lost as away, asking again for ends that are not sealed, and
 * sweeping dead gateways. A commit of this process rings for the instant that it has set; for those of others (a
 * replica that died) the look ahead rings that comes with every renewal of the lease.
 */
@Injectable()
export class DueWork {
  constructor(
    clockwork: Clockwork,
    incarnation: Incarnation,
    time: DatabaseTime,
    conversations: ConversationsStore,
    desks: DesksStore,
    promote: PromoteAway,
    ends: EndConversation,
    sweep: SweepDeadGateways,
  ) {
    const away = clockwork.job('away', () => promote.execute());
    const endings = clockwork.job('endings', () => ends.retryEnds());
    const deadGateways = clockwork.job('dead-gateways', () => sweep.execute());

    const scheduleAway = ({ promoteAt }: { promoteAt: string | null }) => {
      if (promoteAt !== null) away.ring(time.until(promoteAt) + clockErrorMs);
    };
    conversations.onCommitted((changes) => changes.forEach(({ session }) => scheduleAway(session)));
    desks.onCommitted((changes) => changes.forEach(({ after }) => scheduleAway(after)));
    incarnation.onUpcomingWork(({ awayInMs, endingInMs, hasDeadGateway: hasDeadGateway }) => {
      if (awayInMs !== null) away.ring(awayInMs);
      if (endingInMs !== null) endings.ring(endingInMs);
      if (hasDeadGateway) deadGateways.ring();
    });
  }
}
