import { plural } from '../../../kit/words';

const language = 'en';

/** What a system entry is about, already formatted. */
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
  signInIntro: 'Your conversations, and whoever is about to come back to them.',
  chats: 'Chats',
  supervisor: 'Supervisor',
  noDesk: 'This account has no desk of its own.',
  pages: 'Pages',
  loading: 'Your desk is being opened …',

  pageMissingTitle: 'This page could not be loaded',
  pageMissingText:
    'There may be a newer version of the desk, or no connection. Load it again: drafts and unsent messages are kept.',
  loadAgain: 'Load again',

  presence: 'Presence',
  presences: {
    available: 'Available',
    busy: 'Busy',
    'do-not-disturb': 'Do not disturb',
    away: 'Away',
    offline: 'Offline',
  },
  presenceHint: 'Presence decides about new conversations only: those you have stay yours.',

  capacity: 'Capacity',
  capacityShort: (used: string, max: string) => `${used} of ${max}`,
  capacityHeld: (held: string) => `${held} held`,
  capacityLong: (used: string, held: string, max: string) =>
    `Capacity: ${used} of ${max} units used, ${held} of them held for customers who are away`,

  account: 'Account and settings',
  sound: 'Sounds',
  notifications: 'Desktop notifications',
  notificationsDenied:
    'Your browser does not allow notifications for this page. Allow them in its settings for this site.',
  shortcuts: 'Keyboard shortcuts',
  signOut: 'Sign out',
  signOutTitle: 'Sign out with live conversations?',
  signOutText: (count: number) =>
    plural(language, count, {
      one: 'One live conversation goes back to the queue, as if you closed its tab. The customer keeps the right to return.',
      other:
        '# live conversations go back to the queue, as if you closed their tabs. The customers keep the right to return.',
    }),

  groups: { active: 'Active', away: 'Customer away', queue: 'Queue to pick from', 'wrap-up': 'Wrap-up' },
  conversations: 'Conversations',
  emptyList: 'Your conversations are listed here.',
  emptyTitle: 'No conversations yet',
  emptyAvailable: 'You are available: the next customer comes straight to you.',
  emptyNotAvailable: 'New customers come only while you are Available.',
  becomeAvailable: 'Become available',
  chooseTitle: 'Choose a conversation',
  chooseText: 'It opens here, with everything that was said before.',
  goneTitle: 'This conversation is not on your desk',
  goneText: 'It was closed, handed on, or never was yours.',
  customer: 'Customer',
  unknownCustomer: 'Anonymous customer',
  unread: (count: number) => plural(language, count, { one: '# unread message', other: '# unread messages' }),
  left: (time: string) => `${time} left`,
  leftFor: (customer: string, time: string) => `${customer} can return for another ${time}`,
  slotHeld: 'Slot held',
  slotNotHeld: 'Slot not held',
  lineUnsteady: 'Connection unsteady',
  connected: 'Connected',
  signedInCustomer: 'Signed in',
  waitingSince: (time: string) => `Waiting since ${time}`,
  pick: 'Pick',
  pickThis: (since: string) => `Pick the customer who waits since ${since}`,
  draft: 'Draft',
  noMessages: 'Nothing written yet',
  youSaid: (text: string) => `You: ${text}`,

  back: 'Back to the list',
  end: 'End',
  endTitle: (customer: string) => `End the conversation with ${customer}?`,
  endText:
    'The customer cannot return to it: links stop working, and a new message begins a new conversation. You finish this one in wrap-up.',
  closeTab: 'Close tab',
  closeTabTitle: (customer: string) => `Close the tab of ${customer} without ending?`,
  closeTabText:
    'The conversation goes on: it returns to the queue, and to you only if you are available with room. The customer keeps the right to return.',
  closeTabAwayText:
    'The customer can still return until the time runs out, but perhaps to another agent. Your slot is free at once.',
  release: 'Release to the queue',
  releaseTitle: (customer: string) => `Release ${customer} to the queue?`,
  releaseText:
    'Whoever is available takes over, with the whole transcript. The customer keeps the right to return.',
  transfer: 'Transfer',
  transferTitle: (customer: string) => `Transfer ${customer}`,
  transferIntro: 'A colleague takes over at once, with the whole transcript.',
  transferAway: 'The time to return keeps running there, and the slot is held there.',
  transferTo: 'To',
  noColleagues: 'Nobody else of your workstreams is signed in at the moment.',
  freeUnits: (count: number) => plural(language, count, { one: '# unit free', other: '# units free' }),
  noRoom: 'no room',
  more: 'More actions',
  giveUp: 'Give up waiting',
  giveUpTitle: (customer: string) => `Stop waiting for ${customer}?`,
  giveUpText:
    'The time to return ends now. A later return is too late: the customer is offered a new chat instead. You finish the conversation in wrap-up.',
  extend: (duration: string) => `Extend by ${duration}`,
  extensionsLeft: (count: number) =>
    plural(language, count, { one: 'once more', other: '# more times', two: 'twice more' }),
  noExtensions: 'No extension left',
  extendAhead: 'Give more time before a restart',
  extendAheadTitle: 'Is the customer about to restart?',
  extendAheadText: (now: string, next: string) =>
    `When the connection is lost next, the customer has ${now} to return to you. Extended, it is ${next}.`,
  customerAway: (customer: string) => `${customer} is not connected`,
  lostAt: (time: string, until: string) =>
    `The connection was lost at ${time}. They can return to you until ${until}.`,
  messagesWait: 'What you write now is there when they return.',
  extended: 'The time was extended.',
  expiring: (customer: string) => `${customer} has less than a minute left`,

  transcript: 'Transcript',
  today: 'Today',
  yesterday: 'Yesterday',
  earlier: (count: number) =>
    plural(language, count, { one: 'Show # earlier line', other: 'Show # earlier lines' }),
  newest: 'Newest messages',
  you: 'You',
  agent: 'Agent',
  bot: 'Bot',
  note: 'Note, for colleagues only',
  link: 'Reconnect link',
  linkSent: 'Reconnect link, shown to the customer only',
  typing: (customer: string) => `${customer} is typing …`,
  sending: 'Sending',
  notSent: 'Not sent',
  retry: 'Send again',
  discard: 'Discard',
  takeBack: 'Edit',

  message: (customer: string) => `Message to ${customer}`,
  placeholder: 'Write a message, or / for a quick reply',
  send: 'Send',
  sendHint: 'Enter sends, Shift+Enter begins a new line',
  tooLong: (count: string) => `${count} characters too many`,
  quickReplies: 'Quick replies',
  quickReplyCount: (count: number) =>
    plural(language, count, { one: '# quick reply', other: '# quick replies' }),
  noQuickReplies: 'No quick reply fits.',
  quickReply: 'Quick reply',
  removeQuickReply: 'Remove the quick reply',
  editQuickReply: 'Edit the text',
  linkReady: (duration: string) => `Good for ${duration} after a lost connection`,
  linkOff: 'Reconnect to previous chat is off for this widget',

  wrapUpTitle: 'Wrap-up',
  endedBy: {
    expired: 'The time to return ran out. The customer cannot come back to this conversation.',
    agent: 'You ended this conversation. The customer cannot come back to it.',
    customer: 'The customer ended this conversation.',
    other: 'This conversation has ended. The customer cannot come back to it.',
  },
  noteLabel: 'Note',
  notePlaceholder: 'What a colleague should know next time. Customers never see it.',
  addNote: 'Add note',
  noteAdded: 'The note was added.',
  closeConversation: 'Close conversation',
  saveAndClose: 'Save note and close',
  closed: 'The conversation was closed.',

  details: 'Customer',
  showDetails: 'Show customer details',
  hideDetails: 'Hide customer details',
  context: 'Context from the portal',
  noContext: 'The portal told nothing about this customer.',
  status: 'Status',
  language: 'Language',
  workstream: 'Workstream',
  widget: 'Chat widget',
  nextTime: 'After the next lost connection',
  nextTimeValue: (duration: string) => `${duration} to return`,
  byLink: 'Reconnect by link',
  on: 'On',
  off: 'Off',

  reconnecting: 'The connection is lost. Reconnecting …',
  reconnectingText:
    'Your customers are told. Nothing you wrote is lost: it is sent as soon as the line is back.',
  retryNow: 'Try now',
  backOnline: 'You are connected again.',
  expiredNotice: (customer: string, time: string) =>
    `While you were not connected, ${customer}’s time to return ran out (${time}).`,
  leftNotice: (customer: string) => `The conversation with ${customer} is no longer on your desk.`,
  notices: 'Notices',
  look: 'Look',
  dismiss: 'Dismiss',
  signInSoon: (time: string) => `Your sign-in ends at ${time}.`,
  signInAgainNow: 'Sign in again now',
  signInAgainTitle: 'Sign in again',
  signInAgainKept: 'Drafts, unsent messages and everything on this desk are kept.',
  signInAsOther: 'Sign in as somebody else',

  twiceTitle: 'Your desk is open in another tab',
  twiceText: 'Use it in one of them: drafts and unread counts would get in each other’s way.',
  useHere: 'Use it here',
  useThere: 'Leave it there',
  elsewhereTitle: 'Your desk goes on in another tab',
  elsewhereText: 'This tab is not connected. Nothing is lost by closing it.',

  otherDevices: (count: number, since: string) =>
    plural(language, count, {
      one: `You are also signed in on another device, connected since ${since}.`,
      other: `You are also signed in on # other devices, the first connected since ${since}.`,
    }),
  otherDevicesText:
    'All show the same chats. Close the desk there if you do not need it: signing out signs out every device.',

  told: {
    assigned: (customer: string) => `New conversation: ${customer}`,
    message: (customer: string) => `${customer} wrote`,
    away: (customer: string) => `${customer} lost the connection`,
    returned: (customer: string) => `${customer} is back`,
    expired: (customer: string) => `${customer}’s time to return ran out`,
    open: 'Open',
  },

  keys: {
    next: 'Next conversation',
    previous: 'Previous conversation',
    write: 'Write a message',
    quickReplies: 'Quick replies',
    end: 'End conversation',
    extend: 'Extend the time to return',
    transfer: 'Transfer',
    details: 'Customer details',
  },

  by: { customer: 'the customer', agent: 'an agent', supervisor: 'a supervisor', system: 'the system' },
  system: {
    'conversation-started': ({ customer }: Said) => `${customer} started the conversation`,
    queued: () => 'Waiting in the queue',
    'agent-joined': ({ agent }: Said) => `${agent} joined`,
    'agent-transferred': ({ agent }: Said) => `Transferred to ${agent}`,
    'agent-left': ({ agent }: Said) => `${agent} left; back to the queue`,
    'agent-lost': ({ agent }: Said) => `${agent}’s connection was lost`,
    'agent-back': ({ agent }: Said) => `${agent} is connected again`,
    'customer-lost': ({ customer, until }: Said) =>
      `${customer} lost the connection and can return until ${until}`,
    'customer-back': {
      resume: ({ customer }: Said) => `${customer} is back in the same browser`,
      link: ({ customer }: Said) => `${customer} is back by the reconnect link`,
      prompt: ({ customer }: Said) => `${customer} is signed in and back`,
    },
    newDevice: 'on a new device',
    'customer-elsewhere': ({ customer }: Said) =>
      `${customer} continued on another device or in another browser`,
    'reconnect-link': ({ customer }: Said) => `${customer} has a new reconnect link`,
    'window-extended': ({ by, until }: Said) => `Time to return extended by ${by}, until ${until}`,
    'next-window-extended': ({ by, duration }: Said) =>
      `Next time to return extended by ${by}, to ${duration}`,
    'ended-by-agent': ({ agent }: Said) => `${agent} ended the conversation`,
    'ended-by-customer': ({ customer }: Said) => `${customer} ended the conversation`,
    'started-new': ({ customer }: Said) => `${customer} started a new conversation instead`,
    'gave-up': ({ by }: Said) => `The wait was given up by ${by}`,
    'window-expired': () => 'The time to return ran out',
    closed: () => 'The conversation was closed',
  },
};

export type Words = typeof en;
