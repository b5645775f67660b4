import type { Report, ServiceFigures } from '@rejoin/contracts';
import { disconnectsOf } from './day.fixture';

const none = { count: 0, averageSeconds: null, p90Seconds: null };

export function serviceFigures(more: Partial<ServiceFigures> = {}): ServiceFigures {
  return {
    started: 10,
    answered: 7,
    abandoned: 1,
    waiting: 2,
    answeredWithin: 6,
    serviceLevel: 0.75,
    waitingTime: { count: 7, averageSeconds: 31.5, p90Seconds: 80 },
    firstResponse: { count: 6, averageSeconds: 45.25, p90Seconds: 90 },
    handlingTime: none,
    ...more,
  };
}

export function reportFixture(more: Partial<Report> = {}): Report {
  return {
    workstreamId: 'sales',
    name: 'Sales',
    timeZone: 'Europe/Berlin',
    withinSeconds: 60,
    from: '2026-11-21',
    until: '2026-11-22',
    days: [
      { day: '2026-11-21', ...serviceFigures() },
      { day: '2026-11-22', ...serviceFigures({ started: 3, serviceLevel: null }) },
    ],
    agents: [
      {
        agentId: 'anna',
        name: 'Anna; Berg',
        conversations: 5,
        firstResponse: { count: 5, averageSeconds: 12, p90Seconds: 20 },
        handlingTime: none,
      },
    ],
    period: serviceFigures(),
    previous: serviceFigures({ started: 8 }),
    previousFrom: '2026-11-18T23:00:00.000Z',
    previousUntil: '2026-11-20T23:00:00.000Z',
    disconnects: { period: disconnectsOf(), previous: disconnectsOf({ dropped: 9 }) },
    serverNow: '2026-11-22T16:00:00.000Z',
    ...more,
  };
}
