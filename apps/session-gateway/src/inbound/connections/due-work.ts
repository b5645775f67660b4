import { DatabaseTime } from '@rejoin/persistence';
import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { AlertsStore } from '../../store/alerts.store';
import { ConversationsStore } from '../../store/conversations.store';
import { DesksStore } from '../../store/desks.store';
import { AddToHistory } from '../../use-cases/add-to-history';
import { ApplyRetention } from '../../use-cases/apply-retention';
import { CheckAlerts } from '../../use-cases/check-alerts';
import { EndConversation } from '../../use-cases/end-conversation';
import { PromoteAway } from '../../use-cases/promote-away';
import { SweepDeadGateways } from '../../use-cases/sweep-dead-gateways';
import { Incarnation } from './incarnation';

/** The process knows the database's clock up to this error. A job that runs too early must run again. */
const clockErrorMs = 5;

/** Conversations that are closed within this time are added to the history together. */
const historyDelayMs = 500;

/**
 * Runs the jobs that every gateway does for all gateways: it promotes the lost to away, asks again for seals, adds closed
 * conversations to the history, erases what is kept no longer, checks the thresholds of alerts, and sweeps dead gateways. A commit of this process schedules the promotion that it makes
 * necessary. Work that other gateways leave behind is found with each renewal of the lease; the history and the
 * retention find their own.
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
    history: AddToHistory,
    retention: ApplyRetention,
    alerts: CheckAlerts,
    thresholds: AlertsStore,
  ) {
    const away = clockwork.job('away', () => promote.run());
    const endings = clockwork.job('endings', () => ends.retryEnds());
    const addToHistory = clockwork.job('history', () => history.run());
    clockwork.job('retention', () => retention.run());
    const checkAlerts = clockwork.job('alerts', () => alerts.run());
    const deadGateways = clockwork.job('dead-gateways', () => sweep.run());

    const scheduleAway = ({ promoteAt }: { promoteAt: string | null }) => {
      if (promoteAt !== null) away.ring(time.until(promoteAt) + clockErrorMs);
    };
    conversations.onCommitted((changes) => {
      changes.forEach(({ session }) => scheduleAway(session));
      if (changes.some(({ session }) => session.state === 'closed')) addToHistory.ring(historyDelayMs);
    });
    thresholds.onSet(() => {
      checkAlerts.ring();
    });
    desks.onCommitted((changes) => changes.forEach(({ after }) => scheduleAway(after)));
    incarnation.onUpcomingWork(({ awayInMs, endingInMs, hasDeadGateway }) => {
      if (awayInMs !== null) away.ring(awayInMs);
      if (endingInMs !== null) endings.ring(endingInMs);
      if (hasDeadGateway) deadGateways.ring();
    });
  }
}
