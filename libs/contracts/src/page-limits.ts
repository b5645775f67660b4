// The limits that pages check too. limits.ts has them with their texts, which no page needs. Texts are counted in UTF-16
// units. Each is a constant of its own, so that a page loads only those that it uses.

export const frameBytes = 64 * 1024;
export const messageUnits = 32_000;
/** The text of a search in the history of closed conversations. */
export const historySearchUnits = 200;
/** The text of a search in the lists of supervisors. */
export const supervisorSearchUnits = 100;
/** The name of a customer, which an agent may change. */
export const customerNameUnits = 200;
export const ownReplyTitleUnits = 200;
export const ownReplyUnits = 4_000;
export const blockReasonUnits = 500;
export const tagsOfConversation = 20;
export const reportDays = 92;
/** How long agents can block a customer. */
export const agentBlockHours = 24;
/** The largest thresholds of alerts. */
export const alertThresholds = {
  longestWaitSeconds: 86_400,
  waiting: 10_000,
  disconnected: 10_000,
  serviceLevelPercent: 100,
} as const;
