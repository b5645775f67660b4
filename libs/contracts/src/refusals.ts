import { meaning } from './meaning';

/** Every refusal of the product: its name, which is the same on every transport, and the sentence for people. */
export const refusals = {
  denied: "You can't open this. Check the link, or start a new chat.",
  'window-expired': 'This chat has timed out. You can start a new one.',
  'conversation-ended': 'This chat has ended. You can start a new one.',
  'reconnection-off': 'Reconnect to previous chat is off for this chat widget.',
  'reconnect-available': 'You have a chat that you can continue. Continue it, or start a new one.',
  superseded: 'This chat is open in another tab or on another device.',
  'widget-inactive': "This chat isn't available right now.",
  'origin-not-allowed': "This page isn't on an allowed origin of the chat widget.",
  'sign-in-required': 'Sign in to use this chat.',
  'token-invalid': "Your sign-in couldn't be verified. Sign in again.",
  'sign-in-expired': 'Your session has expired. Sign in again. Your messages are kept.',
  'sign-in-failed': 'Incorrect username or password.',
  'code-required': 'Enter the code from your authenticator app.',
  'code-wrong': 'Incorrect or used code. Enter the current code from your authenticator app.',
  'passwords-off': "Sign-in with a password is turned off. Sign in with your organisation's account.",
  'sign-in-interrupted': 'The sign-in took too long, or was started in another browser. Try again.',
  'provider-unavailable': "Your organisation's sign-in service can't be reached. Try again later.",
  'provider-refused':
    "Your organisation's sign-in service didn't confirm who you are. Try again, or ask an administrator.",
  'account-unknown': "You don't have an account here. Ask an administrator.",
  'account-inactive': 'Your account is inactive. Ask an administrator.',
  'role-missing': "Your organisation hasn't given you a role here. Ask an administrator.",
  'password-too-easy': 'This password is easy to guess. Use several unrelated words.',
  'not-your-conversation': "This conversation isn't assigned to you.",
  'message-conflict': 'A message with this ID and different text was already sent.',
  'message-too-long': 'The message is too long. Send it in several parts.',
  'no-window':
    "The customer is connected, or the conversation has ended. There's no reconnect time to change.",
  'no-extension-left': 'No extensions left for this conversation.',
  'no-free-capacity': "The agent doesn't have enough capacity for this conversation.",
  'agent-unavailable': 'The agent is signed out, inactive, or not in this workstream. Select another agent.',
  'not-open': 'Only conversations waiting in queue can be assigned.',
  'offer-ended': 'This chat is no longer offered to you.',
  'not-active': 'Only active conversations can be transferred or released.',
  'conversation-open': 'Only closed conversations can be erased. End the conversation first.',
  'disposition-required': 'Select a disposition to close this conversation.',
  'disposition-unknown': 'A disposition or tag is no longer offered in this workstream. Select another one.',
  'not-in-wrap-up': 'Only conversations in wrap-up can be closed.',
  'live-conversations':
    'You still have active conversations. Confirm to release them to the queue and sign out.',
  'quick-reply-unknown': "This quick reply doesn't exist in this workstream.",
  'variable-without-value': 'A variable of this message has no value here. Replace it by text.',
  'version-conflict': 'Newer changes were saved. Load them, and then make your change again.',
  'version-required':
    'Send the ETag that you read in the If-Match header, so that newer changes are not overwritten.',
  'not-found': 'Not found. Check the address.',
  'other-gateway': 'This connection belongs to another gateway. Send the same request again to reach it.',
  forbidden: "Your role doesn't allow this.",
  unauthenticated: 'Sign in, and send an access token.',
  'already-exists': 'This name is already in use.',
  invalid: "The request isn't valid.",
  unsupported: "This gateway doesn't support this request. It may be an older release than yours.",
  'client-too-old': 'This client is too old for the service. Reload the page, or update the client.',
  malformed: "The message couldn't be read. See the protocol document.",
  'too-large': 'Too large. The limit is 64 KiB for a message and 256 KiB for an HTTP request.',
  'too-many': 'Too many messages or connections. Wait a moment, and then try again.',
  unavailable: "Part of the service isn't available. Nothing is known to have changed. Try again later.",
} as const;

export const RefusalNames = meaning(refusals);

export type RefusalName = keyof typeof refusals;

export const refusalNames = Object.keys(refusals) as RefusalName[];
