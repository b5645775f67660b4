export type { Credentials, SignedIn } from './account-client';
export * from './agent-client';
export * from './chat-client';
export type { ChatEvents, Started } from './chat-session';
export type { ChatState } from './chat-state';
export type { Patience } from './connection';
export type { ConnectionStatus } from './connection-status';
export type { BlockOptions } from './desk-commands';
export type { AgentEvents } from './desk-connection';
export { emptyDesk, evolveDesk } from './desk-state';
export type { DeskConversation, DeskState, DeskStatus, ReadState } from './desk-state';
export type { Stored } from './outgoing';
export { toJson } from './json';
export { passedMs } from './passed-time';
export { newClientId, newSecret } from './platform';
export type { PlatformOptions, Socket, SocketConstructor, Storage } from './platform';
export { linkSecretOf, withoutLinkSecret } from './reconnect-link';
export {
  ConnectionLost,
  /** @deprecated Use {@link ConnectionLost}. */
  ConnectionLost as LineLost,
  isTooLate,
  Refusal,
} from './refusal';
export type { Ack } from './requests';
export type { TokenProvider } from './sign-in';
export * from './history-client';
export * from './quick-reply-client';
export * from './supervisor-client';
export type { ChatItem, StartOptions } from './session-store';
/** The data that a gateway sends to clients. docs/protocol.md explains each field. */
export type {
  Account,
  AgentFrame,
  AgentLoads,
  Block,
  Blocks,
  ClosingChoices,
  DayFigures,
  Entry,
  History,
  HistoryFilters,
  Monitored,
  OngoingConversations,
  OngoingStatus,
  OpenWindows,
  OwnQuickReplies,
  OwnQuickReply,
  PastTranscript,
  Presence,
  PublicWidget,
  QueueFrame,
  Queues,
  Reconnectable,
  RefusalName,
  SecondFactor,
  Snapshot,
} from '@rejoin/contracts';
