import { queueFrontSize, type QueueFrame, type QueueFront, type WidgetSettings } from '@rejoin/contracts';

type QueueSettings = Pick<WidgetSettings, 'showPositionInQueue' | 'showAverageWaitTime'>;
type QueuePosition = Omit<QueueFrame, 'type' | 'conversationId'>;

/** What a customer knows who was told nothing, and what is told when the widget shows nothing any more. */
export const hiddenQueuePosition: QueuePosition = {
  position: null,
  orLater: false,
  averageWaitSeconds: null,
};

export function showsQueue(widget: QueueSettings | undefined): boolean {
  return widget?.showPositionInQueue === true || widget?.showAverageWaitTime === true;
}

/**
 * What a customer is told who waits in this queue, by the settings of the widget. Undefined when the queue does not
 * have the conversation: routing has not heard of it yet, or an agent has taken it.
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
