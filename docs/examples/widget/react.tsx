import type { Customer } from '@rejoin/widget';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { loadWidget, rejoin } from './load-widget';

interface ChatProps {
  readonly gateway: string;
  readonly widgetId: string;
  readonly customer: Customer;
}

let isBooted = false;

/** Shows the chat widget while it is mounted. Strict mode mounts twice: the widget is booted once only. */
export function Chat({ gateway, widgetId, customer }: ChatProps) {
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    let stop: (() => void) | undefined;
    loadWidget(gateway);
    rejoin((chat) => {
      if (!isBooted) chat.boot({ widgetId, endpoint: gateway, launcher: 'none', customer });
      isBooted = true;
      stop = chat.on('unread', ({ count }) => setUnread(count));
      chat.show();
    });
    return () => {
      rejoin((chat) => {
        stop?.();
        // Not shutdown(), which ends it for this browser: that is for a sign-out.
        chat.hide();
      });
    };
  }, [gateway, widgetId]);
  return (
    <button onClick={() => rejoin((chat) => chat.open())}>{unread > 0 ? `Help (${unread})` : 'Help'}</button>
  );
}

createRoot(document.querySelector('#app')!).render(
  <StrictMode>
    <Chat gateway="https://chat.example" widgetId="shop" customer={{ name: 'Mia', context: { basket: 3 } }} />
  </StrictMode>,
);
