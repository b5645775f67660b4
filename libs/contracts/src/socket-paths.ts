// The paths of the gateway's WebSockets. Each is a constant of its own, so that a page loads only the one that it uses.

/** The connection of a customer. Without WebSockets, the same path with a verb behind: see `chatRoutes`. */
export const chat = '/v1/chat';
/** The connection of an agent's desk. */
export const desk = '/v1/desk';
