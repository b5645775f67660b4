import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useRequest } from '../use-request';
import { beforeThese, emptyMonitor, evolveMonitor } from '../view/monitor';

const everyMs = 2_000;
const earlierAtOnce = 100;
/** After one of these refusals the conversation cannot be followed. */
const final = ['forbidden', 'not-found', 'invalid'];

/** Follows a conversation from its latest entries on until it is closed. It asks for what is new while the page is visible. */
export function useMonitor(conversationId: string) {
  const request = useRequest();
  const [monitor, dispatch] = useReducer(evolveMonitor, emptyMonitor);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let after: number | undefined;
    const askIn = (ms: number) => {
      timer = setTimeout(() => void ask(), ms);
    };
    const ask = async () => {
      if (document.hidden) {
        askIn(everyMs);
        return;
      }
      try {
        const page = await request((client) => client.monitor(conversationId, after));
        if (isOver) return;
        after = page.entries.at(-1)?.seq ?? after ?? page.conversation.lastSeq;
        dispatch({ type: 'read', page });
        if (page.more) askIn(0);
        else if (page.conversation.status !== 'closed') askIn(everyMs);
      } catch (problem) {
        if (isOver) return;
        dispatch({ type: 'failed', problem });
        if (!(problem instanceof Error && final.includes(problem.name))) askIn(everyMs);
      }
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [request, conversationId]);

  const isLoading = useRef(false);
  const start = beforeThese(monitor, earlierAtOnce);
  const first = monitor.entries[0]?.seq ?? 1;
  /** Loads the entries before the first one. Long entries need several requests. */
  const loadEarlier = useCallback(async () => {
    if (start === null || isLoading.current) return;
    isLoading.current = true;
    try {
      for (let after = start; after < first - 1;) {
        const page = await request((client) => client.monitor(conversationId, after));
        dispatch({ type: 'read-earlier', page });
        after = page.entries.at(-1)?.seq ?? first;
      }
    } catch (problem) {
      dispatch({ type: 'failed', problem });
    } finally {
      isLoading.current = false;
    }
  }, [request, conversationId, start, first]);
  return { monitor, loadEarlier: start === null ? null : loadEarlier };
}
