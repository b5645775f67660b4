// The close codes of connections: what each means, and what the client does then. A client treats an unknown code like
// `broken`. See docs/protocol.md, section 12. Each is a constant of its own, so that a page loads only those that it uses.

/** The other side needs the connection no longer. The client connects elsewhere after a random pause. */
export const normal = 1000;
/** The page or the server goes away. The client connects elsewhere after a random pause. */
export const goingAway = 1001;
/** The close frame contained no code. The client connects elsewhere after a random pause. */
export const noCode = 1005;
/** The connection ended without a close frame. The client connects elsewhere after a random pause. */
export const broken = 1006;
/** A frame was too large, which is a bug of the client. It connects again, unless it was the first frame. */
export const tooLarge = 1009;
/** A server or a proxy failed. The client connects elsewhere after a random pause. */
export const failed = 1011;
/** The gateway is shutting down, or considers this connection lost. The client connects elsewhere. */
export const moving = 1012;
/** The first frame did not arrive in time. The client connects elsewhere after a random pause. */
export const silent = 1013;
/** A frame was not valid, which is a bug of the client. It stops. */
export const malformed = 4400;
/** The first frame was refused, or the sign-in ended. What the client does depends on the refusal before it. */
export const denied = 4401;
/** The conversation continues in another tab or on another device. The client stops and never retries. */
export const superseded = 4408;
/** There are too many connections or attempts. The client waits, then connects. */
export const tooMany = 4429;
