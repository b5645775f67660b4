import { meaning } from './meaning';

/** Every expected "no" of the product: its name on every transport, and the sentence for a person. */
export const refusals = {
  denied: 'There is nothing here that you may open. Check the link, or start a new chat.',
  'window-expired': 'The time to return to this chat is over. You can start a new one.',
  'conversation-ended': 'This chat has ended. You can start a new one.',
  'reconnection-off': 'Returning by link is switched off for this chat widget.',
  'reconnect-available': 'You have a chat that you can continue. Continue it, or start a new one.',
  superseded: 'This chat goes on elsewhere, in another tab or on another device.',
  'widget-inactive': 'This chat is not available at the moment.',
  'origin-not-allowed': "This page is not one of the chat widget's allowed origins.",
  'sign-in-required': 'Please sign in to use this chat.',
  'token-invalid': 'Your sign-in could not be verified. Sign in again.',
  'sign-in-expired': 'Your sign-in has run out. Sign in again to go on; what you wrote is kept.',
  'sign-in-failed': 'The login or the password is not right.',
  'code-required': 'The password is right. Enter the code that your authenticator app shows too.',
  'code-wrong': 'The code is not right, or was used before. Enter the one that is shown now.',
  'password-too-easy':
    'This password is easy to guess. Use several words that have nothing to do with you or with each other.',
  'not-your-conversation': 'This conversation is not assigned to you.',
  'message-conflict': 'A message with this id and another text was already sent.',
  'message-too-long': 'The message is too long. Send it in several parts.',
  'no-window': 'No time is running for this customer: they are connected, or the chat is over.',
  'no-extension-left': 'The time was already extended as often as the settings allow.',
  'no-free-capacity': 'The agent has no free capacity for this conversation.',
  'agent-unavailable': 'That agent is not signed in, not active, or does not serve this workstream.',
  'not-open': 'Only a conversation that waits in the queue can be picked.',
  'not-active': 'Only an active conversation can be handed on.',
  'not-in-wrap-up': 'Only a conversation in wrap-up can be closed.',
  'live-conversations': 'You still have live conversations. Confirm to give them back and sign out.',
  'quick-reply-unknown': 'This quick reply does not exist in this workstream.',
  'version-conflict': 'Somebody else saved first. Load the newer version and apply your change again.',
  'version-required': 'Send the ETag that you read in If-Match, so that nobody is overwritten.',
  'not-found': 'There is nothing at this address.',
  'other-gateway': 'This connection belongs to another gateway. Send the same request again to reach it.',
  forbidden: 'Your role does not allow this.',
  unauthenticated: 'Sign in first: send an access token.',
  'already-exists': 'Something with this name already exists.',
  invalid: 'The request is not valid.',
  unsupported: 'This gateway does not know this kind of request. It may be of an older release than yours.',
  'client-too-old': 'This program is too old for the service. Load the page again, or update the program.',
  malformed: 'The message could not be understood. See the protocol document.',
  'too-large': 'This is more than is read at once: 64 KiB in a message, 256 KiB in an HTTP request.',
  'too-many': 'Too many messages or connections. Wait a moment.',
  unavailable: 'A part of the service is not reachable. Nothing was changed; try again shortly.',
} as const;

export const RefusalNames = meaning(refusals);

export type RefusalName = keyof typeof refusals;

export const refusalNames = Object.keys(refusals) as RefusalName[];
