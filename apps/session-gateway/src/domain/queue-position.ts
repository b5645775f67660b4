import { queueFrontSize, type QueueFrame, type QueueFront, type WidgetSettings } from '@rejoin/contracts';

type QueueSettings = Pick<WidgetSettings, 'showPositionInQueue' | 'showAverageWaitTime'>;
type QueuePosition = Omit<QueueFrame, 'type' | 'conversationId'>;

/** The position of a customer to whom the widget shows nothing. A customer also begins with it. */
export const hiddenQueuePosition: QueuePosition = {
  position: null,
  orLater: false,
  averageWaitSeconds: null,
};

export function showsQueue(widget: QueueSettings | undefined): boolean {
  return widget?.showPositionInQueue === true || widget?.showAverageWaitTime === true;
}

/**
 * Returns what a waiting customer sees of their position, as the widget's settings say. Returns undefined when the
 * queue does not contain the conversation, because routing has not queued it yet or an agent has taken it.
 */
export function queuePosition(
  conversationId: string,
  { conversationIds, averageWaitSeconds }: QueueFront,
  widget: QueueSettings,
): QueuePosition | undefined {
  const index = conversationIds.indexOf(conversationId);
  const orLater = index < 0;
  if (orLater && conversationIds.length < queueFrontSize) return undefined;
  const shows = widget.showPositionInQueue === true;
  return {
    position: shows ? (orLater ? queueFrontSize : index) + 1 : null,
    orLater: shows && orLater,
    averageWaitSeconds: widget.showAverageWaitTime === true ? averageWaitSeconds : null,
  };
}
