import type { ClosingChoices } from '@rejoin/client';
import { useEffect, useState } from 'react';
import { useAuthorised } from './use-authorised';
import { useDesk } from './use-desk';

/**
 * Loads the dispositions and tags of a workstream; undefined until they are known, for no workstream, and with an older
 * gateway, which has none.
 */
export function useClosing(workstreamId: string): ClosingChoices | undefined {
  const send = useAuthorised(useDesk().history);
  const [loaded, setLoaded] = useState<{ workstreamId: string; choices: ClosingChoices }>();
  useEffect(() => {
    if (workstreamId === '') return;
    send((client) => client.closingChoices(workstreamId)).then(
      (choices) => {
        setLoaded({ workstreamId, choices });
      },
      // The service says what is missing when the conversation is closed.
      () => undefined,
    );
  }, [send, workstreamId]);
  return loaded?.workstreamId === workstreamId ? loaded.choices : undefined;
}
