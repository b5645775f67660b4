import { plural } from '../../../../kit/words';

const language = 'en';

export const en = {
  title: 'Supervisor',
  now: 'Now',
  figures: 'Daily report',
  workstream: 'Workstream',
  allWorkstreams: 'All workstreams',
  loading: 'Loading…',
  asOf: (time: string) => `Updated at ${time}`,
  stale: (time: string) => `The server isn’t responding. Data last updated at ${time}.`,
  staleText: 'Countdowns continue, and customers can still reconnect. Retrying…',
  slow: (time: string) => `The server is responding slowly. Data last updated at ${time}.`,
  again: 'Retry now',
  refusedTitle: 'You don’t have access to this page',
  refusedText: 'Your account doesn’t have the supervisor role. To get access, contact an administrator.',
  toChats: 'Go to your chats',

  windows: 'Disconnected customers',
  windowsCount: (count: number) =>
    plural(language, count, { one: '# disconnected customer', other: '# disconnected customers' }),
  noWindowsTitle: 'No disconnected customers',
  noWindowsText: 'Customers who lose their connection appear here with the time left to reconnect.',
  noWindowsHere: 'No disconnected customers in this workstream.',
  choose: (customer: string) => `Select ${customer}`,
  chooseAll: 'Select all shown',
  chosen: (count: number) => plural(language, count, { one: '# selected', other: '# selected' }),
  chooseHint: 'Select customers to extend their reconnect time, transfer them, or stop waiting.',
  unknownCustomer: 'Anonymous customer',
  columns: {
    left: 'Time left',
    customer: 'Customer',
    agent: 'Agent',
    kind: 'Reconnects to',
    held: 'On hold',
    lostAt: 'Disconnected at',
    extensions: 'Extensions left',
  },
  noAgent: 'No agent',
  parked: 'Customer disconnected (priority)',
  inQueue: 'Not assigned yet',
  agentConnected: 'Connected',
  agentLost: 'Agent disconnected',
  kinds: { agent: 'Agent', queue: 'Queue' },
  units: (count: number) => plural(language, count, { one: '# unit', other: '# units' }),
  nothingHeld: 'None',
  extensionsLeft: (count: string, duration: string) => `${count} × ${duration}`,
  noExtensions: 'None',

  extend: 'Extend',
  extendBy: (duration: string) => `Extend by ${duration}`,
  giveUp: 'Stop waiting',
  handOver: 'Transfer',
  giveUpTitle: (count: number) =>
    plural(language, count, {
      one: 'Stop waiting for this customer?',
      other: 'Stop waiting for # customers?',
    }),
  giveUpText: (count: number) =>
    plural(language, count, {
      one: 'The reconnect time limit ends now. The reconnect link stops working, and if the customer returns later, they’re offered a new chat. The conversation moves to wrap-up, and its capacity is released by the wrap-up rule.',
      other:
        'The reconnect time limits end now. The reconnect links stop working, and customers who return later are offered a new chat. The conversations move to wrap-up, and their capacity is released by the wrap-up rule.',
    }),
  handOverTitle: (count: number) =>
    plural(language, count, { one: 'Transfer # conversation', other: 'Transfer # conversations' }),
  handOverText:
    'The agent you select takes over now, with full history. The reconnect time limit and the capacity on hold move to that agent.',
  handOverNeeds: (units: string) => `Capacity needed: ${units}`,
  handOverParked: (count: number) =>
    plural(language, count, {
      one: '# of them has no agent and can’t be transferred. When the customer reconnects, the next available agent takes over.',
      other:
        '# of them have no agent and can’t be transferred. When the customers reconnect, the next available agents take over.',
    }),
  colleague: 'Transfer to',
  findColleague: 'Find an agent',
  noColleagues: 'No other agents are signed in.',
  noColleaguesFound: 'No agents found.',
  free: (count: number) => plural(language, count, { one: '# unit available', other: '# units available' }),
  unfit: { away: 'not connected', full: 'no capacity' },
  otherWorkstream: 'other workstreams',

  results: {
    extend: 'Extended',
    'give-up': 'Stopped waiting',
    'hand-over': 'Transferred',
  },
  resultsGoing: 'In progress…',
  resultsTally: (done: string, of: string) => `${done} of ${of}`,
  outcomes: {
    going: 'In progress',
    extend: 'Reconnect time extended.',
    'give-up': 'Stopped waiting. The customer can no longer reconnect.',
    'hand-over': (name: string) => `Transferred to ${name}.`,
  },
  dismiss: 'Dismiss',

  queues: 'Queues',
  queuesText: 'Waiting in queue now',
  waiting: (count: number) => plural(language, count, { one: '# waiting', other: '# waiting' }),
  oldest: (duration: string) => `Longest wait ${duration}`,
  nobodyWaits: 'No one waiting',
  parkedCount: (count: number) => plural(language, count, { one: '# disconnected', other: '# disconnected' }),
  parkedHint:
    'Disconnected: no agent is assigned and the customer is disconnected. These conversations aren’t assigned until the customer reconnects.',
  inactive: 'Inactive',
  noQueues: 'No workstreams',
  showAll: (count: number) => `Show all ${count}`,
  showFewer: 'Show fewer',

  agents: 'Agents',
  noAgents: 'No agents in this workstream.',
  lines: { connected: 'Connected', lost: 'Connection lost', none: 'Signed out' },
  load: (used: string, max: string) => `${used}/${max}`,
  loadHeld: (held: string) => `(${held} on hold)`,
  loadLong: (used: string, held: string, max: string) =>
    `${used} of ${max} units in use, ${held} on hold for disconnected customers`,
  capacityOf: (name: string) => `Capacity of ${name}`,
  conversations: (count: number) =>
    plural(language, count, { one: '# conversation', other: '# conversations' }),
  used: 'In use',
  held: 'On hold',
  freeUnits: 'Available',

  next: 'Next page',
  previous: 'Previous page',
  page: (page: string) => `Page ${page}`,

  day: 'Day',
  today: 'Today',
  dayIn: (day: string, zone: string) => `${day} (${zone} time zone)`,
  loadingDay: 'Loading report…',
  noSuchDay: 'No data for this day.',
  dropped: 'Disconnects',
  droppedText: 'Customers marked as disconnected',
  droppedInQueue: (count: number) =>
    plural(language, count, { one: '# while in queue', other: '# while in queue' }),
  back: 'Reconnected in time',
  ofDropped: (percent: string) => `${percent} of disconnects`,
  expired: 'Expired',
  expiredText: 'Didn’t reconnect in time',
  endedWhileAway: 'Ended while disconnected',
  stillOpen: 'Still disconnected',
  stillOpenText: 'Can still reconnect',
  outcomesTitle: 'Outcomes',
  outcomesText: 'Each disconnect that day, counted once.',
  ways: {
    resume: 'Reconnected in same browser',
    link: 'Reconnected via link',
    prompt: 'Reconnected via prompt',
    expired: 'Expired',
    ended: 'Ended while disconnected',
    open: 'Still disconnected',
  },
  endedBy: {
    customer: 'by customer',
    agent: 'by agent',
    supervisor: 'by supervisor',
    system: 'by system',
  },
  nothingDropped: 'No disconnects on this day',
  nothingDroppedText: 'Disconnects are counted here as they happen.',
  timeToReturn: 'Time to reconnect',
  timeToReturnText: (count: number) =>
    plural(language, count, {
      one: 'From disconnect to reconnect, based on # reconnect.',
      other: 'From disconnect to reconnect, based on # reconnects.',
    }),
  noReturns: 'No reconnects yet.',
  p50: 'Median',
  p90: '90th percentile',
  returnedWithin: (half: string, nineOfTen: string) =>
    `Half reconnected within ${half} (median), and 90% within ${nineOfTen} (90th percentile).`,
  upTo: (span: string) => `up to ${span}`,
  between: (from: string, to: string) => `${from} to ${to}`,
  above: (span: string) => `more than ${span}`,
  returns: 'Reconnects',
  span: 'Time',
  share: 'Share',
  asTable: 'Show as table',
  asChart: 'Show as chart',
  heldTitle: 'Capacity on hold for disconnected customers',
  heldMinutes: 'Agent minutes',
  heldMinutesText: 'Total agent time on hold',
  heldUnitMinutes: 'Unit minutes',
  heldUnitMinutesText: 'Weighted by capacity units',
  holds: 'Holds',
  holdsText: 'Number of times capacity was on hold',

  keys: { extend: 'Extend selected', handOver: 'Transfer selected', giveUp: 'Stop waiting for selected' },
};

export type Words = typeof en;
