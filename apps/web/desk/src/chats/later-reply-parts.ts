import { later } from '../../../kit/later';

export const LaterQuickReplyList = later(() =>
  import('./quick-reply-list').then(({ QuickReplyList }) => QuickReplyList),
);
export const LaterChosenReply = later(() => import('./chosen-reply').then(({ ChosenReply }) => ChosenReply));
export const LaterOpenVariables = later(() =>
  import('./open-variables').then(({ OpenVariables }) => OpenVariables),
);

/** Fetches the parts when an agent begins to write, so that they are there before they are needed. */
export function preloadReplyParts(): void {
  LaterQuickReplyList.preload();
  LaterChosenReply.preload();
  LaterOpenVariables.preload();
}
