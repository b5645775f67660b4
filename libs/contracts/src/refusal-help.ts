import type { RefusalName } from './refusals';

/** For a developer whose program is refused: what is the case, and what to do about it. */
export interface RefusalHelp {
  readonly meaning: string;
  readonly remedy: string;
}

const help = (meaning: string, remedy: string): RefusalHelp => ({ meaning, remedy });

export const refusalHelp: Readonly<Record<RefusalName, RefusalHelp>> = {
  denied: help(
    'There is nothing here for whoever asks. Something unknown, used up or of somebody else is refused alike, so that nobody learns what exists.',
    'Forget the secret, link or id that you hold, and offer a new chat. Check the id of the chat widget.',
  ),
  'window-expired': help(
    'The customer did not come back before the deadline, so the conversation is over.',
    'Offer a new chat, or send the customer to `redirectUrl` when it is not null. Do not ask again.',
  ),
  'conversation-ended': help(
    'The conversation was ended or closed. It never reopens.',
    'Offer a new chat, or send the customer to `redirectUrl` when it is not null. Do not ask again.',
  ),
  'reconnection-off': help(
    'The setting Reconnect to previous chat of this chat widget is off, so there is no way back by link or prompt.',
    'Offer a new chat. An administrator can switch the setting on.',
  ),
  'reconnect-available': help(
    'A signed-in customer who starts a chat already has one that can be continued.',
    'Ask the customer. Continue it (`POST /v1/widgets/{widgetId}/continue`), or start again with `startNew`.',
  ),
  superseded: help(
    'The conversation goes on in another tab or on another device, with a newer session.',
    'Stop, and never retry by yourself: two programs would take the conversation from each other for ever.',
  ),
  'widget-inactive': help(
    'The chat widget is deactivated.',
    'Show that the chat is not available. An administrator can activate the widget.',
  ),
  'origin-not-allowed': help(
    'The page that asks is not one of the allowed origins of the chat widget.',
    'Have an administrator add the origin (scheme, host and port) to the chat widget, or embed another one.',
  ),
  'sign-in-required': help(
    'This chat widget is for customers who are signed in at the portal.',
    'Send a token of the portal (`token`).',
  ),
  'token-invalid': help(
    'The token is not signed by a key that is known here, or its claims, its audience or its time do not fit.',
    'Ask once more with a fresh token; if that fails too, sign in. Compare issuer, audience and keys with the settings.',
  ),
  'sign-in-expired': help(
    'The access token is too old, or its sign-in was ended.',
    'Sign in again, or get a new token as a service account, and send the request again. Keep what is unsent.',
  ),
  'sign-in-failed': help(
    'The login or the password is wrong. Which of them is not told.',
    'Ask for both again. Repeated failures lead to `too-many`.',
  ),
  'code-required': help(
    'The password is right, and the account asks for a second factor.',
    'Ask for the code of the authenticator app, or a recovery code, and send it as `code`.',
  ),
  'code-wrong': help(
    'The code does not fit, is too old, or was used before.',
    'Ask for the code that the authenticator app shows now, or for another recovery code.',
  ),
  'password-too-easy': help(
    'The new password is among the common ones, or is made of the login.',
    'Say so at the field, and ask for several words that have nothing to do with each other.',
  ),
  'not-your-conversation': help(
    'The conversation is not assigned to the agent who asks, or does not exist.',
    'Take it off the desk. A supervisor may hand it over.',
  ),
  'message-conflict': help(
    'The `requestId` of a message was used before with another text.',
    'Make a fresh id for each message: 128 random bits. Use the same one only to send the same text again.',
  ),
  'message-too-long': help(
    'The text has more UTF-16 code units than a message may have.',
    'Keep the text, and let the person shorten or divide it.',
  ),
  'no-window': help(
    'No reconnect time runs: the customer is connected, or the conversation is over.',
    'Show the conversation as it is now. There is nothing to extend or to give up.',
  ),
  'no-extension-left': help(
    'The window was extended as often as the workstream allows.',
    'Say so. The deadline stays.',
  ),
  'no-free-capacity': help(
    'The agent has less free capacity than the conversation needs.',
    'Choose another agent, or wait until the agent is done with another conversation.',
  ),
  'agent-unavailable': help(
    'The agent is signed out, inactive, or does not work in this workstream.',
    'Choose another agent.',
  ),
  'not-open': help(
    'The conversation does not wait in the queue, or somebody else has just taken it.',
    'Read the state that follows. Only conversations in the queue can be picked.',
  ),
  'not-active': help(
    'Only active conversations can be transferred or released, and this one is not.',
    'Read the state that follows, which shows why.',
  ),
  'not-in-wrap-up': help(
    'Only conversations in wrap-up can be closed by an agent, and this one is not.',
    'Read the state that follows. End an active conversation first.',
  ),
  'live-conversations': help(
    'The agent signs out with conversations that are still active.',
    'Ask the agent, and send `confirm: true` to give them back to the queue.',
  ),
  'quick-reply-unknown': help(
    'There is no such quick reply in the workstream of this conversation.',
    'Load the quick replies again.',
  ),
  'version-conflict': help(
    'Somebody else saved a change since you read the thing.',
    'Read it again, apply your change to what is there now, and send it with the new ETag.',
  ),
  'version-required': help(
    'A `PUT` must say in `If-Match` which version it replaces.',
    'Read the thing, and send its `ETag` in the header `If-Match`.',
  ),
  'not-found': help(
    'There is nothing at this address for you.',
    'Check the path and the id. Documents of the API are off when the operator switched them off.',
  ),
  'other-gateway': help(
    'A connection over HTTP lives in the gateway that opened it, and the balancer chose another one.',
    'Send the same request again at once. Balancers with affinity avoid it.',
  ),
  forbidden: help(
    'The role of the account, or the scopes of the service account, do not allow this.',
    'Use an account with one of the roles, or a service account with the scope, that the operation names.',
  ),
  unauthenticated: help(
    'The request has no access token, or one that nobody issued.',
    'Sign in, or get a token as a service account, and send it as `Authorization: Bearer <token>`.',
  ),
  'already-exists': help(
    'The id, login or name is taken, or what is to be set up is set up already.',
    'Choose another one, or read what is there. Repeating a creation that may have succeeded is answered so, too.',
  ),
  invalid: help(
    'The request does not have the form that this operation takes.',
    'Correct the fields that `errors` names as JSON pointers. It does not help to send the same again.',
  ),
  unsupported: help(
    'The gateway does not know this `type` of frame. It may be of an older release than the client.',
    'Do without what you asked for; the connection stays. After the update it is there.',
  ),
  'client-too-old': help(
    'The operator refuses clients of this age (`REJOIN_OLDEST_CLIENT`).',
    'Load the page anew, or update the program. Do not retry.',
  ),
  malformed: help(
    'What was sent is not a frame at all: no JSON, no `requestId`, or something else before the first frame.',
    'Correct the program. The connection is closed, since nothing can be answered.',
  ),
  'too-large': help(
    'The frame, the request or its headers are longer than is read at all.',
    'Send less at once. The limits are in the table of limits.',
  ),
  'too-many': help(
    'There were too many requests, connections or failures of one address, account or chat widget.',
    'Wait for as long as `Retry-After` says, and then send the same again.',
  ),
  unavailable: help(
    'A part of the service cannot be reached. Nothing is known to have changed.',
    'Wait for as long as `Retry-After` says, and send the same again, under the same `requestId` where there is one.',
  ),
};

/** What is no refusal: an error of the service itself. */
export const internalErrorHelp = help(
  'Something went wrong inside the service that nobody expected. The log of the service has it.',
  'Try again once. If it stays, tell the operator the time and the address of the request.',
);
