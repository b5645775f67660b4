import { plural } from '../../../../kit/words';

const language = 'en';

export const en = {
  title: 'Supervisor',
  now: 'Now',
  figures: 'Figures of a day',
  workstream: 'Workstream',
  allWorkstreams: 'All workstreams',
  loading: 'Looking at what is running …',
  asOf: (time: string) => `As of ${time}`,
  stale: (time: string) => `The server does not answer. This is how it was at ${time}.`,
  staleText: 'Countdowns run on by themselves; customers can return all the same. Asking again …',
  slow: (time: string) => `The server takes long to answer. This is how it was at ${time}.`,
  again: 'Ask again',
  refusedTitle: 'This page is for supervisors',
  refusedText: 'Your account does not have the role of a supervisor. Ask an administrator if you need it.',
  toChats: 'To your chats',

  windows: 'Customers who are away',
  windowsCount: (count: number) =>
    plural(language, count, { one: '# customer is away', other: '# customers are away' }),
  noWindowsTitle: 'Nobody is away',
  noWindowsText: 'A customer whose connection is lost appears here, with the time that is left to return.',
  noWindowsHere: 'No customer of this workstream is away at the moment.',
  choose: (customer: string) => `Select ${customer}`,
  chooseAll: 'Select all that are shown',
  chosen: (count: number) => plural(language, count, { one: '# selected', other: '# selected' }),
  chooseHint: 'Select customers to give them more time, hand them over, or stop waiting.',
  unknownCustomer: 'Anonymous customer',
  columns: {
    left: 'Time left',
    customer: 'Customer',
    agent: 'Agent',
    kind: 'Returns to',
    held: 'Held',
    lostAt: 'Lost at',
    extensions: 'Extensions left',
  },
  noAgent: 'No agent',
  parked: 'Parked, goes first',
  inQueue: 'Not served yet',
  agentConnected: 'Connected',
  agentLost: 'Desk lost',
  kinds: { agent: 'The agent', queue: 'The queue' },
  units: (count: number) => plural(language, count, { one: '# unit', other: '# units' }),
  nothingHeld: 'None',
  extensionsLeft: (count: string, duration: string) => `${count} × ${duration}`,
  noExtensions: 'None left',

  extend: 'Extend',
  extendBy: (duration: string) => `Extend by ${duration}`,
  giveUp: 'Give up waiting',
  handOver: 'Hand over',
  giveUpTitle: (count: number) =>
    plural(language, count, {
      one: 'Stop waiting for this customer?',
      other: 'Stop waiting for # customers?',
    }),
  giveUpText: (count: number) =>
    plural(language, count, {
      one: 'The time to return ends now. A later return is too late: links and the offer to continue stop working, and a new chat is offered instead. What was held is free as the wrap-up rule says, and the agent finishes the conversation.',
      other:
        'Their time to return ends now. A later return is too late: links and the offer to continue stop working, and a new chat is offered instead. What was held is free as the wrap-up rule says, and the agents finish the conversations.',
    }),
  handOverTitle: (count: number) =>
    plural(language, count, { one: 'Hand over one customer', other: 'Hand over # customers' }),
  handOverText:
    'The colleague takes over at once, with the whole transcript. The time to return keeps running, the slot is held there, and the customer comes back to the colleague.',
  handOverNeeds: (units: string) => `Needed: ${units}`,
  handOverParked: (count: number) =>
    plural(language, count, {
      one: 'One of them has no agent: whoever is free takes it on the return. It cannot be handed over.',
      other:
        '# of them have no agent: whoever is free takes them on their return. They cannot be handed over.',
    }),
  colleague: 'To',
  findColleague: 'Find a colleague',
  noColleagues: 'Nobody else has a desk at the moment.',
  noColleaguesFound: 'No colleague has such a name.',
  free: (count: number) => plural(language, count, { one: '# unit free', other: '# units free' }),
  unfit: { away: 'not connected', full: 'no room' },
  otherWorkstream: 'other workstreams',

  results: {
    extend: 'More time',
    'give-up': 'No longer waited for',
    'hand-over': (name: string) => `Handed over to ${name}`,
  },
  resultsGoing: 'On its way …',
  resultsTally: (done: string, of: string) => `${done} of ${of} done`,
  outcomes: {
    going: 'On its way',
    extend: 'The time was extended.',
    'give-up': 'The wait is over; a later return is too late.',
    'hand-over': (name: string) => `${name} has it now.`,
  },
  dismiss: 'Dismiss',

  queues: 'Queues',
  queuesText: 'Waiting now',
  waiting: (count: number) => plural(language, count, { one: '# waits', other: '# wait' }),
  oldest: (time: string, duration: string) => `Longest since ${time} (${duration})`,
  nobodyWaits: 'Nobody waits',
  parkedCount: (count: number) => plural(language, count, { one: '# parked', other: '# parked' }),
  parkedHint: 'Parked: without an agent, and the customer is away. Offered to nobody until the return.',
  inactive: 'Inactive',
  noQueues: 'There is no workstream yet.',
  showAll: (count: number) => `Show all ${count}`,
  showFewer: 'Show fewer',

  agents: 'Agents',
  noAgents: 'No agent serves this workstream.',
  lines: { connected: 'Connected', lost: 'Connection lost', none: 'Not signed in' },
  load: (used: string, max: string) => `${used} of ${max}`,
  loadHeld: (held: string) => `${held} held`,
  loadLong: (used: string, held: string, max: string) =>
    `${used} of ${max} units used, ${held} of them held for customers who are away`,
  capacityOf: (name: string) => `Capacity of ${name}`,
  conversations: (count: number) =>
    plural(language, count, { one: '# conversation', other: '# conversations', zero: 'no conversation' }),
  used: 'Used',
  held: 'Held',
  freeUnits: 'Free',

  next: 'Next page',
  previous: 'Previous page',
  page: (page: string) => `Page ${page}`,

  day: 'Day',
  today: 'Today',
  dayIn: (day: string, zone: string) => `${day}, in the time zone ${zone}`,
  loadingDay: 'The day is being counted …',
  noSuchDay: 'There are no figures of this day.',
  dropped: 'Dropped',
  droppedText: 'connections that were lost for so long that the customer counted as away',
  droppedInQueue: (count: number) =>
    plural(language, count, {
      one: '# of them while still in the queue',
      other: '# of them while still in the queue',
    }),
  back: 'Back within the limit',
  ofDropped: (percent: string) => `${percent} of those who dropped`,
  expired: 'Expired',
  expiredText: 'did not return in time',
  endedWhileAway: 'Ended while away',
  stillOpen: 'Still away',
  stillOpenText: 'can still return',
  outcomesTitle: 'What became of them',
  outcomesText: 'Everyone who was dropped that day, once.',
  ways: {
    resume: 'Back in the same browser',
    link: 'Back by reconnect link',
    prompt: 'Back by the offer to continue',
    expired: 'Expired',
    ended: 'Ended while away',
    open: 'Still away',
  },
  endedBy: {
    customer: 'by the customer',
    agent: 'by the agent',
    supervisor: 'by a supervisor',
    system: 'by the system',
  },
  nothingDropped: 'No connection was lost on this day.',
  nothingDroppedText: 'As soon as one is, it is counted here.',
  timeToReturn: 'Time to return',
  timeToReturnText: (count: number) =>
    plural(language, count, {
      one: 'From the lost connection to the return, of # return.',
      other: 'From the lost connection to the return, of # returns.',
    }),
  noReturns: 'Nobody has returned yet, so there is nothing to measure.',
  p50: 'Median',
  p90: '9 of 10',
  returnedWithin: (half: string, nineOfTen: string) =>
    `Half of them were back within ${half} (p50), nine of ten within ${nineOfTen} (p90).`,
  upTo: (span: string) => `up to ${span}`,
  between: (from: string, to: string) => `${from} to ${to}`,
  above: (span: string) => `more than ${span}`,
  returns: 'Returns',
  span: 'Time',
  share: 'Share',
  asTable: 'Show as a table',
  asChart: 'Show as a chart',
  heldTitle: 'Held for away customers',
  heldMinutes: 'Agent-minutes',
  heldMinutesText: 'the time in which a place was held, for all customers together',
  heldUnitMinutes: 'Unit-minutes',
  heldUnitMinutesText: 'the same, by what the conversations cost',
  holds: 'Holds',
  holdsText: 'times that a place was held',

  keys: { extend: 'Extend the selected', handOver: 'Hand over the selected', giveUp: 'Give up the selected' },
};

export type Words = typeof en;
