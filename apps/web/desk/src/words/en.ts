import { plural } from '../../../kit/words';

const language = 'en';

/** The formatted values of a system entry. */
export interface Said {
  readonly customer: string;
  readonly agent: string;
  readonly by: string;
  readonly until: string;
  readonly duration: string;
}

export const en = {
  title: 'Agent desk',
  titleUnread: (count: number) => `(${count}) Agent desk`,
  signInTitle: 'Sign in to your desk',
  signInIntro: 'Sign in to view and answer your chats.',
  chats: 'Chats',
  supervisor: 'Supervisor',
  pages: 'Pages',
  loading: 'Loading your desk…',

  pageMissingTitle: 'Can’t load this page',
  pageMissingText:
    'The desk may have been updated, or you may be offline. Reload the page. Your drafts and unsent messages are kept.',
  loadAgain: 'Reload',

  presence: 'Presence',
  presences: {
    available: 'Available',
    busy: 'Busy',
    'do-not-disturb': 'Do not disturb',
    away: 'Away',
    offline: 'Offline',
  },
  presenceHint: 'Your status affects new conversations only.',

  capacity: 'Capacity',
  capacityShort: (used: string, max: string) => `Capacity ${used}/${max}`,
  capacityHeld: (held: string) => `(${held} on hold)`,
  capacityLong: (used: string, held: string, max: string) =>
    `Capacity: ${used} of ${max} units in use, ${held} on hold for disconnected customers`,

  account: 'Account and settings',
  sound: 'Sounds',
  notifications: 'Desktop notifications',
  notificationsDenied:
    'Your browser is blocking notifications from this page. Allow them in your browser’s settings for this site.',
  shortcuts: 'Keyboard shortcuts',
  signOut: 'Sign out',
  signOutTitle: 'Sign out with active conversations?',
  signOutText: (count: number) =>
    plural(language, count, {
      one: '1 active conversation will return to the queue. The customer can still reconnect.',
      other: '# active conversations will return to the queue. The customers can still reconnect.',
    }),

  groups: {
    active: 'Active',
    away: 'Customer disconnected',
    queue: 'Waiting in queue',
    'wrap-up': 'Wrap-up',
  },
  conversations: 'Conversations',
  emptyList: 'No conversations',
  emptyTitle: 'No conversations',
  emptyAvailable: 'You’re available. New chats will be assigned to you.',
  emptyNotAvailable: 'Set your status to Available to receive chats.',
  becomeAvailable: 'Set status to Available',
  chooseTitle: 'Select a conversation',
  chooseText: 'Pick a chat from the list to see its messages.',
  goneTitle: 'Conversation not available',
  goneText: 'It was closed or assigned to someone else.',
  customer: 'Customer',
  unknownCustomer: 'Anonymous customer',
  unread: (count: number) => plural(language, count, { one: '# unread message', other: '# unread messages' }),
  left: (time: string) => `${time} left`,
  slotHeld: 'Capacity on hold',
  slotNotHeld: 'No capacity on hold',
  lineUnsteady: 'Unstable connection',
  connected: 'Connected',
  waitingSince: (span: string) => `Waiting ${span}`,
  pick: 'Assign to me',
  pickThis: (span: string) => `Assign to me, customer waiting ${span}`,
  draft: 'Draft',
  noMessages: 'No messages',
  youSaid: (text: string) => `You: ${text}`,

  back: 'Back to conversations',
  end: 'End',
  endTitle: (customer: string) => `End the conversation with ${customer}?`,
  endText:
    'The customer can’t reconnect to it: reconnect links stop working, and a new message starts a new conversation. It moves to wrap-up.',
  closeTab: 'Close tab',
  closeTabTitle: 'Close this conversation’s tab?',
  closeTabText:
    'The conversation isn’t ended. It returns to the queue, and to you only if you’re available and have capacity. The customer can still reconnect.',
  closeTabAwayText:
    'The customer can still reconnect until the time limit expires, but may get a different agent. Your capacity is released now.',
  release: 'Release to queue',
  releaseTitle: (customer: string) => `Release the conversation with ${customer} to the queue?`,
  releaseText: 'The next available agent takes over with full history. The customer can still reconnect.',
  transfer: 'Transfer',
  transferTitle: (customer: string) => `Transfer the conversation with ${customer}`,
  transferIntro: 'The agent you select takes over now, with full history.',
  transferAway: 'The reconnect time limit and the capacity on hold move to that agent.',
  transferTo: 'Transfer to',
  noColleagues: 'No other agents in your workstreams are signed in.',
  freeUnits: (count: number) =>
    plural(language, count, { one: '# unit available', other: '# units available' }),
  noRoom: 'no capacity',
  more: 'More actions',
  giveUp: 'Stop waiting',
  giveUpTitle: (customer: string) => `Stop waiting for ${customer}?`,
  giveUpText:
    'The reconnect time limit ends now. If the customer returns later, they’re offered a new chat. The conversation moves to wrap-up.',
  extend: (span: string) => `Extend by ${span}`,
  extensionsLeft: (count: number) => plural(language, count, { one: '# left', other: '# left' }),
  noExtensions: 'No extensions left',
  extendAhead: 'Extend reconnect time',
  extendAheadTitle: 'Is the customer about to restart their device?',
  extendAheadText: (now: string, next: string) =>
    `If the customer disconnects, they have ${now} to reconnect to you. Extending makes it ${next}.`,
  customerAway: (customer: string) => `${customer} is disconnected`,
  lostAt: (time: string, until: string) => `Disconnected at ${time}. They can reconnect until ${until}.`,
  messagesWait: 'Messages you send now are delivered when they reconnect.',
  extended: 'Reconnect time extended.',
  expiring: (customer: string) => `Less than 1 minute left for ${customer} to reconnect`,

  transcript: 'Transcript',
  today: 'Today',
  yesterday: 'Yesterday',
  earlier: (count: number) =>
    plural(language, count, { one: 'Show # earlier message', other: 'Show # earlier messages' }),
  newest: 'Newest messages',
  you: 'You',
  agent: 'Agent',
  bot: 'Bot',
  note: 'Internal note',
  link: 'Reconnect link',
  linkSent: 'Reconnect link, visible to the customer only',
  typing: (customer: string) => `${customer} is typing…`,
  sending: 'Sending',
  notSent: 'Not sent',
  retry: 'Resend',
  discard: 'Discard',
  takeBack: 'Edit',

  message: (customer: string) => `Message to ${customer}`,
  placeholder: 'Type a message, or / for quick replies',
  send: 'Send',
  sendHint: 'Enter to send, Shift+Enter for a new line',
  tooLong: (count: string) => `${count} characters over the limit`,
  quickReplies: 'Quick replies',
  quickReplyCount: (count: number) =>
    plural(language, count, { one: '# quick reply', other: '# quick replies' }),
  noQuickReplies: 'No matching quick replies.',
  quickReply: 'Quick reply',
  removeQuickReply: 'Remove quick reply',
  editQuickReply: 'Edit text',
  linkReady: (duration: string) => `Valid for ${duration} after a disconnect`,
  linkOff: 'Reconnect to previous chat is off for this chat widget',

  wrapUpTitle: 'Wrap-up',
  endedBy: {
    expired: 'The reconnect time limit expired. The customer can’t reconnect to this conversation.',
    agent: 'You ended this conversation. The customer can’t reconnect to it.',
    customer: 'The customer ended this conversation.',
    other: 'This conversation has ended. The customer can’t reconnect to it.',
  },
  noteLabel: 'Internal note',
  notePlaceholder: 'Add an internal note. Customers can’t see it.',
  addNote: 'Add note',
  noteAdded: 'Note added.',
  closeConversation: 'Close conversation',
  saveAndClose: 'Save note and close',
  closed: 'Conversation closed.',

  details: 'Customer',
  showDetails: 'Show customer details',
  hideDetails: 'Hide customer details',
  context: 'Customer context',
  noContext: 'No additional details',
  status: 'Status',
  language: 'Language',
  workstream: 'Workstream',
  widget: 'Chat widget',
  nextTime: 'Reconnect time limit',
  byLink: 'Reconnect links',
  on: 'On',
  off: 'Off',

  reconnecting: 'Connection lost. Reconnecting…',
  reconnectingText:
    'Your customers have been notified. Unsent messages are kept and sent when you reconnect.',
  retryNow: 'Retry now',
  expiredNotice: (customer: string, time: string) =>
    `The reconnect time limit for ${customer} expired at ${time} while you were offline.`,
  leftNotice: (customer: string) => `The conversation with ${customer} is no longer assigned to you.`,
  notices: 'Notifications',
  look: 'View',
  dismiss: 'Dismiss',
  signInSoon: (time: string) => `Your session expires at ${time}.`,
  signInAgainNow: 'Sign in again',
  signInAgainTitle: 'Sign in again',
  signInAgainKept: 'Your drafts, unsent messages, and open conversations are kept.',
  signInAsOther: 'Sign in with a different account',

  twiceTitle: 'Your desk is open in another tab',
  twiceText: 'Use one tab at a time, so that drafts and unread counts stay correct.',
  useHere: 'Use this tab',
  useThere: 'Keep the other tab',
  elsewhereTitle: 'Your desk is open in another tab',
  elsewhereText: 'This tab is disconnected. You can close it without losing anything.',

  otherDevices: (count: number, since: string) =>
    plural(language, count, {
      one: `You’re also signed in on another device, connected since ${since}.`,
      other: `You’re also signed in on # other devices, the first connected since ${since}.`,
    }),
  otherDevicesText:
    'All devices show the same chats. Close the desk on devices you don’t use: signing out signs you out on all of them.',

  told: {
    assigned: (customer: string) => `New conversation: ${customer}`,
    message: (customer: string) => `New message from ${customer}`,
    away: (customer: string) => `${customer} disconnected`,
    returned: (customer: string) => `${customer} reconnected`,
    expired: (customer: string) => `The reconnect time limit for ${customer} expired`,
    open: 'Open',
  },

  keys: {
    next: 'Next conversation',
    previous: 'Previous conversation',
    write: 'Type a message',
    quickReplies: 'Quick replies',
    end: 'End conversation',
    extend: 'Extend reconnect time',
    transfer: 'Transfer',
    details: 'Customer details',
  },

  by: { customer: 'The customer', agent: 'An agent', supervisor: 'A supervisor', system: 'The system' },
  system: {
    'conversation-started': ({ customer }: Said) => `${customer} started the conversation`,
    queued: () => 'Waiting in queue',
    'agent-joined': ({ agent }: Said) => `${agent} joined`,
    'agent-transferred': ({ agent }: Said) => `Transferred to ${agent}`,
    'agent-left': ({ agent }: Said) => `${agent} left. Returned to queue.`,
    'agent-lost': ({ agent }: Said) => `${agent} disconnected`,
    'agent-back': ({ agent }: Said) => `${agent} reconnected`,
    'customer-lost': ({ customer, until }: Said) => `${customer} disconnected. Can reconnect until ${until}.`,
    'customer-back': {
      resume: ({ customer }: Said) => `${customer} reconnected`,
      link: ({ customer }: Said) => `${customer} reconnected using the link`,
      prompt: ({ customer }: Said) => `${customer} signed in and reconnected`,
    },
    newDevice: 'on a new device',
    'customer-elsewhere': ({ customer }: Said) => `${customer} continued on another device or browser`,
    'reconnect-link': ({ customer }: Said) => `New reconnect link sent to ${customer}`,
    'window-extended': ({ by, until }: Said) => `${by} extended the reconnect limit until ${until}`,
    'next-window-extended': ({ by, duration }: Said) => `${by} extended the reconnect limit to ${duration}`,
    'ended-by-agent': ({ agent }: Said) => `${agent} ended the conversation`,
    'ended-by-customer': ({ customer }: Said) => `${customer} ended the conversation`,
    'started-new': ({ customer }: Said) => `${customer} started a new conversation`,
    'gave-up': ({ by }: Said) => `${by} stopped waiting`,
    'window-expired': () => 'The reconnect time limit expired',
    closed: () => 'Conversation closed',
  },
};

export type Words = typeof en;
