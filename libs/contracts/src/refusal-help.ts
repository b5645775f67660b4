import type { RefusalName } from './refusals';

/** An explanation for developers whose program is refused: what the refusal means, and what to do. */
export interface RefusalHelp {
  readonly meaning: string;
  readonly remedy: string;
}

const help = (meaning: string, remedy: string): RefusalHelp => ({ meaning, remedy });

export const refusalHelp: Readonly<Record<RefusalName, RefusalHelp>> = {
  denied: help(
    'The caller has no access to this. Unknown, used and foreign things are refused alike, so that the reply does not reveal what exists.',
    'Discard the secret, link or id, and offer a new chat. Check the id of the chat widget.',
  ),
  'window-expired': help(
    'The customer did not reconnect before the deadline, so the conversation has ended.',
    'Offer a new chat, or send the customer to `redirectUrl` when it is not null. Do not retry.',
  ),
  'conversation-ended': help(
    'The conversation was ended or closed. It never reopens.',
    'Offer a new chat, or send the customer to `redirectUrl` when it is not null. Do not retry.',
  ),
  'reconnection-off': help(
    'The setting Reconnect to previous chat of this chat widget is off, so customers cannot reconnect by link or prompt.',
    'Offer a new chat. An administrator can turn the setting on.',
  ),
  'reconnect-available': help(
    'The signed-in customer already has a conversation that can be continued.',
    'Ask the customer. Continue it (`POST /v1/widgets/{widgetId}/continue`), or send `start` again with `startNew`.',
  ),
  superseded: help(
    'The conversation continues in another tab or on another device, with a newer session.',
    'Stop, and do not retry automatically. Otherwise two clients would take the conversation from each other endlessly.',
  ),
  'widget-inactive': help(
    'The chat widget or its workstream is inactive, or this customer cannot start a chat now.',
    'Tell the customer that chat is not available. An administrator can activate the widget and the workstream.',
  ),
  'origin-not-allowed': help(
    'The origin of the page is not one of the allowed origins of the chat widget.',
    'Ask an administrator to add the origin (scheme, host and port) to the chat widget, or embed another widget.',
  ),
  'sign-in-required': help(
    'This chat widget requires customers to be signed in at the portal.',
    'Send a token that the portal issued (`token`).',
  ),
  'token-invalid': help(
    'The token is not signed with a configured key, or its claims, audience or time are invalid.',
    'Retry once with a new token; if that fails too, sign in again. Compare issuer, audience and keys with the settings.',
  ),
  'sign-in-expired': help(
    'The access token has expired, or the sign-in was ended.',
    'Sign in again, or get a new token as a service account, and send the request again. Keep unsent messages.',
  ),
  'sign-in-failed': help(
    'The username or the password is wrong. The reply does not reveal which.',
    'Ask for both again. Repeated failures lead to `too-many`.',
  ),
  'code-required': help(
    'The password is correct, and the account requires a second factor.',
    'Ask for the code of the authenticator app, or a recovery code, and send it as `code`.',
  ),
  'code-wrong': help(
    'The code is wrong, expired, or already used.',
    'Ask for the current code of the authenticator app, or for another recovery code.',
  ),
  'passwords-off': help(
    'An operator has turned sign-in with passwords off.',
    'Offer the identity providers of `GET /v1/sign-in/options`. The operator turns passwords on again by `rejoin passwords on`.',
  ),
  'sign-in-interrupted': help(
    'A sign-in with an identity provider took longer than ten minutes, was begun in another browser, or was completed already.',
    'Begin the sign-in again. A code is exchanged once, within a minute, by the page that began the sign-in.',
  ),
  'provider-unavailable': help(
    'Config got no usable answer from the identity provider in time.',
    'Try again later. The log of config has the reason, and `rejoin doctor` tries the provider.',
  ),
  'provider-refused': help(
    'The identity provider ended the sign-in with an error, or its answer does not have the expected issuer, nonce, audience, signature or time.',
    'Begin the sign-in again. The log of config has the reason.',
  ),
  'account-unknown': help(
    'The identity provider has confirmed who the person is, but no account belongs to this identity, and none may be created.',
    'An administrator creates an account, or the operator sets `createAccounts` or `linkByEmail` of the provider.',
  ),
  'account-inactive': help(
    'The account of this person is inactive. It stays inactive, whatever the identity provider says.',
    'An administrator can activate the account.',
  ),
  'role-missing': help(
    'No value of the claim of the identity provider leads to a role, or the change would remove the last administrator.',
    'Give the person a group or role at the identity provider, or correct `roles` of the provider.',
  ),
  'password-too-easy': help(
    'The new password is a common password, or is derived from the username.',
    'Show this at the field, and ask for several unrelated words.',
  ),
  'not-your-conversation': help(
    'The conversation is not assigned to this agent, or does not exist.',
    'Remove it from the desk. A supervisor can transfer it.',
  ),
  'message-conflict': help(
    'The `requestId` of the message was already used with another text.',
    'Generate a new id for each message, of 128 random bits. Use the same id only to send the same text again.',
  ),
  'message-too-long': help(
    'The text is longer than the limit, in UTF-16 code units.',
    'Keep the text, and ask the person to shorten or divide it.',
  ),
  'no-window': help(
    'No time limit is running: the customer is connected, or the conversation has ended.',
    'Show the current state of the conversation. There is nothing to extend or to stop.',
  ),
  'no-extension-left': help(
    'The time limit was extended as often as the settings of the chat widget allow.',
    'Tell the person. The deadline is unchanged.',
  ),
  'no-free-capacity': help(
    'The agent has less free capacity than the conversation requires.',
    'Select another agent, or wait until the agent has finished another conversation.',
  ),
  'agent-unavailable': help(
    'The agent is signed out, inactive, or not in this workstream.',
    'Select another agent.',
  ),
  'not-open': help(
    'The conversation does not wait in the queue, or another agent has just been assigned.',
    'Read the state that follows. Agents can assign only conversations in the queue to themselves.',
  ),
  'offer-ended': help(
    'The time to accept the chat is over, or it was declined, withdrawn or assigned. The reply does not reveal which.',
    'Remove the offer. The chat may be offered again later.',
  ),
  'not-active': help(
    'Only active conversations can be transferred or released, and this one is not.',
    'Read the state that follows, which shows why.',
  ),
  'conversation-open': help(
    'A conversation of the customer is open, active or in wrap-up, and only closed conversations can be erased.',
    'Wait until it is closed, or send `end: true` to end it first.',
  ),
  'not-in-wrap-up': help(
    'Only conversations in wrap-up can be closed by an agent, and this one is not.',
    'Read the state that follows. End an active conversation first.',
  ),
  'live-conversations': help(
    'The agent still has active conversations.',
    'Ask the agent, and send `confirm: true` to release them to the queue.',
  ),
  'disposition-required': help(
    'The workstream requires a disposition, and the request has none.',
    'Read the dispositions of the workstream, and send `disposition` with `close-conversation`.',
  ),
  'disposition-unknown': help(
    'The workstream does not offer this disposition or one of these tags.',
    'Read the dispositions and tags of the workstream again.',
  ),
  'quick-reply-unknown': help(
    'The workstream of this conversation has no such quick reply.',
    'Load the quick replies again.',
  ),
  'variable-without-value': help(
    'The message contains a variable that is unknown, or that has no value in this conversation.',
    'Replace it by text, and send the message with a new id.',
  ),
  'version-conflict': help(
    'Another person has saved a change since you read the resource.',
    'Read it again, apply your change to the current version, and send it with the new ETag.',
  ),
  'version-required': help(
    'A `PUT` or `DELETE` requires the version that it replaces in `If-Match`.',
    'Read the resource, and send its `ETag` in the header `If-Match`.',
  ),
  'not-found': help(
    'There is no such resource, or you have no access to it.',
    'Check the path and the id. The operator can turn off the documents of the API.',
  ),
  'other-gateway': help(
    'A connection over HTTP belongs to the gateway that opened it, and the load balancer selected another gateway.',
    'Send the same request again immediately. Session affinity at the load balancer avoids this.',
  ),
  forbidden: help(
    'The roles of the account, or the scopes of the service account, do not allow this.',
    'Use an account with one of the roles, or a service account with the scope, that the operation requires.',
  ),
  unauthenticated: help(
    'The request has no access token, or an invalid one.',
    'Sign in, or get a token as a service account, and send it as `Authorization: Bearer <token>`.',
  ),
  'already-exists': help(
    'The id, username or name is already in use, or the setup was already done.',
    'Use another one, or read the existing resource. You also get this when you repeat a creation that had succeeded.',
  ),
  invalid: help(
    'The request does not match the schema of this operation.',
    'Correct the fields that `errors` lists as JSON pointers. Do not send the same request again.',
  ),
  unsupported: help(
    'The gateway does not know this `type` of frame. It may be an older release than the client.',
    'Continue without this request; the connection stays open. It works after the gateway is updated.',
  ),
  'client-too-old': help(
    'The operator no longer accepts clients of this release (`REJOIN_OLDEST_CLIENT`).',
    'Reload the page, or update the program. Do not retry.',
  ),
  malformed: help(
    'The message is not a valid frame: it is not JSON, has no `requestId`, or came before the first frame was accepted.',
    'Correct the program. The connection is closed, because no reply is possible.',
  ),
  'too-large': help(
    'The frame, the request or its headers are larger than the limit.',
    'Send less at a time. See the table of limits.',
  ),
  'too-many': help(
    'One address, account or chat widget has made too many requests, connections or failed attempts.',
    'Wait for the time in `Retry-After`, and then send the same request again.',
  ),
  unavailable: help(
    'A part of the service is not reachable. Nothing is known to have changed.',
    'Wait for the time in `Retry-After`, and send the same request again, with the same `requestId` if it has one.',
  ),
};

/** An unexpected error of the service, which is not a refusal. */
export const internalErrorHelp = help(
  'An unexpected error occurred in the service. The log of the service contains it.',
  'Retry once. If the error persists, tell the operator the time and the address of the request.',
);
