import type { ChatClient } from '@rejoin/client';
import { tooLong, storable } from './limits';
import type { Memory } from './memory';
import { goTo, nameOf } from './refused';
import type { Store } from './store';
import type { Actions } from './view';
import type { WaysIn } from './ways-in';

/** Makes the actions of a person. */
export function actionsOf(client: ChatClient, store: Store, memory: Memory, ways: WaysIn): Actions {
  const dispatch = store.dispatch.bind(store);
  const draft = (...texts: readonly string[]) => {
    const text = [store.state.draft, ...texts].filter((part) => part !== '').join('\n\n');
    dispatch({ type: 'typed', text });
  };
  const submit = (text: string) => {
    client.send(text).catch(() => {
      dispatch({ type: 'kept', texts: client.unsent });
    });
  };
  /** Returns the text of a message that was not sent, if there is one, and removes it from the transcript. */
  const taken = (key: string) => {
    const failed = store.state.failed.filter(({ id }) => id === key);
    dispatch({ type: 'unfailed', id: key });
    return failed.map(({ text }) => text);
  };
  const fail = (error: unknown) => dispatch({ type: 'noticed', notice: { what: nameOf(error) } });

  return {
    open: () => dispatch({ type: 'opened' }),
    close: () => dispatch({ type: 'hidden' }),
    dismiss: () => dispatch({ type: 'dismissed' }),
    again: () => void ways.look(),

    type: (text) => {
      dispatch({ type: 'typed', text });
      if (store.state.stage.name === 'chat' && text !== '') client.typing();
    },
    send: (name) => {
      const text = storable(store.state.draft);
      const refused = tooLong(text);
      if (text.trim() === '') return;
      if (refused) {
        dispatch({ type: 'noticed', notice: refused });
        return;
      }
      const sent = () => dispatch({ type: 'typed', text: '' });
      if (store.state.stage.name === 'chat') {
        submit(text);
        sent();
      } else void ways.begin(name ? { name: storable(name) } : {}, text).then(sent);
    },
    retry: (key) => taken(key).forEach(submit),
    discard: (key) => draft(...taken(key)),
    useKept: () => {
      draft(...client.takeUnsent());
      dispatch({ type: 'kept', texts: [] });
    },
    dropKept: () => {
      client.takeUnsent();
      dispatch({ type: 'kept', texts: [] });
    },

    tryNow: () => client.probe(),
    extend: () => void client.extend().catch(fail),
    endChat: () => {
      client.endChat().then(() => dispatch({ type: 'ended', by: 'customer' }), fail);
    },

    continueConversation: (conversationId) => void ways.continueConversation(conversationId),
    startNew: () => {
      if (store.state.stage.name === 'prompt') void ways.begin({ startNew: true });
      else dispatch({ type: 'nothing-held' });
    },
    useLink: () => void (memory.link === null ? ways.look() : ways.useLink(memory.link)),
    leaveLink: () => {
      memory.link = null;
      void ways.look();
    },
    followRedirect: () => {
      const { stage } = store.state;
      if (stage.name === 'too-late' && stage.redirectUrl !== null) goTo(stage.redirectUrl);
    },
  };
}
